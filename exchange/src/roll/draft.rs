//! A pupil as a file's letters tell them, before anything is checked: what both readers fill in.

use super::RollContact;

/// A pupil's row, unchecked. An empty text means that the file says nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) place: String,
    pub(crate) upn: String,
    pub(crate) surname: String,
    pub(crate) forename: String,
    pub(crate) preferred_surname: String,
    pub(crate) preferred_forename: String,
    pub(crate) middle_names: String,
    pub(crate) born_on: String,
    pub(crate) sex: String,
    pub(crate) year: String,
    pub(crate) class: String,
    pub(crate) ethnicity: String,
    pub(crate) language: String,
    pub(crate) eal: String,
    pub(crate) enrol_status: String,
    pub(crate) looked_after: String,
    pub(crate) pupil_premium: String,
    pub(crate) free_meals: String,
    pub(crate) fsm: Option<Vec<(String, String)>>,
    pub(crate) sen: Option<Vec<DraftProvision>>,
    pub(crate) needs: Vec<DraftNeed>,
    pub(crate) contacts: Vec<DraftContact>,
    pub(crate) attendance: Vec<[String; 5]>,
    pub(crate) assessments: Vec<super::StageAssessment>,
    /// Faults that the reader itself found in the row.
    pub(crate) faults: Vec<String>,
}

/// SEN provision, unchecked.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftProvision {
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) code: String,
}

/// A type of need, unchecked.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftNeed {
    pub(crate) rank: String,
    pub(crate) code: String,
    pub(crate) start: String,
    pub(crate) end: String,
}

/// A contact whose yes-or-no and order are still text.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftContact {
    pub(crate) order: String,
    pub(crate) responsibility: String,
    pub(crate) contact: RollContact,
}
