//! A plan in place through the verbs: section F beside what was given, tied in one click; who reads what.

use app::{
    Fault, county, lists, papers,
    reviewing::{self, ViewWriting},
    teaching::{self, ChildLog, LogSession, Planned, SaveProvision},
};
use domain::{
    Date, PupilId,
    calendar::count::days_after,
    date,
    deadlines::{
        Clock, ClockState, PlanDates, ReviewDates,
        annual_review_plan::{self, Step},
        application, decision_to_assess, ehc_plan, final_plan, refusal_to_issue,
    },
    money::delivered::Minutes,
    pathway::{CaseState, StatutoryState},
    people::Role,
    permissions::Action,
    provision::{SessionStatus, Tier, section_f::LineFinding},
    record::{
        AnnualReview, CountyLetter, Ehcp, LetterKind, Party, PlanComments, SchoolsAdvice, SectionFLine,
        TopUp, View,
    },
};
use store::queries::{actors, pupils, records};

use crate::ground::Ground;

/// The world's day: a Monday.
const MONDAY: Date = date(2026, 9, 14);

/// A child with a plan in place that was made on a day.
pub(crate) async fn in_place(ground: &Ground, child: usize) -> PupilId {
    let pupil = ground.world.pupils[child].id;
    let allowed = ground.world.on_child(Action::MoveAlong, child);
    let tx = ground.world.write().await;
    let record = records::get(&tx, pupil).await.unwrap();
    let state = CaseState { statutory: StatutoryState::EhcpInPlace, ..CaseState::default() };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    pupil
}

fn line(text: &str) -> SectionFLine {
    SectionFLine { text: text.to_owned(), minutes_per_week: 60, group_size: 4, ..SectionFLine::default() }
}

#[tokio::test]
async fn a_line_is_tied_and_compared_with_what_was_given() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let plan = Ehcp {
        made_on: Some(date(2026, 9, 7)),
        provision: vec![line("Reading in a small group"), line("A quiet place")],
        ..Ehcp::default()
    };
    let id = county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();

    let group = SaveProvision {
        name: "Reading".to_owned(),
        tier: Tier::Targeted,
        weekdays: vec![1, 3, 5],
        starts_at: "9.15".to_owned(),
        minutes: 20,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ground.world.accounts[&Role::Ta].id],
        places: vec![(child, None)],
        ..SaveProvision::default()
    };
    let Planned::Done(group) = teaching::save_provision(app, &senco, now, group).await.unwrap() else {
        panic!("the group is new");
    };
    let ta = ground.world.accounts[&Role::Ta].id;
    let ta = actors::actor(&ground.world.read(), ta, MONDAY).await.unwrap().unwrap();
    let log = |day: i8, status, why: &str| LogSession {
        provision: group,
        on: date(2026, 9, day),
        version: 0,
        status,
        why: why.to_owned(),
        line: String::new(),
        minutes: None,
        children: vec![ChildLog {
            pupil: child,
            present: true,
            why: String::new(),
            line: String::new(),
            score: None,
            prompts: None,
        }],
        from_sheet: false,
        reason: String::new(),
    };
    teaching::log_session(app, &ta, now, log(7, SessionStatus::Delivered, "")).await.unwrap();
    teaching::log_session(app, &ta, now, log(9, SessionStatus::NotRun, "hall in use")).await.unwrap();

    let today = async || {
        let shown = lists::today(app, &senco, now, &info).await.unwrap();
        shown.week.section_f.iter().map(|line| (line.line.clone(), line.is_under)).collect::<Vec<_>>()
    };
    let untied = |text: &str| (text.to_owned(), false);
    assert_eq!(today().await, [untied("Reading in a small group"), untied("A quiet place")]);

    let stale = county::tie_line(app, &senco, now, child, (id, 7), 0, group).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let parent = ground.actor(Role::Parent);
    let not_theirs = county::tie_line(app, &parent, now, child, (id, 1), 0, group).await;
    assert!(matches!(not_theirs, Err(Fault::Forbidden(_) | Fault::NotFound)));
    let nothing = county::tie_line(app, &senco, now, child, (id, 1), 9, group).await;
    assert!(matches!(nothing, Err(Fault::NotFound)));
    county::tie_line(app, &senco, now, child, (id, 1), 0, group).await.unwrap();
    county::tie_line(app, &senco, now, child, (id, 2), 0, group).await.unwrap();

    let pupil = &ground.world.pupils[1];
    let shown = county::show_county(app, &senco, &info, pupil, MONDAY).await.unwrap();
    let Some((entry, _)) = &shown.plan else { panic!("a plan is there") };
    assert_eq!(entry.version, 2, "tied already is tied");
    let domain::record::Content::Ehcp(plan) = &entry.content else { panic!("a plan") };
    let delivery = county::show_delivery(app, &senco, &info, pupil, plan, MONDAY).await.unwrap();
    let reading = &delivery.lines[0];
    assert_eq!(reading.delivery.to_date.delivered, Minutes(20));
    assert_eq!(
        (reading.delivery.missing.not_run, reading.delivery.missing.not_entered),
        (Minutes(20), Minutes(20))
    );
    assert!(reading.delivery.is_under_delivered() && delivery.sees_words);
    assert_eq!(delivery.lines[1].delivery.findings, [LineFinding::NotTied]);
    assert_eq!(today().await, [("Reading in a small group".to_owned(), true), untied("A quiet place")]);
    let for_parent = county::show_delivery(app, &parent, &info, pupil, plan, MONDAY).await.unwrap();
    assert!(!for_parent.sees_words && for_parent.lines[0].could_be.is_empty());

    // The parents' copy and the talk: a version of the plan; a day ahead is refused.
    let said = county::CopyAndTalk { copy_on: Some(date(2026, 9, 15)), ..county::CopyAndTalk::default() };
    let ahead = county::record_copy_and_talk(app, &senco, now, child, (id, 2), said.clone()).await;
    assert!(matches!(ahead, Err(Fault::Invalid(_))));
    let said =
        county::CopyAndTalk { copy_on: Some(MONDAY), talk_on: Some(MONDAY), words: "Mum, Ms Lee".to_owned() };
    county::record_copy_and_talk(app, &senco, now, child, (id, 2), said).await.unwrap();
    let shown = county::show_county(app, &parent, &info, pupil, MONDAY).await.unwrap();
    let Some((entry, _)) = &shown.plan else { panic!("a plan is there") };
    let domain::record::Content::Ehcp(plan) = &entry.content else { panic!("a plan") };
    assert_eq!((plan.copy_on, plan.talk_words.as_str()), (Some(MONDAY), "Mum, Ms Lee"));
}

