//! Which column names the pupil, and which holds results of what on which scale: guessed from headings and cells.

use std::collections::BTreeMap;

use domain::progress::{
    scale::{self, Kind, Scale},
    subject::{key, same},
};
use serde::{Deserialize, Serialize};

use super::{NOTHING, subject};
use crate::{
    Unreadable, UnreadableCode,
    roll_sheet::RollField,
    sheet::{Field, Sheet},
};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Column {
    /// It is not read.
    Ignored,
    /// The unique pupil number.
    Upn,
    /// The whole name.
    FullName,
    /// Surname.
    Surname,
    /// Forename.
    Forename,
    /// Date of birth.
    BornOn,
    /// The day of the collection.
    On,
    /// Results.
    Result {
        /// The subject.
        subject: String,
        /// The scale's code.
        scale: String,
        /// Out of how many marks, when the cells hold only what was got.
        out_of: Option<u32>,
    },
}

/// Code and label of the columns that are no results.
const PLAIN: [(Column, &str, &str); 7] = [
    (Column::Ignored, "", "Do not read this column"),
    (Column::Upn, "upn", "UPN"),
    (Column::FullName, "full-name", "Full name (surname, forename)"),
    (Column::Surname, "surname", "Surname"),
    (Column::Forename, "forename", "Forename"),
    (Column::BornOn, "born-on", "Date of birth"),
    (Column::On, "on", "Day of the collection"),
];

/// Other words for them in a mapping that somebody writes by hand.
const ALSO: [(&str, Column); 8] = [
    ("ignore", Column::Ignored),
    ("name", Column::FullName),
    ("last-name", Column::Surname),
    ("first-name", Column::Forename),
    ("date-of-birth", Column::BornOn),
    ("dob", Column::BornOn),
    ("date", Column::On),
    ("collected-on", Column::On),
];

/// As a mapping is written in JSON: `"upn"`, `"Reading"` (Target Tracker), or `{"subject": "Reading", "scale": "reading-age"}`.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    Result {
        subject: String,
        #[serde(default = "target_tracker")]
        scale: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        out_of: Option<u32>,
    },
}

fn target_tracker() -> String {
    "target-tracker".to_owned()
}

impl From<Written> for Column {
    fn from(written: Written) -> Self {
        match written {
            Written::Result { subject, scale, out_of } => Column::Result { subject, scale, out_of },
            Written::Word(word) => Column::from_code(&word).unwrap_or_else(|| {
                let scales = scale::shipped();
                // "Reading: reading-age", or a subject on the scale that most schools have.
                let (subject, scale) = match word.rsplit_once(':') {
                    Some((subject, code)) if scale::find(scales, code.trim()).is_some() => (subject, code),
                    _ => (word.as_str(), "target-tracker"),
                };
                let (subject, scale) = (subject.trim().to_owned(), scale.trim().to_owned());
                Column::Result { subject, scale, out_of: None }
            }),
        }
    }
}

impl From<Column> for Written {
    fn from(column: Column) -> Self {
        match column {
            Column::Result { subject, scale, out_of } => Written::Result { subject, scale, out_of },
            plain => Written::Word(if plain == Column::Ignored { "ignore".to_owned() } else { plain.code() }),
        }
    }
}

impl Column {
    /// The code in forms: a plain word, or `scale:` and the scale's code.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Column::Result { scale, .. } => format!("scale:{scale}"),
            plain => {
                PLAIN.iter().find(|(known, ..)| known == plain).map_or("", |(_, code, _)| code).to_owned()
            }
        }
    }

    /// The plain column of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_lowercase().replace([' ', '_'], "-");
        let plain = PLAIN.iter().find(|(_, known, _)| *known == code).map(|(column, ..)| column);
        plain.or_else(|| ALSO.iter().find(|(known, _)| *known == code).map(|(_, column)| column)).cloned()
    }

    /// Whether it holds results on a scale.
    fn holds_on(&self, code: &str) -> bool {
        matches!(self, Column::Result { scale, .. } if scale == code)
    }

    /// Whether it holds results of a subject on a scale.
    fn holds(&self, of: &str, code: &str) -> bool {
        matches!(self, Column::Result { subject, .. } if same(subject, of)) && self.holds_on(code)
    }

    /// What a column may be, to choose from: code and label.
    #[must_use]
    pub fn choices() -> Vec<(String, String)> {
        let plain = PLAIN.iter().map(|(_, code, label)| ((*code).to_owned(), (*label).to_owned()));
        let scales = scale::shipped();
        plain
            .chain(scales.iter().map(|one| (format!("scale:{}", one.code), format!("Results: {}", one.name))))
            .collect()
    }
}

/// Headings with what their columns hold. A heading that is not in it is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    /// The columns by heading.
    pub columns: BTreeMap<String, Column>,
}

impl Mapping {
    /// The column of its kind among these headings.
    #[must_use]
    pub fn column(&self, headings: &[String], column: &Column) -> Option<usize> {
        headings.iter().position(|heading| self.columns.get(heading) == Some(column))
    }

