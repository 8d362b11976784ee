//! What a demonstration shows of itself: its personas, its mailbox, and who may see whom.

use domain::{
    Now, SchoolId, UserId,
    people::{Pupil, Role},
    permissions::{Action, Actor, Holding},
};
use serde_json::{Map, Value, json};
use store::queries::{
    accounts, actors,
    mails::{self, Mail},
    pupils, schools,
};

use crate::{App, Fault};

/// Where the links of mails lead that were written while the demonstration was made.
pub const BASE: &str = "https://waymark.example";

/// The e-mail address of a persona's account: how the demonstration knows it.
#[must_use]
pub fn address_of(role: Role) -> String {
    format!("{}@demo.example", role.code())
}

/// The account of a persona, in the first school of the demonstration.
///
/// # Errors
/// When the database fails.
pub async fn persona(app: &App, role: Role) -> Result<Option<(SchoolId, UserId)>, Fault> {
    let found = accounts::everywhere_by_email(&app.store, &address_of(role)).await?;
    Ok(found.into_iter().next().map(|(school, account, _)| (school, account)))
}

/// The newest mails of every school.
///
/// # Errors
/// When the database fails.
pub async fn mailbox(app: &App) -> Result<Vec<Mail>, Fault> {
    let mut all = Vec::new();
    for school in schools::all(&app.store).await? {
        all.extend(mails::newest(&app.store.read(school.id), 50).await?);
    }
    all.sort_by_key(|mail| std::cmp::Reverse(mail.made_at));
    Ok(all)
}

fn shown(pupil: &Pupil) -> Value {
    json!({"id": pupil.id, "upn": pupil.upn, "name": pupil.name()})
}

/// Who sees whom, for tests: per persona its children, one that it may not see, one of another school.
///
/// # Errors
/// When the database fails.
pub async fn world(app: &App, now: Now) -> Result<Value, Fault> {
    let all = schools::all(&app.store).await?;
    let mut personas = Map::new();
    for role in Role::ALL {
        let Some((school, account)) = persona(app, role).await? else { continue };
        let reader = app.store.read(school);
        let Some(actor) = actors::actor(&reader, account, now.today).await? else { continue };
        let scope = actor.scope_for(Action::SeeChild);
        let own = pupils::on_roll(&reader, &scope).await?;
        let whole = Actor { holdings: vec![Holding::of(Role::Senco)], ..actor.clone() };
        let everyone = pupils::on_roll(&reader, &whole.scope()).await?;
        let hidden = everyone.iter().find(|pupil| !scope.holds(pupil.subject()));
        let mut elsewhere = None;
        for other in all.iter().filter(|other| other.id != school) {
            let theirs = Actor { school: other.id, ..whole.clone() };
            elsewhere = pupils::on_roll(&app.store.read(other.id), &theirs.scope()).await?.into_iter().next();
            if elsewhere.is_some() {
                break;
            }
        }
        let person = json!({
            "email": address_of(role),
            "school": school,
            "children": own.iter().map(shown).collect::<Vec<Value>>(),
            "may_not_see": hidden.map(shown),
            "of_another_school": elsewhere.as_ref().map(shown),
        });
        personas.insert(role.code().to_owned(), person);
    }
    let schools: Vec<Value> = all
        .iter()
        .map(|school| {
            json!({
                "id": school.id,
                "name": school.name,
                "authority": school.authority,
                "establishment": school.establishment,
            })
        })
        .collect();
    Ok(json!({"today": now.today, "schools": schools, "personas": personas}))
}