async fn letter(ground: &Ground, child: PupilId, kind: LetterKind, on: Date) {
    let senco = ground.actor(Role::Senco);
    let letter = CountyLetter::new(kind, on);
    let why = "The letter is here";
    county::record_letter(&ground.app, &senco, ground.now(), child, letter, why).await.unwrap();
}

#[tokio::test]
async fn comments_on_a_draft_are_whose_they_are() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    letter(&ground, child, LetterKind::Draft, date(2026, 9, 7)).await;
    let pupil = &ground.world.pupils[1];
    let (parent, senco) = (ground.actor(Role::Parent), ground.actor(Role::Senco));
    let nothing = PlanComments { party: Party::Parent, ..PlanComments::default() };
    let empty = county::write_comments(app, &parent, now, child, None, nothing.clone()).await;
    assert!(matches!(empty, Err(Fault::Invalid(_))));
    let said = PlanComments { sections: [("F".to_owned(), "How often?".to_owned())].into(), ..nothing };
    let not_theirs = PlanComments { party: Party::Senco, ..said.clone() };
    let not_theirs = county::write_comments(app, &parent, now, child, None, not_theirs).await;
    assert!(matches!(not_theirs, Err(Fault::Invalid(_))));
    let id = county::write_comments(app, &parent, now, child, None, said.clone()).await.unwrap();
    let sent = PlanComments { sent_on: Some(MONDAY), ..said.clone() };
    county::write_comments(app, &parent, now, child, Some((id, 1)), sent.clone()).await.unwrap();
    let stale = county::write_comments(app, &parent, now, child, Some((id, 1)), sent.clone()).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let anothers = county::write_comments(app, &senco, now, child, Some((id, 2)), sent).await;
    assert!(matches!(anothers, Err(Fault::NotFound)), "nobody changes a parent's words");
    // The SENCO types in what was said on the telephone: that is a second paper, and each person's stay theirs.
    let typed = county::write_comments(app, &senco, now, child, None, said.clone()).await.unwrap();
    let again = county::write_comments(app, &senco, now, child, None, said.clone()).await;
    assert!(matches!(again, Err(Fault::Invalid(_))), "theirs are on the record");
    let own = PlanComments { party: Party::Senco, ..said.clone() };
    let over = county::write_comments(app, &senco, now, child, Some((typed, 1)), own.clone()).await;
    assert!(matches!(over, Err(Fault::Invalid(_))), "nobody's words become another's");
    county::write_comments(app, &senco, now, child, None, own).await.unwrap();
    let by_parent = county::show_comments(app, &parent, pupil).await.unwrap();
    assert_eq!((by_parent.all.len(), by_parent.own.iter().map(|own| own.id).collect()), (1, vec![id]));
    assert_eq!(county::show_comments(app, &senco, pupil).await.unwrap().all.len(), 3);
    assert_eq!(by_parent.served_on, Some(date(2026, 9, 7)));
}

