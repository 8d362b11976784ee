//! Which school a command means: by URN, by authority and establishment number, or by id.

use app::{Fault, roll::SchoolRef};
use domain::{
    Now, SchoolId,
    people::{Role, School, SchoolSettings, Upn},
    permissions::Actor,
};
use store::{
    Store,
    queries::{pupils, schools},
};

/// A school as somebody names it on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Authority and establishment: `919/2003`, `919-2003` or `9192003`.
    Number(u16, u16),
    /// Unique reference number: `990001`.
    Urn(String),
    /// The id in the database.
    Id(SchoolId),
}

impl std::str::FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits: String = text.chars().filter(|c| !matches!(c, '/' | '-' | ' ')).collect();
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.len() {
            7 if plain => {
                let (authority, establishment) = digits.split_at(3);
                let number = |text: &str| text.parse().map_err(|_| format!("“{text}” is not a number"));
                Ok(Named::Number(number(authority)?, number(establishment)?))
            }
            6 if plain => Ok(Named::Urn(digits)),
            _ => text.parse().map(Named::Id).map_err(|_| {
                format!("“{text}” is neither a URN (990001) nor authority and establishment (919/2003)")
            }),
        }
    }
}

impl Named {
    fn is(&self, school: &School) -> bool {
        match self {
            Named::Number(authority, establishment) => {
                (school.authority, school.establishment) == (*authority, *establishment)
            }
            Named::Urn(urn) => school.urn == *urn,
            Named::Id(id) => school.id == *id,
        }
    }
}

/// A school and why it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown {
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub sentence: String,
}

impl NotKnown {
    fn new(code: &'static str, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }
}

/// The school meant, or none when the database has none yet.
pub fn choose(
    schools: &[School],
    named: Option<&Named>,
    source: Option<&SchoolRef>,
) -> Result<Option<School>, NotKnown> {
    let list = || {
        let names: Vec<String> = schools
            .iter()
            .map(|school| format!("{} ({:03}/{:04})", school.name, school.authority, school.establishment))
            .collect();
        names.join(", ")
    };
    match (named, schools) {
        (_, []) => Ok(None),
        (Some(named), _) => {
            schools.iter().find(|school| named.is(school)).cloned().map(Some).ok_or_else(|| {
                NotKnown::new(
                    "no-such-school",
                    format!("That school is not in this database. It has: {}.", list()),
                )
            })
        }
        (None, [only]) => Ok(Some(only.clone())),
        (None, _) => {
            let is_source = |school: &&School| {
                source.is_some_and(|source| {
                    (school.authority, school.establishment) == (source.authority, source.establishment)
                })
            };
            schools.iter().find(is_source).cloned().map(Some).ok_or_else(|| {
                NotKnown::new(
                    "which-school",
                    format!("This database has several schools: {}. Say which with --school.", list()),
                )
            })
        }
    }
}

/// The school meant: the one that is named; in a database with several, without a name, the only one that has what the
/// command is about. `none` is what is said when no school has it; without it, that there are several.
///
/// # Errors
/// When no school is there, the named one is not, or it cannot be told which.
pub async fn having(
    store: &Store,
    named: Option<&Named>,
    has: impl AsyncFn(&School) -> Result<bool, Fault>,
    none: Option<Fault>,
) -> Result<School, Fault> {
    let known = schools::all(store).await?;
    if named.is_none() && known.len() > 1 {
        let mut with = Vec::new();
        for school in &known {
            if has(school).await? {
                with.push(school);
            }
        }
        match (with.as_slice(), none) {
            ([only], _) => return Ok((*only).clone()),
            ([], Some(none)) => return Err(none),
            // A child who moved between two schools of this database has a record in each.
            _ => {}
        }
    }
    choose(&known, named, None)
        .map_err(|fault| Fault::rule(fault.code, fault.sentence))?
        .ok_or_else(|| Fault::rule("no-school", "There is no school here yet."))
}

/// The same for the school that has a child on its roll, or had.
///
/// # Errors
/// As [`having`]; [`Fault::NotFound`] when no school knows the child.
pub async fn with_child(store: &Store, named: Option<&Named>, upn: &Upn) -> Result<School, Fault> {
    let has = async |school: &School| {
        let scope = Actor::operator_with(school.id, Role::Senco).scope();
        Ok(pupils::of_upn(&store.read(school.id), &scope, upn).await?.is_some())
    };
    having(store, named, has, Some(Fault::NotFound)).await
}

/// The school that a first import makes: the one that the file comes from, or the one named.
pub fn first(
    named: Option<&Named>,
    source: Option<&SchoolRef>,
    now: Now,
    random: &app::Random,
) -> Result<School, NotKnown> {
    let numbers = match (named, source) {
        (Some(Named::Number(authority, establishment)), _) => (*authority, *establishment),
        (Some(Named::Urn(_) | Named::Id(_)), None) => {
            return Err(NotKnown::new(
                "no-school",
                "There is no school yet. Say its authority and establishment number: --school 919/2003.",
            ));
        }
        (_, Some(source)) => (source.authority, source.establishment),
        (None, None) => {
            return Err(NotKnown::new(
                "no-school",
                "There is no school yet, and the file does not say which school it is of. Say --school with authority \
                 and establishment number, like --school 919/2003.",
            ));
        }
    };
    let told = source.filter(|source| (source.authority, source.establishment) == numbers);
    let urn = match named {
        Some(Named::Urn(urn)) => urn.clone(),
        _ => String::new(),
    };
    Ok(School {
        id: random.id(now),
        name: told
            .and_then(|source| source.name.clone())
            .unwrap_or_else(|| format!("School {:03}/{:04}", numbers.0, numbers.1)),
        urn,
        authority: numbers.0,
        establishment: numbers.1,
        phase: "primary".to_owned(),
        settings: SchoolSettings::default(),
        revision: 1,
        demo: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_named_in_several_ways() {
        for text in ["919/2003", "919-2003", " 9192003 ", "919 2003"] {
            assert_eq!(text.parse(), Ok(Named::Number(919, 2003)), "{text}");
        }
        assert_eq!("990001".parse(), Ok(Named::Urn("990001".to_owned())));
        for text in ["", "919", "Fernhollow", "919/20O3"] {
            assert!(text.parse::<Named>().is_err(), "{text}");
        }
    }
}
