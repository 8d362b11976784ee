//! `/pupils/{pupil}/ehc/letters/new`: record a letter of the county, or what the parents did. First what it says, then
//! its day.

use app::{Fault, FieldFault, county, pathway::Passing};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    deadlines::ExemptionLetter,
    pathway::{Refused, StatutoryMove, StatutoryState},
    people::Pupil,
    permissions::Action,
    record::{CountyLetter, LetterKind},
    uploads::Purpose,
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    files::Files,
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/letters/new.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    state: &'static str,
    groups: Vec<(&'static str, Vec<(String, &'static str)>)>,
    others: Vec<(String, &'static str)>,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/letters/form.html")]
struct FormPage {
    chrome: Chrome,
    frame: Frame,
    code: &'static str,
    moves: Option<&'static str>,
    dated_on: DateField,
    words: Field,
    exemption: Option<Choices>,
    exempt_from: DateField,
    exempt_to: DateField,
    parents_told_on: Option<DateField>,
    section_i: Option<Choices>,
    sure: Option<Choices>,
    file: Field,
}

/// `?kind=refused-to-assess`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    kind: String,
}

const COUNTY: &str = "What the county said";
const PARENTS: &str = "What the parents did, mediation and appeal";
const SCHOOL: &str = "What the school did or knows";

/// Under which heading a kind stands.
const fn group(kind: LetterKind) -> &'static str {
    use LetterKind as K;
    match kind {
        K::ParentApplied
        | K::Commented
        | K::Withdrawn
        | K::AdviserContacted
        | K::MediationDeclined
        | K::Mediation
        | K::MediationEnded
        | K::MediationCertificate
        | K::AppealLodged
        | K::AppealUpheld
        | K::AppealDismissed => PARENTS,
        K::Begun
        | K::AdviceSent
        | K::ConsultationAnswered
        | K::AppointmentMissed
        | K::ArrivesWithPlan
        | K::MovedIn
        | K::FileSent => SCHOOL,
        K::Received
        | K::AdviceAsked
        | K::WillAssess
        | K::RefusedToAssess
        | K::RefusedToIssue
        | K::Draft
        | K::Consultation
        | K::Final
        | K::KeepsPlan
        | K::AmendmentNotice
        | K::AmendedPlan
        | K::WillReassess
        | K::RefusedToReassess
        | K::WillCease
        | K::Ceased
        | K::Exemption
        | K::Other => COUNTY,
    }
}

/// What is asked for its day, as the clock of its kind counts.
const fn day_label(kind: LetterKind) -> &'static str {
    use LetterKind as K;
    match kind {
        K::Received | K::ParentApplied => "On which day did the county receive the request?",
        K::AdviceAsked => "On which day did the county’s request for advice arrive?",
        K::AdviceSent => "On which day was the advice sent?",
        K::AppointmentMissed => "On which day was the appointment?",
        K::Draft | K::AmendmentNotice => "On which day was it served?",
        K::Commented => "On which day did the parents answer?",
        K::Consultation => "On which day did the county’s letter arrive?",
        K::ConsultationAnswered => "On which day did the school answer?",
        K::Final | K::AmendedPlan => "On which day was the plan made? It is on its first page",
        K::ArrivesWithPlan => "Since when has the child been here with a plan?",
        K::MovedIn => "On which day did the child move into the county?",
        K::Ceased => {
            "On which day did the plan cease? The parents’ time to appeal runs from the county’s decision: record that letter, too"
        }
        K::Withdrawn => "On which day was the request withdrawn?",
        K::FileSent => "On which day did they go?",
        K::Begun => "On which day was it begun?",
        K::AdviserContacted | K::MediationDeclined | K::Mediation | K::MediationEnded | K::AppealLodged => {
            "On which day?"
        }
        K::WillAssess
        | K::RefusedToAssess
        | K::RefusedToIssue
        | K::KeepsPlan
        | K::WillReassess
        | K::RefusedToReassess
        | K::WillCease
        | K::MediationCertificate
        | K::AppealUpheld
        | K::AppealDismissed
        | K::Exemption
        | K::Other => "What is the date on the letter?",
    }
}

