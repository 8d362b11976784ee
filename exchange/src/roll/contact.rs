//! A parent, carer or other contact of a pupil.

use serde::{Deserialize, Serialize};

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// Home, work, mobile: the census letter H, W, M ... if told.
    pub kind: Option<String>,
    /// The number, as written.
    pub number: String,
}

/// A person to contact about a pupil.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollContact {
    /// In which order they are called.
    pub order: u8,
    /// Title.
    pub title: Option<String>,
    /// Surname; a spreadsheet may hold the whole name in one cell, then the last word.
    pub surname: String,
    /// Forename.
    pub forename: Option<String>,
    /// Relationship: the census code (PAM, PAF, CAR ...) or the file's words.
    pub relationship: Option<String>,
    /// Parental responsibility; `None` when the file says nothing.
    pub responsibility: Option<bool>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address, the postcode last.
    pub address: Vec<String>,
}
