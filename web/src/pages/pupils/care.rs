//! `/pupils/{pupil}/care`: who is round a looked-after child: social worker, virtual school, PEP, who may consent.

use app::{Fault, child, pupils};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::{Care, CareWorker, Pupil};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, Conflict, ConflictPair, DateField, Errors, Field, Unchanged},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/care.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    version: u32,
    /// What stands in the way; empty when nothing does.
    not_yet: &'static str,
    social_worker: [Field; 3],
    virtual_school: [Field; 3],
    pep_on: DateField,
    consent: Field,
}

const BOXES: [(&str, &str); 7] = [
    ("social_worker", "Social worker"),
    ("social_worker_phone", "Telephone of the social worker"),
    ("social_worker_email", "E-mail address of the social worker"),
    ("virtual_school", "Contact at the virtual school"),
    ("virtual_school_phone", "Telephone of the virtual school"),
    ("virtual_school_email", "E-mail address of the virtual school"),
    ("consent", "Who may consent"),
];

fn texts(care: &Care) -> [String; 7] {
    let Care { social_worker, virtual_school, consent, .. } = care.clone();
    [
        social_worker.name,
        social_worker.phone,
        social_worker.email,
        virtual_school.name,
        virtual_school.phone,
        virtual_school.email,
        consent,
    ]
}

fn typed_of(care: &Care) -> Typed {
    let begun = Typed::default().with_date("pep_on", care.pep_on);
    BOXES.iter().zip(texts(care)).fold(begun, |typed, ((name, _), text)| typed.with(name, text))
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    version: u32,
    typed: &Typed,
    errors: Errors,
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "Looked-after child", "/people").await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = frame.with_errors(errors.clone());
    let worker = |start: &str, name: Field| {
        let email = Field::email(format!("{start}_email"), "E-mail address (optional)")
            .hint("With one, invitations go by mail, which names no child; without, as a letter.")
            .autocomplete("off");
        [name, Field::new(format!("{start}_phone"), "Telephone (optional)").chars(20), email]
            .map(|field| typed.into_field(field, &errors))
    };
    let page = Page {
        chrome: frame.chrome.clone(),
        version,
        not_yet: if pupil.looked_after { "" } else { pupils::NOT_LOOKED_AFTER },
        social_worker: worker("social_worker", Field::new("social_worker", "Name of the social worker")),
        virtual_school: worker("virtual_school", Field::new("virtual_school", "Name of the contact at the virtual school")),
        pep_on: typed.into_date(
            DateField::new("pep_on", "Next meeting about the personal education plan (PEP)")
                .hint("It is reviewed each term. It stands among the dates ahead four weeks before."),
            &errors,
        ),
        consent: typed.into_field(
            Field::new("consent", "Who may consent, and to what?")
                .hint("For example: the local authority consents to assessments and referrals; the foster carers to school trips. It is said wherever consent is written down.")
                .rows(3)
                .max_length(500),
            &errors,
        ),
        frame,
    };
    page_with(status, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let care = pupils::care_to_change(&web.app, visit.actor(), &pupil).await?;
    show(&web, &visit, &pupil, pupil.version, &typed_of(&care), Errors::none()).await
}

fn conflict(visit: &Visit, pupil: &Pupil, stands: &Care, yours: &Care) -> Conflict {
    let (mut pairs, mut unchanged) = (Vec::new(), Vec::new());
    for ((name, label), (theirs, mine)) in BOXES.into_iter().zip(texts(stands).into_iter().zip(texts(yours)))
    {
        if theirs == mine {
            unchanged.push(Unchanged { name: name.to_owned(), value: mine });
        } else {
            pairs.push(ConflictPair { name: name.to_owned(), label: label.to_owned(), theirs, yours: mine });
        }
    }
    let day = |on: Option<domain::Date>| on.map(|on| on.to_string()).unwrap_or_default();
    let (theirs, mine) = (day(stands.pep_on), day(yours.pep_on));
    if theirs == mine {
        unchanged.push(Unchanged { name: "pep_on".to_owned(), value: mine });
    } else {
        let label = "Next meeting about the PEP (year, month, day)".to_owned();
        pairs.push(ConflictPair { name: "pep_on".to_owned(), label, theirs, yours: mine });
    }
    Conflict {
        chrome: visit.chrome("Somebody else has changed this"),
        who: "Somebody else".to_owned(),
        when: "while you were writing".to_owned(),
        action: visit.address(),
        leave: format!("/pupils/{}/people", pupil.id),
        version: pupil.version.to_string(),
        pairs,
        unchanged,
    }
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let version: u32 = typed.text("version").parse().unwrap_or(0);
    let worker = |start: &str| CareWorker {
        id: None,
        name: typed.text(start),
        phone: typed.text(&format!("{start}_phone")),
        email: typed.text(&format!("{start}_email")),
    };
    let mut faults = Vec::new();
    let care = Care {
        social_worker: worker("social_worker"),
        virtual_school: worker("virtual_school"),
        pep_on: typed.date("pep_on", "The day", &mut faults),
        consent: typed.text("consent"),
    };
    if !faults.is_empty() {
        return show(&web, &visit, &pupil, version, &typed, errors(&faults)).await;
    }
    let saved =
        pupils::edit_care(&web.app, visit.actor(), visit.now(), pupil.id, version, care.clone()).await;
    match saved {
        Ok(()) => Ok(go_saying(&format!("/pupils/{}/people", pupil.id), "Saved.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, version, &typed, errors(&faults)).await,
        Err(Fault::Stale) => {
            let now = child::see(&web.app, visit.actor(), pupil.id).await?;
            let stands = pupils::care_to_change(&web.app, visit.actor(), &now).await?;
            page_with(StatusCode::CONFLICT, &conflict(&visit, &now, &stands, &care))
        }
        Err(fault) => Err(fault.into()),
    }
}