/// What is asked in words.
const fn words_label(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::ParentApplied => "How does the school know?",
        LetterKind::Withdrawn => "Who withdrew it, and why?",
        LetterKind::Ceased => "Why did it cease, and what follows for the child?",
        LetterKind::RefusedToAssess
        | LetterKind::RefusedToIssue
        | LetterKind::RefusedToReassess
        | LetterKind::WillCease => "The county’s reasons, in a few words (optional)",
        LetterKind::Other => "What does it say?",
        _ => "In a few words (optional)",
    }
}

/// The kinds that somebody types in: the others come with the school's own moves.
fn typed_in() -> impl Iterator<Item = LetterKind> {
    LetterKind::ALL.iter().copied().filter(|kind| !kind.comes_with_a_move())
}

fn kind_of(code: &str) -> Option<LetterKind> {
    typed_in().find(|kind| kind.code() == code)
}

fn may(visit: &Visit, pupil: &Pupil) -> Result<(), Fault> {
    if visit.may(Action::PrepareApplication, pupil) {
        Ok(())
    } else {
        Err(Fault::Forbidden(Action::PrepareApplication))
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    kind: LetterKind,
    typed: &Typed,
    faults: &[FieldFault],
) -> Answer {
    let (frame, head) = Frame::of(web, visit, pupil, kind.name(), "/ehc").await?;
    let errors = errors(faults);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(&errors)
    };
    let date = |name: &str, label: &str| typed.into_date(DateField::new(name, label), &errors);
    let reasons = ExemptionLetter::ALL
        .map(|letter| Choice::new(letter.code(), format!("({letter}) {}", letter.meaning())));
    let page = FormPage {
        code: kind.code(),
        moves: kind.means(head.record.state.statutory).map(StatutoryMove::name),
        dated_on: date("dated_on", day_label(kind)),
        words: typed.into_field(Field::new("words", words_label(kind)).rows(3), &errors),
        exemption: (kind == LetterKind::Exemption).then(|| {
            choose(Choices::new("exemption", "Which reason does the county give?", reasons).hint(
                "Only closures and absences of four weeks or more count; half terms, Christmas and Easter never do",
            ))
        }),
        exempt_from: date("exempt_from", "From when?"),
        exempt_to: date("exempt_to", "Until when? Leave empty while it is not known"),
        parents_told_on: kind.appealable().is_some().then(|| {
            typed.into_date(
                DateField::new("parents_told_on", "When were the parents told of mediation and appeal?")
                    .hint("Leave empty when they have not been told yet: the next page shows the last days to tell them"),
                &errors,
            )
        }),
        file: Field::new("file", "The letter itself (optional)")
            .hint(format!("A scan or a photo: {}", Purpose::Report.takes()))
            .errors(&errors),
        section_i: (kind == LetterKind::AppealLodged).then(|| {
            let alone = "Section I alone (the school that is named): no mediation certificate is needed";
            choose(Choices::new("section_i", "What is the appeal about?", [Choice::new("yes", alone)]))
        }),
        sure: (faults.iter().any(|fault| fault.field == "sure") || typed.has("sure")).then(|| {
            let read = "I have read this. Record the letter with the day above";
            choose(Choices::new("sure", "What speaks against it", [Choice::new("yes", read)]))
        }),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// What it says; then, with `?kind=`, its day.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    may(&visit, &pupil)?;
    if let Some(kind) = kind_of(&asked.kind) {
        return form(&web, &visit, &pupil, kind, &Typed::default(), &[]).await;
    }
    let (frame, head) = Frame::of(&web, &visit, &pupil, "Record a letter", "/ehc").await?;
    let state: StatutoryState = head.record.state.statutory;
    let link =
        |kind: &LetterKind| (format!("{}/ehc/letters/new?kind={}", frame.base, kind.code()), kind.name());
    let (likely, others): (Vec<LetterKind>, Vec<LetterKind>) =
        typed_in().partition(|kind| kind.is_likely(state));
    let under = |heading: &str| likely.iter().filter(|kind| group(**kind) == heading).map(link).collect();
    let groups: Vec<(&'static str, Vec<(String, &'static str)>)> = [COUNTY, PARENTS, SCHOOL]
        .into_iter()
        .map(|heading| (heading, under(heading)))
        .filter(|(_, links): &(_, Vec<_>)| !links.is_empty())
        .collect();
    let others = others.iter().map(link).collect();
    page(&Page { chrome: frame.chrome.clone(), state: state.name(), groups, others, frame })
}

