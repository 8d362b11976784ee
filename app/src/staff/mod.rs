//! Staff and classes from a spreadsheet: read, compared, shown, and taken whole or not at all.

mod commit_staff;
mod plan_staff;

pub use commit_staff::{
    StagedStaff, commit_staff, show_staff, show_staff_sheet, stage_staff_sheet, take_staff_columns,
};
pub use exchange::staff_sheet::{Mapping, StaffField, StaffList};
pub use plan_staff::{StaffChange, StaffPlan, StaffStanding, plan_staff};
