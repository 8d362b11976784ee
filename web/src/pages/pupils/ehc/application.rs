//! `/pupils/{pupil}/ehc/application`: agreeing, gathering what the county looks for, asking the county.

use app::{
    Fault, FieldFault,
    county::{self, Agreeing, may_agree_as},
    early::Written,
    files::{self, Ready},
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    EntryId,
    pathway::{Finding, StatutoryState, Weight, signed_consent},
    people::Pupil,
    permissions::Action,
    record::{ApplicationAgreement, Content, EvidenceItem, HowSaid, Party, SchoolsAdvice, evidence},
    uploads::Purpose,
};

use super::{AnswerShown, answers_shown};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    files::Files,
    pages::{
        conflict::conflict,
        pupils::{frame::Frame, reviews::author},
    },
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/application.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    at_start: bool,
    agreeing: bool,
    /// Who may consent for a looked-after child; else empty.
    consents: String,
    state: &'static str,
    prepares: bool,
    missing: Vec<&'static str>,
    answers: Vec<AnswerShown>,
    evidence: Vec<EvidenceShown>,
    found: usize,
    stops: Vec<Finding>,
    warns: Vec<Finding>,
    told_on: DateField,
    told: Field,
    although_on: DateField,
    although: Field,
    others: Others,
    words: Field,
    of: String,
    version: u32,
    advice: String,
    why_not: Field,
    made: Vec<super::request::MadeShown>,
}

/// The boxes in which the SENCO writes down what others said.
#[derive(Debug)]
struct Others {
    party: Choices,
    name: Field,
    agrees: Choices,
    how: Choices,
    on: DateField,
    said: Field,
    scan: Field,
}

#[derive(Debug)]
struct EvidenceShown {
    title: &'static str,
    found: Vec<String>,
    ask: &'static str,
    elsewhere: Field,
}

