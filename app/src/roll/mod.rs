//! The roll: a file is read, compared with what stands, shown, and taken whole or not at all.

mod apply;
pub mod commit;
mod contacts;
mod difference;
mod identity;
pub mod plan_import;
pub mod read_file;
pub mod stage;
mod standing;
mod status;
mod wanted;

pub(crate) use apply::left_line;
pub use commit::{Choice, Done, Held, Into, commit_staged, held, import_now, plan_first};
pub use difference::Difference;
pub use exchange::{
    Unreadable, UnreadableCode,
    roll::{RefusedRow, Roll, RollFormat, SchoolRef},
    roll_sheet::{Mapping, RollField},
    sheet::{Field, Sheet},
};
pub use plan_import::{Join, Leaver, Plan, Taken, plan};
pub use read_file::{FileRead, MAX_BYTES, read_file, read_sheet, too_large};
pub use stage::{
    Next, StagedRoll, StagedSheet, remembered, show_sheet, show_staged, stage_file, take_columns,
};
pub use standing::Standing;
