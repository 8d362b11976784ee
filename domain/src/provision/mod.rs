//! Provision and intervention: groups, their children's places, the sessions planned and held, and who is booked twice.

mod capacity;
mod catalogue;
mod clashes;
mod group;
mod handed_on;
mod joined;
mod last_day;
mod line_findings;
mod measure;
mod merge;
mod missed_lessons;
mod pad;
mod prompts;
mod rewritten;
pub mod section_f;
mod session;
mod timetable;
mod written;

pub use capacity::{Capacity, capacities, over_later};
pub use catalogue::{Intervention, InterventionFault, catalogue};
pub use clashes::{Booked, Clash, clashes};
pub use group::{Place, Provision, Tier, starts_at, weekday_name};
pub use handed_on::handed_on;
pub use joined::Joined;
pub use last_day::{last_day, place_ends_on};
pub use measure::{Measure, most_of};
pub use merge::{ChildSaid, Differed, Later, Said, Stands, both, kept_of_earlier, merged};
pub use missed_lessons::{MissedLesson, TOO_MANY_WEEKS, missed_lessons};
pub use pad::Pad;
pub use prompts::{MOST_PROMPTS, counts_prompts};
pub use rewritten::rewritten_weeks;
pub use session::{AtSession, Session, SessionStatus};
pub use timetable::{Counted, Timetable, is_teaching_day, planned_days};
pub use written::{reads_line, reads_message};
