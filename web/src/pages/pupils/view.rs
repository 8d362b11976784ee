//! `/pupils/{pupil}/view`: a view for a review or an application: one's own, or what a child or parent said.

use app::{
    Fault, FieldFault,
    reviewing::{self, ViewWriting, Voice},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    people::{Pupil, Role},
    permissions::Action,
    record::{Feeling, Party, View},
};

use serde::Deserialize;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/view.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    party: Option<Choices>,
    going_well: Field,
    not_going_well: Field,
    wanted: Field,
    feeling: Option<Choices>,
    private: Option<Choices>,
    on: Option<DateField>,
    is_child: bool,
}

/// Whose view the form begins with: "pupil" where the child is to be asked.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    of: String,
}

/// How the form sends whose view it is.
fn code(voice: &Voice) -> String {
    match voice.whose {
        Some(whose) => format!("{}:{whose}", voice.party.code()),
        None => voice.party.code().to_owned(),
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    (typed, of): (&Typed, &str),
    faults: &[FieldFault],
) -> Answer {
    let voices = reviewing::voices(&web.app, visit.actor(), visit.now(), pupil).await?;
    let Some(own) = voices.first().map(|voice| voice.party) else {
        return Err(Fault::Forbidden(Action::WriteView).into());
    };
    let parties: Vec<Party> = voices.iter().map(|voice| voice.party).collect();
    let is_child = visit.role() == Some(Role::Pupil);
    let title = if is_child { "How I see it" } else { "Write a view" };
    let (frame, _) = Frame::of(web, visit, pupil, title, "/reviews").await?;
    let errors = errors(faults);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(&errors)
    };
    let asked = voices.iter().any(|voice| voice.party.code() == of);
    let party = (voices.len() > 1).then(|| {
        let items = voices.iter().enumerate().map(|(number, voice)| {
            let party = voice.party.name();
            let words = match voice.name.as_str() {
                _ if number == 0 => "My own".to_owned(),
                "" => format!("{party}, as they said it to me"),
                name => format!("{name} ({}), as they said it to me", party.to_lowercase()),
            };
            let first = if asked { voice.party.code() == of } else { number == 0 };
            Choice::new(code(voice), words).chosen(first && !typed.has("party"))
        });
        choose(Choices::new("party", "Whose view is it?", items))
    });
    let text = |name, label| typed.into_field(Field::new(name, label).rows(3), &errors);
    let (well, not, wanted) = if is_child {
        ("What is going well?", "What is hard?", "What would help me?")
    } else {
        ("What is going well?", "What is not going well?", "What should happen next?")
    };
    let feelings = parties.contains(&Party::Pupil).then(|| {
        choose(
            Choices::new(
                "feeling",
                if is_child {
                    "How does it feel?"
                } else {
                    "How the child feels about it (only for the child’s view)"
                },
                Feeling::ALL.map(|feeling| Choice::new(feeling.code(), feeling.name())),
            )
            .inline(),
        )
    });
    let private = parties.contains(&Party::Parent).then(|| {
        choose(Choices::new(
            "private",
            "Who may read it?",
            [Choice::new(
                "yes",
                if own == Party::Parent {
                    "Only the school, not the child’s other parent or carer"
                } else {
                    "A parent’s view: only the school, not the other parent or carer"
                },
            )],
        ))
    });
    let on = (!matches!(own, Party::Parent | Party::Pupil | Party::Agency)).then(|| {
        let on = DateField::new("on", "When was it said?");
        if faults.is_empty() && !typed.has("on-year") {
            on.value(Some(visit.now().today))
        } else {
            typed.into_date(on, &errors)
        }
    });
    let page = Page {
        party,
        going_well: text("going_well", well),
        not_going_well: text("not_going_well", not),
        wanted: text("wanted", wanted),
        feeling: feelings,
        private,
        on,
        is_child,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    form(&web, &visit, &pupil, (&Typed::default(), &asked.of), &[]).await
}

/// Writes it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let now = visit.now();
    let mut faults = Vec::new();
    let on = typed.date("on", "The day", &mut faults).unwrap_or(now.today);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, (&typed, ""), &faults).await;
    }
    let chosen = typed.text("party");
    let (party, whose) = match chosen.split_once(':') {
        Some((party, whose)) => (party, whose.parse().ok()),
        None => (chosen.as_str(), None),
    };
    let own = reviewing::may_speak_for(visit.actor(), &pupil).first().copied();
    let party = Party::from_code(party).or(own).unwrap_or_default();
    let view = View {
        party,
        whose,
        going_well: typed.text("going_well"),
        not_going_well: typed.text("not_going_well"),
        wanted: typed.text("wanted"),
        feeling: Feeling::from_code(&typed.text("feeling")).filter(|_| party == Party::Pupil),
        private: typed.has("private"),
        ..View::default()
    };
    let writing = ViewWriting { pupil: pupil.id, on, view };
    match reviewing::write_view(&web.app, visit.actor(), now, writing).await {
        Ok(_) => Ok(go_saying(
            &format!("/pupils/{}/reviews", pupil.id),
            "Thank you. The view is kept for the next review.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, (&typed, ""), &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
