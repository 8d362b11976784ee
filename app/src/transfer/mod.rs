//! To the next school: the Common Transfer File with its SEN part, the bundle of the record, and reading one in.

mod ctf;
mod gather;
mod make;
mod papers;
mod summary;
mod take;

pub use ctf::export_ctf;
pub use gather::{NoteToTick, TransferForm, TransferReady, UploadInIt, prepare_transfer};
pub use make::{TransferMade, make_transfer};
pub use take::{LookedAt, look_at_transfer, stage_transfer, take_transfer};

/// What a bundle that waits is kept as.
pub(crate) const KIND: &str = "transfer";
