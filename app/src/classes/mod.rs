//! Classes of a year: who teaches them, who takes one for a day, and which children are in them.

mod change_class;
mod cover_class;
mod list_classes;

pub use change_class::{Assigning, add_class, assign, change_class, end_assignment, place_children};
pub use cover_class::{ForATime, MyCover, cover_class, my_cover};
pub use list_classes::{ClassLine, ClassPage, Classes, StaffLine, list_classes, show_class};
