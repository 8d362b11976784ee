//! Reminders: one mail to each person with sessions to enter. It names no child, and comes once a day at most.

use domain::{
    Date, Now, UserId,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
};
use store::queries::{accounts, events};

use super::gather::{gather, reminded_on};
use crate::{App, Fault, SchoolInfo, early::tell, school_subject, time_in_words};

/// What became of the reminders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Mails queued.
    pub sent: usize,
    /// People who had one today already.
    pub already: usize,
    /// People without an address.
    pub no_address: usize,
}

/// Reminds everybody who has sessions of a week to enter, or only one person.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn remind(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    monday: Date,
    only: Option<UserId>,
) -> Result<Reminded, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let shown = gather(app, actor, now, info, monday).await?;
    let tx = app.store.write(actor.school).await?;
    let happened = events::of_school(&tx, &[Happening::RemindersSent], 400).await?;
    let had_one = reminded_on(&happened, now.today);
    let known = accounts::all(&tx).await?;
    let mut done = Reminded::default();
    let mut told = Vec::new();
    for person in shown.people.iter().filter(|person| person.count.missing() > 0) {
        let Some(id) = person.account.filter(|id| only.is_none_or(|only| only == *id)) else { continue };
        if had_one.contains(&id) {
            done.already += 1;
            continue;
        }
        let Some(account) =
            known.iter().find(|known| known.id == id && known.active && known.email.is_some())
        else {
            done.no_address += 1;
            continue;
        };
        let many = person.count.missing();
        let are = if many == 1 { "1 session has" } else { &format!("{many} sessions have") };
        let week = time_in_words::day(shown.monday);
        let what = format!(
            "{are} nothing entered yet for the week of {week}. Say what was held, and what was not: it takes a few \
             taps on My week."
        );
        let words = tell::Words { subject: "Sessions to enter in Waymark", what: &what, stop: "" };
        tell::queue(app, &tx, now, std::slice::from_ref(account), words).await?;
        told.push(Event::school(Happening::RemindersSent, format!("{} {id}", shown.monday)));
    }
    done.sent = told.len();
    if !told.is_empty() {
        app.commit(tx, &allowed, now, told).await?;
    }
    Ok(done)
}
