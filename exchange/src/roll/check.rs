//! The checks of a roll, for every format alike: drafts come in; pupils, refused rows and notes go out.

use std::collections::HashMap;

use domain::{
    Date,
    people::{Upn, email},
};

use super::{
    AttendanceYear, FsmPeriod, RefusedRow, RollContact, RollPupil, Sex, YearGroup, codes,
    dates::{in_words, parse_any},
    draft::{Draft, DraftContact},
    sen,
};

/// The longest name, and the longest of the other texts that people read.
const MAX_LETTERS: usize = 200;
/// The most contacts of a pupil.
pub(crate) const MAX_CONTACTS: usize = 30;
/// Nobody is on a school's roll after the year in which they are this old.
const OLDEST_PUPIL_YEARS: i16 = 26;

/// Rows that are being checked, in the order of the file.
pub(crate) struct Rows {
    today: Date,
    rows: Vec<Row>,
}

struct Row {
    place: String,
    written_upn: String,
    upn: Option<Upn>,
    checked: Result<Box<RollPupil>, Vec<String>>,
    notes: Vec<String>,
}

impl Rows {
    pub(crate) fn new(today: Date) -> Self {
        Self { today, rows: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Checks one draft.
    pub(crate) fn take(&mut self, draft: Draft) {
        let (place, written_upn) = (draft.place.clone(), shortened(&draft.upn));
        let mut check = Check { today: self.today, faults: draft.faults.clone(), notes: Vec::new() };
        let upn = check.upn(&draft.upn);
        let pupil = check.pupil(draft, upn.clone());
        let checked = match pupil {
            Some(pupil) if check.faults.is_empty() => Ok(Box::new(pupil)),
            _ => Err(check.faults),
        };
        self.rows.push(Row { place, written_upn, upn, checked, notes: check.notes });
    }

    /// Refuses the rows that share a UPN, and gives everything back.
    pub(crate) fn finish(mut self) -> (Vec<RollPupil>, Vec<RefusedRow>, Vec<String>) {
        let mut places: HashMap<Upn, Vec<usize>> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(upn) = &row.upn {
                places.entry(upn.clone()).or_default().push(index);
            }
        }
        for (upn, indexes) in places.into_iter().filter(|(_, indexes)| indexes.len() > 1) {
            for index in &indexes {
                let others: Vec<&str> = indexes
                    .iter()
                    .filter(|other| *other != index)
                    .take(3)
                    .map(|other| self.rows[*other].place.as_str())
                    .collect();
                let fault = format!("UPN {upn} is also the UPN of {}", others.join(" and of "));
                let row = &mut self.rows[*index];
                match &mut row.checked {
                    Ok(_) => row.checked = Err(vec![fault]),
                    Err(faults) => faults.push(fault),
                }
            }
        }
        let (mut pupils, mut refused, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.rows {
            match row.checked {
                Ok(pupil) => {
                    notes.extend(row.notes.into_iter().map(|note| format!("{}: {note}.", row.place)));
                    pupils.push(*pupil);
                }
                Err(faults) => refused.push(RefusedRow {
                    place: row.place,
                    upn: Some(row.written_upn).filter(|upn| !upn.is_empty()),
                    reason: format!("{}.", faults.join(". ")),
                }),
            }
        }
        (pupils, refused, notes)
    }
}

/// The check of one row.
struct Check {
    today: Date,
    faults: Vec<String>,
    notes: Vec<String>,
}

impl Check {
    fn fault(&mut self, fault: impl Into<String>) {
        self.faults.push(fault.into());
    }

    fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    fn upn(&mut self, text: &str) -> Option<Upn> {
        if text.trim().is_empty() {
            self.fault("There is no UPN");
            return None;
        }
        match text.parse() {
            Ok(upn) => Some(upn),
            Err(fault) => {
                self.fault(format!("The UPN “{}” is wrong: {fault}", shortened(text)));
                None
            }
        }
    }

    fn pupil(&mut self, draft: Draft, upn: Option<Upn>) -> Option<RollPupil> {
        let surname = self.text("surname", &draft.surname);
        if surname.is_none() {
            self.fault("There is no surname");
        }
        let forename = self.text("forename", &draft.forename);
        if forename.is_none() {
            self.fault("There is no forename");
        }
        let preferred_surname = self.text("preferred surname", &draft.preferred_surname);
        let preferred_forename = self.text("preferred forename", &draft.preferred_forename);
        let middle_names = self.text("middle names", &draft.middle_names);
        let born_on = self.born_on(&draft.born_on);
        let sex = self.sex(&draft.sex);
        let year = self.year(&draft.year);
        let sen = sen::check(draft.sen.as_deref(), &draft.needs);
        self.faults.extend(sen.faults);
        self.notes.extend(sen.notes);
        let fsm = self.fsm(draft.fsm.as_deref().unwrap_or_default());
        let runs = |period: &FsmPeriod| {
            period.started_on <= self.today && period.ended_on.is_none_or(|end| end >= self.today)
        };
        let by_periods = draft.fsm.is_some().then(|| fsm.iter().any(runs));
        let eal = self.yes_or_no("English as an additional language", &draft.eal);
        Some(RollPupil {
            upn: upn?,
            surname: surname?,
            forename: forename?,
            preferred_surname,
            preferred_forename,
            middle_names,
            born_on: born_on?,
            sex,
            year,
            class: self.text("class", &draft.class),
            ethnicity: self.text("ethnicity", &draft.ethnicity),
            eal: eal.or_else(|| codes::eal_of_language(&draft.language)),
            language: self.text("language", &draft.language),
            enrol_status: self.text("enrolment status", &draft.enrol_status),
            looked_after: self.yes_or_no("looked after", &draft.looked_after),
            pupil_premium: self.yes_or_no("pupil premium", &draft.pupil_premium),
            free_meals: self.yes_or_no("free school meals", &draft.free_meals).or(by_periods),
            fsm,
            sen: sen.periods,
            needs: sen.needs,
            contacts: self.contacts(draft.contacts),
            attendance: self.attendance(&draft.attendance),
            assessments: draft.assessments,
            place: draft.place,
        })
    }

    fn text(&mut self, what: &str, text: &str) -> Option<String> {
        let name = some(text)?;
        if name.chars().count() > MAX_LETTERS {
            self.fault(format!("The {what} “{}” has more than {MAX_LETTERS} letters", shortened(&name)));
        } else if name.contains(char::REPLACEMENT_CHARACTER) {
            self.fault(format!("The {what} “{name}” has letters that were lost in another program"));
        } else if name
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        {
            self.fault(format!("The {what} “{}” has characters that cannot be seen", name.escape_debug()));
        }
        Some(name)
    }

    fn born_on(&mut self, text: &str) -> Option<Date> {
        if text.trim().is_empty() {
            self.fault("There is no date of birth");
            return None;
        }
        let Some(born_on) = parse_any(text) else {
            self.fault(format!("The date of birth “{}” is not a date", shortened(text)));
            return None;
        };
        let years = self.today.year() - born_on.year();
        if born_on > self.today {
            self.fault(format!("The date of birth, {}, is in the future", in_words(born_on)));
        } else if years > OLDEST_PUPIL_YEARS {
            self.fault(format!("The date of birth, {}, is too long ago for a pupil", in_words(born_on)));
        } else if years == 0 {
            self.fault(format!("The date of birth, {}, is too late for a pupil", in_words(born_on)));
        }
        Some(born_on)
    }

    fn sex(&mut self, text: &str) -> Option<Sex> {
        match text.trim().to_ascii_lowercase().as_str() {
            "" => None,
            "f" | "female" | "girl" => Some(Sex::F),
            "m" | "male" | "boy" => Some(Sex::M),
            _ => {
                self.note(format!("Sex “{}” is not F or M: left empty", shortened(text)));
                None
            }
        }
    }

    fn year(&mut self, text: &str) -> Option<YearGroup> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(year) => Some(year),
            // Special schools write X (the curriculum's years are not followed), older files E1 and E2.
            Err(_) if ["X", "M", "E1", "E2"].contains(&text.to_ascii_uppercase().as_str()) => {
                self.note(format!("Year group {text} is no National Curriculum year: left empty"));
                None
            }
            Err(_) => {
                self.fault(format!(
                    "The year group “{}” is not one of N1, N2, R and 1 to 14",
                    shortened(text)
                ));
                None
            }
        }
    }

