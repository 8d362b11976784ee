//! `/pupils/{pupil}/referrals/{entry}`: one referral, brought up to date; `new` begins one.

use app::{Fault, FieldFault, early, early::Written, pupils};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    PupilId,
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind, Referral},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/referrals/one.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    to: Field,
    account: Option<Choices>,
    reason: Field,
    consent_on: DateField,
    consent: Field,
    consents: String,
    sent_on: DateField,
    later: bool,
    days: Vec<DateField>,
    advice: Field,
    done: Field,
    entry: String,
    version: String,
}

const BOXES: [(&str, &str); 5] = [
    ("to", "To whom"),
    ("reason", "Why"),
    ("consent", "Who consented"),
    ("advice", "What they advise"),
    ("done", "What was done with the advice"),
];

fn typed_of(one: &Written) -> Typed {
    let Content::Referral(referral) = &one.entry.content else { return Typed::default() };
    Typed::default()
        .with("entry", one.entry.id.to_string())
        .with("version", one.entry.version.to_string())
        .with("to", &referral.to)
        .with("account", referral.account.map_or_else(String::new, |id| id.to_string()))
        .with("reason", &referral.reason)
        .with_date("consent_on", referral.consent_on)
        .with("consent", &referral.consent)
        .with_date("sent_on", referral.sent_on)
        .with_date("chased_on", referral.chased_on)
        .with_date("seen_on", referral.seen_on)
        .with_date("report_on", referral.report_on)
        .with("advice", &referral.advice)
        .with("done", &referral.done)
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let title = if typed.has("entry") { "Bring the referral up to date" } else { "New referral" };
    let (frame, _) = Frame::of(web, visit, pupil, title, "/referrals").await?;
    let frame = frame.with_errors(errors.clone());
    let day = |name: &str, label: &str| typed.into_date(DateField::new(name, label), &errors);
    let invited = early::professionals(&web.app, visit.actor(), pupil).await?;
    let page = Page {
        chrome: frame.chrome.clone(),
        account: (!invited.is_empty()).then(|| {
            let people = invited.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
            let none = Choice::new("", "Nobody who is invited here");
            Choices::new("account", "Who of those invited to this child?", std::iter::once(none).chain(people))
                .hint("They read this referral, and write when they saw the child")
                .choose(typed.all("account"))
                .errors(&errors)
        }),
        to: typed.into_field(
            Field::new("to", "To whom?").hint(
                "For example: educational psychologist, speech and language therapist, child and adolescent mental \
                 health service, paediatrician",
            ),
            &errors,
        ),
        reason: typed.into_field(Field::new("reason", "Why?").hint("The parents can read this.").rows(3), &errors),
        consent: typed.into_field(Field::new("consent", "Who consented, and how?"), &errors),
        consents: pupils::who_consents(&web.app, visit.actor(), pupil).await?,
        consent_on: day("consent_on", "When did the parents consent?"),
        sent_on: day("sent_on", "When was it sent?"),
        later: typed.has("entry") || typed.has("chased_on-day") || typed.has("seen_on-day") || typed.has("report_on-day"),
        days: vec![
            day("chased_on", "Last chased on"),
            day("seen_on", "Child seen on"),
            day("report_on", "Report dated"),
        ],
        advice: typed.into_field(Field::new("advice", "What does the report advise?").rows(3), &errors),
        done: typed.into_field(Field::new("done", "What was done with the advice?").rows(3), &errors),
        entry: typed.text("entry"),
        version: typed.text("version"),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(PupilId, String)>,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ManageReferral, pupil.subject())?;
    let typed = if entry == "new" {
        Typed::default()
    } else {
        let id = entry.parse().map_err(|_| Fault::NotFound)?;
        typed_of(&early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Referral, id).await?)
    };
    form(&web, &visit, &pupil, &typed, &[]).await
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let mut day = |name: &str| typed.date(name, "The day", &mut faults);
    let referral = Referral {
        consent_on: day("consent_on"),
        sent_on: day("sent_on"),
        chased_on: day("chased_on"),
        seen_on: day("seen_on"),
        report_on: day("report_on"),
        to: typed.text("to"),
        account: typed.text("account").parse().ok(),
        reason: typed.text("reason"),
        consent: typed.text("consent"),
        advice: typed.text("advice"),
        done: typed.text("done"),
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let (of, list) = (typed.entry(), format!("/pupils/{}/referrals", pupil.id));
    match early::record_referral(&web.app, visit.actor(), visit.now(), pupil.id, of, referral).await {
        Ok(_) => Ok(go_saying(&list, "The referral is saved.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(Fault::Stale) => {
            let Some((id, _)) = of else { return Err(Fault::Stale.into()) };
            let saved = early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Referral, id).await?;
            conflict(&visit, &saved, &typed_of(&saved), &typed, &BOXES, &list)
        }
        Err(fault) => Err(fault.into()),
    }
}
