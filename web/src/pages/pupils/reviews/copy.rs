//! The parents' copy of a review's record: to whom it went, and who gets it, each named before it leaves.

use app::{Fault, papers::Recipient, reviewing};
use documents::papers::LetterKind;
use domain::{people::Pupil, permissions::Action, record::Entry};

use crate::{
    Web,
    pages::pupils::documents::{letter, send::choice_of},
    view::{Choices, Errors},
    visit::Visit,
};

/// The letters that tell of a review's outcome.
const OF_A_REVIEW: [LetterKind; 3] =
    [LetterKind::SupportContinues, LetterKind::SupportEnds, LetterKind::Outcome];

/// To whom a copy went.
#[derive(Debug)]
pub(super) struct Went {
    /// Their name.
    pub who: String,
    /// The day.
    pub on: String,
    /// They have no way into Waymark: the file to print.
    pub print: Option<String>,
}

/// The copy of a review.
#[derive(Debug)]
pub(super) struct Copy {
    /// To whom it went.
    pub sent: Vec<Went>,
    /// Who gets it: of the newest review, the parents who have not got it. Whoever is kept from the meetings is not ticked.
    pub to: Option<Choices>,
    /// Why they get it, as the contact log says it.
    pub reason: String,
    /// Where the form goes.
    pub action: String,
    /// The record as a file.
    pub pdf: String,
    /// Letters that tell the parents of the outcome.
    pub letters: Vec<(&'static str, String)>,
}

impl Copy {
    /// For those who send papers.
    pub(super) async fn of(
        web: &Web,
        visit: &Visit,
        pupil: &Pupil,
        entry: &Entry,
        base: &str,
        errors: &Errors,
    ) -> Result<Option<Self>, Fault> {
        if !visit.may(Action::SendPapers, pupil) {
            return Ok(None);
        }
        let (app, actor) = (&web.app, visit.actor());
        let went = reviewing::record_sent(app, actor, pupil, entry).await?;
        let left = if reviewing::is_newest(app, actor, pupil, entry.id).await? {
            reviewing::to_get_record(app, actor, visit.now(), pupil, &went).await?
        } else {
            Vec::new()
        };
        let ticked = left.iter().filter(|one| one.kept.is_none()).map(|one| one.code.as_str());
        let people = left.iter().map(|one| choice_of(one, pupil));
        let to = (!left.is_empty())
            .then(|| Choices::new("to", "Who gets it?", people).choose(ticked).errors(errors));
        let sent = went.into_iter().map(|one| Went {
            print: one.paper.account.is_none().then(|| format!("{base}/sent/{}/paper.pdf", one.paper.entry)),
            who: one.paper.recipient,
            on: one.on,
        });
        Ok(Some(Self {
            sent: sent.collect(),
            to,
            reason: reviewing::reason(entry),
            action: format!("{base}/reviews/{}/send", entry.id),
            pdf: format!("{base}/reviews/{}/record.pdf", entry.id),
            letters: letter::links(web, visit, pupil, base, &OF_A_REVIEW).await?,
        }))
    }
}

/// What is said after it went: who reads it in Waymark, and for whom it is to be printed.
pub(super) fn said(sent: &[Recipient]) -> String {
    let names = |with_account: bool| {
        let of = sent.iter().filter(|one| one.account.is_some() == with_account);
        of.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (by_mail, on_paper) = (names(true), names(false));
    let mut said = Vec::new();
    if !by_mail.is_empty() {
        said.push(format!("Sent: a mail tells that a paper waits in Waymark to {by_mail}."));
    }
    if !on_paper.is_empty() {
        said.push(format!("Print it and hand it over to {on_paper}: there is no way into Waymark yet."));
    }
    said.join(" ")
}
