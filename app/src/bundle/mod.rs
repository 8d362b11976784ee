//! The EHC request bundle: what is found and missing, who is asked, the check, the files, what was sent.

mod ask;
mod blocks;
mod check;
mod cycle_blocks;
mod forms;
mod load;
mod make;
mod people;
mod reports;
mod sent;
mod show;
mod ways;

pub use ask::{Asked, ask};
pub use check::{BundleForm, OtherInText, Ready, prepare};
pub(crate) use check::{not_this_childs, refused};
pub use forms::{
    FormLine, FormShown, FormText, copy_form, edit_form, forms_to_choose, list_forms, show_form,
};
pub use make::{BundleFiles, export, files_of, keep, make};
pub use reports::ReportFile;
pub(crate) use sent::newest_is_sent;
pub use sent::record_sent;
pub use show::{MadeBundle, made_bundles, things};
