//! Attainment from a spreadsheet: read, compared with what is kept, shown, and taken whole or not at all.

mod commit_attainment;
mod plan_attainment;
mod stage_attainment;

pub use commit_attainment::{Done, commit_attainment, import_now, remembered};
pub use exchange::attainment_sheet::{AttainmentList, Column, Mapping, read};
pub use plan_attainment::{Counts, Plan, ResultLine, Standing, plan};
pub use stage_attainment::{
    ColumnsToName, StagedAttainment, StagedColumns, show_attainment, show_columns, stage_attainment,
    take_columns,
};

use sha2::{Digest, Sha256};

/// Ten signs that tell one text from another.
fn signs(text: &[u8]) -> String {
    Sha256::digest(text).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}

/// The kind of an import that waits for a yes, and the name of its remembered mapping.
pub(crate) const KIND: &str = "attainment";
/// The kind of a spreadsheet that waits for its columns to be named.
pub(crate) const SHEET_KIND: &str = "attainment-sheet";
