//! `/pupils/{pupil}/letters/{letter}`: a letter: begun from the record, changed by hand, looked at, made.

use app::{
    Fault, FieldFault,
    papers::{self, LetterForm},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use documents::papers::LetterKind;
use domain::{people::Pupil, record::letter_words};

use super::super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page_with},
    typed::{Typed, errors},
    view::{
        Choice, Choices, Chrome, Field,
        pages_of_paper::{self, PaperPage},
    },
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/documents/letter.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    to: Option<Choices>,
    /// To whom it is not offered, and why.
    kept_from: Vec<String>,
    /// Whom the words were last begun for, or looked at for.
    written_to: String,
    text: Field,
    has_gaps: bool,
    pages: Vec<PaperPage>,
    remarks: Vec<String>,
}

/// A letter as it looks, with what is to be said about it.
type Looks = (Vec<PaperPage>, Vec<String>);

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    kind: LetterKind,
    typed: Option<&LetterForm>,
    faults: &[FieldFault],
    (pages, remarks): Looks,
) -> Answer {
    let school = &visit.visitor.school;
    let to = typed.map(|form| form.to.as_str()).unwrap_or_default();
    let (begun, recipients) =
        papers::letter_begun(&web.app, visit.actor(), visit.now(), school, pupil, kind, to).await?;
    let shown = typed.unwrap_or(&begun);
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, kind.title(), "/documents").await?;
    let frame = frame.with_errors(errors.clone());
    let chosen = if shown.to.is_empty() { &begun.to } else { &shown.to };
    let to = (!recipients.is_empty()).then(|| {
        let people = recipients.iter().map(|person| {
            let needs = person.made_for(pupil);
            let what = if kind.is_to_parents() { "" } else { person.what.as_str() };
            let hint = [what, needs.as_str()].into_iter().filter(|words| !words.is_empty());
            let hint = hint.collect::<Vec<_>>().join(". ");
            let choice = Choice::new(person.code.clone(), person.name.clone());
            if hint.is_empty() { choice } else { choice.hint(hint) }
        });
        Choices::new("to", "To whom?", people).choose([chosen.as_str()]).errors(&errors)
    });
    let kept_from = papers::said_of_kept(&web.app, visit.actor(), pupil, kind, visit.now().today).await?;
    let page = Page {
        kept_from,
        chrome: frame.chrome.clone(),
        frame,
        to,
        written_to: chosen.clone(),
        has_gaps: !letter_words::gaps(&shown.text).is_empty(),
        text: Field::new("text", "What the letter says")
            .hint("School, date, address, your name and whom parents can ask are added by themselves.")
            .rows(18)
            .value(shown.text.clone())
            .errors(&errors),
        pages,
        remarks,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// Those of these letters for which the record has the facts: title and address. They stand where their fact is recorded.
pub(crate) async fn links(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    base: &str,
    of: &[LetterKind],
) -> Result<Vec<(&'static str, String)>, Fault> {
    let offered = papers::letters_offered(&web.app, visit.actor(), pupil, visit.now().today).await?;
    let link = |kind: LetterKind| (kind.title(), format!("{base}/letters/{}", kind.name()));
    Ok(offered.into_iter().filter(|kind| of.contains(kind)).map(link).collect())
}

fn named(letter: &str) -> Result<LetterKind, Fault> {
    LetterKind::from_name(letter).ok_or(Fault::NotFound)
}

/// The letter as it is begun.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, letter)): Path<(String, String)>,
) -> Answer {
    form(&web, &visit, &pupil, named(&letter)?, None, &[], (Vec::new(), Vec::new())).await
}

/// How it looks, or the file.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, letter)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let kind = named(&letter)?;
    let written = LetterForm { to: typed.text("to"), text: typed.text("text") };
    let (app, actor, now, school) = (&web.app, visit.actor(), visit.now(), &visit.visitor.school);
    let from = typed.text("written-to");
    let (written, begun_for) =
        papers::readdressed(app, actor, now, school, &pupil, kind, (&from, written)).await?;
    if let Some(name) = begun_for {
        let sentence =
            format!("This was written to {name}. Read it again: the greeting, and what only {name} may know");
        let faults = [FieldFault::new("text", sentence)];
        return form(&web, &visit, &pupil, kind, Some(&written), &faults, (Vec::new(), Vec::new())).await;
    }
    let goes = matches!(typed.text("do").as_str(), "send" | "pdf");
    let made = if goes {
        papers::letter(app, actor, now, school, &pupil, kind, &written).await
    } else {
        papers::letter_as_it_looks(app, actor, now, school, &pupil, kind, &written).await
    };
    let sheet = match made {
        Ok(sheet) => sheet,
        Err(Fault::Invalid(faults)) => {
            return form(&web, &visit, &pupil, kind, Some(&written), &faults, (Vec::new(), Vec::new())).await;
        }
        Err(fault) => return Err(fault.into()),
    };
    if typed.text("do") == "send" {
        let what = papers::What::Letter(kind, written);
        return super::send::form(&web, &visit, &pupil, &what, &Typed::default(), &[]).await;
    }
    if typed.text("do") == "pdf" {
        return pages_of_paper::pdf(sheet, kind.name(), false).await;
    }
    let made = papers::set(vec![sheet]).await?;
    let looks = (pages_of_paper::inside(&made), pages_of_paper::remarks(&made));
    form(&web, &visit, &pupil, kind, Some(&written), &[], looks).await
}
