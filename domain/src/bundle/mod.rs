//! The EHC request bundle: its parts, the county's headings over them, what is found and missing, what stops it.

mod completeness;
mod county_edit;
mod county_template;
mod cycles;
mod made;
mod own;
mod part;
mod voices;

pub use completeness::{ASKED, Giver, Look, Thing, asked_words, look_for, why_draft};
pub use county_edit::MOST_HEADINGS;
pub use county_template::{BundleSection, CountyTemplate, TemplateFlaw};
pub use cycles::{Cycle, CyclePlace, CycleTarget, NextPlan, cycles};
pub use made::{ManifestPart, RequestBundle};
pub use own::{Kept, MOST_MERGED_BYTES, Stop, other_numbers, stops};
pub use part::Part;
pub use voices::{Voice, voices};
