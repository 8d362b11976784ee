//! Staff from a spreadsheet: who they are, what they do, and whom they teach.

use std::collections::HashMap;

use domain::people::{Role, email, name::fold};
use serde::{Deserialize, Serialize};

use crate::{
    Unreadable, UnreadableCode,
    roll::{
        RefusedRow,
        check::{shortened, some},
    },
    sheet::{Field, Sheet, SheetRow},
};

/// The most letters of a name, and of a class's: as on the pages.
const NAME_LETTERS: usize = 200;
const CLASS_LETTERS: usize = 60;

/// A field of a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffField {
    /// The whole name.
    Name,
    /// Title, put in front of forename and surname.
    Title,
    /// Forename.
    Forename,
    /// Surname.
    Surname,
    /// E-mail, by which they sign in.
    Email,
    /// Roles, with a comma, semicolon or stroke between them.
    Roles,
    /// Classes, with a comma or semicolon between them.
    Classes,
}

const FIELDS: &[(StaffField, &str, &str, &[&str])] = &[
    (
        StaffField::Name,
        "name",
        "Name",
        &["name", "full name", "staff name", "staff", "teacher", "member of staff"],
    ),
    (StaffField::Title, "title", "Title", &["title"]),
    (
        StaffField::Forename,
        "forename",
        "Forename",
        &["forename", "first name", "given name", "legal forename"],
    ),
    (StaffField::Surname, "surname", "Surname", &["surname", "last name", "family name", "legal surname"]),
    (
        StaffField::Email,
        "email",
        "E-mail",
        &["email", "e mail", "email address", "e mail address", "work email", "school email", "main email"],
    ),
    (
        StaffField::Roles,
        "roles",
        "Roles",
        &["role", "roles", "role s", "job", "job title", "post", "position"],
    ),
    (
        StaffField::Classes,
        "classes",
        "Classes",
        &[
            "class",
            "classes",
            "class es",
            "reg group",
            "registration group",
            "form",
            "tutor group",
            "teaches",
            "groups",
        ],
    ),
];

impl Field for StaffField {
    fn code(self) -> String {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, code, ..)| code).to_owned()
    }

    fn label(self) -> String {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, _, label, _)| label).to_owned()
    }

    fn all() -> Vec<Self> {
        FIELDS.iter().map(|(field, ..)| *field).collect()
    }

    fn guess(words: &[&str]) -> Option<Self> {
        let heading = words.join(" ");
        FIELDS.iter().find(|(.., headings)| headings.contains(&heading.as_str())).map(|(field, ..)| *field)
    }
}

/// Which column is which field of a member of staff.
pub type Mapping = crate::sheet::Mapping<StaffField>;

/// A member of staff whose rows are in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// Where the first row stands.
    pub place: String,
    /// The name, as it is shown.
    pub name: String,
    /// E-mail, in lower case.
    pub email: String,
    /// Roles; one at least.
    pub roles: Vec<Role>,
    /// Names of the classes that they teach or help in.
    pub classes: Vec<String>,
}

/// The staff of a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffList {
    /// Staff whose rows are in order.
    pub staff: Vec<StaffMember>,
    /// Rows that are not.
    pub refused: Vec<RefusedRow>,
    /// What somebody should know.
    pub notes: Vec<String>,
}

impl StaffList {
    /// The names of all classes, each once, in the order of the file.
    #[must_use]
    pub fn classes(&self) -> Vec<String> {
        let mut classes: Vec<String> = Vec::new();
        for class in self.staff.iter().flat_map(|member| &member.classes) {
            if !classes.iter().any(|known| fold(known) == fold(class)) {
                classes.push(class.clone());
            }
        }
        classes
    }
}

/// The role that a school's word names. Parents, pupils and agencies are not staff.
#[must_use]
pub fn role(text: &str) -> Option<Role> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let role = match plain.as_str() {
        "senco" | "sendco" | "inclusionlead" | "inclusionmanager" | "specialeducationalneedscoordinator" => {
            Role::Senco
        }
        "teacher" | "classteacher" | "ct" => Role::Teacher,
        "ta" | "teachingassistant" | "hlta" | "lsa" | "learningsupportassistant" => Role::Ta,
        "datamanager" | "data" => Role::DataManager,
        "head" | "headteacher" | "headofschool" | "principal" => Role::Head,
        "governor" | "sendgovernor" | "sengovernor" => Role::Governor,
        "administrator" | "admin" | "itadministrator" => Role::Admin,
        _ => return Role::from_code(&plain).filter(|role| role.is_staff()),
    };
    Some(role)
}

