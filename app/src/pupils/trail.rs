//! Who did and saw what on a child's record: for SENCO and head.

use domain::{
    people::Pupil,
    permissions::{Action, Actor, Refusal},
};
use store::queries::{accounts, events, looks};

use crate::{App, Fault, pathway::kept_of, record::name_of, time_in_words};

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
    Ok(Trail { done, looked })
}

/// "/pupils/{pupil}/plan/edit" as "plan, edit".
fn page_name(page: &str) -> String {
    let rest = page.strip_prefix("/pupils/{pupil}").unwrap_or(page).trim_matches('/');
    let parts: Vec<&str> =
        rest.split('/').filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
    if parts.is_empty() { "first page".to_owned() } else { parts.join(", ").replace('-', " ") }
}
