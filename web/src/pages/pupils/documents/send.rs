//! `/pupils/{pupil}/documents/{paper}/send`, `/pupils/{pupil}/letters/{letter}/send`: who gets what about whom, and why.

use std::collections::BTreeSet;

use app::{
    Fault, FieldFault,
    papers::{self, LetterForm, PaperName, Recipient, SendForm, ToSend, What},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use documents::papers::LetterKind;
use domain::people::Pupil;

use super::super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{
        Choice, Choices, Chrome, Field, other_names,
        pages_of_paper::{self, PaperPage},
    },
    visit::{Child, Visit},
};

/// What happens when somebody reads large print.
const LARGE: &str = " The paper is set so, on as many pages as it needs: a one page profile may take two.";

#[derive(Debug, Template)]
#[template(path = "pages/pupils/documents/send.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    action: String,
    back: String,
    title: String,
    /// The child's day of birth: another may be called the same.
    born: String,
    to: Option<Choices>,
    /// Why there is nobody to choose.
    nobody: &'static str,
    reason: Field,
    others: Option<Choices>,
    /// The letter, when it is one: whom it is written to, and its words.
    letter: Option<(String, String)>,
    pages: Vec<PaperPage>,
    remarks: Vec<String>,
}

/// Somebody who can get a paper: why they may have it, how they get it, what they need, what their copy does not say.
pub(in crate::pages::pupils) fn choice_of(person: &Recipient, pupil: &Pupil) -> Choice {
    let way = if person.account.is_some() {
        "a mail tells them that a paper waits in Waymark; it names no child"
    } else {
        "no way into Waymark: print it and hand it over"
    };
    let needs = person.made_for(pupil);
    let set = if person.needs.large_print { LARGE } else { "" };
    let needs = if needs.is_empty() { needs } else { format!(". {needs}{set}") };
    let less = person.copy_leaves_out().map_or_else(String::new, |says| format!(". {says}"));
    Choice::new(person.code.clone(), person.name.clone()).hint(format!("{}: {way}{needs}{less}", person.what))
}

/// The page, with what was typed.
pub(super) async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    what: &What,
    typed: &Typed,
    faults: &[FieldFault],
) -> Answer {
    let school = &visit.visitor.school;
    let ready = papers::to_send(&web.app, visit.actor(), visit.now(), school, pupil, what).await?;
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Send a paper", "/documents").await?;
    let frame = frame.with_errors(errors.clone());
    let (address, letter) = match what {
        What::Paper(name) => (format!("{}/documents/{}", frame.base, name.code()), None),
        What::Letter(kind, form) => {
            (format!("{}/letters/{}", frame.base, kind.name()), Some((form.to.clone(), form.text.clone())))
        }
    };
    let ToSend { title, made, recipients, others, .. } = ready;
    let chosen = match (typed.text("recipient"), &letter) {
        (chosen, _) if !chosen.is_empty() => chosen,
        (_, Some((to, _))) => to.clone(),
        _ => String::new(),
    };
    let page = Page {
        chrome: frame.chrome.clone(),
        to: (!recipients.is_empty()).then(|| {
            let people = recipients.iter().map(|person| choice_of(person, pupil));
            Choices::new("to", "Who gets it?", people).choose([chosen.as_str()]).errors(&errors)
        }),
        reason: typed.into_field(
            Field::new("reason", "Why do they get it?")
                .hint("For example: “to read before the review”. It stands in the contact log, which parents read.")
                .rows(2),
            &errors,
        ),
        others: other_names::in_paper(&others, &typed.all("checked").into_iter().collect(), &errors),
        nobody: match what {
            What::Paper(PaperName::ConcernSummary) => {
                "Nobody can get it: a parent told it to the staff, or no contact of this child has parental responsibility on the roll."
            }
            What::Paper(_) => {
                "Nobody can get it: no contact of this child has parental responsibility on the roll, and no professional is invited."
            }
            What::Letter(..) => {
                "Nobody can get it from here: no contact of this child has parental responsibility on the roll, and none is invited to Waymark. Invite the parent or carer under “People”, or print the letter and hand it over."
            }
        },
        back: address.clone(),
        action: format!("{address}/send"),
        born: time_in_words::day(pupil.born_on),
        title,
        letter,
        pages: pages_of_paper::inside(&made),
        remarks: pages_of_paper::remarks(&made),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

async fn send(web: &Web, visit: &Visit, pupil: &Pupil, what: &What, typed: &Typed) -> Answer {
    let form_of = SendForm {
        to: typed.text("to"),
        reason: typed.text("reason"),
        checked: typed.all("checked").into_iter().collect::<BTreeSet<String>>(),
    };
    let (app, actor, school) = (&web.app, visit.actor(), &visit.visitor.school);
    match papers::send_paper(app, actor, visit.now(), school, pupil.id, what, &form_of).await {
        Ok(_) => Ok(go_saying(
            &format!("/pupils/{}/documents", pupil.id),
            "Sent: it is kept as it is, and stands in the contact log.",
        )),
        Err(Fault::Invalid(faults)) => {
            let typed = typed.clone().with("recipient", form_of.to);
            form(web, visit, pupil, what, &typed, &faults).await
        }
        Err(fault) => Err(fault.into()),
    }
}

fn paper(name: &str) -> Result<What, Fault> {
    PaperName::from_code(name).map(What::Paper).ok_or(Fault::NotFound)
}

/// Before a paper is sent.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, name)): Path<(String, String)>,
) -> Answer {
    form(&web, &visit, &pupil, &paper(&name)?, &Typed::default(), &[]).await
}

/// Sends a paper.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, name)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    send(&web, &visit, &pupil, &paper(&name)?, &typed).await
}

/// Sends a letter.
pub(crate) async fn post_letter(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, name)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let kind = LetterKind::from_name(&name).ok_or(Fault::NotFound)?;
    let form = LetterForm { to: typed.text("addressed"), text: typed.text("text") };
    send(&web, &visit, &pupil, &What::Letter(kind, form), &typed).await
}
