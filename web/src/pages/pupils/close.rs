//! `/pupils/{pupil}/close`: closes the round with a reason, words, and a day to look back.

use app::{
    Fault, FieldFault, meetings,
    pathway::{self, Closing, Leaving, Moved, OfferedMove, facts},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    calendar::count::days_after,
    census::SenProvision,
    pathway::{CloseReason, Finding, SupportMove, SupportState},
    people::Pupil,
};
use serde::Deserialize;

use super::{
    frame::Frame,
    move_on::{Findings, LEFT, part},
};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/close.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    reason: Choices,
    words: Field,
    watch: DateField,
    left: DateField,
    no_longer_needed: Option<Choices>,
    why: Option<Field>,
    findings: Findings,
}

/// `?reason=`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    reason: String,
}

/// What a reason means; of a child who gets SEN support, also what becomes of that: `given` in this round, or before it.
const fn hint(reason: CloseReason, supported: bool, given: bool) -> &'static str {
    match reason {
        CloseReason::ConcernResolved if given => {
            "SEN support ends with it, so it needs what “Support can stop” needs: targets met, gap closed, parents and child told."
        }
        CloseReason::ParentsDoNotWant if supported => {
            "The school’s duty remains, and SEN status K with it: write what the school goes on doing for the child."
        }
        CloseReason::OpenedInError if supported => {
            "For example for another child. Nothing is deleted, and a child with SEN status K keeps it."
        }
        CloseReason::SupportCanStop => {
            "Step 8: every target is met, the gap to peers has closed, parents and child are told. SEN support ends."
        }
        CloseReason::ConcernResolved if supported => {
            "The worry of this round has passed. A child with SEN status K keeps it."
        }
        CloseReason::ConcernResolved => "What the teacher changed was enough, or the worry has passed.",
        CloseReason::ParentsDoNotWant => {
            "The school’s duty remains: write what the school goes on doing for the child."
        }
        CloseReason::LeftSchool => "The file goes to the next school within 15 school days.",
        CloseReason::OpenedInError => "For example for another child. Nothing is deleted.",
    }
}

/// So many days is half a term.
const HALF_A_TERM: i32 = 42;

