//! Attainment from a spreadsheet: one row a pupil, a column a subject; every cell read on its scale or listed, never guessed.

mod mapping;
mod subject;

use domain::{
    Date,
    people::Upn,
    progress::scale::{self, Scale},
};
use serde::{Deserialize, Serialize};

use crate::{
    Unreadable, UnreadableCode,
    roll::{RefusedRow, check::shortened, dates},
    roll_sheet::names,
    sheet::{Sheet, SheetRow},
};

pub use mapping::{Column, Mapping};

/// Whom a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichPupil {
    /// By the unique pupil number.
    Upn(Upn),
    /// By name and date of birth.
    Named {
        /// Surname.
        surname: String,
        /// Forename.
        forename: String,
        /// Date of birth.
        born_on: Date,
    },
}

/// What a row says of its pupil beside the UPN, to be compared with the roll: empty where the file has no such column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// Surname.
    pub surname: String,
    /// Forename.
    pub forename: String,
    /// Date of birth.
    pub born_on: Option<Date>,
}

impl Beside {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A cell that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The subject.
    pub subject: String,
    /// The scale's code.
    pub scale: String,
    /// As the scale reads it.
    pub written: String,
}

/// A pupil's row with the cells that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttainmentLine {
    /// Where it stands: "row 15".
    pub place: String,
    /// Whom it is about.
    pub pupil: WhichPupil,
    /// The UPN as it is written there, if one is.
    pub upn: Option<String>,
    /// Name and date of birth that stand beside a UPN.
    #[serde(default, skip_serializing_if = "Beside::is_empty")]
    pub beside: Beside,
    /// The day of the collection, where the row says it.
    pub on: Option<Date>,
    /// The results.
    pub cells: Vec<Cell>,
}

/// The attainment of a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttainmentList {
    /// Rows whose pupil could be read, with the cells that could.
    pub lines: Vec<AttainmentLine>,
    /// Rows and cells that could not.
    pub refused: Vec<RefusedRow>,
    /// What somebody should know.
    pub notes: Vec<String>,
}

/// What a cell holds that says only that there is no result.
const NOTHING: [&str; 4] = ["", "-", "–", "—"];

/// Reads the attainment of a sheet.
///
/// # Errors
/// When no column names the pupil, or none holds results.
pub fn read(sheet: &Sheet, mapping: &Mapping, today: Date) -> Result<AttainmentList, Unreadable> {
    mapping.check(&sheet.headings)?;
    let scales = scale::shipped();
    let mut results = Vec::new();
    for (at, heading) in sheet.headings.iter().enumerate() {
        if let Some(Column::Result { subject, scale: code, out_of }) = mapping.columns.get(heading) {
            let scale = scale::find(scales, code).ok_or_else(|| {
                Unreadable::new(UnreadableCode::Headings, format!("There is no scale “{code}”."))
            })?;
            results.push(Results { at, heading, subject, scale, out_of: *out_of });
        }
    }
    let mut list = AttainmentList { lines: Vec::new(), refused: Vec::new(), notes: sheet.notes.clone() };
    let is_read =
        |heading: &String| mapping.columns.get(heading).is_some_and(|column| *column != Column::Ignored);
    // A column without a heading that somebody chose is a column like the others.
    let shifted = if sheet.headings.iter().skip(sheet.headed()).any(is_read) {
        Vec::new()
    } else {
        sheet.beyond_headings()
    };
    for row in &sheet.rows {
        let place = format!("row {}", row.number);
        let text = |column: Column| sheet.cell(row, mapping.column(&sheet.headings, &column));
        let upn = Some(text(Column::Upn).to_owned()).filter(|upn| !upn.is_empty());
        if shifted.contains(&row.number) {
            let reason = "This row has more cells than there are headings: they may have shifted, so nothing of it is taken. \
                          A comma in a cell needs quotation marks around the cell."
                .to_owned();
            list.refused.push(RefusedRow { place, upn, reason });
            continue;
        }
        let on = match text(Column::On) {
            "" => Ok(None),
            day => day_of(day, today).map(Some),
        };
        match (which(&text), on) {
            (Ok(pupil), Ok(on)) => {
                let (cells, faults) = cells(sheet, row, &results);
                for (heading, reason) in faults {
                    list.refused.push(RefusedRow {
                        place: format!("{place}, {heading}"),
                        upn: upn.clone(),
                        reason,
                    });
                }
                let beside = match pupil {
                    WhichPupil::Upn(_) => beside(&text),
                    WhichPupil::Named { .. } => Beside::default(),
                };
                list.lines.push(AttainmentLine { place, pupil, upn, beside, on, cells });
            }
            (pupil, on) => {
                let faults: Vec<String> = pupil.err().into_iter().chain(on.err()).collect();
                list.refused.push(RefusedRow { place, upn, reason: format!("{}.", faults.join(". ")) });
            }
        }
    }
    Ok(list)
}