    fn yes_or_no(&mut self, what: &str, text: &str) -> Option<bool> {
        codes::yes_or_no(text).unwrap_or_else(|()| {
            self.note(format!("“{}” is not yes or no ({what}): left empty", shortened(text)));
            None
        })
    }

    fn fsm(&mut self, drafts: &[(String, String)]) -> Vec<FsmPeriod> {
        let mut periods = Vec::new();
        for (start, end) in drafts {
            let ended_on = parse_any(end);
            match parse_any(start) {
                Some(started_on)
                    if (ended_on.is_some() || end.trim().is_empty())
                        && ended_on.is_none_or(|end| end >= started_on) =>
                {
                    periods.push(FsmPeriod { started_on, ended_on });
                }
                _ => self.note(format!(
                    "Free school meals from “{}” to “{}” are not two dates in order: left out",
                    shortened(start),
                    shortened(end)
                )),
            }
        }
        periods
    }

    fn contacts(&mut self, drafts: Vec<DraftContact>) -> Vec<RollContact> {
        let mut contacts = Vec::new();
        if drafts.len() > MAX_CONTACTS {
            self.fault(format!("There are more than {MAX_CONTACTS} contacts"));
            return contacts;
        }
        for (index, draft) in drafts.into_iter().enumerate() {
            let mut contact = draft.contact;
            let place = u8::try_from(index + 1).unwrap_or(u8::MAX);
            contact.order = draft.order.trim().parse().unwrap_or(place);
            contact.responsibility = self.yes_or_no("parental responsibility", &draft.responsibility);
            for text in texts(&contact) {
                self.text(&format!("text of contact {}", contact.order), text);
            }
            if contact.surname.is_empty() {
                self.note(format!("Contact {} has no name: left out", contact.order));
                continue;
            }
            if let Some(email) = contact.email.take_if(|email| !email::is_address(email)) {
                self.note(format!("“{}” is not an e-mail address: left empty", shortened(&email)));
            }
            contacts.push(contact);
        }
        contacts.sort_by_key(|contact| contact.order);
        contacts
    }

