//! The one page profile as somebody may read it: the joined page, the parts, and what is missing.

use std::collections::BTreeSet;

use domain::{
    people::Pupil,
    permissions::{Action, Actor, Extent},
    record::{Content, Party, ProfilePart, SignedProfile, readable},
};
use store::queries::{accounts, entries, records};

use super::{Written, earlier_versions};
use crate::{App, Fault};

/// The profile of a child.
#[derive(Clone, Debug)]
pub struct ProfileShown {
    /// The newest page that was signed off, with who did it.
    pub signed: Option<(SignedProfile, Written)>,
    /// The page that is being joined or changed; only those who join it see it.
    pub draft: Option<(SignedProfile, Written)>,
    /// The versions of the joined page before the newest, newest first.
    pub versions: Vec<Written>,
    /// The parts of the round, by party.
    pub parts: Vec<(ProfilePart, Written)>,
    /// Which of the four have given nothing yet.
    pub missing: Vec<Party>,
}

/// The profile of the newest round in which there is one. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn show_profile(app: &App, actor: &Actor, pupil: &Pupil) -> Result<ProfileShown, Fault> {
    let reader = app.store.read(actor.school);
    let (names, subject) = (accounts::names(&reader).await?, pupil.subject());
    let round = records::get(&reader, pupil.id).await?.state.round.max(1);
    let (mut parts, mut given) = (Vec::new(), BTreeSet::new());
    let mut newest = None;
    for entry in entries::of_pupil(&reader, pupil.id).await? {
        let reads = readable(actor, subject, &entry);
        match entry.content.clone() {
            Content::ProfilePart(part) if entry.round == round => {
                given.insert(part.party);
                if reads {
                    parts.push((part, Written::of(entry, &names)));
                }
            }
            // While a page is changed, the one that was signed off before goes on to stand.
            Content::Profile(page) if reads || actor.may_to(Action::ReadProfile, subject) => {
                newest = Some((page, Written::of(entry, &names)));
            }
            _ => {}
        }
    }
    parts.sort_by_key(|(part, one)| (part.party, one.entry.written_at));
    // A child reads their own part only: what others have given is not theirs to count.
    let sees_all = actor.holdings.iter().any(|holding| {
        holding.role != domain::people::Role::Pupil
            && holding.extent != Extent::Cover
            && holding.reaches(Action::ReadProfile, subject)
    });
    let missing = if sees_all {
        Party::FOUR.into_iter().filter(|party| !given.contains(party)).collect()
    } else {
        Vec::new()
    };
    let joins = actor.may_to(Action::JoinProfile, pupil.subject());
    let mut shown = ProfileShown { signed: None, draft: None, versions: Vec::new(), parts, missing };
    if let Some((page, one)) = newest {
        let mut versions = earlier_versions(app, actor, &one.entry).await?;
        versions.reverse();
        if page.signed_off_on.is_some() {
            shown.signed = Some((page, one));
        } else {
            shown.signed = versions.iter().find_map(|one| match &one.entry.content {
                Content::Profile(page) if page.signed_off_on.is_some() => Some((page.clone(), one.clone())),
                _ => None,
            });
            shown.draft = joins.then_some((page, one));
        }
        shown.versions = if joins { versions } else { Vec::new() };
    }
    Ok(shown)
}