/// In the order in which schools need them.
const REASONS: [CloseReason; 5] = [
    CloseReason::SupportCanStop,
    CloseReason::ConcernResolved,
    CloseReason::ParentsDoNotWant,
    CloseReason::LeftSchool,
    CloseReason::OpenedInError,
];

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
    findings: &[Finding],
    errors: Errors,
) -> Answer {
    let (frame, head) = Frame::of(web, visit, pupil, "Close this round", "").await?;
    let findings = part(visit, &frame.base, findings);
    let given = head.record.state.support.is_some_and(SupportState::is_from_step_4);
    let supported = given || pupil.provision == SenProvision::K;
    let choices =
        REASONS.map(|reason| Choice::new(reason.code(), reason.name()).hint(hint(reason, supported, given)));
    let no_longer_needed = supported.then(|| {
        let yes = Choice::new("yes", "Special provision is no longer needed: SEN support ends").hint(
            "Then every target is met, the gap has closed, and parents and child are told first. Say why in your words below.",
        );
        Choices::new("no_longer_needed", "Only if the worry has passed, it was opened in error, or parents do not want it", [yes])
            .choose(typed.all("no_longer_needed"))
            .small()
    });
    let why = (!findings.stops.is_empty() && !findings.firm).then(|| {
        let field = Field::new("why", "Why is it closed all the same?")
            .hint("It stays on the record with your name.")
            .rows(3);
        typed.into_field(field, &errors)
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let watch = DateField::new("watch", "Watch the child until")
        .hint("Then you are reminded to look back: half a term is usual. Leave it empty when nothing is to be watched.");
    let left = DateField::new("left_on", "Only when the child has left: the last day at this school");
    let frame = frame.with_errors(errors.clone());
    let page = Page {
        chrome: frame.chrome.clone(),
        reason: Choices::new("reason", "Why is it closed?", choices)
            .choose(typed.all("reason"))
            .errors(&errors),
        words: typed.into_field(
            Field::new("words", "In your words")
                .hint("What was reached, what goes on, what the parents should look out for.")
                .rows(4),
            &errors,
        ),
        watch: typed.into_date(watch, &errors),
        left: typed.into_date(left, &errors),
        no_longer_needed,
        why,
        findings,
        frame,
    };
    page_with(status, &page)
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let loaded = facts::of(&web.app, visit.actor(), info, &pupil, today).await?;
    if !loaded.record.state.is_open() {
        let base = format!("/pupils/{}", pupil.id);
        return Ok(go_saying(&base, "No round is open, so there is nothing to close."));
    }
    let chosen = CloseReason::from_code(&asked.reason);
    let offered = pathway::offered(visit.actor(), &loaded, info, today);
    // What is typed on this page is not found wanting before it is typed.
    let findings: Vec<Finding> = offered
        .into_iter()
        .find(|offered| {
            chosen.is_some_and(|r| offered.the_move == OfferedMove::Support(SupportMove::Close(r)))
        })
        .map_or_else(Vec::new, |offered| offered.findings)
        .into_iter()
        .filter(|finding| {
            !matches!(finding.to_do, domain::pathway::ToDo::Close | domain::pathway::ToDo::Leaving)
        })
        .collect();
    let mut pairs = vec![("reason".to_owned(), asked.reason)];
    if chosen == Some(CloseReason::SupportCanStop) {
        // Half a term on, when support stops: step 8.
        let on = days_after(today, HALF_A_TERM);
        pairs.extend(
            [("day", i16::from(on.day())), ("month", i16::from(on.month())), ("year", on.year())]
                .map(|(part, number)| (format!("watch-{part}"), number.to_string())),
        );
    }
    let typed = Typed::from_pairs(pairs);
    show(&web, &visit, &pupil, &typed, &findings, Errors::none()).await
}

/// The close.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults: Vec<FieldFault> = Vec::new();
    let reason = CloseReason::from_code(&typed.text("reason"));
    if reason.is_none() {
        faults.push(FieldFault::new("reason", "Say why it is closed"));
    }
    let watch_until = typed.date("watch", "The day to look back", &mut faults);
    let left_on = typed.date("left_on", "The last day at this school", &mut faults);
    if reason == Some(CloseReason::LeftSchool) && left_on.is_none() && faults.is_empty() {
        let sentence = "Enter the last day at this school: the file is owed to the next one from it";
        faults.push(FieldFault::new("left_on-day", sentence));
    }
    let Some(reason) = reason.filter(|_| faults.is_empty()) else {
        return show(&web, &visit, &pupil, &typed, &[], errors(&faults)).await;
    };
    let closing = Closing {
        pupil: pupil.id,
        reason,
        words: typed.text("words"),
        watch_until,
        no_longer_needed: typed.has("no_longer_needed"),
        why: typed.text("why"),
        base: web.config.public_url.clone(),
    };
    let base = format!("/pupils/{}", pupil.id);
    let planned = meetings::next_meeting(&web.app, visit.actor(), &pupil, visit.now().today).await?;
    let told = match planned {
        Some(_) => " The review meeting that was planned is called off, and who was invited is told.",
        None => "",
    };
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let left_on = left_on.filter(|_| reason == CloseReason::LeftSchool);
    let closed = match left_on {
        Some(left_on) => {
            let leaving = Leaving { pupil: pupil.id, left_on, words: closing.words, base: closing.base };
            pathway::leave_school(app, actor, now, leaving).await
        }
        None => pathway::close(app, actor, now, closing).await,
    };
    match closed {
        Ok(Moved::Done { .. }) => {
            let said = match left_on {
                Some(_) => format!("{LEFT}{told}"),
                None => format!("Closed. Nothing is deleted; a new concern opens a new round.{told}"),
            };
            Ok(go_saying(&base, &said))
        }
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, &typed, &[], errors(&faults)).await,
        Ok(Moved::AlreadyThere) => Ok(go_saying(&base, "It was closed already: nothing was changed.")),
        Err(Fault::Refused(refused)) => {
            let mut wrong = Errors::none();
            let sentence = refused.sentence.trim_end_matches('.');
            let at = match (refused.code, reason) {
                ("watch-day-not-ahead", _) => "watch-day",
                (_, CloseReason::ParentsDoNotWant) if !typed.has("words") => "words",
                _ => "why",
            };
            wrong.add(at, sentence);
            show(&web, &visit, &pupil, &typed, &refused.findings, wrong).await
        }
        Err(fault) => Err(fault.into()),
    }
}
