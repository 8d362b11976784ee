//! `/pupils/{pupil}/plan/agreement`: what each of the four says to the plan, and that the parents were told.

use app::{
    Fault, FieldFault, early,
    files::{self, Ready},
    planning::{self, AnswerPlan, Asked, Changed, PlanShown, Since, TellParents, Which},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    EntryId,
    people::{Pupil, Role},
    permissions::Action,
    record::{Answer as Said, EntryKind, HowSaid, Party, TalkHow},
    uploads::Purpose,
};

use super::{SaidLine, TargetLine, said_lines, target_lines};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    files::Files,
    pages::pupils::{files::FileLink, frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field, other_names},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan/agreement.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    plan: Option<(String, u32)>,
    for_pupil: bool,
    targets: Vec<TargetLine>,
    strategies: String,
    changed: Option<(String, Changed)>,
    name_of_plan: String,
    ask: Vec<Asked>,
    ask_again: bool,
    /// Names of other children in the plan, to be looked at before the link goes.
    others: Option<Choices>,
    said: Vec<SaidLine>,
    own: Option<Choices>,
    own_party: &'static str,
    own_words: Field,
    may_record: bool,
    party: Choices,
    answer: Choices,
    how: Choices,
    name: Field,
    on: DateField,
    words: Field,
    scan: Field,
    scans: Vec<FileLink>,
    told_on: Option<String>,
    may_tell: bool,
    told: DateField,
    told_how: Choices,
    told_who: Field,
    told_said: Field,
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let today = visit.now().today;
    let shown = planning::show_plan(&web.app, visit.actor(), today, pupil, Which::default()).await?;
    let settings = &visit.visitor.school.school.settings;
    let name = match visit.role() {
        Some(Role::Parent) => shown.template.called_in_full(&settings.plan_template, &settings.plan_name),
        _ => shown.template.called(&settings.plan_template, &settings.plan_name).to_owned(),
    };
    let title = match visit.role() {
        Some(Role::Pupil) => "Is this plan right for me?".to_owned(),
        _ => format!("{name}: does everybody agree?"),
    };
    let (frame, _) = Frame::of(web, visit, pupil, &title, "/plan").await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let frame = frame.with_errors(errors.clone());
    let own = planning::own_parties(visit.actor(), pupil);
    if own.is_empty() && !visit.may(Action::ReadPlan, pupil) {
        return Err(Fault::Forbidden(Action::AgreePlan));
    }
    let parties =
        |of: &[Party]| of.iter().map(|party| Choice::new(party.code(), party.name())).collect::<Vec<_>>();
    let field = |field: Field| typed.into_field(field, &errors);
    let for_pupil = own == [Party::Pupil];
    // Who answered before is asked only for what changed since; who never did is asked for the whole.
    let changed = shown.said.iter().find_map(|said| said.changed.clone());
    let changed = changed.map(|changed| (since_in_words(changed.since), changed));
    let ask = planning::parents_to_ask(&web.app, visit.actor(), visit.now(), pupil).await?;
    let ask_again = ask.iter().any(|asked| !asked.answered);
    let others = if ask_again {
        let school = &visit.visitor.school;
        let found = planning::others_in_plan(&web.app, visit.actor(), visit.now(), school, pupil).await?;
        other_names::in_paper(&found, &typed.all("checked").into_iter().collect(), &errors)
    } else {
        None
    };
    let may_record = visit.may(Action::RecordAgreement, pupil);
    let papers = files::by_entry(&web.app, visit.actor(), pupil).await?;
    let mut scans = Vec::new();
    if !papers.is_empty() {
        for one in early::written(&web.app, visit.actor(), pupil, &[EntryKind::Agreement]).await? {
            scans.extend(FileLink::all(&frame.base, papers.get(&one.entry.id)));
        }
    }
    let hows = [HowSaid::InTheMeeting, HowSaid::OnPaper];
    let on = DateField::new("on", "When did they say it?");
    let on = if typed.has("on-day") || typed.has("on-month") {
        typed.into_date(on, &errors)
    } else {
        on.value(Some(today)).errors(&errors)
    };
    Ok(Page {
        chrome: frame.chrome.clone(),
        plan: current(&shown),
        for_pupil,
        targets: target_lines(&shown),
        strategies: shown.plan.strategies.clone(),
        changed,
        name_of_plan: name,
        others,
        ask_again,
        ask,
        said: if for_pupil { Vec::new() } else { said_lines(&shown) },
        own_party: own.first().map_or("", |party| party.code()),
        own: (own.len() > 1).then(|| {
            Choices::new("own-party", "You answer as", parties(&own)).choose([typed.text("own-party")])
        }),
        own_words: field(match Field::new("own-words", "What should be different?").rows(3) {
            field if own.contains(&Party::Parent) => field.hint(
                "Staff read this. Others see only that somebody does not agree, without your words and your name.",
            ),
            field => field,
        }),
        may_record,
        party: Choices::new(
            "party",
            "Whose answer?",
            parties(&planning::parties_to_record(visit.actor(), pupil)),
        )
        .choose([typed.text("party")])
        .errors(&errors),
        answer: Choices::new(
            "answer",
            "What did they say?",
            [
                Choice::new("yes", "They agree"),
                Choice::new("disagrees", "They disagree").hint("Write what they say."),
                Choice::new("not-reached", "They could not be reached").hint("Write when and how you tried."),
            ],
        )
        .choose([typed.text("answer")])
        .errors(&errors),
        how: Choices::new("how", "How?", hows.map(|how| Choice::new(how.code(), first_up(how.name()))))
            .small()
            .choose([if typed.has("how") {
                typed.text("how")
            } else {
                HowSaid::InTheMeeting.code().to_owned()
            }])
            .errors(&errors),
        name: field(Field::new("name", "Who said it?").hint("Their name. For the child it may stay empty.")),
        on,
        words: field(Field::new("words", "In their words").rows(3)),
        scans,
        scan: Field::new("scan", "The signed paper, scanned or photographed (when it was on paper)")
            .hint(format!("Choose {}.", Purpose::Report.takes()))
            .errors(&errors),
        told_on: shown.told_on.map(time_in_words::day),
        may_tell: visit.may(Action::LogContact, pupil) && visit.may(Action::ReadPlan, pupil),
        told: typed.into_date(DateField::new("told", "On which day were they told?"), &errors),
        told_how: Choices::new(
            "told-how",
            "How?",
            TalkHow::ALL.into_iter().map(|how| Choice::new(how.code(), first_up(how.name()))),
        )
        .choose([typed.text("told-how")]),
        told_who: field(Field::new("told-who", "Who was told?")),
        told_said: field(Field::new("told-said", "What did they say?").rows(2)),
        frame,
    })
}

