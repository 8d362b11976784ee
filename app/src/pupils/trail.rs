//! Who did and saw what on a child's record: for SENCO and head.

use domain::{
    EntryId,
    people::Pupil,
    permissions::{Action, Actor, Refusal},
};
use store::queries::{accounts, events, looks};

use crate::{
    App, Fault,
    pathway::kept_of,
    record::{self, name_of},
    time_in_words,
};

/// The most lines of each list.
const MOST: u64 = 500;

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailLine {
    /// When, in words.
    pub when: String,
    /// For machines.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// More.
    pub more: String,
}

/// What was done and who looked, newest first.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// What was done.
    pub done: Vec<TrailLine>,
    /// Who looked at which page.
    pub looked: Vec<TrailLine>,
    /// What was taken out of the record as a mistake.
    pub taken_out: Vec<TakenOutLine>,
}

/// An entry that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOutLine {
    /// The entry.
    pub entry: EntryId,
    /// What it was, with its day: "Contact of 9 November 2026".
    pub what: String,
    /// When it was taken out, in words.
    pub when: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

/// The trail of a child.
///
/// # Errors
/// [`Fault::Forbidden`] when the reader may not; the database's.
pub async fn trail(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Trail, Fault> {
    if !actor.may_to(Action::ReadAudit, pupil.subject()) {
        return Err(Refusal::Forbidden(Action::ReadAudit).into());
    }
    app.write_looks().await?;
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let done = events::of_pupil(&reader, pupil.id, MOST)
        .await?
        .into_iter()
        .map(|event| {
            let kept = kept_of(&event.detail);
            let mut more = kept.code.clone();
            if !kept.passed.is_empty() {
                more = format!("{more}; passed {}", kept.passed.join(", "));
            }
            if !kept.why.is_empty() {
                more = format!("{more}: {}", kept.why);
            }
            if !kept.said.is_empty() {
                more = format!("{more}; {}", kept.said);
            }
            TrailLine {
                when: time_in_words::moment(event.at),
                at: event.at.to_string(),
                who: name_of(&names, event.who),
                what: event.what.words().to_owned(),
                more,
            }
        })
        .collect();
    let looked = looks::of_pupil(&reader, pupil.id, MOST)
        .await?
        .into_iter()
        .map(|look| TrailLine {
            when: time_in_words::moment(look.at),
            at: look.at.to_string(),
            who: names.get(&look.account).cloned().unwrap_or_default(),
            what: page_name(&look.page),
            more: String::new(),
        })
        .collect();
    let taken_out = record::taken_out(&reader, actor, pupil)
        .await?
        .into_iter()
        .map(|(entry, out)| TakenOutLine {
            entry: entry.id,
            what: format!("{} of {}", entry.content.kind().name(), time_in_words::day(entry.on)),
            when: time_in_words::moment(out.at),
            by: name_of(&names, out.by),
            why: out.why,
        })
        .collect();
    Ok(Trail { done, looked, taken_out })
}

/// "/pupils/{pupil}/plan/edit" as "plan, edit".
fn page_name(page: &str) -> String {
    let rest = page.strip_prefix("/pupils/{pupil}").unwrap_or(page).trim_matches('/');
    let parts: Vec<&str> =
        rest.split('/').filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
    if parts.is_empty() { "first page".to_owned() } else { parts.join(", ").replace('-', " ") }
}