/// A column of results.
struct Results<'a> {
    at: usize,
    heading: &'a str,
    subject: &'a str,
    scale: &'a Scale,
    out_of: Option<u32>,
}

fn day_of(text: &str, today: Date) -> Result<Date, String> {
    match dates::parse_any(text) {
        Some(day) if day > today => Err(format!("The day of the collection, “{text}”, is still to come")),
        Some(day) => Ok(day),
        None => Err(format!("The day of the collection, “{}”, is not a day", shortened(text))),
    }
}

/// Name and date of birth of a row, as far as they can be read.
fn beside<'a>(text: &impl Fn(Column) -> &'a str) -> Beside {
    let whole = names::apart(text(Column::FullName));
    let or = |own: &str, whole: String| if own.is_empty() { whole } else { own.to_owned() };
    Beside {
        surname: or(text(Column::Surname), whole.surname),
        forename: or(text(Column::Forename), whole.forename.unwrap_or_default()),
        born_on: dates::parse_any(text(Column::BornOn)),
    }
}

/// Whom a row is about: by UPN when there is one, else by name and date of birth.
fn which<'a>(text: &impl Fn(Column) -> &'a str) -> Result<WhichPupil, String> {
    let upn = text(Column::Upn);
    if !upn.is_empty() {
        let plain: String = upn.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        return plain.parse().map(WhichPupil::Upn).map_err(|fault: domain::people::upn::UpnFault| {
            format!("“{}” is not a UPN: {fault}", shortened(upn))
        });
    }
    let Beside { surname, forename, born_on } = beside(text);
    let born = text(Column::BornOn);
    match (surname.is_empty() || forename.is_empty(), born_on) {
        (false, Some(born_on)) => Ok(WhichPupil::Named { surname, forename, born_on }),
        (true, _) => Err("There is neither a UPN nor a surname and forename".to_owned()),
        (false, None) if born.is_empty() => {
            Err("There is no UPN, and no date of birth beside the name: a name alone may be two children"
                .to_owned())
        }
        (false, None) => Err(format!("The date of birth, “{}”, is not a day", shortened(born))),
    }
}

type Faults<'a> = Vec<(&'a str, String)>;

/// The cells of a row that can be read, and those that cannot, with their heading and why.
fn cells<'a>(sheet: &Sheet, row: &SheetRow, results: &[Results<'a>]) -> (Vec<Cell>, Faults<'a>) {
    let (mut cells, mut faults) = (Vec::new(), Vec::new());
    for one in results {
        let text = sheet.cell(row, Some(one.at));
        if NOTHING.contains(&text) {
            continue;
        }
        let whole = match one.out_of {
            Some(most) if !text.contains('/') && !text.to_lowercase().contains("out of") => {
                format!("{text}/{most}")
            }
            _ => text.to_owned(),
        };
        match one.scale.read(&whole) {
            Ok(_) => cells.push(Cell {
                subject: one.subject.to_owned(),
                scale: one.scale.code.clone(),
                written: whole,
            }),
            Err(reason) => {
                faults.push((one.heading, format!("“{}” cannot be read: {reason}.", shortened(text))));
            }
        }
    }
    (cells, faults)
}
