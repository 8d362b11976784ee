//! After a plan is in place: a child with one leaves, and the file goes on; a plan is amended, and what changed shows.

use app::{
    Fault, county,
    early::{self, OnCountyDay},
    lists, papers,
    pathway::{self, Passing},
};
use domain::{
    Date, PupilId,
    audit::Happening,
    calendar::count::days_after,
    census::{SenProvision, SenType},
    date,
    deadlines::file_transfer,
    difference::Piece,
    pathway::{AfterPlan, CaseState, Follows, StatutoryState, SupportState},
    people::Role,
    permissions::{Action, Actor},
    record::{CountyLetter, Ehcp, EhcpOutcome, LetterKind, SectionFLine},
};
use store::queries::{
    events, pupils, records,
    statuses::{self, Need, Status},
};

use crate::{
    by_hand::fields,
    ground::Ground,
    late::{at, stand},
    papers::info,
};

const MONDAY: Date = date(2026, 9, 14);

#[tokio::test]
async fn the_file_of_a_child_who_leaves_with_a_plan_is_owed_until_it_is_sent() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let plan = Ehcp { made_on: Some(date(2026, 1, 12)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let owed = async || {
        let board = county::show_dates(app, &senco, &info, now.today).await.unwrap();
        let lines: Vec<(Date, bool)> = board
            .iter()
            .flat_map(|month| &month.dates)
            .filter(|(line, _)| line.id == child && line.title == file_transfer::RULE.title)
            .map(|(line, is_open)| (line.due_on, *is_open))
            .collect();
        lines
    };
    assert_eq!(owed().await, [], "a child who is here owes nothing to another school");

    let left_on = days_after(MONDAY, -6);
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    pupils::leave(&tx, &allowed, &[child], left_on).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    stand(&ground, 1, CaseState { statutory: StatutoryState::LeftSchool, ..CaseState::default() }).await;
    let due_on = file_transfer::due_on(left_on, &info.calendar).unwrap();
    assert_eq!(owed().await, [(due_on, true)], "fifteen school days after the last one");
    let today = lists::today(app, &senco, domain::Now { today: due_on, ..now }, &info).await.unwrap();
    let line = today.due.iter().find(|line| line.id == child).unwrap();
    assert_eq!((line.title.as_str(), line.is_late), (file_transfer::RULE.title, false));
    let later = domain::Now { today: days_after(due_on, 1), ..now };
    let today = lists::today(app, &senco, later, &info).await.unwrap();
    assert!(today.overdue.iter().any(|line| line.id == child && line.is_late), "late from the next day on");

    let sent = CountyLetter::new(LetterKind::FileSent, MONDAY);
    let refused = county::record_letter(app, &teacher, now, child, sent.clone(), "").await;
    assert!(refused.is_err(), "the SENCO sends it: {refused:?}");
    county::record_letter(app, &senco, now, child, sent, "").await.unwrap();
    assert!(owed().await.iter().all(|(_, is_open)| !is_open), "it has gone");
    let today = lists::today(app, &senco, later, &info).await.unwrap();
    assert!(today.due.iter().chain(&today.overdue).all(|line| line.id != child));
}

#[tokio::test]
async fn what_changed_since_an_amendment_shows_part_by_part_to_those_who_read_the_plan() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let line = |text: &str, minutes| SectionFLine {
        text: text.into(),
        minutes_per_week: minutes,
        ..SectionFLine::default()
    };
    let first = Ehcp {
        made_on: Some(date(2026, 1, 12)),
        outcomes: vec![EhcpOutcome { text: "Reads alone for ten minutes".into() }],
        provision: vec![line("Reading with a trained adult", 60)],
        ..Ehcp::default()
    };
    let id = county::write_ehcp(app, &senco, now, child, None, first.clone()).await.unwrap();
    // A correction of the same plan is no amendment.
    let corrected = Ehcp { document: "Cabinet 2".into(), ..first.clone() };
    county::write_ehcp(app, &senco, now, child, Some((id, 1)), corrected.clone()).await.unwrap();
    assert_eq!(county::plan_changes(app, &senco, &info, pupil).await.unwrap(), None);

    let amended = Ehcp {
        amended_on: Some(date(2026, 9, 7)),
        outcomes: vec![EhcpOutcome { text: "Reads alone for twenty minutes".into() }],
        provision: vec![line("Reading with a trained adult", 120)],
        ..corrected
    };
    county::write_ehcp(app, &senco, now, child, Some((id, 2)), amended).await.unwrap();
    let (since, parts) = county::plan_changes(app, &senco, &info, pupil).await.unwrap().unwrap();
    assert_eq!(since, date(2026, 1, 12), "beside the plan of the day on which it was made");
    let all: Vec<&Piece> = parts.iter().flat_map(|(_, pieces)| pieces).collect();
    let says = |want: fn(&Piece) -> Option<&str>, words: &str| {
        all.iter().filter_map(|piece| want(piece)).any(|text| text.contains(words))
    };
    assert!(says(gone, "ten") && says(new, "twenty"), "{parts:?}");
    assert!(says(gone, "60") && says(new, "120"), "{parts:?}");
    assert!(!says(new, "Cabinet") && !says(gone, "Reading with"), "what stayed is no change: {parts:?}");
    for (role, sees) in [(Role::Parent, true), (Role::Teacher, true), (Role::Ta, false), (Role::Pupil, false)]
    {
        let shown = county::plan_changes(app, &ground.actor(role), &info, pupil).await.unwrap();
        assert_eq!(shown.is_some(), sees, "{role:?}");
    }
}

