//! A pupil on the roll, a contact, a class, an account, a school: plain values that every room passes round.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ContactNeeds, Role, Upn};
use crate::{
    ClassId, ContactId, Date, FileId, PupilId, SchoolId, UserId,
    calendar::AcademicYear,
    census::{SenProvision, SenType},
    money::{Pence, funding_year::FundingYearStart, rates},
    permissions::Subject,
};

/// A national curriculum year group: N1 is -2, N2 is -1, Reception is 0, then 1 to 14.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct YearGroup(pub i8);

impl YearGroup {
    /// Reception.
    pub const RECEPTION: YearGroup = YearGroup(0);

    /// The year group of a child of this age in an academic year, from nursery on.
    ///
    /// # Example
    /// ```
    /// # use domain::{calendar::AcademicYear, date, people::YearGroup};
    /// let year = AcademicYear::starting_in(2026);
    /// assert_eq!(YearGroup::by_age(date(2018, 8, 31), year), YearGroup(4));
    /// assert_eq!(YearGroup::by_age(date(2018, 9, 1), year), YearGroup(3));
    /// ```
    #[must_use]
    pub fn by_age(born_on: Date, year: AcademicYear) -> Self {
        let starts_reception = AcademicYear::of(born_on).starts_in() + 5;
        Self(i8::try_from(year.starts_in() - starts_reception).unwrap_or(0).clamp(-2, 14))
    }

    /// The code of the common transfer file: N1, N2, R, 1 to 14.
    #[must_use]
    pub fn code(self) -> String {
        match self.0 {
            -2 => "N1".to_owned(),
            -1 => "N2".to_owned(),
            0 => "R".to_owned(),
            year => year.to_string(),
        }
    }

    /// The name on screen.
    #[must_use]
    pub fn name(self) -> String {
        match self.0 {
            -2 | -1 => "Nursery".to_owned(),
            0 => "Reception".to_owned(),
            year => format!("Year {year}"),
        }
    }

    /// The year group of a code, in any of the ways in which schools write it.
    ///
    /// # Example
    /// ```
    /// # use domain::people::YearGroup;
    /// assert_eq!(YearGroup::from_code("Year 3"), Some(YearGroup(3)));
    /// assert_eq!(YearGroup::from_code("r"), Some(YearGroup(0)));
    /// assert_eq!(YearGroup::from_code("15"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        let code = code.strip_prefix("YEAR").map_or(code.as_str(), str::trim);
        match code {
            "N1" => Some(Self(-2)),
            "N2" | "N" | "NURSERY" => Some(Self(-1)),
            "R" | "RECEPTION" | "REC" | "0" => Some(Self(0)),
            digits => digits.trim_start_matches('Y').parse().ok().filter(|y| (1..=14).contains(y)).map(Self),
        }
    }
}

/// A pupil.
#[derive(Clone, Debug, PartialEq)]
pub struct Pupil {
    /// Its id.
    pub id: PupilId,
    /// The school.
    pub school: SchoolId,
    /// The unique pupil number.
    pub upn: Upn,
    /// Legal surname.
    pub surname: String,
    /// Legal forename.
    pub forename: String,
    /// The surname that the child is called by, when it differs.
    pub preferred_surname: String,
    /// The forename that the child is called by, when it differs.
    pub preferred_forename: String,
    /// Middle names.
    pub middle_names: String,
    /// Date of birth.
    pub born_on: Date,
    /// Sex as the census records it: F or M; empty when not known.
    pub sex: String,
    /// Year group.
    pub year: YearGroup,
    /// The class, when there is one.
    pub class: Option<ClassId>,
    /// First language, as the roll says it.
    pub language: String,
    /// Whether English is an additional language, when known.
    pub eal: Option<bool>,
    /// Whether the child has free school meals now.
    pub fsm: bool,
    /// Whether the child is looked after.
    pub looked_after: bool,
    /// Sessions (half days) possible and attended in the latest year known.
    pub attendance: Option<(u32, u32)>,
    /// What everybody must know to keep the child safe.
    pub key_facts: String,
    /// SEN provision today.
    pub provision: SenProvision,
    /// Main type of need, when known.
    pub main_need: Option<SenType>,
    /// Since when on the roll.
    pub joined_on: Date,
    /// When the child left, if so.
    pub left_on: Option<Date>,
    /// Version of the row.
    pub version: u32,
}

