//! The fields of a pupil that a column can be mapped to, and the headings that name them.

use serde::{Deserialize, Serialize};

use crate::sheet::Field;

/// The most contacts of a pupil in one row.
pub(super) const MAX_CONTACTS: u8 = 4;

macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($variant:ident, $code:literal, $label:literal, [$($heading:literal),* $(,)?];)+ } $($extra:tt)*) => {
        $(#[$meta])*
        pub enum $name {
            $(#[doc = $label] $variant,)+
            $($extra)*
        }

        /// Code, label and headings of the plain fields.
        const PLAIN: &[($name, &str, &str, &[&str])] =
            &[$(($name::$variant, $code, $label, &[$($heading),*]),)+];
    };
}

fields! {
    /// A field of a pupil.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(try_from = "String", into = "String")]
    RollField {
        Upn, "upn", "UPN", ["upn", "unique pupil number", "upn number", "pupil upn", "student upn"];
        FullName, "full-name", "Full name (surname, forename)", ["name", "full name", "pupil name", "student name", "pupil", "student", "legal name", "legal full name", "child name", "surname forename"];
        Surname, "surname", "Legal surname", ["surname", "legal surname", "last name", "legal last name", "family name", "legal family name"];
        Forename, "forename", "Legal forename", ["forename", "legal forename", "first name", "legal first name", "given name", "legal given name"];
        PreferredSurname, "preferred-surname", "Preferred surname", ["preferred surname", "preferred last name", "chosen surname", "preferred family name"];
        PreferredForename, "preferred-forename", "Preferred forename", ["preferred forename", "preferred first name", "preferred name", "chosen name", "chosen forename", "known as", "preferred given name"];
        MiddleNames, "middle-names", "Middle names", ["middle names", "middle name", "middle name s", "legal middle names", "legal middle name"];
        BornOn, "born-on", "Date of birth", ["dob", "d o b", "date of birth", "birth date", "birthdate", "date of birth dob", "student dob", "pupil dob"];
        Sex, "sex", "Sex", ["sex", "gender", "legal sex", "sex m f", "gender m f"];
        Year, "year", "Year group", ["year", "year group", "yr", "yr group", "nc year", "ncy", "nc year group", "nc year actual", "ncyearactual", "national curriculum year", "curriculum year", "year taught in", "actual nc year", "year group name", "current nc year"];
        Class, "class", "Class or registration group", ["class", "class name", "reg", "reg group", "registration group", "registration", "registration form", "reg form", "form", "form group", "tutor group", "tutor", "current class", "registration group name"];
        Ethnicity, "ethnicity", "Ethnicity", ["ethnicity", "ethnicity code", "ethnic group", "ethnicity name", "ethnic code"];
        Language, "language", "First language", ["first language", "home language", "language", "first language code", "language code", "mother tongue", "native language", "1st language"];
        Eal, "eal", "English as an additional language", ["eal", "english as an additional language", "english as additional language", "eal status", "is eal", "eal y n", "eal indicator"];
        EnrolStatus, "enrol-status", "Enrolment status", ["enrol status", "enrolment status", "enrollment status", "enrolment", "enrol mode"];
        LookedAfter, "looked-after", "Looked after", ["looked after", "looked after child", "child looked after", "in care", "in lea care", "in la care", "lac", "cla", "currently in care", "is looked after", "is in care"];
        PupilPremium, "pupil-premium", "Pupil premium", ["pupil premium", "pp", "pupil premium indicator", "pupil premium eligible", "is pupil premium", "pupil premium recipient", "ppi", "pupil premium status"];
        FreeMeals, "free-meals", "Free school meals", ["fsm", "free school meals", "free meals", "fsm eligible", "eligible for fsm", "fsm eligibility", "free school meal", "eligible for free meals", "fsm status", "eligible for free school meals", "is fsm", "fsm y n"];
        SenProvision, "sen-provision", "SEN provision (N, K, E)", ["sen", "send", "sen status", "sen provision", "send status", "send provision", "sen code", "sen stage", "sen status code", "sen provision code", "sen level", "current sen status", "sen provision type", "sen support"];
        SenStartedOn, "sen-started-on", "SEN provision: since", ["sen start date", "sen status start date", "sen provision start date", "sen start", "send start date", "sen since", "sen provision start"];
        SenNeed1, "sen-need-1", "SEN type of need, primary", ["sen need", "sen needs", "sen type", "sen types", "sen need 1", "sen type 1", "primary need", "primary sen need", "send need", "sen primary need", "sen need type", "sen needs ranked", "primary sen type", "send needs", "need type", "type of need", "sen need type 1", "sen need primary"];
        SenNeed2, "sen-need-2", "SEN type of need, second", ["sen need 2", "sen type 2", "secondary need", "secondary sen need", "sen secondary need", "secondary sen type", "second need", "sen need type 2", "sen need secondary"];
    }
    /// A part of a contact (1 to 4).
    Contact(u8, ContactField),
}

/// A part of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactField {
    /// The whole name in one cell.
    FullName,
    /// Title.
    Title,
    /// Forename.
    Forename,
    /// Surname.
    Surname,
    /// Relationship to the child.
    Relationship,
    /// Parental responsibility.
    Responsibility,
    /// Telephone.
    Phone,
    /// Mobile telephone.
    Mobile,
    /// E-mail.
    Email,
    /// Address in one cell.
    Address,
    /// Postcode.
    Postcode,
}

