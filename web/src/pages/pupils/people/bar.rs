//! `/pupils/{pupil}/people/{contact}/bar`: a parent or carer is barred from the child, or from its meetings, on an order or a
//! decision, or that is lifted.

use app::{Fault, FieldFault, pupils};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{
    ContactId, PupilId,
    people::{BarFrom, BarGround, Pupil},
};
use serde::Deserialize;

use super::super::{frame::Frame, invite_parent::contact_of};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/people/bar.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    name: String,
    /// Whether they are barred from the child.
    barred: bool,
    /// Whether the form lifts it.
    lifts: bool,
    /// The decision in words; empty when none is on record.
    decision: String,
    has_account: bool,
    from: Choices,
    ground: Choices,
    why: Field,
    decided_on: DateField,
    decided_by: Field,
    filed: Field,
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    contact: ContactId,
    typed: &Typed,
    faults: &[FieldFault],
) -> Answer {
    let errors = errors(faults);
    let pupils::BarForm { contact, bar } =
        pupils::contact_to_bar(&web.app, visit.actor(), pupil, contact).await?;
    // Who is kept from the meetings can be barred from the child, too.
    let lifts = contact.barred || (contact.kept_from_meetings && typed.text("do") != "bar");
    let title =
        if lifts { "Lift what keeps somebody away" } else { "Bar somebody by an order or a decision" };
    let (frame, _) = Frame::of(web, visit, pupil, title, "/people").await?;
    let frame = frame.with_errors(errors.clone());
    let (why, decider) = if lifts {
        ("Why is it lifted?", "Who decided that it is lifted?")
    } else {
        ("What does it say?", "Who decided?")
    };
    let page = Page {
        chrome: frame.chrome.clone(),
        name: contact.name(),
        barred: contact.barred,
        lifts,
        decision: bar.map(|bar| bar.in_words()).unwrap_or_default(),
        has_account: contact.account.is_some(),
        from: Choices::new(
            "from",
            "What are they kept from?",
            BarFrom::ALL.map(|from| Choice::new(from.code(), from.name()).hint(means(from))),
        )
        .choose(typed.all("from"))
        .errors(&errors),
        ground: Choices::new(
            "ground",
            "What does it rest on?",
            BarGround::ALL.map(|ground| Choice::new(ground.code(), ground.name())),
        )
        .choose(typed.all("ground"))
        .errors(&errors),
        why: typed.into_field(
            Field::new("why", why)
                .hint("In a sentence or two. The SENCO, the head and the class teacher read it; parents and the child do not.")
                .rows(3),
            &errors,
        ),
        decided_on: typed.into_date(DateField::new("decided_on", "The day of the order or the decision"), &errors),
        decided_by: typed.into_field(
            Field::new("decided_by", decider).hint("The court, or the name of the head or the safeguarding lead"),
            &errors,
        ),
        filed: typed.into_field(
            Field::new("filed", "Where is the order or the note filed? (optional)")
                .hint("Its number, folder or system. The order itself stays there."),
            &errors,
        ),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// What it means for them.
const fn means(from: BarFrom) -> &'static str {
    match from {
        BarFrom::Child => "They see nothing of this child, and nothing is sent or told to them.",
        BarFrom::Meetings => {
            "They are invited to none, annual reviews too, and hear neither when nor where. They still read the record and get \
             its papers."
        }
    }
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(rename = "do")]
    what: String,
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let typed = Typed::default().with("do", asked.what);
    form(&web, &visit, &pupil, contact_of(&contact)?, &typed, &[]).await
}

/// Bars them, or lifts it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
    typed: Typed,
) -> Answer {
    let contact = contact_of(&contact)?;
    let of = (pupil.id, contact);
    let (done, said) = if typed.text("do") == "lift" {
        let lifting = pupils::Lifting {
            from: BarFrom::from_code(&typed.text("from")).unwrap_or_default(),
            why: typed.text("why"),
            decided_by: typed.text("decided_by"),
        };
        let done = pupils::lift_bar(&web.app, visit.actor(), visit.now(), of, &lifting).await;
        (done, "Lifted. If they have an account, it sees this child, and the meetings ahead, from now.")
    } else {
        let mut faults = Vec::new();
        let from = BarFrom::from_code(&typed.text("from"));
        let barring = pupils::Barring {
            from,
            ground: BarGround::from_code(&typed.text("ground")),
            why: typed.text("why"),
            decided_on: typed.date("decided_on", "The day", &mut faults),
            decided_by: typed.text("decided_by"),
            filed: typed.text("filed"),
        };
        if !faults.is_empty() {
            return form(&web, &visit, &pupil, contact, &typed, &faults).await;
        }
        let base = &web.config.public_url;
        let done = pupils::bar_contact(&web.app, visit.actor(), visit.now(), base, of, barring).await;
        let said = match from.unwrap_or_default() {
            BarFrom::Child => "Barred, from now: they see nothing of this child and get nothing about them.",
            BarFrom::Meetings => {
                "Kept from this child’s meetings, from now: they hear neither when nor where."
            }
        };
        (done, said)
    };
    match done {
        Ok(()) => Ok(go_saying(&format!("/pupils/{}/people", pupil.id), said)),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, contact, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
