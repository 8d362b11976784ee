//! Nothing lost: drafts of every form, who else is at a form, and the key that seals what waits on a device.

mod forget_draft;
mod keep_draft;
mod open_form;
mod outbox_key;

pub use forget_draft::forget_draft;
pub use keep_draft::{Keeping, Kept, MOST, keep_draft};
pub use open_form::{AtForm, DraftShown, Other, at_form, open_form};
pub use outbox_key::outbox_key;