#[tokio::test]
async fn what_is_recorded_first_in_two_windows_is_never_overwritten_unseen() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let child = in_place(&ground, 1).await;
    let plan =
        |text: &str| Ehcp { made_on: Some(date(2026, 9, 7)), provision: vec![line(text)], ..Ehcp::default() };
    let top_up = |band: &str| TopUp { band: band.to_owned(), ..TopUp::default() };
    let advice = |words: &str| SchoolsAdvice { words: words.to_owned(), ..SchoolsAdvice::default() };
    let first = county::write_ehcp(app, &senco, now, child, None, plan("A")).await.unwrap();
    let second = county::write_ehcp(app, &senco, now, child, None, plan("B")).await;
    assert!(matches!(second, Err(Fault::Stale)), "{second:?}");
    assert_eq!(county::write_ehcp(app, &senco, now, child, None, plan("A")).await.unwrap(), first);
    county::save_top_up(app, &senco, now, child, None, top_up("3")).await.unwrap();
    let second = county::save_top_up(app, &senco, now, child, None, top_up("9")).await;
    assert!(matches!(second, Err(Fault::Stale)), "{second:?}");
    county::write_advice(app, &senco, now, child, None, advice("First words")).await.unwrap();
    let second = county::write_advice(app, &senco, now, child, None, advice("Second words")).await;
    assert!(matches!(second, Err(Fault::Stale)), "{second:?}");
}

#[tokio::test]
async fn a_review_is_ticked_off_and_everybody_is_asked_once() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    let pupil = &ground.world.pupils[1];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let planned = async || county::show_review_plan(app, &senco, &info, pupil, now).await.unwrap().unwrap();
    let before = planned().await;
    assert_eq!((before.due.on, before.review, before.steps.len()), (date(2026, 12, 31), None, 7));
    let review = AnnualReview { meeting_on: Some(date(2026, 10, 12)), ..AnnualReview::default() };
    let id = county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    let to_ask = planned().await.to_ask;
    assert!(to_ask >= 3, "child, parent, class teacher: {to_ask}");
    let mails = ground.mails().await.len();
    let asked =
        county::ask_for_advice(app, &senco, now, "https://school.example", child, (id, 1)).await.unwrap();
    assert_eq!(asked, to_ask);
    let sent = ground.mails().await;
    assert!(sent.len() > mails);
    assert!(sent.iter().all(|mail| !mail.body.contains(&pupil.forename)), "no mail names a child");
    let again = county::ask_for_advice(app, &senco, now, "https://school.example", child, (id, 2)).await;
    assert!(matches!(again, Err(Fault::Rule { .. })));

    let parent = ground.actor(Role::Parent);
    assert_eq!(county::advice_owed(app, &parent, pupil).await.unwrap(), Some(date(2026, 10, 12)));
    let view = View { party: Party::Parent, going_well: "Reads".to_owned(), ..View::default() };
    let writing = ViewWriting { pupil: child, on: MONDAY, view };
    reviewing::write_view(app, &parent, now, writing).await.unwrap();
    assert_eq!(county::advice_owed(app, &parent, pupil).await.unwrap(), None);

    county::tick(app, &senco, now, child, (id, 2), Step::Notice, MONDAY).await.unwrap();
    let wrong = county::tick(app, &senco, now, child, (id, 3), Step::Decision, MONDAY).await;
    assert!(matches!(wrong, Err(Fault::NotFound)), "the county's decision is its letter");
    let after = planned().await;
    let done: Vec<Step> = after.steps.iter().filter(|one| !one.state.is_open()).map(|one| one.step).collect();
    assert_eq!(done, [Step::AskForAdvice, Step::Notice]);
    assert_eq!(after.advisers.iter().filter(|one| one.answered_on.is_some()).count(), 1);
    for paper in [papers::PaperName::AnnualReview, papers::PaperName::EhcpAtAGlance] {
        papers::paper(app, &senco, now, &info, pupil, paper).await.unwrap();
    }
}

