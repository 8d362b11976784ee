//! What stands on every paper of a child: school, class, status, whom parents can ask, what they need.

use documents::{Furniture, Picture, furniture::Fact};
use domain::{
    Date,
    people::{HomeLanguage, Pupil},
};

use crate::{App, Fault, SchoolInfo, time_in_words};

/// The furniture of a child's paper that bears `today`.
pub(super) async fn of_child(
    app: &App,
    info: &SchoolInfo,
    pupil: &Pupil,
    title: &str,
    today: Date,
) -> Result<Furniture, Fault> {
    let class = class_in_words(app, info, pupil).await?;
    let facts = vec![
        Fact::new("Class", class),
        Fact::new("Date of birth", time_in_words::day(pupil.born_on)),
        Fact::new("SEN status", pupil.provision.name()),
    ];
    Ok(Furniture { facts, ..of_school(info, title, pupil.name(), today) })
}

/// The furniture of any paper of the school: its name, logo, address and telephone.
pub fn of_school(info: &SchoolInfo, title: &str, about: impl Into<String>, today: Date) -> Furniture {
    Furniture {
        logo: info.logo.as_ref().map(|logo| Picture::photo(logo.bytes.clone())),
        address: info.school.settings.head_lines(),
        ..Furniture::new(&info.school.name, title, about, today)
    }
}

/// The child's class with its year; the year alone without a class.
pub(crate) async fn class_in_words(app: &App, info: &SchoolInfo, pupil: &Pupil) -> Result<String, Fault> {
    let classes = app.classes(info).await?;
    Ok(match pupil.class.and_then(|id| classes.get(&id)) {
        Some(class) => format!("{} ({})", class.name, pupil.year.name()),
        None => pupil.year.name(),
    })
}

/// The same for a paper that parents get: independent advice, the local offer, how to complain, their language.
pub(super) async fn for_parents(
    app: &App,
    info: &SchoolInfo,
    pupil: &Pupil,
    title: &str,
    today: Date,
) -> Result<Furniture, Fault> {
    Ok(Furniture {
        signposts: signposts(info),
        made_for: HomeLanguage::of(&pupil.language).ask(),
        ..of_child(app, info, pupil, title, today).await?
    })
}

/// Whom parents can ask; what the school has not written is left out.
pub(crate) fn signposts(info: &SchoolInfo) -> Vec<Fact> {
    let settings = &info.school.settings;
    [
        ("Independent advice (SENDIASS)", &settings.sendiass),
        ("The local offer", &settings.local_offer),
        ("If you are not happy", &settings.complaints),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(label, text)| Fact::new(label, text.trim()))
    .collect()
}