/// Since when something changed, for the one who answered then.
fn since_in_words(since: Since) -> String {
    match since {
        Since::Version(version) => format!("since your answer to version {version}"),
        Since::Cycle(cycle) => format!("since the plan of cycle {cycle}"),
    }
}

fn first_up(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn current(shown: &PlanShown) -> Option<(String, u32)> {
    shown.entry.as_ref().filter(|_| shown.is_current).map(|entry| (entry.id.to_string(), entry.version))
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    page(&show(&web, &visit, &pupil, &Typed::default(), &[]).await?)
}

/// An answer of one's own, one that is written down for somebody, or that the parents were told.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    let to = format!("/pupils/{}/plan/agreement", pupil.id);
    let mut faults = Vec::new();
    let scans = upload.take(&web, &visit, "scan", Purpose::Report, &mut faults).await;
    let typed = upload.typed;
    let done = match typed.text("do").as_str() {
        "ask" => {
            let (base, school) = (&web.config.public_url, &visit.visitor.school);
            let checked = typed.all("checked").into_iter().collect();
            let (actor, now) = (visit.actor(), visit.now());
            match planning::ask_parents(&web.app, actor, now, school, base, pupil.id, &checked).await {
                Ok(asked) => {
                    let who = if asked == 1 {
                        "One parent has".to_owned()
                    } else {
                        format!("{asked} parents have")
                    };
                    return Ok(go_saying(&to, &format!("{who} been asked by e-mail.")));
                }
                Err(Fault::Rule { sentence, .. }) => Err(Fault::Invalid(vec![FieldFault::new("", sentence)])),
                Err(fault) => Err(fault),
            }
        }
        "tell" => {
            let on = typed.date("told", "The day", &mut faults);
            let input = TellParents {
                pupil: pupil.id,
                on,
                how: TalkHow::from_code(&typed.text("told-how")).unwrap_or_default(),
                who: typed.text("told-who"),
                said: typed.text("told-said"),
            };
            if faults.is_empty() {
                planning::tell_parents(&web.app, visit.actor(), visit.now(), input)
                    .await
                    .map(|()| "Saved: the parents were told that SEN support is being given.")
            } else {
                Err(Fault::Invalid(faults))
            }
        }
        what => {
            let own = what != "record";
            match input(&visit, &pupil, &typed, own, scans, &mut faults) {
                Some(input) if faults.is_empty() => {
                    planning::answer_plan(&web.app, visit.actor(), visit.now(), input).await.map(|_| {
                        if own { "Thank you. Your answer is saved." } else { "Saved: what they said." }
                    })
                }
                _ => Err(Fault::Invalid(faults)),
            }
        }
    };
    match done {
        Ok(said) => Ok(go_saying(&to, said)),
        Err(Fault::Stale) => {
            let sentence = "The plan has changed since you opened this page. Read it again, then answer";
            let faults = [FieldFault::new("", sentence)];
            page_with(StatusCode::CONFLICT, &show(&web, &visit, &pupil, &typed, &faults).await?)
        }
        Err(Fault::Invalid(mut faults)) => {
            // Of an own answer, only the words can be wrong.
            if typed.text("do").starts_with("own") {
                for fault in &mut faults {
                    "own-words".clone_into(&mut fault.field);
                }
            }
            let page = show(&web, &visit, &pupil, &typed, &faults).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}

fn input(
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
    own: bool,
    scans: Vec<Ready>,
    faults: &mut Vec<FieldFault>,
) -> Option<AnswerPlan> {
    let plan = (typed.text("plan").parse::<EntryId>().ok()?, typed.text("version").parse().ok()?);
    if own {
        let parties = planning::own_parties(visit.actor(), pupil);
        let chosen = Party::from_code(&typed.text("own-party"));
        let party = chosen.or_else(|| parties.first().copied())?;
        let disagrees = typed.text("do") == "own-disagrees";
        let answer = if disagrees { Said::Disagrees } else { Said::Yes };
        let words = typed.text("own-words");
        return Some(AnswerPlan {
            pupil: pupil.id,
            party,
            answer,
            words,
            plan,
            recorded: None,
            scans: Vec::new(),
        });
    }
    let on = typed.date("on", "The day", faults);
    let party = Party::from_code(&typed.text("party"));
    let answer = Said::from_code(&typed.text("answer"));
    if party.is_none() {
        faults.push(FieldFault::new("party", "Choose whose answer it is"));
    }
    if answer.is_none() {
        faults.push(FieldFault::new("answer", "Choose what they said"));
    }
    if on.is_none() && faults.iter().all(|fault| fault.field != "on-day") {
        faults.push(FieldFault::new("on-day", "Enter the day on which they said it"));
    }
    let how = HowSaid::from_code(&typed.text("how")).unwrap_or(HowSaid::InTheMeeting);
    Some(AnswerPlan {
        pupil: pupil.id,
        party: party?,
        answer: answer?,
        words: typed.text("words"),
        plan,
        recorded: Some((how, typed.text("name"), on?)),
        scans,
    })
}
