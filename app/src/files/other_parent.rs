//! Whether a paper that somebody gave says how a parent who lives elsewhere is reached: then it is not the other's to open.

use domain::{
    people::{Pupil, Role, ways_of_who_lives_apart},
    permissions::{Actor, Who},
    uploads::{FileKind, StoredFile},
};
use store::{
    Conn,
    queries::{contacts, files},
};

use crate::Fault;

/// Longer ones are not looked into: no paper of words has so many bytes.
const MOST_BYTES: u64 = 30 * 1024 * 1024;

/// Whether a parent opens a paper of somebody else in which stands how a parent who lives elsewhere is reached. What a
/// scan says nobody can tell: it is shown.
///
/// # Source
/// `people.md`: "One parent's address, phone ... never show to the other".
pub(super) async fn says_where_the_other_lives(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
    file: &StoredFile,
) -> Result<bool, Fault> {
    let is_own = actor.user().is_some_and(|user| file.by == Who::Person(user));
    if is_own || !actor.holds(Role::Parent) || file.kind != FileKind::Pdf || file.bytes > MOST_BYTES {
        return Ok(false);
    }
    let contacts = contacts::of_pupil(db, pupil.id).await?;
    let Some(reader) = contacts.iter().find(|one| one.account.is_some() && one.account == actor.user())
    else {
        return Ok(false);
    };
    let ways = ways_of_who_lives_apart(&contacts, reader);
    if ways.is_empty() {
        return Ok(false);
    }
    let mut bytes = Vec::new();
    let mut number = 0;
    while let Some(piece) = files::piece(db, file.id, number).await? {
        bytes.extend(piece);
        number += 1;
    }
    // Looking into a file is computing.
    let look = move || {
        let words = documents::bundle::open(&bytes).map(|opened| opened.words()).unwrap_or_default();
        ways.iter().any(|way| words.iter().any(|page| way.stands_in(page)))
    };
    Ok(tokio::task::spawn_blocking(look).await.unwrap_or(true))
}
