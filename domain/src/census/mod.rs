//! School census: SEN provision and types of need, their history, census days, and what is returned on them.

pub mod census_day;
pub mod history;
pub mod national_tests;
pub mod provision;
pub mod returnable;
pub mod sen_type;

pub use census_day::{CensusDay, CensusTerm};
pub use history::{Interval, SenHistory};
pub use national_tests::NationalTests;
pub use provision::SenProvision;
pub use returnable::Need;
pub use sen_type::{AreaOfNeed, SenType};
