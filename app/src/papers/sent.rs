//! Papers that were sent: the list for those who send, the file for them and for whoever got it.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    EntryId,
    people::Pupil,
    permissions::{Action, Actor},
};
use store::queries::{accounts, entries, sent_papers};

pub use store::queries::sent_papers::SentPaper;

use crate::{App, Fault, record, time_in_words};

/// A paper that was sent, with when and by whom.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The paper.
    pub paper: SentPaper,
    /// The day.
    pub on: String,
    /// Who sent it.
    pub by: String,
}

/// The papers that were sent about a child: all for those who send; for others those that they got.
///
/// # Errors
/// When the database fails.
pub async fn sent(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<Sent>, Fault> {
    let reader = app.store.read(actor.school);
    let sends = actor.may_to(Action::SendPapers, pupil.subject());
    let mine = |paper: &SentPaper| paper.account.is_some() && paper.account == actor.user();
    let names = accounts::names(&reader).await?;
    let mut all = Vec::new();
    for paper in sent_papers::of_pupil(&reader, pupil.id).await? {
        if !sends && !mine(&paper) {
            continue;
        }
        let Some(entry) = entries::get(&reader, pupil.id, paper.entry).await? else { continue };
        all.push(Sent { on: time_in_words::day(entry.on), by: record::name_of(&names, entry.author), paper });
    }
    Ok(all)
}

/// The file of a paper that was sent, as it was sent.
///
/// # Errors
/// [`Fault::NotFound`] when it is another child's, was sent to somebody else, or its contact was taken out.
pub async fn sent_file(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    entry: EntryId,
) -> Result<(SentPaper, Vec<u8>), Fault> {
    let reader = app.store.read(actor.school);
    entries::get(&reader, pupil.id, entry).await?.ok_or(Fault::NotFound)?;
    let (paper, file) = sent_papers::get(&reader, pupil.id, entry).await?.ok_or(Fault::NotFound)?;
    let mine = paper.account.is_some() && paper.account == actor.user();
    if !mine && !actor.may_to(Action::SendPapers, pupil.subject()) {
        return Err(Fault::NotFound);
    }
    let file = STANDARD.decode(file).map_err(|_| Fault::NotFound)?;
    Ok((paper, file))
}