/// Code, label and headings (without the word for the contact) of its parts.
const CONTACT: &[(ContactField, &str, &str, &[&str])] = &[
    (ContactField::FullName, "name", "name", &["", "name", "full name"]),
    (ContactField::Title, "title", "title", &["title"]),
    (ContactField::Forename, "forename", "forename", &["forename", "first name", "given name"]),
    (ContactField::Surname, "surname", "surname", &["surname", "last name", "family name"]),
    (
        ContactField::Relationship,
        "relationship",
        "relationship",
        &[
            "relationship",
            "relation",
            "relationship to pupil",
            "relationship to student",
            "relationship to child",
            "relation type",
        ],
    ),
    (
        ContactField::Responsibility,
        "responsibility",
        "parental responsibility",
        &["parental responsibility", "responsibility", "has parental responsibility", "pr"],
    ),
    (
        ContactField::Phone,
        "phone",
        "telephone",
        &[
            "phone",
            "telephone",
            "tel",
            "phone number",
            "telephone number",
            "home phone",
            "home telephone",
            "main telephone",
        ],
    ),
    (
        ContactField::Mobile,
        "mobile",
        "mobile",
        &["mobile", "mobile phone", "mobile number", "mobile telephone", "mobile phone number"],
    ),
    (
        ContactField::Email,
        "email",
        "e-mail",
        &["email", "e mail", "email address", "e mail address", "main email", "home email", "primary email"],
    ),
    (
        ContactField::Address,
        "address",
        "address",
        &["address", "home address", "full address", "address block"],
    ),
    (ContactField::Postcode, "postcode", "postcode", &["postcode", "post code"]),
];

impl Field for RollField {
    fn code(self) -> String {
        match self {
            RollField::Contact(number, part) => {
                let code = CONTACT.iter().find(|(known, ..)| *known == part).map_or("", |(_, code, ..)| code);
                format!("contact-{number}-{code}")
            }
            plain => {
                PLAIN.iter().find(|(known, ..)| *known == plain).map_or("", |(_, code, ..)| code).to_owned()
            }
        }
    }

    fn label(self) -> String {
        match self {
            RollField::Contact(number, part) => {
                let label =
                    CONTACT.iter().find(|(known, ..)| *known == part).map_or("", |(_, _, label, _)| label);
                format!("Contact {number}: {label}")
            }
            plain => PLAIN
                .iter()
                .find(|(known, ..)| *known == plain)
                .map_or("", |(_, _, label, _)| label)
                .to_owned(),
        }
    }

    fn all() -> Vec<Self> {
        let plain = PLAIN.iter().map(|(field, ..)| *field);
        let contacts = (1..=MAX_CONTACTS)
            .flat_map(|number| CONTACT.iter().map(move |(part, ..)| RollField::Contact(number, *part)));
        plain.chain(contacts).collect()
    }

    fn guess(words: &[&str]) -> Option<Self> {
        let joined = words.join(" ");
        if let Some((field, ..)) = PLAIN.iter().find(|(.., headings)| headings.contains(&joined.as_str())) {
            return Some(*field);
        }
        contact(words)
    }
}

/// "Parent 1 name", "Priority 1 contact: e-mail", "Contact email 2", "Parent/carer telephone".
fn contact(words: &[&str]) -> Option<RollField> {
    const WHO: [&str; 12] = [
        "parent",
        "parents",
        "carer",
        "carers",
        "contact",
        "contacts",
        "guardian",
        "guardians",
        "priority",
        "primary",
        "emergency",
        "s",
    ];
    let (mut named, mut number, mut rest) = (false, 1, Vec::new());
    for word in words {
        // "Parent1" is "Parent 1".
        let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        let (letters, digits) = word.split_at(word.len() - digits.len());
        if WHO.contains(&letters) || (letters.is_empty() && named) || (letters.is_empty() && words.len() > 1)
        {
            named |= WHO[..8].contains(&letters);
        } else {
            rest.push(letters);
        }
        if let Ok(found) = digits.parse::<u8>() {
            number = found;
        }
    }
    let rest = rest.join(" ");
    let (part, ..) = CONTACT.iter().find(|(.., headings)| headings.contains(&rest.as_str()))?;
    let known_alone = matches!(part, ContactField::Responsibility);
    ((named || known_alone) && (1..=MAX_CONTACTS).contains(&number))
        .then_some(RollField::Contact(number, *part))
}

impl From<RollField> for String {
    fn from(field: RollField) -> String {
        field.code()
    }
}

impl TryFrom<String> for RollField {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        RollField::from_code(&code).ok_or_else(|| format!("“{code}” is not a field of a pupil"))
    }
}
