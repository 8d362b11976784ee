//! What stands on a child's record: one file for each kind of entry.
//!
//! An entry has an author, a day, a round and versions; what it says is its [`Content`]. The store keeps the content
//! as JSON beside plain columns (decision 0003), so that a form can gain a field without a migration and every old
//! version stays readable.

mod adaptation;
mod annual_guests;
mod annual_meeting;
mod answer_to_concern;
mod application;
mod checklist;
mod concern;
mod contribution;
pub mod correction;
pub mod county_letters;
pub mod decisions;
mod difference;
mod ehcp;
mod entry;
pub mod evidence;
mod for_staff;
mod legal_dates;
pub mod letter_day;
mod letter_means;
mod letter_stands;
pub mod letter_words;
pub mod measurable;
mod measurable_numbers;
mod one_a_round;
pub mod other_names;
mod parties;
mod pictures;
mod plan;
mod plan_comments;
pub mod possible;
mod profile;
mod readable;
mod referral;
mod report;
mod restorable;
mod review;
mod taken_out;
mod talk;
mod top_up;
mod transferable;
mod transition;

pub use adaptation::{Adaptation, Difference, Undo};
pub use annual_guests::{AnnualGuest, AsWhom, missing_guests};
pub use annual_meeting::{MeetingFault, annual_meeting};
pub use answer_to_concern::{reading_among, shows_with_its_concern};
pub use application::{ApplicationAgreement, CountyLetter, EvidenceItem, LetterKind, SchoolsAdvice};
pub use checklist::FilledChecklist;
pub use concern::{Acknowledgement, Check, Concern};
pub use contribution::{Feeling, FileItem, FileSort, Note, View};
pub use difference::{FieldChange, PlanDifference, TargetChange, TargetFate};
pub use ehcp::{AdviceAsked, AnnualReview, Ehcp, EhcpOutcome, OutcomeProgress, Recommendation, SectionFLine};
pub use entry::{Content, Entry, EntryKind};
pub use for_staff::{for_others, for_reader, is_for_staff};
pub use legal_dates::{LegalDates, OfChild};
pub use one_a_round::is_the_one;
pub use parties::Party;
pub use pictures::{PICTURES, PICTURES_OF_A_HEADING, Picture};
pub use plan::{Agreement, Answer, Direction, HowSaid, NeedSource, Plan, Target, TargetFault};
pub use plan_comments::{PlanComments, SECTIONS};
pub use profile::{Headings, ProfilePart, SignedProfile};
pub use readable::{Reading, readable, reading};
pub use referral::Referral;
pub use report::Report;
pub use restorable::{Restorable, restorable, without_signature};
pub use review::{Decision, OutcomeOfTarget, Review, ReviewHow, SaidAtReview, TargetOutcome};
pub use taken_out::{TakenOut, stands_on};
pub use talk::{Talk, TalkAbout, TalkHow};
pub use top_up::{EarlierBand, Received, TopUp};
pub use transferable::{Transferable, transferable};
pub use transition::{MovesTo, Transition, TransitionStage, TransitionVisit};
