//! `/pupils/{pupil}/concern`: the initial concern, by staff; it opens a round or joins the open one.

use app::{
    Fault, FieldFault,
    early::{self, Facts, Written},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    census::{SenProvision, sen_type::AreaOfNeed},
    people::{HomeLanguage, Lead, Pupil},
    permissions::Action,
    record::{Check, Concern, Content, EntryKind, Party},
};
use serde::Deserialize;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::conflict::conflict,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/concern.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    lead: Lead,
    facts: Vec<(&'static str, String)>,
    open: Vec<Told>,
    joins: bool,
    form: Form,
    whose: Choices,
}

/// A concern that stands already.
#[derive(Debug)]
struct Told {
    by: String,
    on: String,
    noticed: String,
    edit: Option<String>,
}

/// The boxes of a concern: staff and parents fill in the same, in different words.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) noticed: Field,
    pub(crate) since: Field,
    pub(crate) where_and_when: Field,
    pub(crate) areas: Choices,
    pub(crate) strengths: Field,
    pub(crate) tried: Field,
    pub(crate) child_view: Field,
    pub(crate) hearing: Choices,
    pub(crate) vision: Choices,
    pub(crate) talked_on: DateField,
    pub(crate) talked_with: Field,
    pub(crate) parents_said: Field,
    pub(crate) attempts: Field,
    /// Whether the part that can be added later is unfolded.
    pub(crate) more: bool,
    pub(crate) entry: String,
    pub(crate) version: String,
}

/// What each box is called where two texts are compared.
const BOXES: [(&str, &str); 10] = [
    ("noticed", "What has been noticed"),
    ("since", "Since when"),
    ("where_and_when", "Where and when"),
    ("strengths", "What goes well"),
    ("tried", "What has been tried"),
    ("child_view", "How the child sees it"),
    ("talked_with", "With whom you talked"),
    ("parents_said", "What the parents said"),
    ("attempts", "Attempts to reach the parents"),
    ("whose", "Whose concern it is"),
];

impl Form {
    /// The boxes with what was typed; `called` is the child's name.
    pub(crate) fn of(typed: &Typed, errors: &Errors, called: &str) -> Self {
        let field = |field: Field| typed.into_field(field, errors);
        let areas = AreaOfNeed::ALL
            .map(|area| Choice::new(area.code(), area.name()))
            .into_iter()
            .chain([Choice::divider("or"), Choice::new("not-sure", "Not sure").alone()]);
        let check = |name: &str, label: &str| {
            let answers = Check::ALL.map(|check| Choice::new(check.code(), check.name()));
            let chosen = typed.text(name);
            let chosen = if chosen.is_empty() { Check::NotChecked.code().to_owned() } else { chosen };
            Choices::new(name, label, answers).small().choose([chosen])
        };
        let later = ["child_view", "talked_with", "parents_said", "attempts", "talked_on-day"];
        let checked = |name| !matches!(typed.text(name).as_str(), "" | "not-checked");
        let more = later.iter().any(|name| typed.has(name) || errors.of(name).is_some())
            || checked("hearing")
            || checked("vision");
        Self {
            noticed: field(
                Field::new("noticed", "What have you noticed?")
                    .hint("Say what you see, not what it may be called. A sentence is enough.")
                    .rows(4),
            ),
            since: field(Field::new("since", "Since when?").hint("For example: since half term")),
            where_and_when: field(
                Field::new("where_and_when", "Where and when does it show?")
                    .hint("For example: in reading, most mornings"),
            ),
            areas: Choices::new("areas", "Which area may it be?", areas)
                .small()
                .choose(typed.all("areas"))
                .errors(errors),
            strengths: field(Field::new("strengths", format!("What goes well for {called}?")).rows(2)),
            tried: field(Field::new("tried", "What have you tried?").rows(2)),
            child_view: field(Field::new("child_view", format!("How does {called} see it?")).rows(2)),
            hearing: check("hearing", "Hearing"),
            vision: check("vision", "Eyesight"),
            talked_on: typed.into_date(
                DateField::new("talked_on", "When did you talk to the parents?")
                    .hint("For example, 27 3 2026"),
                errors,
            ),
            talked_with: field(Field::new("talked_with", "With whom?")),
            parents_said: field(Field::new("parents_said", "What did they say?").rows(3)),
            attempts: field(
                Field::new("attempts", "If you could not reach them: what did you try, and when?").rows(2),
            ),
            more,
            entry: typed.text("entry"),
            version: typed.text("version"),
        }
    }
}

/// The concern that was typed.
pub(crate) fn concern_of(typed: &Typed, raised_by: Party, faults: &mut Vec<FieldFault>) -> Concern {
    let check = |name| Check::from_code(&typed.text(name)).unwrap_or_default();
    Concern {
        raised_by,
        noticed: typed.text("noticed"),
        since: typed.text("since"),
        where_and_when: typed.text("where_and_when"),
        strengths: typed.text("strengths"),
        areas: typed.all("areas").iter().filter_map(|code| AreaOfNeed::from_code(code)).collect(),
        child_view: typed.text("child_view"),
        hearing: check("hearing"),
        vision: check("vision"),
        tried: typed.text("tried"),
        talked_on: typed.date("talked_on", "The day of the talk", faults),
        talked_with: typed.text("talked_with"),
        parents_said: typed.text("parents_said"),
        attempts: typed.text("attempts"),
        ..Concern::default()
    }
}