    /// Whether the pupil can be told and there are results; one subject on one scale stands in one column.
    ///
    /// # Errors
    /// With what is missing.
    pub fn check(&self, headings: &[String]) -> Result<(), Unreadable> {
        let wrong = |sentence: String| Err(Unreadable::new(UnreadableCode::Headings, sentence));
        let has = |column: Column| self.column(headings, &column).is_some();
        let named = has(Column::FullName) || (has(Column::Surname) && has(Column::Forename));
        let is_told = has(Column::Upn) || (named && has(Column::BornOn));
        if !is_told {
            return wrong(
                "No column says which pupil a row is about: choose one for the UPN, or for the name and the date of birth."
                    .to_owned(),
            );
        }
        let mut seen: BTreeMap<(String, &str), &String> = BTreeMap::new();
        for heading in headings {
            let Some(Column::Result { subject, scale, .. }) = self.columns.get(heading) else { continue };
            if subject.trim().is_empty() {
                return wrong(format!("“{heading}” holds results: say of which subject."));
            }
            if let Some(other) = seen.insert((key(subject), scale), heading) {
                return wrong(format!(
                    "“{other}” and “{heading}” both hold {subject} on one scale: choose the one of this collection."
                ));
            }
        }
        if seen.is_empty() {
            return wrong("No column holds results: choose at least one, and its scale.".to_owned());
        }
        Ok(())
    }

    /// A guess to start from: by headings, and by which scale reads most of a column's cells. Of two columns of one subject the
    /// last is taken, which is the latest in most exports.
    #[must_use]
    pub fn guess(sheet: &Sheet) -> Self {
        let mut mapping = Self::default();
        for (at, heading) in sheet.headings.iter().enumerate() {
            let column = of_heading(sheet, at, heading);
            match &column {
                Column::Result { subject, scale, .. } => {
                    for known in mapping.columns.values_mut().filter(|known| known.holds(subject, scale)) {
                        *known = Column::Ignored;
                    }
                }
                Column::Ignored => {}
                plain if mapping.columns.values().any(|known| known == plain) => continue,
                _ => {}
            }
            mapping.columns.insert(heading.clone(), column);
        }
        mapping
    }

    /// A remembered mapping for a sheet, and a guess for the columns that it does not know. A new column of a subject is
    /// taken in place of the remembered one, under the name that the subject had: where columns come to stand behind one
    /// another, and where the newest stands first.
    #[must_use]
    pub fn remembered_for(&self, sheet: &Sheet) -> Self {
        let known = |heading: &String| Some((heading.clone(), self.columns.get(heading)?.clone()));
        let mut mapping = Self { columns: sheet.headings.iter().filter_map(known).collect() };
        for (at, heading) in sheet.headings.iter().enumerate() {
            if self.columns.contains_key(heading) {
                continue;
            }
            let mut column = of_heading(sheet, at, heading);
            if let Column::Result { subject: said, scale, .. } = &mut column {
                let taken = sheet.headings.iter().position(|other| {
                    mapping.columns.get(other).is_some_and(|known| {
                        known.holds(said, scale) || known.holds_on(scale) && same(&subject::of(other), said)
                    })
                });
                if let Some(taken) = taken {
                    let other = &sheet.headings[taken];
                    let is_newer = if self.newest_first(sheet, said) { at < taken } else { at > taken };
                    if let Some(Column::Result { subject, .. }) =
                        mapping.columns.get(other).filter(|_| is_newer)
                    {
                        said.clone_from(subject);
                        mapping.columns.insert(other.clone(), Column::Ignored);
                    } else {
                        column = Column::Ignored;
                    }
                }
            } else if column != Column::Ignored && mapping.columns.values().any(|known| *known == column) {
                continue;
            }
            mapping.columns.insert(heading.clone(), column);
        }
        mapping
    }

    /// Whether the column of a subject that was chosen stands before others of it that were not.
    fn newest_first(&self, sheet: &Sheet, said: &str) -> bool {
        let mut of_subject = sheet
            .headings
            .iter()
            .filter(|heading| same(&subject::of(heading), said))
            .filter_map(|heading| self.columns.get(heading));
        of_subject.any(|column| matches!(column, Column::Result { .. }))
            && of_subject.any(|column| *column == Column::Ignored)
    }

    /// With the names that a school has for the subjects already, where another name means the same.
    #[must_use]
    pub fn with_subjects(mut self, known: &[String]) -> Self {
        for column in self.columns.values_mut() {
            if let Column::Result { subject, .. } = column
                && let Some(name) = known.iter().find(|name| same(name, subject))
            {
                subject.clone_from(name);
            }
        }
        self
    }

