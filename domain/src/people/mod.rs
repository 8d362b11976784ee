//! People: roles, names, pupil numbers.

pub mod bar;
pub mod called;
pub mod care;
pub mod digest;
pub mod email;
pub mod language;
pub mod name;
pub mod namesakes;
pub mod needs;
pub mod one_parents_way;
pub mod pupil;
pub mod role;
pub mod span;
pub mod upn;

pub use bar::{Bar, BarFrom, BarGround};
pub use called::CalledApart;
pub use care::{Care, CareWorker};
pub use digest::Digest;
pub use language::HomeLanguage;
pub use namesakes::Namesakes;
pub use needs::ContactNeeds;
pub use one_parents_way::{OneParentsWay, ways_of_one, ways_of_who_lives_apart};
pub use pupil::{Account, Class, Contact, Lead, Pupil, School, SchoolSettings, YearGroup};
pub use role::Role;
pub use span::Span;
pub use upn::Upn;