/// A concern on the record, as it would be typed.
fn typed_of(one: &Written) -> Typed {
    let Content::Concern(concern) = &one.entry.content else { return Typed::default() };
    let mut typed = Typed::default()
        .with("entry", one.entry.id.to_string())
        .with("version", one.entry.version.to_string())
        .with("whose", concern.raised_by.code())
        .with("noticed", &concern.noticed)
        .with("since", &concern.since)
        .with("where_and_when", &concern.where_and_when)
        .with("strengths", &concern.strengths)
        .with("child_view", &concern.child_view)
        .with("hearing", concern.hearing.code())
        .with("vision", concern.vision.code())
        .with("tried", &concern.tried)
        .with_date("talked_on", concern.talked_on)
        .with("talked_with", &concern.talked_with)
        .with("parents_said", &concern.parents_said)
        .with("attempts", &concern.attempts);
    for area in &concern.areas {
        typed = typed.with("areas", area.code());
    }
    typed
}

/// What the school knows, shown and not asked.
pub(crate) fn facts_in_words(pupil: &Pupil, class: &str, facts: &Facts) -> Vec<(&'static str, String)> {
    let mut rows = vec![("Class", class.to_owned())];
    let status = match pupil.provision {
        SenProvision::N => "No special educational needs recorded".to_owned(),
        SenProvision::K | SenProvision::E => pupil.provision.name().to_owned(),
    };
    rows.push(("Special educational needs", status));
    rows.push(("Attendance", pupil.attendance_words().unwrap_or_else(|| "Not known".to_owned())));
    let language = match pupil.eal {
        Some(true) => {
            let first = HomeLanguage::of(&pupil.language);
            format!("English is an additional language (first: {})", first.name())
        }
        Some(false) => "English is the first language".to_owned(),
        None => "Not known".to_owned(),
    };
    rows.push(("Language", language));
    if pupil.looked_after {
        rows.push((
            "Looked after",
            "Yes: social worker and virtual school are on the page People".to_owned(),
        ));
    }
    let rounds: Vec<String> = facts
        .rounds
        .iter()
        .filter_map(|round| {
            let closed_on = round.closed_on?;
            let why = round.reason.map_or("", domain::pathway::CloseReason::name);
            let (from, to) = (time_in_words::day(round.opened_on), time_in_words::day(closed_on));
            Some(format!("{from} to {to}: {}", why.to_lowercase()))
        })
        .collect();
    rows.push(("Earlier concerns", if rounds.is_empty() { "None".to_owned() } else { rounds.join(". ") }));
    rows
}

/// `?entry=`: one's own concern, to be changed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    entry: String,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Initial concern (SEN)", "/concern").await?;
    let frame = frame.with_errors(errors.clone());
    let facts = early::facts(&web.app, visit.actor(), pupil).await?;
    let own = Party::of(visit.actor(), Action::RaiseConcern, pupil.subject());
    let mut whose: Vec<Choice> = own
        .iter()
        .map(|party| Choice::new(party.code(), format!("Mine, as {}", party.name().to_lowercase())))
        .map(|choice| {
            if choice.value == "senco" { Choice { text: "Mine, as SENCO".into(), ..choice } } else { choice }
        })
        .collect();
    whose.push(Choice::new("parent", "The parents’: they told me"));
    whose.push(Choice::new("pupil", format!("{}’s own", pupil.called())));
    let chosen = if typed.has("whose") {
        typed.text("whose")
    } else {
        own.first().map_or_else(String::new, |party| party.code().to_owned())
    };
    let open = facts
        .concerns
        .iter()
        .filter_map(|one| match &one.entry.content {
            Content::Concern(concern) => Some(Told {
                by: one.by.clone(),
                on: time_in_words::day(one.entry.on),
                noticed: concern.noticed.clone(),
                edit: (one.entry.author == visit.actor().who)
                    .then(|| format!("/pupils/{}/concern?entry={}", pupil.id, one.entry.id)),
            }),
            _ => None,
        })
        .collect();
    let page = Page {
        chrome: frame.chrome.clone(),
        lead: visit.visitor.school.school.settings.safeguarding_lead.clone(),
        facts: facts_in_words(pupil, &frame.class, &facts),
        open,
        joins: facts.is_open,
        form: Form::of(typed, &errors, pupil.called()),
        whose: Choices::new("whose", "Whose concern is it?", whose).small().choose([chosen]),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::RaiseConcern, pupil.subject())?;
    let typed = match asked.entry.parse() {
        Ok(id) => {
            let one = early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Concern, id).await?;
            typed_of(&one)
        }
        Err(_) => Typed::default(),
    };
    form(&web, &visit, &pupil, &typed, &[]).await
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let own = Party::of(visit.actor(), Action::RaiseConcern, pupil.subject());
    let by = Party::from_code(&typed.text("whose")).or_else(|| own.first().copied());
    let mut faults = Vec::new();
    let concern = concern_of(&typed, by.unwrap_or(Party::Teacher), &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let of = typed.entry();
    let saved = early::raise_concern(&web.app, visit.actor(), visit.now(), pupil.id, of, concern).await;
    let base = format!("/pupils/{}", pupil.id);
    match saved {
        Ok(_) if of.is_some() => Ok(go_saying(&base, "Saved.")),
        Ok(_) if visit.may(Action::FillChecklist, &pupil) => Ok(go_saying(
            &format!("{base}/checklist"),
            "The concern is saved, and the SENCO has been told. Next: the checklist, area by area.",
        )),
        Ok(_) => Ok(go_saying(&base, "The concern is saved, and the SENCO has been told.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(Fault::Stale) => {
            let Some((id, _)) = of else { return Err(Fault::Stale.into()) };
            let saved = early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Concern, id).await?;
            conflict(&visit, &saved, &typed_of(&saved), &typed, &BOXES, &base)
        }
        Err(fault) => Err(fault.into()),
    }
}
