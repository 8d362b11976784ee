//! People: roles, names, pupil numbers.

pub mod language;
pub mod name;
pub mod needs;
pub mod pupil;
pub mod role;
pub mod upn;

pub use language::HomeLanguage;
pub use needs::ContactNeeds;
pub use pupil::{Account, Class, Contact, Lead, Pupil, School, SchoolSettings, YearGroup};
pub use role::Role;
pub use upn::Upn;