/// Records it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    may(&visit, &pupil)?;
    let mut faults = Vec::new();
    let comes = upload.take(&web, &visit, "file", Purpose::Report, &mut faults).await;
    let typed = upload.typed;
    let Some(kind) = kind_of(&typed.text("kind")) else {
        return Err(Fault::rule("no-kind", "Choose what the letter says.").into());
    };
    let dated_on = typed.date("dated_on", "The day", &mut faults);
    if !typed.has("dated_on-day") {
        faults.push(FieldFault::new("dated_on-day", "Enter the day"));
    }
    let letter = CountyLetter {
        exemption: typed.text("exemption"),
        words: typed.text("words"),
        exempt_from: typed.date("exempt_from", "The first day", &mut faults),
        exempt_to: typed.date("exempt_to", "The last day", &mut faults),
        parents_told_on: typed.date("parents_told_on", "The day on which the parents were told", &mut faults),
        section_i_alone: typed.has("section_i"),
        ..CountyLetter::new(kind, dated_on.unwrap_or(visit.now().today))
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, kind, &typed, &faults).await;
    }
    let ehc = format!("/pupils/{}/ehc", pupil.id);
    let (actor, now) = (visit.actor(), visit.now());
    let passing = Passing { why: "", sure: typed.has("sure") };
    let said = match county::record_letter_with(&web.app, actor, now, pupil.id, letter, passing, comes).await
    {
        Err(Fault::Invalid(faults)) => return form(&web, &visit, &pupil, kind, &typed, &faults).await,
        Err(fault) => return Err(fault.into()),
        Ok(None) => "This letter was recorded before.".to_owned(),
        Ok(Some(recorded)) => match recorded.refused {
            Some(refused) => {
                format!("The letter is recorded; the record did not move on. {}", first_of(&refused))
            }
            None if kind == LetterKind::Final => {
                return Ok(go_saying(
                    &format!("{ehc}/plan/change"),
                    "The plan is in place. Record its outcomes and provision as lines, so that what is given can be compared with them.",
                ));
            }
            None if kind == LetterKind::AmendedPlan => {
                return Ok(go_saying(
                    &format!("{ehc}/plan/change"),
                    "The plan is amended. Change below what is different now: the version before is kept, and what changed is shown.",
                ));
            }
            None if kind == LetterKind::Ceased => {
                return Ok(go_saying(
                    &format!("/pupils/{}/after-plan", pupil.id),
                    "The plan has ceased. Say now whether SEN support goes on.",
                ));
            }
            None if kind.appealable().is_some() => {
                "The letter is recorded. Tell the parents what they may do, with the last days below."
                    .to_owned()
            }
            None => "The letter is recorded, and every date below is counted anew.".to_owned(),
        },
    };
    Ok(go_saying(&ehc, &said))
}

/// The first thing that stops the move, or why there is none.
fn first_of(refused: &Refused) -> String {
    refused.findings.first().map_or_else(|| refused.sentence.clone(), |finding| finding.sentence.clone())
}