impl Pupil {
    /// The forename that the child is called by.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.preferred_forename.is_empty() { &self.forename } else { &self.preferred_forename }
    }

    /// The name on screen: as called, with surname.
    #[must_use]
    pub fn name(&self) -> String {
        let surname = if self.preferred_surname.is_empty() { &self.surname } else { &self.preferred_surname };
        format!("{} {surname}", self.called()).trim().to_owned()
    }

    /// The subject that permissions are asked about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::Pupil { school: self.school, pupil: self.id, class: self.class }
    }

    /// Attendance in percent with one decimal, as text, when known.
    #[must_use]
    pub fn attendance_words(&self) -> Option<String> {
        let (possible, attended) = self.attendance?;
        (possible > 0).then(|| {
            let tenths = (u64::from(attended) * 1000 + u64::from(possible) / 2) / u64::from(possible);
            format!("{}.{}%", tenths / 10, tenths % 10)
        })
    }
}

/// Somebody whom the school may call about a pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The pupil.
    pub pupil: PupilId,
    /// The order in which they are called, from 1.
    pub position: u32,
    /// Title.
    pub title: String,
    /// Surname.
    pub surname: String,
    /// Forename.
    pub forename: String,
    /// Relationship code of the common transfer file.
    pub relationship: String,
    /// Parental responsibility, as the roll says; none when it says nothing of it.
    pub responsibility: Option<bool>,
    /// Barred from the child by an order or a recorded decision.
    pub barred: bool,
    /// Kept from the child's meetings by one: they hear neither when nor where, and have its papers.
    pub kept_from_meetings: bool,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// E-mail address.
    pub email: String,
    /// Address in lines.
    pub address: String,
    /// Their account, when they have one.
    pub account: Option<UserId>,
    /// What they need to take part.
    pub needs: ContactNeeds,
}

impl Contact {
    /// Whether the school records that they have parental responsibility: what is not recorded gives no right.
    #[must_use]
    pub fn has_responsibility(&self) -> bool {
        self.responsibility == Some(true)
    }

    /// Whether papers and letters about the child may go to them: with parental responsibility on the roll, or invited to
    /// Waymark by the school (a foster carer; a roll that does not say responsibility); never to whoever is barred.
    #[must_use]
    pub fn may_have_papers(&self) -> bool {
        !self.barred && (self.has_responsibility() || self.account.is_some())
    }

    /// Title, forename and surname.
    #[must_use]
    pub fn name(&self) -> String {
        [self.title.as_str(), &self.forename, &self.surname]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A class (registration group) of one academic year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its id.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// The year group that most of it is in.
    pub year: YearGroup,
    /// The calendar year in which its academic year starts.
    pub academic_year: i16,
}

/// An account: a person, or a post that is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// The school.
    pub school: SchoolId,
    /// Name.
    pub name: String,
    /// E-mail address, when there is one.
    pub email: Option<String>,
    /// Whether it may sign in.
    pub active: bool,
    /// Roles.
    pub roles: Vec<Role>,
}

/// A person in school to turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lead {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// What a school sets for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchoolSettings {
    /// The safeguarding lead, shown wherever a concern is written.
    pub safeguarding_lead: Lead,
    /// Titles of roles, by role code, where the school says it otherwise.
    pub titles: BTreeMap<String, String>,
    /// What the school calls the plan of step 4.
    pub plan_name: String,
    /// The template by which new plans are written, by its id: its newest version.
    pub plan_template: String,
    /// What an hour of an adult costs, in pence with on-costs, by role code.
    pub hourly_rates: rates::ByCode,
    /// What it cost before, oldest first.
    pub earlier_rates: Vec<rates::Earlier>,
    /// The notional SEN budget of a funding year, in pence; zero when it is not written down.
    pub notional_budget: i64,
    /// When the funding year starts.
    pub funding_year: FundingYearStart,
    /// The school's address in lines: on the head of papers and letters.
    pub address: String,
    /// The school's telephone: with the address.
    pub phone: String,
    /// The school's logo: a file of the school's own.
    pub logo: Option<FileId>,
    /// What the school calls the local authority.
    pub county: String,
    /// Independent advice for parents (SENDIASS).
    pub sendiass: String,
    /// The local offer.
    pub local_offer: String,
    /// How to complain.
    pub complaints: String,
    /// The school's calendar as TOML; empty means the shipped one.
    pub calendar: String,
    /// Remembered heading mappings of imports, as JSON by kind of import.
    pub mappings: BTreeMap<String, String>,
}