/// Whatever the day: what a child's page, Today and the plan of the review show is what the clocks in `domain` say.
#[tokio::test]
async fn a_year_of_days_the_pages_agree_with_the_clocks() {
    let mut ground = Ground::new().await;
    ground.world.pupils[3].born_on = date(2022, 3, 14); // five years old within the year
    let tx = ground.world.write().await;
    let allowed = ground.world.on_child(Action::MoveAlong, 3);
    pupils::save(&tx, &allowed, &ground.world.pupils[3], None).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    ground.world.pupils[3].version += 1;
    let (app, now) = (&ground.app, ground.now());
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let asking = ground.world.pupils[0].id;
    let received = date(2026, 6, 1);
    let words = CountyLetter {
        words: "They said so".to_owned(),
        ..CountyLetter::new(LetterKind::ParentApplied, received)
    };
    county::record_letter(app, &senco, now, asking, words, "They said so").await.unwrap();
    let made = date(2026, 1, 12);
    let child = in_place(&ground, 1).await;
    let plan = Ehcp { made_on: Some(made), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let meeting = date(2026, 11, 9);
    let review = AnnualReview { meeting_on: Some(meeting), ..AnnualReview::default() };
    county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    // A child whose last year here begins in the year that is walked, and one who is five in it.
    for (at, made) in [(2, date(2026, 3, 2)), (3, date(2026, 4, 13))] {
        let child = self::in_place(&ground, at).await;
        let plan = Ehcp { made_on: Some(made), last_year_of_school: at == 2, ..Ehcp::default() };
        county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    }
    let dates =
        application::Application { received_on: Some(received), ..application::Application::default() };
    let in_place = &ground.world.pupils[1];
    let of_plan = PlanDates {
        made_on: made,
        last_review_on: None,
        transferred_on: None,
        born_on: in_place.born_on,
        year_group: in_place.year,
        last_year: domain::people::YearGroup(6),
        amended_for_transfer_on: None,
        considered_on: None,
        review: ReviewDates { meeting_on: Some(meeting), ..ReviewDates::default() },
    };
    for day in 0..366 {
        let today = days_after(received, day);
        let shown = county::show_county(app, &senco, &info, &ground.world.pupils[0], today).await.unwrap();
        assert_eq!(shown.clocks, application::clocks(&dates, today), "{today}");
        for (code, due_on) in [
            ("decision-to-assess", decision_to_assess::due_on(received)),
            ("refusal-to-issue", refusal_to_issue::due_on(received)),
            ("final-plan", final_plan::due_on(received)),
        ] {
            let clock = shown.clocks.iter().find(|clock| clock.code == code).unwrap();
            assert_eq!(clock.due_on, due_on, "no day moves a date");
            let late = matches!(clock.state, ClockState::Late { .. });
            assert_eq!(late, today > due_on, "{code} on {today}");
        }
        let shown = county::show_county(app, &senco, &info, in_place, today).await.unwrap();
        let mut expected = ehc_plan::clocks(&of_plan, today);
        let due_on = date(2027, 1, 11);
        expected.extend(annual_review_plan::clocks(due_on, &of_plan.review, None, &info.calendar, today));
        expected.sort_by_key(|clock| (clock.due_on, clock.code));
        assert_eq!(shown.clocks, expected, "{today}");
        let at = domain::Now { today, ..now };
        let steps = county::show_review_plan(app, &senco, &info, in_place, at).await.unwrap().unwrap().steps;
        let expected =
            annual_review_plan::steps(date(2027, 1, 11), &of_plan.review, None, &info.calendar, today);
        assert_eq!(steps, expected, "{today}");
        if day % 7 == 0 {
            lists_agree(&ground, &info, today).await;
        }
    }
}

/// Whatever the county decides about a plan, the parents' last days are on the child's page and on every list.
#[tokio::test]
async fn the_parents_time_to_appeal_is_on_every_list() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let decided_on = date(2026, 8, 24);
    for (at, kind) in
        [(1, LetterKind::KeepsPlan), (2, LetterKind::RefusedToReassess), (3, LetterKind::WillCease)]
    {
        let child = in_place(&ground, at).await;
        let plan = Ehcp { made_on: Some(date(2025, 9, 15)), ..Ehcp::default() };
        county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
        let letter = CountyLetter::new(kind, decided_on);
        county::record_letter(app, &senco, now, child, letter, "").await.unwrap();
        for today in [now.today, days_after(now.today, 42)] {
            let shown =
                county::show_county(app, &senco, &info, &ground.world.pupils[at], today).await.unwrap();
            let days: Vec<_> = shown
                .clocks
                .iter()
                .filter(|clock| ["mediation-adviser", "appeal"].contains(&clock.code))
                .map(|clock| clock.due_on)
                .collect();
            assert_eq!(days, [date(2026, 10, 24), date(2026, 10, 26)], "{kind:?}");
        }
    }
    lists_agree(&ground, &info, now.today).await;
    lists_agree(&ground, &info, date(2026, 10, 20)).await;
}

