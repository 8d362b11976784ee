//! The papers that people print, sign and send: tagged PDF (PDF/UA-1) from data.
//!
//! A paper is one struct in [`papers`], one `.typ` in `documents/templates`, and its samples beside the struct. What
//! people typed goes in as data, never as markup; dates come in, they are not taken; the same content gives the same
//! bytes. What stands on every paper (head, foot, facts, tables, charts) is [`furniture`] and `furniture.typ`.
//!
//! No database, no rights: `app` gathers the struct, for whoever may read it.

pub mod bundle;
pub mod chart;
mod drawing;
mod engine;
pub mod furniture;
pub mod papers;
mod picture;
mod room;
mod sheet;
mod small_chart;
mod templates;
mod timeline;
pub mod word;

pub use drawing::Drawing;
pub use engine::{BOX, Fault, Made, make};
pub use furniture::Furniture;
pub use picture::Picture;
pub use room::{Part, Room};
pub use sheet::{Paper, Sheet};
pub use small_chart::small;
pub use timeline::timeline;