impl SchoolSettings {
    /// Where the school is and how it is called, in lines; empty when neither is written down.
    ///
    /// # Example
    /// ```
    /// # use domain::people::SchoolSettings;
    /// let settings = SchoolSettings {
    ///     address: " Meadow Lane\n\nLarkmead MD1 2AB ".into(), phone: "01632 960 001".into(), ..SchoolSettings::default()
    /// };
    /// assert_eq!(settings.head_lines(), "Meadow Lane\nLarkmead MD1 2AB\nTelephone 01632 960 001");
    /// assert_eq!(SchoolSettings::default().head_lines(), "");
    /// ```
    #[must_use]
    pub fn head_lines(&self) -> String {
        let mut lines: Vec<String> =
            self.address.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let phone = self.phone.trim();
        if !phone.is_empty() {
            lines.push(format!("Telephone {phone}"));
        }
        lines.join("\n")
    }

    /// What an hour of an adult costs, by role, from day to day.
    #[must_use]
    pub fn rates(&self) -> Vec<(Date, BTreeMap<Role, Pence>)> {
        rates::over_time(&self.hourly_rates, &self.earlier_rates)
    }
}

impl Default for SchoolSettings {
    fn default() -> Self {
        Self {
            safeguarding_lead: Lead::default(),
            titles: BTreeMap::new(),
            plan_name: "IEP".to_owned(),
            plan_template: crate::plan_template::FIRST.to_owned(),
            hourly_rates: BTreeMap::new(),
            earlier_rates: Vec::new(),
            notional_budget: 0,
            funding_year: FundingYearStart::April,
            address: String::new(),
            phone: String::new(),
            logo: None,
            county: "County".to_owned(),
            sendiass: String::new(),
            local_offer: String::new(),
            complaints: String::new(),
            calendar: String::new(),
            mappings: BTreeMap::new(),
        }
    }
}

/// A school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its id.
    pub id: SchoolId,
    /// Name.
    pub name: String,
    /// Unique reference number; empty when not known.
    pub urn: String,
    /// Local authority, three digits.
    pub authority: u16,
    /// Establishment, four digits.
    pub establishment: u16,
    /// Phase: nursery, infant, first, primary, middle.
    pub phase: String,
    /// What it sets for itself.
    pub settings: SchoolSettings,
    /// Goes up with each change of settings, accounts, classes or groups: what is cached is cached by it.
    pub revision: u64,
    /// Whether it is a demonstration.
    pub demo: bool,
}

impl School {
    /// What the school calls a role.
    #[must_use]
    pub fn title(&self, role: Role) -> &str {
        self.settings.titles.get(role.code()).map_or(role.title(), String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_go_to_those_with_responsibility_or_invited_and_to_nobody_who_is_barred() {
        let account = Some(UserId::new(1, &[1; 10]));
        for (responsibility, account, barred, may) in [
            (Some(true), None, false, true),
            (Some(false), None, false, false),
            (None, None, false, false),
            (Some(false), account, false, true),
            (None, account, false, true),
            (Some(true), account, true, false),
        ] {
            let contact = Contact {
                id: ContactId::new(1, &[0; 10]),
                pupil: PupilId::new(1, &[0; 10]),
                position: 1,
                title: String::new(),
                surname: "Elder".to_owned(),
                forename: "Fern".to_owned(),
                relationship: "FOP".to_owned(),
                responsibility,
                barred,
                kept_from_meetings: true,
                phones: Vec::new(),
                email: String::new(),
                address: String::new(),
                account,
                needs: ContactNeeds::default(),
            };
            assert_eq!(contact.may_have_papers(), may, "{responsibility:?} {account:?} {barred}");
        }
    }

    #[test]
    fn the_year_group_of_an_age() {
        for (born_on, year) in [
            (crate::date(2018, 3, 9), 4),
            (crate::date(2022, 8, 31), 0),
            (crate::date(2022, 9, 1), -1),
            (crate::date(2024, 9, 1), -2),
            (crate::date(2000, 1, 1), 14),
        ] {
            assert_eq!(YearGroup::by_age(born_on, AcademicYear::starting_in(2026)).0, year, "{born_on}");
        }
    }
}