fn gone(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Gone(text) => Some(text),
        _ => None,
    }
}

fn new(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::New(text) => Some(text),
        _ => None,
    }
}

/// The history says E since January, the main need is speech and language.
async fn has_a_plan_for_speech(ground: &Ground, child: PupilId) {
    let allowed = ground.world.on_child(Action::MoveAlong, 1);
    let tx = ground.world.write().await;
    let spell = Status {
        pupil: child,
        from_on: date(2026, 1, 12),
        until_on: None,
        provision: SenProvision::E,
        source: "roll".to_owned(),
    };
    let need =
        Need { pupil: child, rank: 1, need: SenType::Slcn, from_on: Some(spell.from_on), until_on: None };
    statuses::replace_needs(&tx, &allowed, child, &[need]).await.unwrap();
    statuses::replace(&tx, &allowed, child, &[spell], (SenProvision::E, Some(SenType::Slcn))).await.unwrap();
    ground.world.commit(tx, &allowed).await;
}

#[tokio::test]
async fn after_a_plan_has_ceased_the_school_says_once_what_follows() {
    for (answer, status, round) in
        [(AfterPlan::Support, SenProvision::K, 1), (AfterPlan::Without, SenProvision::N, 0)]
    {
        let ground = Ground::new().await;
        let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
        let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
        let child = crate::plan_in_place::in_place(&ground, 1).await;
        has_a_plan_for_speech(&ground, child).await;
        let asked = async || {
            let today = lists::today(app, &senco, now, &info).await.unwrap();
            today.after_plan.iter().any(|row| row.id == child)
        };
        assert!(!asked().await, "the plan holds");
        let letter = CountyLetter::new(LetterKind::Ceased, date(2026, 9, 10));
        let without = county::record_letter(app, &senco, now, child, letter.clone(), "").await;
        assert_eq!(fields(without), ["words"], "why it ceased is asked");
        let letter = CountyLetter { words: "Every outcome is met".to_owned(), ..letter };
        let at_once = county::record_letter_with(
            app,
            &senco,
            now,
            child,
            letter.clone(),
            Passing { why: "", sure: false },
            Vec::new(),
        );
        assert_eq!(fields(at_once.await), ["sure"], "an appeal can still be made");
        assert!(!asked().await, "and nothing is recorded");
        let early = CountyLetter { dated_on: date(2012, 1, 1), ..letter.clone() };
        assert_eq!(fields(county::record_letter(app, &senco, now, child, early, "").await), ["dated_on-day"]);
        county::record_letter(app, &senco, now, child, letter, "The county wrote").await.unwrap();
        assert!(asked().await);

        let say = async |actor: &Actor, why: &str| {
            pathway::decide_after_plan(app, actor, now, child, answer, why).await
        };
        assert!(matches!(say(&teacher, "Why").await, Err(Fault::Forbidden(_))));
        let Err(Fault::Invalid(faults)) = say(&senco, " ").await else { panic!("no reason") };
        assert_eq!(faults[0].field, "why");
        let follows = say(&senco, "The parents and we agree").await.unwrap();
        let means = if round == 1 { Follows::Joins } else { Follows::Without };
        assert_eq!((follows, asked().await), (means, false));
        assert_eq!(say(&senco, "Again").await.unwrap(), Follows::NotAsked, "once");

        let reader = ground.world.read();
        let record = records::get(&reader, child).await.unwrap();
        assert_eq!((record.state.round, record.state.is_open()), (round, round == 1));
        let pupil = pupils::get(&reader, &senco.scope(), child).await.unwrap().unwrap();
        assert_eq!(pupil.provision, status);
        assert_eq!(pupil.main_need, (status == SenProvision::K).then_some(SenType::Slcn));
        let history = statuses::history(&reader, Some(child)).await.unwrap();
        let last = history.iter().max_by_key(|spell| spell.from_on).unwrap();
        assert_eq!((last.provision, last.from_on), (status, date(2026, 9, 10)), "no break: {history:?}");
        let trail = events::of_pupil(&reader, child, 50).await.unwrap();
        let decided: Vec<_> =
            trail.iter().filter(|event| event.what == Happening::AfterPlanDecided).collect();
        assert_eq!(decided.len(), 1);
        assert!(decided[0].detail.contains("The parents and we agree"));
    }
}

