//! Papers: a child's record, as much of it as somebody may read, gathered into the structs of `documents`.

mod annual_review;
mod childs_version;
mod class_sheet;
mod concern_summary;
mod ehcp_at_a_glance;
mod furniture;
mod iep;
mod letter;
mod letter_facts;
mod offered;
mod one_page_profile;
mod provision_map;
mod provision_money;
mod provision_week;
mod pupil_story;
mod recipients;
mod review;
mod send_paper;
mod sent;
mod session_sheet;
mod set;

pub use class_sheet::class_sheet;
pub(crate) use furniture::{class_in_words, signposts};
pub use furniture::of_school;
pub use letter::{LetterForm, letter, letter_begun};
pub use letter_facts::letters_offered;
pub use offered::{Offered, PaperName, offered, paper, review_record, word_copy};
pub use provision_map::provision_map;
pub use provision_money::provision_money;
pub use provision_week::{adults_weeks, provision_week};
pub use recipients::Recipient;
pub(crate) use send_paper::names_to_look_for;
pub use send_paper::{SendForm, ToSend, What, send_paper, to_send};
pub use sent::{Sent, SentPaper, sent, sent_file};
pub use session_sheet::session_sheets;
pub use set::{pdf, set};