/// Reads the staff of a sheet; rows of one e-mail are one person with several classes.
///
/// # Errors
/// When name, e-mail or role has no column.
pub fn read(sheet: &Sheet, mapping: &Mapping) -> Result<StaffList, Unreadable> {
    let column = |field| mapping.column(&sheet.headings, field);
    let has = |field| column(field).is_some();
    let mut missing: Vec<String> = [StaffField::Email, StaffField::Roles]
        .into_iter()
        .filter(|field| !has(*field))
        .map(Field::label)
        .collect();
    if !has(StaffField::Name) && !has(StaffField::Surname) {
        missing.insert(0, "Name".to_owned());
    }
    if !missing.is_empty() {
        return Err(Unreadable::new(
            UnreadableCode::Headings,
            format!(
                "No column is chosen for: {}. Choose one for each, or add it to the file.",
                missing.join(", ")
            ),
        ));
    }
    let checked: Vec<(String, String, Result<StaffMember, Vec<String>>)> = sheet
        .rows
        .iter()
        .map(|row| {
            let text = |field| sheet.cell(row, column(field)).to_owned();
            (place(row), text(StaffField::Email), member(row, text))
        })
        .collect();
    Ok(merged(checked, sheet.notes.clone()))
}

fn place(row: &SheetRow) -> String {
    format!("row {}", row.number)
}

fn member(row: &SheetRow, text: impl Fn(StaffField) -> String) -> Result<StaffMember, Vec<String>> {
    let mut faults = Vec::new();
    let parts = [StaffField::Title, StaffField::Forename, StaffField::Surname].map(&text).join(" ");
    let name = some(&text(StaffField::Name)).or_else(|| some(&parts));
    let email = text(StaffField::Email).to_lowercase();
    match &name {
        None => faults.push("There is no name".to_owned()),
        Some(name) if name.chars().count() > NAME_LETTERS => {
            faults.push(format!("The name “{}” has more than {NAME_LETTERS} letters", shortened(name)));
        }
        Some(_) => {}
    }
    if email.is_empty() {
        faults.push("There is no e-mail address, by which staff sign in".to_owned());
    } else if !email::is_address(&email) {
        faults.push(format!("“{}” is not an e-mail address", shortened(&email)));
    }
    let mut roles: Vec<Role> = Vec::new();
    let roles_text = text(StaffField::Roles);
    for word in roles_text.split([',', ';', '/', '|', '&', '+', '\n']).filter_map(some) {
        match role(&word) {
            Some(found) if roles.contains(&found) => {}
            Some(found) => roles.push(found),
            None => faults.push(format!(
                "The role “{}” is not one of SENCO, class teacher, teaching assistant, data manager, head teacher, \
                 governor and administrator",
                shortened(&word)
            )),
        }
    }
    if roles.is_empty() && faults.is_empty() {
        faults.push("There is no role".to_owned());
    }
    let mut classes: Vec<String> = Vec::new();
    let classes_text = text(StaffField::Classes);
    for class in classes_text.split([',', ';', '|', '\n']).filter_map(some) {
        if class.chars().count() > CLASS_LETTERS {
            faults.push(format!("The class “{}” has more than {CLASS_LETTERS} letters", shortened(&class)));
        }
        if !classes.iter().any(|known| fold(known) == fold(&class)) {
            classes.push(class);
        }
    }
    match name {
        Some(name) if faults.is_empty() => Ok(StaffMember { place: place(row), name, email, roles, classes }),
        _ => Err(faults),
    }
}

/// Puts rows of one e-mail together; two names under one e-mail are refused, both.
fn merged(checked: Vec<(String, String, Result<StaffMember, Vec<String>>)>, notes: Vec<String>) -> StaffList {
    let mut names: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for member in checked.iter().filter_map(|(_, _, member)| member.as_ref().ok()) {
        names.entry(member.email.clone()).or_default().push((fold(&member.name), member.place.clone()));
    }
    let mut list = StaffList { notes, ..StaffList::default() };
    for (place, email, member) in checked {
        let other = |member: &StaffMember| {
            let same = names.get(&member.email)?;
            same.iter().find(|(name, _)| *name != fold(&member.name)).map(|(_, place)| place.clone())
        };
        let member = member.and_then(|member| match other(&member) {
            Some(place) => {
                Err(vec![format!("{} is also the e-mail address of another name in {place}", member.email)])
            }
            None => Ok(member),
        });
        match member {
            Ok(member) => match list.staff.iter_mut().find(|known| known.email == member.email) {
                Some(known) => {
                    let (roles, classes) = (member.roles, member.classes);
                    known.roles.extend(
                        roles.into_iter().filter(|role| !known.roles.contains(role)).collect::<Vec<_>>(),
                    );
                    for class in classes {
                        if !known.classes.iter().any(|name| fold(name) == fold(&class)) {
                            known.classes.push(class);
                        }
                    }
                }
                None => list.staff.push(member),
            },
            Err(faults) => {
                let who = some(&email).map(|email| format!(" ({})", shortened(&email))).unwrap_or_default();
                list.refused.push(RefusedRow {
                    place: format!("{place}{who}"),
                    upn: None,
                    reason: format!("{}.", faults.join(". ")),
                });
            }
        }
    }
    list
}