#[tokio::test]
async fn a_round_that_runs_goes_on_or_is_closed_first() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let state = CaseState { asks_after_plan: true, ..at(SupportState::Monitoring) };
    let child = stand(&ground, 1, state).await;
    let say = async |answer| {
        pathway::decide_after_plan(app, &senco, now, child, answer, "As we said at the review").await
    };
    let Err(Fault::Invalid(faults)) = say(AfterPlan::Without).await else { panic!("a round runs") };
    assert_eq!(faults[0].field, "goes_on");
    assert_eq!(say(AfterPlan::Support).await.unwrap(), Follows::GoesOn);
    let record = records::get(&ground.world.read(), child).await.unwrap();
    assert_eq!((record.state.round, record.state.support), (1, Some(SupportState::Monitoring)));
}

#[tokio::test]
async fn an_appeal_in_time_brings_back_the_plan_that_had_ceased() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    has_a_plan_for_speech(&ground, child).await;
    let record = async |kind, on| {
        let letter = CountyLetter { words: "As the county wrote".to_owned(), ..CountyLetter::new(kind, on) };
        county::record_letter(app, &senco, now, child, letter, "The county wrote").await.unwrap();
        let reader = ground.world.read();
        let state = records::get(&reader, child).await.unwrap().state;
        let mut history = statuses::history(&reader, Some(child)).await.unwrap();
        history.sort_by_key(|spell| spell.from_on);
        let spells: Vec<(SenProvision, Date)> =
            history.iter().map(|spell| (spell.provision, spell.from_on)).collect();
        (state.statutory, state.asks_after_plan, spells)
    };
    let (january, september) = (date(2026, 1, 12), date(2026, 9, 7));
    let ended = [(SenProvision::E, january), (SenProvision::N, september)];
    assert_eq!(record(LetterKind::Ceased, september).await, (StatutoryState::Ceased, true, ended.to_vec()));
    let appealed = record(LetterKind::AppealLodged, date(2026, 9, 11)).await;
    assert_eq!((appealed.0, appealed.1), (StatutoryState::AppealToCease, false));
    assert!(appealed.2.iter().all(|(provision, _)| *provision == SenProvision::E), "no break: {appealed:?}");
    let dismissed = record(LetterKind::AppealDismissed, MONDAY).await;
    assert_eq!((dismissed.0, dismissed.1), (StatutoryState::Ceased, true), "asked again: {dismissed:?}");
    assert_eq!(
        dismissed.2.last(),
        Some(&(SenProvision::N, MONDAY)),
        "it held until the order: {dismissed:?}"
    );
}

