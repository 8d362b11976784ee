//! A sheet and a mapping to a roll: each row to a draft, and the drafts through the checks.

use domain::Date;

use super::{
    ContactField, Mapping, RollField,
    field::MAX_CONTACTS,
    names::{self, Parts},
};
use crate::{
    Unreadable,
    UnreadableCode::{Headings, TooLarge},
    roll::{
        MAX_PUPILS, Phone, Roll, RollContact,
        check::{Rows, some},
        codes,
        draft::{Draft, DraftContact, DraftNeed, DraftProvision},
    },
    sheet::{Field, Sheet, SheetRow},
};

/// Reads the roll of a sheet. A spreadsheet never says that it holds the whole school, so nobody is leaving by it.
///
/// # Errors
/// When a column that every roll needs is not mapped, or there are too many rows.
pub fn read(sheet: &Sheet, mapping: &Mapping, today: Date) -> Result<Roll, Unreadable> {
    let columns = Columns { sheet, mapping };
    columns.check()?;
    if sheet.rows.len() > MAX_PUPILS {
        return Err(Unreadable::new(
            TooLarge,
            format!("The spreadsheet has more than {MAX_PUPILS} rows of pupils."),
        ));
    }
    let mut rows = Rows::new(today);
    let mut without_sen = 0;
    for row in &sheet.rows {
        let draft = columns.draft(row);
        without_sen += usize::from(draft.sen.is_none());
        rows.take(draft);
    }
    let (pupils, refused, of_rows) = rows.finish();
    let mut notes = sheet.notes.clone();
    if columns.has(RollField::SenProvision) && without_sen > 0 {
        notes.push(format!(
            "Rows without SEN provision, read as saying nothing and not as “no SEN”: {without_sen}."
        ));
    }
    notes.extend(of_rows);
    Ok(Roll { format: sheet.format, version: None, source: None, full: false, pupils, refused, notes })
}

/// The columns of a sheet by field.
struct Columns<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
}

impl Columns<'_> {
    fn has(&self, field: RollField) -> bool {
        self.mapping.column(&self.sheet.headings, field).is_some()
    }

    fn text(&self, row: &SheetRow, field: RollField) -> String {
        self.sheet.cell(row, self.mapping.column(&self.sheet.headings, field)).to_owned()
    }

    /// Whether what every pupil needs has a column.
    fn check(&self) -> Result<(), Unreadable> {
        let mut missing: Vec<String> = [RollField::Upn, RollField::BornOn]
            .into_iter()
            .filter(|field| !self.has(*field))
            .map(Field::label)
            .collect();
        let both_names = self.has(RollField::Surname) && self.has(RollField::Forename);
        if !both_names && !self.has(RollField::FullName) {
            missing.push("surname and forename".to_owned());
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Unreadable::new(
            Headings,
            format!(
                "No column is chosen for: {}. Choose one for each, or add it to the export.",
                missing.join(", ")
            ),
        ))
    }

    fn draft(&self, row: &SheetRow) -> Draft {
        let text = |field| self.text(row, field);
        let whole = names::apart(&text(RollField::FullName));
        let or = |field, from_whole: String| {
            Some(text(field)).filter(|text| !text.is_empty()).unwrap_or(from_whole)
        };
        let provision = text(RollField::SenProvision);
        let mut needs = need_codes(&text(RollField::SenNeed1));
        needs.extend(need_codes(&text(RollField::SenNeed2)));
        Draft {
            place: format!("row {}", row.number),
            upn: text(RollField::Upn),
            surname: or(RollField::Surname, whole.surname),
            forename: or(RollField::Forename, whole.forename.unwrap_or_default()),
            preferred_surname: text(RollField::PreferredSurname),
            preferred_forename: text(RollField::PreferredForename),
            middle_names: text(RollField::MiddleNames),
            born_on: text(RollField::BornOn),
            sex: text(RollField::Sex),
            year: text(RollField::Year),
            class: text(RollField::Class),
            ethnicity: text(RollField::Ethnicity),
            language: text(RollField::Language),
            eal: text(RollField::Eal),
            enrol_status: text(RollField::EnrolStatus),
            looked_after: text(RollField::LookedAfter),
            pupil_premium: text(RollField::PupilPremium),
            free_meals: text(RollField::FreeMeals),
            sen: Some(provision).filter(|code| !code.is_empty()).map(|code| {
                vec![DraftProvision { code, start: text(RollField::SenStartedOn), end: String::new() }]
            }),
            needs: needs
                .into_iter()
                .enumerate()
                .map(|(index, code)| DraftNeed {
                    rank: (index + 1).to_string(),
                    code,
                    ..DraftNeed::default()
                })
                .collect(),
            contacts: (1..=MAX_CONTACTS).filter_map(|number| self.contact(row, number)).collect(),
            ..Draft::default()
        }
    }

    fn contact(&self, row: &SheetRow, number: u8) -> Option<DraftContact> {
        let text = |part| self.text(row, RollField::Contact(number, part));
        let whole = names::apart(&text(ContactField::FullName));
        let Parts { title, forename, surname } = whole;
        let phones = [(ContactField::Mobile, Some("M")), (ContactField::Phone, None)]
            .into_iter()
            .filter_map(|(part, kind)| {
                Some(Phone { kind: kind.map(str::to_owned), number: phone_number(&text(part))? })
            })
            .collect();
        let address_text = text(ContactField::Address);
        let mut address: Vec<String> = address_text.split(['\n', ',']).filter_map(some).collect();
        address.extend(some(&text(ContactField::Postcode)).filter(|code| !address.contains(code)));
        let contact = RollContact {
            order: number,
            title: some(&text(ContactField::Title)).or(title),
            surname: some(&text(ContactField::Surname)).or(some(&surname)).unwrap_or_default(),
            forename: some(&text(ContactField::Forename)).or(forename),
            relationship: some(&text(ContactField::Relationship)),
            responsibility: None,
            phones,
            email: some(&text(ContactField::Email)),
            address,
        };
        let nothing = RollContact { order: number, ..RollContact::default() };
        let responsibility = text(ContactField::Responsibility);
        (contact != nothing).then(|| DraftContact { order: number.to_string(), responsibility, contact })
    }
}

/// A telephone number; a spreadsheet that took it for a number has lost the nought in front.
fn phone_number(text: &str) -> Option<String> {
    let number = some(text)?;
    let lost =
        number.len() == 10 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    Some(if lost { format!("0{number}") } else { number })
}

/// The types of need in one cell: one, or several with a sign between them.
fn need_codes(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    if codes::sen_type(text).is_none() {
        let parts: Vec<&str> =
            text.split([',', ';', '/', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 && parts.iter().all(|part| codes::sen_type(part).is_some()) {
            return parts.into_iter().map(str::to_owned).collect();
        }
    }
    vec![text.to_owned()]
}
