//! One pupil of a roll, with what a file may say about them.

use domain::{
    Date,
    census::{SenProvision, SenType},
    people::Upn,
};
use serde::{Deserialize, Serialize};

use super::{RollContact, YearGroup};

/// Sex as the census counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Female.
    F,
    /// Male.
    M,
}

impl Sex {
    /// The census code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sex::F => "F",
            Sex::M => "M",
        }
    }
}

/// A pupil whose row is in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RollPupil {
    /// Where the row stands: "pupil 14, line 310" or "row 15".
    pub place: String,
    /// Unique pupil number.
    pub upn: Upn,
    /// Legal surname.
    pub surname: String,
    /// Legal forename.
    pub forename: String,
    /// Preferred surname, if the file gives one.
    pub preferred_surname: Option<String>,
    /// Preferred forename, if the file gives one.
    pub preferred_forename: Option<String>,
    /// Middle names.
    pub middle_names: Option<String>,
    /// Date of birth.
    pub born_on: Date,
    /// Sex; older files call it gender.
    pub sex: Option<Sex>,
    /// National Curriculum year group.
    pub year: Option<YearGroup>,
    /// Class or registration group; no CTF has it.
    pub class: Option<String>,
    /// Census code of ethnicity, or the words of the file.
    pub ethnicity: Option<String>,
    /// First language: its code, or the words of the file.
    pub language: Option<String>,
    /// English as an additional language, where it can be told.
    pub eal: Option<bool>,
    /// Enrolment status, the census letter (C current, M and S dual, G guest ...).
    pub enrol_status: Option<String>,
    /// Looked after by a local authority.
    pub looked_after: Option<bool>,
    /// Attracts the pupil premium; no CTF has it.
    pub pupil_premium: Option<bool>,
    /// Eligible for free school meals today; none when the file says nothing.
    pub free_meals: Option<bool>,
    /// When the pupil was eligible.
    pub fsm: Vec<FsmPeriod>,
    /// SEN provision, in the order of time. `None`: the file says nothing (which is not "no SEN").
    pub sen: Option<Vec<SenPeriod>>,
    /// Types of need.
    pub needs: Vec<SenNeed>,
    /// Parents, carers and others.
    pub contacts: Vec<RollContact>,
    /// Sessions, one entry a year and school.
    pub attendance: Vec<AttendanceYear>,
    /// Results of key stages and other assessments.
    pub assessments: Vec<StageAssessment>,
}

impl RollPupil {
    /// The SEN provision on a day; `None` when the file says nothing about that day.
    #[must_use]
    pub fn sen_on(&self, day: Date) -> Option<SenPeriod> {
        let runs = |period: &&SenPeriod| {
            period.started_on.is_none_or(|start| start <= day) && period.ended_on.is_none_or(|end| end >= day)
        };
        self.sen.as_deref()?.iter().rfind(runs).copied()
    }
}

/// A time in which a pupil was eligible for free school meals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FsmPeriod {
    /// First day.
    pub started_on: Date,
    /// Last day; none while it runs.
    pub ended_on: Option<Date>,
}

/// A time of one SEN provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenPeriod {
    /// First day; none when a spreadsheet tells only the provision of today.
    pub started_on: Option<Date>,
    /// Last day; none while it runs.
    pub ended_on: Option<Date>,
    /// The provision.
    pub provision: SenProvision,
}

/// A type of need with its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenNeed {
    /// 1 for the primary need, 2 for the second.
    pub rank: u8,
    /// The type.
    pub kind: SenType,
    /// First day, if told.
    pub started_on: Option<Date>,
    /// Last day; none while it runs.
    pub ended_on: Option<Date>,
}

/// Sessions of one school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceYear {
    /// The calendar year in which the school year began, as the file writes it.
    pub year: i16,
    /// Sessions possible.
    pub possible: u32,
    /// Sessions attended.
    pub attended: u32,
    /// Sessions missed with authorisation.
    pub authorised: Option<u32>,
    /// Sessions missed without.
    pub unauthorised: Option<u32>,
}

/// One result, in the file's own codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageAssessment {
    /// Key stage or other stage ("KS1").
    pub stage: String,
    /// Where ("ENG").
    pub locale: Option<String>,
    /// Year of the result.
    pub year: Option<i16>,
    /// Subject code.
    pub subject: String,
    /// Method: test, teacher assessment ...
    pub method: Option<String>,
    /// Component of the subject.
    pub component: Option<String>,
    /// Result, estimate ...
    pub status: Option<String>,
    /// How the result is to be read.
    pub qualifier: Option<String>,
    /// The result itself.
    pub result: String,
}
