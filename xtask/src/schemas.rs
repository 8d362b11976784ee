//! The published schemas of the files that Waymark writes and reads.

use crate::generate::Page;

/// One page for each schema.
pub fn pages() -> Vec<Page> {
    vec![
        Page { path: "docs/schemas/plan.schema.json".to_owned(), text: exchange::plan_file::schema() },
        Page { path: "docs/schemas/transfer.schema.json".to_owned(), text: exchange::transfer::schema() },
    ]
}
