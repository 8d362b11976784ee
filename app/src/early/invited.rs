//! What an invited professional sees: the children, until when, and what is asked of them.

use domain::{
    Date, Now,
    people::{Pupil, Role},
    permissions::Actor,
    record::{Content, EntryKind, Party, TalkAbout},
};
use store::queries::{bonds, entries, pupils};

use super::{Written, written};
use crate::{App, Fault};

/// One child to whom somebody is invited.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The child.
    pub pupil: Pupil,
    /// The last day of the invitation.
    pub until_on: Option<Date>,
    /// What was asked, newest first, with its day.
    pub asked: Vec<(Date, String)>,
    /// What they have written, newest first.
    pub written: Vec<Written>,
}

/// The children to whom the actor is invited as an agency.
///
/// # Errors
/// When the database fails.
pub async fn invited(app: &App, actor: &Actor, now: Now, name: &str) -> Result<Vec<Invited>, Fault> {
    let Some(account) = actor.user() else { return Ok(Vec::new()) };
    let as_agency = Actor {
        holdings: actor.holdings.iter().filter(|holding| holding.role == Role::Agency).cloned().collect(),
        ..actor.clone()
    };
    let reader = app.store.read(actor.school);
    let bonds = bonds::of_account(&reader, account, now.today).await?;
    let mut all = Vec::new();
    for pupil in pupils::on_roll(&reader, &as_agency.scope()).await? {
        let bond = bonds.iter().find(|bond| bond.pupil == pupil.id && bond.role == Role::Agency);
        let mut own =
            written(app, &as_agency, &pupil, &[EntryKind::View, EntryKind::ProfilePart, EntryKind::Report])
                .await?;
        own.retain(|one| match &one.entry.content {
            Content::Report(report) => report.given_by == actor.user(),
            _ => one.entry.author == actor.who,
        });
        own.reverse();
        // The request to this professional, and to nobody else.
        let mut asked: Vec<(Date, String)> = entries::of_pupil(&reader, pupil.id)
            .await?
            .into_iter()
            .filter_map(|entry| match entry.content {
                Content::Talk(talk)
                    if talk.with == Party::Agency
                        && talk.about == TalkAbout::Contribution
                        && talk.shared
                        && talk.who == name =>
                {
                    Some((entry.on, talk.said))
                }
                _ => None,
            })
            .collect();
        asked.reverse();
        all.push(Invited { until_on: bond.and_then(|bond| bond.until_on), asked, written: own, pupil });
    }
    Ok(all)
}
