//! The rules of Waymark: pure, without IO, clock, random, SQL or HTML.
//!
//! Each rule has a file of its own, named by the word that people use for it. Verbs in `app` load facts, ask a
//! rule here, and write what it says.

pub mod audit;
pub mod bank;
pub mod bundle;
pub mod calendar;
pub mod census;
pub mod checklist;
pub mod deadlines;
pub mod difference;
pub mod figures;
pub mod glossary;
pub mod ids;
pub mod inspection;
pub mod meetings;
pub mod merge;
pub mod money;
pub mod pathway;
pub mod people;
pub mod permissions;
pub mod plan_template;
pub mod progress;
pub mod provision;
pub mod record;
pub mod time;
pub mod uploads;

pub use ids::*;
pub use jiff::civil::Date;
pub use time::{Now, date};
