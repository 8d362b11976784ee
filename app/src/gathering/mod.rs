//! Step 6, the evidence of each week: scores by hand, how each target stands, gathering and closing the week, the
//! SENCO's week, and attainment in collections.

mod close_week;
mod digest;
mod gap_changes;
mod gather;
mod import_attainment;
mod judge;
mod latest_results;
mod picture;
mod remind;
mod score_target;
mod sheets;
mod show_progress;
mod show_week;
mod week_in_short;
mod what_works;

pub use close_week::{CloseWeek, close_week, correct_week};
pub use digest::{Sent, choose_digest, my_digest, send_digests};
pub use gap_changes::GapChange;
pub use gather::{ClosedWeek, Correction, EarlierWeek, Gather, PersonCount, gather};
pub use import_attainment::{AttainmentRow, Kept, import_attainment};
pub use judge::{ChildJudged, TargetJudged};
pub use latest_results::Latest;
pub use picture::{Drawing, picture};
pub use remind::{Reminded, remind};
pub use score_target::{NewScore, add_score, remove_score};
pub use sheets::{Count, Sheet, SheetState};
pub(crate) use show_progress::progress_of;
pub use show_progress::{Progress, Reads, ScoreLine, SubjectProgress, TargetProgress, show_progress};
pub use show_week::{LateEntry, SMALL_CHART, Week, WeekLine, reads_week, show_week};
pub use week_in_short::{WeekInShort, week_in_short};
pub use what_works::{Intervention, WhatWorks, what_works};