#[tokio::test]
async fn two_decisions_of_one_day_are_two_appointments() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let child = in_place(&ground, 1).await;
    let plan = Ehcp { made_on: Some(date(2025, 9, 15)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    for kind in [LetterKind::KeepsPlan, LetterKind::RefusedToReassess] {
        let letter = CountyLetter::new(kind, date(2026, 8, 24));
        county::record_letter(app, &senco, now, child, letter, "").await.unwrap();
    }
    let account = ground.world.accounts[&Role::Senco].id;
    let file =
        app::calendars::write_calendar(app, &info, account, "https://school.example", now).await.unwrap();
    let file = String::from_utf8(file).unwrap().replace("\r\n ", "");
    let appeals: std::collections::BTreeSet<&str> =
        file.lines().filter(|line| line.starts_with("UID:appeal-")).collect();
    let expected =
        ["not-to-amend", "not-to-reassess"].map(|code| format!("UID:appeal-{code}-{child}@waymark"));
    assert_eq!(appeals.into_iter().collect::<Vec<_>>(), expected);
}

/// On a day: Today, the board of dates and the calendar show the clocks of each child's own page, and no others.
async fn lists_agree(ground: &Ground, info: &app::SchoolInfo, today: Date) {
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    let at = domain::Now { today, ..ground.now() };
    let mut own = Vec::new();
    for pupil in &ground.world.pupils {
        let clocks = county::show_county(app, &senco, info, pupil, today).await.unwrap().clocks;
        own.extend(clocks.into_iter().map(|clock| (pupil.id, clock)));
    }
    let sorted = |mut lines: Vec<(PupilId, String, Date)>| {
        lines.sort();
        lines
    };
    let wanted = |is: &dyn Fn(&Clock) -> bool| {
        let lines = own.iter().filter(|(_, clock)| is(clock));
        sorted(lines.map(|(id, clock)| (*id, clock.title.to_owned(), clock.due_on)).collect())
    };
    let until = days_after(today, 14);
    let now = lists::today(app, &senco, at, info).await.unwrap();
    let planned = now.to_plan.iter().flat_map(|review| &review.steps);
    let lines = now.overdue.iter().chain(&now.due).chain(planned);
    let shown = sorted(lines.map(|line| (line.id, line.title.clone(), line.due_on)).collect());
    assert_eq!(shown, wanted(&|clock| clock.state.is_open() && clock.due_on <= until), "Today, {today}");
    assert!(
        now.overdue.iter().all(|line| line.due_on < today) && now.due.iter().all(|line| line.due_on >= today)
    );

    let board = county::show_dates(app, &senco, info, today).await.unwrap();
    let lines = board.iter().flat_map(|month| &month.dates).map(|(line, _)| line);
    let shown = sorted(lines.map(|line| (line.id, line.title.clone(), line.due_on)).collect());
    let year = info.calendar.academic_year_of(today);
    let (from, to) = (date(year.starts_in(), 9, 1), date(year.ends_in(), 8, 31));
    let on_board = |clock: &Clock| clock.due_on <= to && (clock.due_on >= from || clock.state.is_open());
    assert_eq!(shown, wanted(&on_board), "the board, {today}");

    let account = ground.world.accounts[&Role::Senco].id;
    let base = "https://school.example";
    let file = app::calendars::write_calendar(app, info, account, base, at).await.unwrap();
    let file = String::from_utf8(file).unwrap().replace("\r\n ", "");
    for (id, clock) in &own {
        let uid = format!("UID:{}-{id}@waymark", clock.code);
        let event = file.split("BEGIN:VEVENT").find(|event| event.contains(&uid));
        assert_eq!(event.is_some(), clock.state.is_open(), "{uid} in the calendar, {today}");
        let day = clock.due_on.strftime("%Y%m%d").to_string();
        assert!(event.is_none_or(|event| event.contains(&day)), "{uid}, {today}");
    }
    // Its reminders have ids of their own: an event is one that begins.
    let events = file.split("BEGIN:VEVENT").skip(1);
    let of_law = events.filter(|event| !event.contains("UID:review-")).count();
    assert_eq!(of_law, own.iter().filter(|(_, clock)| clock.state.is_open()).count(), "{today}");
}