#[tokio::test]
async fn a_plan_that_ceased_is_counted_to_its_day_and_is_on_no_sheet_for_staff() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let line = SectionFLine { text: "Reading".into(), minutes_per_week: 60, ..SectionFLine::default() };
    let plan = Ehcp { made_on: Some(date(2026, 1, 12)), provision: vec![line], ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan.clone()).await.unwrap();
    let glance = papers::PaperName::EhcpAtAGlance;
    papers::paper(app, &senco, now, &info, pupil, glance).await.unwrap();
    let counted = async || county::show_delivery(app, &senco, &info, pupil, &plan, MONDAY).await.unwrap();
    let runs = counted().await;
    assert_eq!((runs.until, runs.lines[0].delivery.findings.len()), (None, 1), "nothing gives it");

    let ceased_on = days_after(MONDAY, -4);
    for (kind, on) in [(LetterKind::WillCease, date(2026, 7, 1)), (LetterKind::Ceased, ceased_on)] {
        let letter = CountyLetter { words: "The family moves abroad".into(), ..CountyLetter::new(kind, on) };
        county::record_letter(app, &senco, now, child, letter, "").await.unwrap();
    }
    let shown = county::show_county(app, &senco, &info, pupil, MONDAY).await.unwrap();
    assert_eq!((shown.state.statutory, shown.ceased_on), (StatutoryState::Ceased, Some(ceased_on)));
    let over = counted().await;
    assert_eq!((over.until, over.lines[0].delivery.findings.len()), (Some(ceased_on), 0), "nothing is owed");
    let none = papers::paper(app, &senco, now, &info, pupil, glance).await;
    assert!(matches!(none, Err(Fault::NotFound)), "nobody acts on it");
}

#[tokio::test]
async fn a_child_whose_leaving_is_recorded_by_hand_is_off_the_roll_and_the_file_is_owed() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let senco = ground.actor(Role::Senco);
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let leave = async |left_on, by| {
        let leaving =
            pathway::Leaving { pupil: child, left_on, words: "To Alder School".into(), base: String::new() };
        pathway::leave_school(app, &ground.actor(by), now, leaving).await
    };
    let left_on = days_after(MONDAY, -3);
    assert!(matches!(leave(days_after(MONDAY, 1), Role::Senco).await, Err(Fault::Invalid(_))));
    assert!(matches!(leave(left_on, Role::Ta).await, Err(Fault::Forbidden(_) | Fault::NotFound)));
    assert!(matches!(leave(left_on, Role::Senco).await.unwrap(), pathway::Moved::Done { .. }));
    assert!(matches!(leave(left_on, Role::Senco).await.unwrap(), pathway::Moved::AlreadyThere));

    let reader = app.store.read(ground.world.school.id);
    let state = records::get(&reader, child).await.unwrap().state;
    assert_eq!(state.statutory, StatutoryState::LeftSchool);
    let pupil = pupils::get(&reader, &senco.scope(), child).await.unwrap().unwrap();
    assert_eq!(pupil.left_on, Some(left_on));
    let board = county::show_dates(app, &senco, &info, MONDAY).await.unwrap();
    let owed: Vec<Date> = board
        .iter()
        .flat_map(|month| &month.dates)
        .filter(|(line, is_open)| line.id == child && *is_open)
        .map(|(line, _)| line.due_on)
        .collect();
    assert_eq!(owed, [file_transfer::due_on(left_on, &info.calendar).unwrap()]);
}

#[tokio::test]
async fn a_parent_is_told_until_when_they_may_appeal_and_by_when_the_plan_is_reviewed() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, parent) = (ground.actor(Role::Senco), ground.actor(Role::Parent));
    let told = async || {
        let all = early::my_children(app, &parent, &info, now).await.unwrap();
        all.into_iter().map(|one| (one.pupil.id, one.county_by)).collect::<Vec<_>>()
    };
    let before = told().await;
    let (child, none) = before[0];
    assert_eq!(none, None);
    let at = ground.world.pupils.iter().position(|pupil| pupil.id == child).unwrap();
    stand(&ground, at, CaseState { statutory: StatutoryState::Requested, ..CaseState::default() }).await;
    for (kind, on) in
        [(LetterKind::Received, date(2026, 6, 1)), (LetterKind::RefusedToAssess, date(2026, 7, 10))]
    {
        county::record_letter(app, &senco, now, child, CountyLetter::new(kind, on), "").await.unwrap();
    }
    let appeal = told().await[0].1.unwrap();
    assert_eq!((appeal.what, appeal.on), (OnCountyDay::Appeal, date(2026, 9, 10)), "ended, and said so");

    crate::plan_in_place::in_place(&ground, at).await;
    let plan = Ehcp { made_on: Some(date(2026, 1, 12)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let review = told().await[0].1.unwrap();
    assert_eq!((review.what, review.on), (OnCountyDay::Reviewed, date(2027, 1, 11)));
}
