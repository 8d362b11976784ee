//! The SENCO takes out the Common Transfer File of one child: who they are, SEN history and needs, contacts.

use domain::{
    Now,
    audit::{Event, Happening},
    people::{Contact, Pupil},
    permissions::{Action, Actor},
};
use exchange::{
    ctf,
    roll::{Phone, Roll, RollContact, RollFormat, RollPupil, SchoolRef, SenNeed, SenPeriod, Sex},
};
use store::queries::{contacts, statuses};

use crate::{App, Fault, SchoolInfo, child};

/// The Common Transfer File of a child, for the next school. That it was taken out is written down. Whoever is barred
/// is not in it. What Waymark does not keep (ethnicity, days of free meals, results of key stages) is sent from the
/// school's management information system.
///
/// # Errors
/// [`Fault::Forbidden`] when the actor may not prepare a transfer.
pub async fn export_ctf(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Vec<u8>, Fault> {
    let opened = child::open(app, actor, Action::PrepareSubjectAccess, pupil.id).await?;
    let pupil = &opened.pupil;
    let periods = statuses::history(&opened.tx, Some(pupil.id)).await?;
    let needs = statuses::needs(&opened.tx, Some(pupil.id)).await?;
    let contacts = contacts::of_pupil(&opened.tx, pupil.id).await?;
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let row = RollPupil {
        place: String::new(),
        upn: pupil.upn.clone(),
        surname: pupil.surname.clone(),
        forename: pupil.forename.clone(),
        preferred_surname: some(&pupil.preferred_surname),
        preferred_forename: some(&pupil.preferred_forename),
        middle_names: some(&pupil.middle_names),
        born_on: pupil.born_on,
        sex: match pupil.sex.as_str() {
            "F" => Some(Sex::F),
            "M" => Some(Sex::M),
            _ => None,
        },
        year: pupil.year.code().parse().ok(),
        class: None,
        ethnicity: None,
        language: some(&pupil.language),
        eal: None,
        enrol_status: None,
        looked_after: pupil.looked_after.then_some(true),
        pupil_premium: None,
        free_meals: None,
        fsm: Vec::new(),
        sen: Some(
            periods
                .iter()
                .map(|spell| SenPeriod {
                    started_on: Some(spell.from_on),
                    ended_on: spell.until_on,
                    provision: spell.provision,
                })
                .collect(),
        ),
        needs: needs
            .iter()
            .map(|need| SenNeed {
                rank: u8::try_from(need.rank).unwrap_or(u8::MAX),
                kind: need.need,
                started_on: need.from_on,
                ended_on: need.until_on,
            })
            .collect(),
        contacts: (1..).zip(contacts.iter().filter(|one| !one.barred)).map(contact).collect(),
        attendance: Vec::new(),
        assessments: Vec::new(),
    };
    let school = &info.school;
    let roll = Roll {
        format: RollFormat::Ctf,
        version: None,
        source: Some(SchoolRef {
            authority: school.authority,
            establishment: school.establishment,
            name: Some(school.name.clone()),
        }),
        full: false,
        pupils: vec![row],
        refused: Vec::new(),
        notes: Vec::new(),
    };
    let file = ctf::write(&roll, now.today);
    let event = Event::pupil(Happening::PaperMade, pupil.id, "Common Transfer File");
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(file)
}

fn contact((order, one): (u8, &Contact)) -> RollContact {
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    RollContact {
        order,
        title: some(&one.title),
        surname: one.surname.clone(),
        forename: some(&one.forename),
        relationship: some(&one.relationship),
        responsibility: one.responsibility,
        phones: one.phones.iter().map(|number| Phone { kind: None, number: number.clone() }).collect(),
        email: some(&one.email),
        address: one.address.lines().filter_map(some).collect(),
    }
}