    /// A mapping that somebody wrote by hand, as JSON.
    ///
    /// # Errors
    /// With the column that is written wrongly, and how it is written.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        let how = "A column is “upn”, “full-name”, “surname”, “forename”, “born-on”, “on”, “ignore”, a subject such as \
                   “Reading”, or {\"subject\": \"Reading\", \"scale\": \"reading-age\"}";
        let written: serde_json::Value =
            serde_json::from_slice(bytes).map_err(|fault| format!("it is not JSON: {fault}"))?;
        let serde_json::Value::Object(written) = written else {
            return Err(
                "it must be one object, with a line for each column: {\"Pupil no\": \"upn\"}".to_owned()
            );
        };
        let mut mapping = Self::default();
        for (heading, column) in written {
            let fault = |what: &str| format!("the column “{heading}” {what}. {how}");
            if let serde_json::Value::Object(parts) = &column {
                let unknown =
                    parts.keys().find(|part| !["subject", "scale", "out_of"].contains(&part.as_str()));
                if let Some(part) = unknown {
                    return Err(fault(&format!("has “{part}”, which is not known")));
                }
                match parts.get("subject") {
                    Some(serde_json::Value::String(_)) => {}
                    _ => return Err(fault("has no “subject”")),
                }
                if parts.get("out_of").is_some_and(|most| most.as_u64().is_none_or(|most| most == 0)) {
                    return Err(fault("has an “out_of” that is no whole number"));
                }
            }
            let column: Column =
                serde_json::from_value(column).map_err(|_| fault("is neither a word nor an object"))?;
            if let Column::Result { scale, .. } = &column
                && scale::find(scale::shipped(), scale).is_none()
            {
                let known: Vec<&str> = scale::shipped().iter().map(|one| one.code.as_str()).collect();
                return Err(format!(
                    "the column “{heading}” has the scale “{scale}”: the scales are {}",
                    known.join(", ")
                ));
            }
            mapping.columns.insert(heading, column);
        }
        Ok(mapping)
    }
}

/// What a column holds, by its heading and its cells.
fn of_heading(sheet: &Sheet, at: usize, heading: &str) -> Column {
    let words = subject::words(heading);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    plain(&words).unwrap_or_else(|| result(sheet, at, heading, &words, scale::shipped()))
}

/// A column that names the pupil or the day, or one that a roll has and that is never a subject.
fn plain(words: &[&str]) -> Option<Column> {
    const DAYS: [&str; 9] = [
        "date",
        "collected",
        "collected on",
        "assessment date",
        "date of assessment",
        "date assessed",
        "collection date",
        "date of collection",
        "test date",
    ];
    const NEVER: [&str; 12] = [
        "term",
        "id",
        "pupil id",
        "notes",
        "comment",
        "comments",
        "cohort",
        "house",
        "subject",
        "academic year",
        "age",
        "teacher",
    ];
    // A column without a heading, of a sheet that has headings: nobody said what it holds.
    if let ["column", number] = words
        && number.parse::<u32>().is_ok()
    {
        return Some(Column::Ignored);
    }
    if DAYS.contains(&words.join(" ").as_str()) {
        return Some(Column::On);
    }
    if NEVER.contains(&words.join(" ").as_str()) {
        return Some(Column::Ignored);
    }
    Some(match RollField::guess(words)? {
        RollField::Upn => Column::Upn,
        RollField::FullName => Column::FullName,
        RollField::Surname => Column::Surname,
        RollField::Forename => Column::Forename,
        RollField::BornOn => Column::BornOn,
        _ => Column::Ignored,
    })
}

/// Results, when a scale reads at least half of the cells that hold something; a plain number only with a word for its scale in
/// the heading, because 100 may stand on several.
fn result(sheet: &Sheet, at: usize, heading: &str, words: &[&str], scales: &[Scale]) -> Column {
    let cells: Vec<&str> = sheet
        .rows
        .iter()
        .map(|row| sheet.cell(row, Some(at)))
        .filter(|text| !NOTHING.contains(text))
        .take(500)
        .collect();
    let reads = |scale: &Scale, out_of: Option<u32>| {
        let read = |text: &&&str| match out_of {
            Some(most) => scale.read(&format!("{text}/{most}")).is_ok() || scale.read(text).is_ok(),
            None => scale.read(text).is_ok(),
        };
        cells.iter().filter(read).count()
    };
    let enough = |count: usize| count > 0 && 2 * count >= cells.len();
    let of = |scale: &Scale, out_of| Column::Result {
        subject: subject::of(heading),
        scale: scale.code.clone(),
        out_of,
    };
    let out_of = subject::out_of(words);
    let named = scales.iter().find(|scale| subject::names_scale(words, &scale.code));
    if let Some(scale) =
        named.filter(|scale| enough(reads(scale, out_of.filter(|_| scale.kind == Kind::OutOf))))
    {
        return of(scale, out_of.filter(|_| scale.kind == Kind::OutOf));
    }
    let told_by_cells =
        |kind: Kind| matches!(kind, Kind::TargetTracker | Kind::YearsAndMonths | Kind::Steps | Kind::OutOf);
    let best = scales
        .iter()
        .filter(|scale| told_by_cells(scale.kind))
        .map(|scale| (reads(scale, None), scale))
        .filter(|(count, _)| enough(*count))
        // Of scales that read as many the first: a reading age before a spelling age.
        .rev()
        .max_by_key(|(count, _)| *count);
    best.map_or(Column::Ignored, |(_, scale)| of(scale, None))
}
