//! What was written at sessions of late: messages to the teacher, and lines about children.

use domain::{Date, Now, ProvisionId, PupilId, UserId, calendar::count::days_after, permissions::Scope};
use store::{
    Reader,
    queries::sessions::{self, Written},
};

use crate::Fault;

/// Messages are told of for so many days.
const TOLD_FOR: i32 = 14;

/// What was written at one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionMessage {
    /// The group.
    pub provision: ProvisionId,
    /// Its name.
    pub group: String,
    /// The day.
    pub on: Date,
    /// Who logged it; empty when that is not known.
    pub by: String,
    /// The message to the teacher; empty when there is none.
    pub message: String,
    /// The children of the reader who were to be there.
    pub children: Vec<String>,
    /// Lines about them: the child, the name, the line.
    pub lines: Vec<(PupilId, String, String)>,
}

/// What others wrote at sessions of the children of a scope in the last two weeks, newest first: one query. `called` names
/// the children.
pub(crate) async fn messages(
    reader: &Reader,
    scope: &Scope,
    now: Now,
    own: Option<UserId>,
    called: &(dyn Fn(PupilId) -> Option<String> + Sync),
) -> Result<Vec<SessionMessage>, Fault> {
    let written = sessions::written(reader, scope, days_after(now.today, -TOLD_FOR)).await?;
    Ok(by_session(written.into_iter().filter(|one| one.logged_by.is_none() || one.logged_by != own), called))
}

fn by_session(
    written: impl IntoIterator<Item = Written>,
    called: &dyn Fn(PupilId) -> Option<String>,
) -> Vec<SessionMessage> {
    let mut all: Vec<SessionMessage> = Vec::new();
    let mut last = None;
    for one in written {
        let Some(name) = called(one.pupil) else { continue };
        if last != Some(one.session) {
            last = Some(one.session);
            all.push(SessionMessage {
                provision: one.provision,
                group: one.group,
                on: one.on,
                by: one.by,
                message: one.message,
                children: Vec::new(),
                lines: Vec::new(),
            });
        }
        if let Some(message) = all.last_mut() {
            message.children.push(name.clone());
            if !one.line.is_empty() {
                message.lines.push((one.pupil, name, one.line));
            }
        }
    }
    all
}