fn is_over_or_not_begun(state: StatutoryState) -> bool {
    state.step().is_none()
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    if !visit.may(Action::ReadApplication, pupil) {
        return Err(Fault::Forbidden(Action::ReadApplication).into());
    }
    let today = visit.now().today;
    let (frame, _) = Frame::of(web, visit, pupil, "Application for an EHC needs assessment", "/ehc").await?;
    let county = county::show_county(&web.app, visit.actor(), &visit.visitor.school, pupil, today).await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let nothing = Typed::default();
    let pressed = typed.map_or_else(String::new, |typed| typed.text("do"));
    // What was typed into one of the page's forms comes back into that form only.
    let typed_into = |form: &str| if pressed == form { typed.unwrap_or(&nothing) } else { &nothing };
    let advice = county.advice.as_ref().and_then(|entry| match &entry.content {
        Content::SchoolsAdvice(advice) => Some((entry, advice)),
        _ => None,
    });
    let named = |code: &str| {
        advice
            .iter()
            .flat_map(|(_, advice)| &advice.evidence)
            .find(|item| item.code == code)
            .map(|item| item.words.clone())
            .unwrap_or_default()
    };
    let writing = pressed == "advice";
    let evidence: Vec<EvidenceShown> = county
        .evidence
        .iter()
        .map(|thing| {
            let field = Field::new(
                format!("evidence-{}", thing.code),
                format!("{}: also to be found in", thing.title),
            );
            EvidenceShown {
                title: thing.title,
                found: thing.found.clone(),
                ask: thing.ask,
                elsewhere: if writing {
                    typed_into("advice").into_field(field, &errors)
                } else {
                    field.value(named(thing.code))
                },
            }
        })
        .collect();
    let words = Field::new("words", "What the school says")
        .hint("What the child needs, what was tried, what came of it, and why that is not enough")
        .rows(8);
    let date = |form: &str, name: &str, label: &str| {
        let field = DateField::new(name, label);
        if pressed == form { typed_into(form).into_date(field, &errors) } else { field.value(Some(today)) }
    };
    let papers = files::by_entry(&web.app, visit.actor(), pupil).await?;
    let answers = answers_shown(&county, &frame.base, &papers);
    let heard = |party: &Party| answers.iter().any(|answer| answer.who == party.name());
    let (warns, stops): (Vec<Finding>, Vec<Finding>) =
        county.before_request.iter().cloned().partition(|finding| finding.weight == Weight::Warns);
    let made = app::bundle::made_bundles(&web.app, visit.actor(), pupil).await?;
    let page = Page {
        made: made.iter().map(|one| super::request::MadeShown::of(&frame.base, one)).collect(),
        at_start: is_over_or_not_begun(county.state.statutory),
        consents: app::pupils::who_consents(&web.app, visit.actor(), pupil).await?,
        agreeing: county.state.statutory == StatutoryState::Agreeing,
        state: county.state.statutory.name(),
        prepares: visit.may(Action::PrepareApplication, pupil),
        missing: [Party::Parent, Party::Teacher, Party::Senco, Party::Head, Party::Pupil]
            .into_iter()
            .filter(|party| !heard(party))
            .map(Party::name)
            .collect(),
        found: evidence.iter().filter(|thing| !thing.found.is_empty()).count(),
        stops,
        // The list below says what evidence is missing.
        warns: warns.into_iter().filter(|finding| !finding.code.ends_with("evidence-missing")).collect(),
        told_on: date(
            if pressed == "told" { "told" } else { "prepare" },
            "told_on",
            "When were the parents told?",
        ),
        told: typed_into(if pressed == "told" { "told" } else { "prepare" })
            .into_field(Field::new("told", "What was said (optional)").rows(2), &errors),
        although_on: date("told-although", "although_on", "When were they told?"),
        although: typed_into("told-although")
            .into_field(Field::new("although", "What was said (optional)").rows(2), &errors),
        others: others(
            visit,
            pupil,
            &county.parents,
            typed_into("answer"),
            date("answer", "on", "When did they say or sign it?"),
            &errors,
        ),
        words: if writing {
            typed_into("advice").into_field(words, &errors)
        } else {
            words.value(advice.map(|(_, advice)| advice.words.clone()).unwrap_or_default())
        },
        of: advice.map(|(entry, _)| entry.id.to_string()).unwrap_or_default(),
        version: if writing {
            typed_into("advice").text("version").parse().unwrap_or(0)
        } else {
            advice.map_or(0, |(entry, _)| entry.version)
        },
        advice: advice.map(|(_, advice)| advice.words.clone()).unwrap_or_default(),
        why_not: typed_into("not-agreed")
            .into_field(Field::new("why", "Why not, in a sentence").rows(2), &errors),
        answers,
        evidence,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

fn others(
    visit: &Visit,
    pupil: &Pupil,
    parents: &[String],
    typed: &Typed,
    on: DateField,
    errors: &Errors,
) -> Others {
    let (_, may_record) = may_agree_as(visit.actor(), pupil);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(errors)
    };
    let parties = may_record.iter().map(|party| Choice::new(party.code(), party.name()));
    let hows = [HowSaid::OnPaper, HowSaid::InTheMeeting].map(|how| Choice::new(how.code(), how.name()));
    let name = Field::new("name", "Their name");
    let name = if parents.is_empty() {
        name
    } else {
        name.hint(format!(
            "Only whoever is on the roll with parental responsibility can consent: {}",
            parents.join(", ")
        ))
    };
    Others {
        party: choose(Choices::new("party", "Who said it?", parties).small()),
        name: typed.into_field(name, errors),
        agrees: choose(
            Choices::new(
                "agrees",
                "Do they agree?",
                [Choice::new("yes", "Yes"), Choice::new("no", "No, or not yet")],
            )
            .inline(),
        ),
        how: choose(
            Choices::new("how", "How did they say it?", hows)
                .hint("Parents’ consent is signed, on paper or by themselves in Waymark. What they say in the meeting is written down, and is no consent yet")
                .small(),
        ),
        on,
        said: typed.into_field(Field::new("said", "What they say").rows(3), errors),
        scan: Field::new("scan", "The signed paper, scanned or photographed (when it was on paper)")
            .hint(format!("It goes to the county with the request. {}.", Purpose::Report.takes()))
            .errors(errors),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, None, &[]).await
}

/// Does what the button of one of the page's forms says.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    if !visit.may(Action::PrepareApplication, &pupil) {
        return Err(Fault::Forbidden(Action::PrepareApplication).into());
    }
    let mut faults = Vec::new();
    let scans = upload.take(&web, &visit, "scan", Purpose::Report, &mut faults).await;
    let typed = upload.typed;
    let done = if faults.is_empty() {
        carry_out(&web, &visit, &pupil, &typed, scans).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(response) => Ok(response),
        Err(Fault::Invalid(mut faults)) => {
            // The box for what others said has a name of its own beside the school's words.
            if typed.text("do") == "answer" {
                for fault in faults.iter_mut().filter(|fault| fault.field == "words") {
                    "said".clone_into(&mut fault.field);
                }
            }
            form(&web, &visit, &pupil, Some(&typed), &faults).await
        }
        Err(Fault::Stale) => stale(&web, &visit, &pupil, &typed).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn stale(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed) -> Answer {
    let info = &visit.visitor.school;
    let county = county::show_county(&web.app, visit.actor(), info, pupil, visit.now().today).await?;
    let saved = county.advice.as_ref().and_then(|entry| match &entry.content {
        Content::SchoolsAdvice(advice) => Some((entry, advice)),
        _ => None,
    });
    let Some((entry, advice)) = saved else { return Err(Fault::Stale.into()) };
    let here = format!("/pupils/{}/ehc/application", pupil.id);
    let evidence = advice.evidence.iter().map(|item| (format!("evidence-{}", item.code), item.words.clone()));
    let now_says =
        Typed::from_pairs([("words".to_owned(), advice.words.clone())].into_iter().chain(evidence));
    // Where it was written first by somebody else, the next save starts from theirs.
    let typed = &typed.clone().set("of", entry.id.to_string());
    let saved = Written { by: author(&county.names, entry), entry: entry.clone() };
    conflict(visit, &saved, &now_says, typed, &[("words", "What the school says")], &here)
}

async fn carry_out(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
    scans: Vec<Ready>,
) -> Result<Response, Fault> {
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let base = format!("/pupils/{}", pupil.id);
    let mut faults = Vec::new();
    let said = match typed.text("do").as_str() {
        pressed @ ("told" | "prepare") => {
            let told_on = typed.date("told_on", "The day on which the parents were told", &mut faults);
            let Some(told_on) = told_on else {
                if faults.is_empty() {
                    faults
                        .push(FieldFault::new("told_on-day", "Enter the day on which the parents were told"));
                }
                return Err(Fault::Invalid(faults));
            };
            county::tell_parents(app, actor, now, pupil.id, told_on, &typed.text("told")).await?;
            if pressed == "prepare" {
                county::prepare(app, actor, now, pupil.id, "").await?;
                "The application is begun. Ask everybody whether they agree."
            } else {
                "Recorded: the parents know that they may ask the county themselves."
            }
        }
        "told-although" => {
            let told_on = typed.date("although_on", "The day on which the parents were told", &mut faults);
            let Some(told_on) = told_on else {
                if faults.is_empty() {
                    let enter = "Enter the day on which the parents were told";
                    faults.push(FieldFault::new("although_on-day", enter));
                }
                return Err(Fault::Invalid(faults));
            };
            let words = typed.text("although");
            county::tell_parents_although(app, actor, now, pupil.id, told_on, &words).await?;
            "Recorded: the parents know that the school asks although not everyone agrees."
        }
        "answer" => {
            let on = typed.date("on", "The day", &mut faults).unwrap_or(now.today);
            let agrees = typed.text("agrees");
            if !["yes", "no"].contains(&agrees.as_str()) {
                faults.push(FieldFault::new("agrees", "Choose yes or no"));
            }
            let Some(party) = Party::from_code(&typed.text("party")).filter(|_| faults.is_empty()) else {
                if !typed.has("party") {
                    faults.push(FieldFault::new("party", "Choose who said it"));
                }
                return Err(Fault::Invalid(faults));
            };
            let said = ApplicationAgreement {
                party,
                name: typed.text("name"),
                agrees: agrees == "yes",
                how: HowSaid::from_code(&typed.text("how")).unwrap_or_default(),
                words: typed.text("said"),
                although: String::new(),
            };
            let is_signed = signed_consent::why_not(&said, on, None).is_none();
            county::agree(app, actor, now, Agreeing { pupil: pupil.id, on, said, scans }).await?;
            if is_signed {
                "The answer is recorded."
            } else {
                "The answer is recorded. It is not signed, so it is no consent yet."
            }
        }
        "advice" => {
            let items = evidence::LOOKED_FOR.iter().map(|(code, ..)| EvidenceItem {
                code: (*code).to_owned(),
                words: typed.text(&format!("evidence-{code}")),
            });
            let advice = SchoolsAdvice {
                words: typed.text("words"),
                evidence: items.filter(|item| !item.words.is_empty()).collect(),
            };
            let version = typed.text("version").parse().unwrap_or(0);
            let of = typed.text("of").parse::<EntryId>().ok().map(|id| (id, version));
            county::write_advice(app, actor, now, pupil.id, of, advice).await?;
            "Saved."
        }
        "send" => {
            county::send_request(app, actor, now, pupil.id, "").await?;
            return Ok(go_saying(
                &format!("{base}/ehc/letters/new?kind=received"),
                "Recorded as sent. When the county has received it, record that day here: its clock starts then.",
            ));
        }
        "not-agreed" => {
            county::not_agree(app, actor, now, pupil.id, &typed.text("why")).await?;
            return Ok(go_saying(
                &format!("{base}/ehc"),
                "Recorded as not agreed. Parents may ask the county themselves.",
            ));
        }
        _ => return Err(Fault::rule("unknown-button", "Press one of the buttons of the page.")),
    };
    Ok(go_saying(&format!("{base}/ehc/application"), said))
}
