//! The parents are asked by e-mail to read the plan and answer: a link that leads to it. The mail names no child.

use std::collections::BTreeSet;

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    pathway::plan_agreement::carried_over,
    people::{Account, Pupil, Role},
    permissions::{Action, Actor, allow},
    record::{Content, Party, correction, other_names::OtherName},
};
use store::{
    Conn,
    queries::{accounts, bonds, contacts, entries, records, schools},
};

use super::standing;
use crate::{
    App, Fault, SchoolInfo, child,
    early::tell,
    papers::{self, PaperName},
};

/// A parent who can be asked by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Their account.
    pub account: Account,
    /// Whether they answered this version of the plan, or what they said before counts for it.
    pub answered: bool,
}

/// The parents of a child who have an account and an address, for those who may write to them; nobody for others.
///
/// # Errors
/// When the database fails.
pub async fn parents_to_ask(app: &App, actor: &Actor, now: Now, pupil: &Pupil) -> Result<Vec<Asked>, Fault> {
    if allow(actor, Action::SendPapers, pupil.subject()).is_err() {
        return Ok(Vec::new());
    }
    of(&app.store.read(actor.school), now, pupil.id).await
}

async fn of(db: &impl Conn, now: Now, pupil: PupilId) -> Result<Vec<Asked>, Fault> {
    let written = entries::of_pupil(db, pupil).await?;
    let state = records::get(db, pupil).await?.state;
    let Some((plan, _)) = standing(&written, &state).current else { return Ok(Vec::new()) };
    let barred: Vec<_> = contacts::of_pupil(db, pupil)
        .await?
        .into_iter()
        .filter(|contact| contact.barred)
        .filter_map(|contact| contact.account)
        .collect();
    let need_not = carried_over(&state, &written, Party::Parent).is_some();
    let mut asked = Vec::new();
    for bond in bonds::of_pupil(db, pupil).await? {
        if bond.role != Role::Parent || !bond.runs_on(now.today) || barred.contains(&bond.account) {
            continue;
        }
        let Some(account) = accounts::get(db, bond.account).await? else { continue };
        if !account.active || account.email.is_none() {
            continue;
        }
        let answered = need_not
            || written.iter().any(|entry| {
                matches!(&entry.content, Content::Agreement(said)
                if said.party == Party::Parent
                    && correction::answers(said, plan)
                    && said.name == account.name)
            });
        asked.push(Asked { account, answered });
    }
    Ok(asked)
}

/// Names of other children in the plan that parents are about to read; none while there is no plan.
///
/// # Errors
/// When the database fails.
pub async fn others_in_plan(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Vec<OtherName>, Fault> {
    match papers::others_in_words(app, actor, now, info, pupil, PaperName::Iep).await {
        Err(Fault::NotFound) => Ok(Vec::new()),
        found => found,
    }
}

/// Mails a link to each parent who has not answered this version of the plan. Gives how many were asked.
///
/// # Errors
/// [`Fault::Rule`] when there is nobody to ask; [`Fault::Invalid`] while another child's name in the plan is not checked.
pub async fn ask_parents(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    base: &str,
    pupil: PupilId,
    checked: &BTreeSet<String>,
) -> Result<usize, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let others = others_in_plan(app, actor, now, info, &seen).await?;
    if others.iter().any(|other| !checked.contains(&other.name)) {
        return Err(Fault::field("checked", papers::LOOK_AT_EACH));
    }
    let opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let asked: Vec<Account> = of(&opened.tx, now, pupil)
        .await?
        .into_iter()
        .filter(|asked| !asked.answered)
        .map(|asked| asked.account)
        .collect();
    if asked.is_empty() {
        return Err(Fault::rule(
            "nobody-to-ask",
            "There is nobody to ask by e-mail: invite the parents first, or write down what they say on paper or in \
             the meeting.",
        ));
    }
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let subject = format!("A plan waits for your answer at {}", school.name);
    let to = format!("/pupils/{pupil}/plan/agreement");
    for account in &asked {
        let email = account.email.as_deref().unwrap_or_default();
        let what = "the school has written a plan with you. Please read it and say whether you agree, or what should \
                    be different.";
        let mail = tell::Invite {
            email,
            name: &account.name,
            school: &school,
            base,
            what,
            subject: Some(&subject),
            to: &to,
            files: &[],
        };
        tell::with_a_way_in(app, &opened, now, account, &mail).await?;
    }
    let detail = format!("{} parents asked about the plan", asked.len());
    let event = Event::pupil(Happening::LinkMade, pupil, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(asked.len())
}
