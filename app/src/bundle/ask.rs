//! Somebody is asked in one click for what is missing: a mail that names no child, its link, a line in the contact log.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    bundle::{Giver, asked_words, look_for},
    people::{Account, Pupil, Role},
    permissions::{Action, Actor},
    record::{Content, Party, Talk, TalkAbout, TalkHow},
};
use store::{
    Tx,
    queries::{
        accounts,
        bonds::{self, Bond},
        classes, contacts, entries, schools,
    },
};

use super::load::Loaded;
use crate::{App, Fault, SchoolInfo, child, early::tell, record::new_entry, signing_in};

/// Who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What for.
    pub title: &'static str,
    /// Their names.
    pub names: Vec<String>,
}

/// Asks whoever can give a thing. `to` says on which page they give it; its address names no child.
///
/// # Errors
/// [`Fault::Rule`] when there is no such thing on the list, or nobody who can be asked by mail.
#[expect(
    clippy::too_many_arguments,
    reason = "the five of every verb, the server’s address, what is asked and where it is given"
)]
pub async fn ask(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    base: &str,
    pupil: PupilId,
    code: &str,
    to: &str,
) -> Result<Asked, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let loaded = Loaded::read(app, actor, now, info, &seen).await?;
    let list = look_for(&loaded.entries, &loaded.look(&seen));
    let thing = list
        .into_iter()
        .find(|thing| thing.code == code && thing.can_be_asked)
        .ok_or_else(|| Fault::rule("no-such-thing", "There is nothing of that name to ask for."))?;
    let opened = child::open(app, actor, Action::PrepareApplication, pupil).await?;
    let people = who(&opened.tx, now, &opened.pupil, thing.giver).await?;
    if people.is_empty() {
        let sentence = format!(
            "Nobody can be asked by mail: there is no account with an address for {}. Invite them on the page People, \
             or talk to them and write it down.",
            thing.giver.name()
        );
        return Err(Fault::rule("nobody-to-ask", sentence));
    }
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let what =
        format!("the school asks you for something on a child’s record: {}.", lower_first(thing.title));
    for account in &people {
        let mail = tell::Invite {
            email: account.email.as_deref().unwrap_or_default(),
            name: &account.name,
            school: &school,
            base,
            what: &what,
            subject: Some("Something is asked of you in Waymark"),
            to,
            files: &[],
        };
        if account.roles.iter().any(|role| role.is_staff()) {
            tell::of_access(app, &opened.tx, now, &mail, None).await?;
        } else {
            let token =
                signing_in::write_sign_in_link(app, &opened.tx, &opened.allowed, account.id, now).await?;
            tell::of_access(app, &opened.tx, now, &mail, Some(&token)).await?;
        }
    }
    let names: Vec<String> = people.iter().map(|account| account.name.clone()).collect();
    let talk = Talk {
        with: party(thing.giver),
        who: names.join(", "),
        how: TalkHow::Mail,
        about: TalkAbout::Contribution,
        reached: true,
        said: asked_words(thing.title),
        shared: thing.giver == Giver::Parents,
    };
    let entry = new_entry(app, actor, now, &opened, now.today, Content::Talk(talk));
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let event = Event::entry(Happening::EntryAdded, pupil, entry.id, "talk");
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(Asked { title: thing.title, names })
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

const fn party(giver: Giver) -> Party {
    match giver {
        Giver::Parents => Party::Parent,
        Giver::Teacher => Party::Teacher,
        Giver::Senco | Giver::DataManager => Party::Senco,
        Giver::Head => Party::Head,
    }
}

/// Those who have an account and an address, and may give it today.
async fn who(tx: &Tx, now: Now, pupil: &Pupil, giver: Giver) -> Result<Vec<Account>, Fault> {
    let all = accounts::all(tx).await?;
    let reached = |account: &Account| account.active && account.email.is_some();
    let of_role = |role: Role| -> Vec<Account> {
        all.iter().filter(|account| reached(account) && account.roles.contains(&role)).cloned().collect()
    };
    Ok(match giver {
        Giver::Senco => of_role(Role::Senco),
        Giver::Head => of_role(Role::Head),
        Giver::DataManager => of_role(Role::DataManager),
        Giver::Teacher => {
            let teach: Vec<_> = classes::staff(tx)
                .await?
                .into_iter()
                .filter(|staff| {
                    Some(staff.class) == pupil.class
                        && staff.role == Role::Teacher
                        && staff.from_on <= now.today
                        && staff.until_on.is_none_or(|until| until >= now.today)
                })
                .map(|staff| staff.account)
                .collect();
            all.iter().filter(|account| reached(account) && teach.contains(&account.id)).cloned().collect()
        }
        Giver::Parents => {
            let barred: Vec<_> = contacts::of_pupil(tx, pupil.id)
                .await?
                .into_iter()
                .filter(|contact| contact.barred)
                .filter_map(|contact| contact.account)
                .collect();
            let bound = bonds::of_pupil(tx, pupil.id).await?;
            let is_parent = |account: &Account| {
                let is = |bond: &Bond| bond.account == account.id && bond.role == Role::Parent;
                bound.iter().any(|bond| is(bond) && bond.runs_on(now.today)) && !barred.contains(&account.id)
            };
            all.iter().filter(|account| reached(account) && is_parent(account)).cloned().collect()
        }
    })
}