    fn attendance(&mut self, drafts: &[[String; 5]]) -> Vec<AttendanceYear> {
        let mut years = Vec::new();
        for [year, possible, attended, authorised, unauthorised] in drafts {
            let number = |text: &String| text.trim().parse::<u32>().ok();
            match (year.trim().parse(), number(possible), number(attended)) {
                (Ok(year), Some(possible), Some(attended)) if attended <= possible => {
                    years.push(AttendanceYear {
                        year,
                        possible,
                        attended,
                        authorised: number(authorised),
                        unauthorised: number(unauthorised),
                    })
                }
                _ => self.note(format!(
                    "Attendance of “{}” ({} of {} sessions) cannot be read: left out",
                    shortened(year),
                    shortened(attended),
                    shortened(possible)
                )),
            }
        }
        years
    }
}

/// Every text of a contact.
fn texts(contact: &RollContact) -> impl Iterator<Item = &str> {
    let some = [&contact.title, &contact.forename, &contact.relationship, &contact.email];
    let phones = contact.phones.iter().flat_map(|phone| phone.kind.iter().chain([&phone.number]));
    let named = some.into_iter().flatten().chain([&contact.surname]);
    named.chain(phones).chain(&contact.address).map(String::as_str)
}

/// The text with blanks made single; none when nothing is left.
pub(crate) fn some(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text).filter(|text| !text.is_empty())
}

/// The text, cut for a sentence.
pub(crate) fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
