//! Steps 7 and 8: reviews, agreeing and asking, letters and clocks, the plan in place, figures.

use app::{
    Fault, county, pathway,
    reviewing::{self, Recording, ViewWriting},
};
use domain::{
    Date, PupilId, TargetId,
    census::SenProvision,
    date,
    deadlines::clock_state::ClockState,
    pathway::{CaseState, CloseReason, StatutoryState, SupportState},
    people::Role,
    permissions::Action,
    progress::Score,
    record::{
        AnnualReview, ApplicationAgreement, Content, CountyLetter, Decision, Ehcp, EhcpOutcome, HowSaid,
        LetterKind, OutcomeOfTarget, Party, Plan, Review, SectionFLine, Target, TargetOutcome, View,
    },
};
use store::queries::{entries, pupils, records};

use crate::ground::Ground;

/// Puts a child at a step, as if it had walked there.
pub async fn stand(ground: &Ground, child: usize, state: CaseState) -> PupilId {
    let pupil = ground.world.pupils[child].id;
    let allowed = ground.world.on_child(Action::MoveAlong, child);
    let tx = ground.world.write().await;
    let record = records::get(&tx, pupil).await.unwrap();
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    pupil
}

pub async fn add(ground: &Ground, role: Role, pupil: PupilId, on: Date, content: Content) {
    let writing = app::record::Writing { pupil, of: None, on, content };
    app::record::write_entry(&ground.app, &ground.actor(role), ground.now(), writing).await.unwrap();
}

pub async fn state(ground: &Ground, pupil: PupilId) -> CaseState {
    records::get(&ground.world.read(), pupil).await.unwrap().state
}

pub fn target(number: u8) -> Target {
    let json = serde_json::json!({"id": TargetId::new(1, &[number; 10])});
    Target {
        will: format!("read {number}0 words a minute"),
        unit: "words a minute".to_owned(),
        goal: Some(Score::whole(40)),
        by: Some(date(2026, 12, 18)),
        checked_by: "Class teacher".to_owned(),
        ..serde_json::from_value(json).unwrap()
    }
}

pub fn at(support: SupportState) -> CaseState {
    CaseState {
        round: 1,
        cycle: 1,
        support: Some(support),
        support_entered_on: Some(date(2026, 9, 7)),
        ..CaseState::default()
    }
}

pub fn review(outcome: TargetOutcome, decision: Decision) -> Review {
    Review {
        cycle: 1,
        came: vec![Party::Parent, Party::Pupil, Party::Teacher],
        outcomes: [1, 2]
            .map(|number| OutcomeOfTarget { target: target(number).id, outcome, note: String::new() })
            .to_vec(),
        decision,
        ..Review::default()
    }
}

async fn letter(ground: &Ground, pupil: PupilId, kind: LetterKind, on: Date) -> Option<pathway::Recorded> {
    let senco = ground.actor(Role::Senco);
    county::record_letter(&ground.app, &senco, ground.now(), pupil, CountyLetter::new(kind, on), "")
        .await
        .unwrap()
}

#[tokio::test]
async fn a_review_with_every_target_met_lets_support_stop() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let today = ground.now().today;
    let plan = Plan { cycle: 1, targets: vec![target(1), target(2)], ..Plan::default() };
    add(&ground, Role::Teacher, child, date(2026, 9, 1), Content::Plan(plan)).await;

    let recording = |told, outcome| Recording {
        pupil: child,
        of: None,
        on: today,
        review: Review {
            gap_not_applicable: "The targets were not about attainment.".to_owned(),
            ..review(outcome, Decision::Stop)
        },
        parents_told_on: Some(today),
        pupil_told_on: told,
        ahead: None,
    };
    let (teacher, senco) = (ground.actor(Role::Teacher), ground.actor(Role::Senco));
    let met = TargetOutcome::Met;
    // Why the gap does not apply is the SENCO's to say.
    let refused = reviewing::record_review(&ground.app, &teacher, ground.now(), recording(None, met)).await;
    let Err(Fault::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].field, "gap");
    let id = reviewing::record_review(&ground.app, &senco, ground.now(), recording(None, met)).await.unwrap();
    // The same review sent again is the same review.
    let again = reviewing::record_review(&ground.app, &senco, ground.now(), recording(None, met)).await;
    assert_eq!(again.unwrap(), id);
    // Another one of the same day is a change of it, and says so.
    let twice = reviewing::record_review(
        &ground.app,
        &senco,
        ground.now(),
        recording(None, TargetOutcome::PartlyMet),
    );
    let Err(Fault::Invalid(faults)) = twice.await else { panic!("one review a day") };
    assert_eq!(faults[0].field, "on-day");

    // The review was held while the child stood at step 6: nobody has to call another.
    let moving = pathway::Moving {
        pupil: child,
        the_move: domain::pathway::SupportMove::ToReview,
        why: String::new(),
        reason: String::new(),
        calls_review: false,
    };
    pathway::move_support(&ground.app, &senco, ground.now(), moving).await.unwrap();
    let closing = || pathway::Closing {
        pupil: child,
        reason: CloseReason::SupportCanStop,
        words: String::new(),
        watch_until: Some(date(2026, 10, 23)),
        no_longer_needed: false,
        why: "Please".to_owned(),
        base: "https://w.example/".to_owned(),
    };
    let refused = pathway::close(&ground.app, &senco, ground.now(), closing()).await.unwrap_err();
    let Fault::Refused(refused) = refused else { panic!("{refused}") };
    let codes: Vec<_> = refused.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["stop.pupil-not-told", "stop.not-kept"], "firm: no words pass it");

    // A teacher who changes the review leaves what the SENCO wrote.
    let mut told = Recording { of: Some((id, 1)), ..recording(Some(today), met) };
    told.review.gap_not_applicable.clear();
    reviewing::record_review(&ground.app, &teacher, ground.now(), told).await.unwrap();
    let ta = ground.world.accounts[&Role::Ta].id;
    let group = app::teaching::SaveProvision {
        name: "Reading".to_owned(),
        weekdays: vec![1, 3],
        starts_at: "9:00".to_owned(),
        minutes: 20,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ta],
        places: [(child, None), (ground.world.pupils[2].id, None)].into(),
        ..app::teaching::SaveProvision::default()
    };
    let group = app::teaching::save_provision(&ground.app, &senco, ground.now(), group).await.unwrap().id();
    pathway::close(&ground.app, &senco, ground.now(), closing()).await.unwrap();
    let stopped = state(&ground, child).await;
    let group = store::queries::provisions::get(&ground.world.read(), group).await.unwrap().unwrap();
    let open: Vec<_> = group.places.iter().filter(|place| place.goes_on_after(today)).collect();
    assert!(open.len() == 1 && open[0].pupil != child, "the child's place ends with support: {group:?}");
    assert_eq!(stopped.support, Some(SupportState::Closed(CloseReason::SupportCanStop)));
}

#[tokio::test]
async fn a_review_held_at_step_6_sets_the_day_that_was_agreed_and_the_next_cycle_keeps_it() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let (today, pupil) = (ground.now().today, &ground.world.pupils[1]);
    let due = async || records::get(&ground.world.read(), child).await.unwrap().review_due_on;
    let plan = Plan { cycle: 1, targets: vec![target(1), target(2)], ..Plan::default() };
    add(&ground, Role::Teacher, child, date(2026, 9, 1), Content::Plan(plan)).await;
    let senco = ground.actor(Role::Senco);
    reviewing::call_review(&ground.app, &senco, ground.now(), child, today, "We meet anyway").await.unwrap();
    let agreed = date(2026, 10, 22);
    let held = Review { next_on: Some(agreed), ..review(TargetOutcome::Met, Decision::Continue) };
    let recording = Recording {
        pupil: child,
        of: None,
        on: today,
        review: held,
        parents_told_on: None,
        pupil_told_on: None,
        ahead: None,
    };
    let id =
        reviewing::record_review(&ground.app, &ground.actor(Role::Teacher), ground.now(), recording).await;
    assert_eq!(due().await, Some(agreed), "the one that was due was this one");
    reviewing::go_on(&ground.app, &senco, ground.now(), pupil, id.unwrap()).await.unwrap();
    let record = records::get(&ground.world.read(), child).await.unwrap();
    assert_eq!((record.state.cycle, record.review_due_on), (2, Some(agreed)));
}

#[tokio::test]
async fn a_review_is_called_and_views_are_whose_they_are() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let today = ground.now().today;
    let call = |role| {
        let actor = ground.actor(role);
        let (app, now) = (&ground.app, ground.now());
        async move { reviewing::call_review(app, &actor, now, child, today, "Attendance fell").await }
    };
    assert!(matches!(call(Role::Teacher).await, Err(Fault::Forbidden(_))));
    assert!(matches!(call(Role::Governor).await, Err(Fault::NotFound)));
    call(Role::Senco).await.unwrap();
    let record = records::get(&ground.world.read(), child).await.unwrap();
    assert_eq!(record.review_due_on, Some(today));

    let view = |party, private| ViewWriting {
        pupil: child,
        on: today,
        view: View { party, wanted: "A quiet place".to_owned(), private, ..View::default() },
    };
    let write = |role, party, private| {
        let actor = ground.actor(role);
        let (app, now) = (&ground.app, ground.now());
        async move { reviewing::write_view(app, &actor, now, view(party, private)).await }
    };
    // A teacher writes down what the child said; a TA does not speak for a parent, nor a parent for the school.
    write(Role::Teacher, Party::Pupil, true).await.unwrap();
    assert!(matches!(write(Role::Parent, Party::Teacher, false).await, Err(Fault::Invalid(_))));
    assert!(matches!(write(Role::Head, Party::Head, false).await, Err(Fault::Forbidden(_))));
    write(Role::Parent, Party::Parent, true).await.unwrap();
    let private: Vec<bool> = entries::of_pupil(&ground.world.read(), child)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|entry| match entry.content {
            Content::View(view) => Some(view.private),
            _ => None,
        })
        .collect();
    assert_eq!(private, [false, true], "only a parent's view is kept from the other parent");
}

#[tokio::test]
async fn everyone_agrees_or_senco_and_head_write_why_and_a_refusal_says_what_parents_may_do() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let today = ground.now().today;
    let senco = ground.actor(Role::Senco);
    county::prepare(&ground.app, &senco, ground.now(), child, "").await.unwrap();

    let agree = |role: Role, party, agrees, although: &str| {
        let said = ApplicationAgreement {
            party,
            name: format!("{role:?}"),
            agrees,
            how: if role == Role::Senco && party != Party::Senco {
                HowSaid::OnPaper
            } else {
                HowSaid::InWaymark
            },
            words: if agrees { String::new() } else { "Not yet".to_owned() },
            although: although.to_owned(),
        };
        let (app, now, actor) = (&ground.app, ground.now(), ground.actor(role));
        async move {
            county::agree(
                app,
                &actor,
                now,
                county::Agreeing { pupil: child, on: today, said, scans: Vec::new() },
            )
            .await
        }
    };
    agree(Role::Parent, Party::Parent, true, "").await.unwrap();
    agree(Role::Teacher, Party::Teacher, false, "").await.unwrap();
    agree(Role::Senco, Party::Senco, true, "Two cycles changed nothing").await.unwrap();
    // What the SENCO types for the head is not the head's own word.
    agree(Role::Senco, Party::Head, true, "The head says so").await.unwrap();
    assert!(matches!(agree(Role::Ta, Party::Ta, true, "").await, Err(Fault::NotFound | Fault::Forbidden(_))));
    assert!(matches!(agree(Role::Parent, Party::Head, true, "").await, Err(Fault::Invalid(_))));
    county::tell_parents_although(&ground.app, &senco, ground.now(), child, today, "").await.unwrap();

    let send = || county::send_request(&ground.app, &senco, ground.now(), child, "");
    let Fault::Refused(refused) = send().await.unwrap_err() else { panic!() };
    assert_eq!(refused.code, "needs-head-and-senco");
    agree(Role::Head, Party::Head, true, "The need is plain").await.unwrap();
    send().await.unwrap();
    assert_eq!(state(&ground, child).await.statutory, StatutoryState::Requested);

    letter(&ground, child, LetterKind::Received, date(2026, 9, 7)).await;
    let refusal = letter(&ground, child, LetterKind::RefusedToAssess, today).await.unwrap();
    assert!(refusal.refused.is_none());
    assert_eq!(state(&ground, child).await.statutory, StatutoryState::RefusedToAssess);
    let info = ground.app.school(senco.school, None).await.unwrap();
    let pupil = ground.world.pupils[1].clone();
    let shown = county::show_county(&ground.app, &senco, &info, &pupil, today).await.unwrap();
    let days: Vec<_> = shown.clocks.iter().map(|clock| (clock.code, clock.due_on)).collect();
    assert!(days.contains(&("mediation-adviser", date(2026, 11, 14))), "{days:?}");
    assert!(days.contains(&("appeal", date(2026, 11, 16))), "{days:?}");
    // A second letter of the same words is the same letter.
    assert!(letter(&ground, child, LetterKind::RefusedToAssess, today).await.is_none());
}

/// What is written down as a parent's consent is that of somebody who may consent, signed, for this application.
#[tokio::test]
async fn a_parents_yes_is_consent_when_whoever_may_consent_signed_it_for_this_application() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    crate::papers::contact_of(&ground, 1, ("Ms", "Wren", "Guardian"), "1 Test Lane", None).await;
    let (senco, today) = (ground.actor(Role::Senco), ground.now().today);
    county::prepare(&ground.app, &senco, ground.now(), child, "").await.unwrap();
    let say = async |name: &str, how, on| {
        let said = ApplicationAgreement {
            party: Party::Parent,
            name: name.to_owned(),
            agrees: true,
            how,
            ..ApplicationAgreement::default()
        };
        let agreeing = county::Agreeing { pupil: child, on, said, scans: Vec::new() };
        county::agree(&ground.app, &senco, ground.now(), agreeing).await
    };
    let waits = async || {
        let info = ground.app.school(senco.school, None).await.unwrap();
        let pupil = &ground.world.pupils[1];
        let shown = county::show_county(&ground.app, &senco, &info, pupil, today).await.unwrap();
        let waits = shown.before_request.iter().any(|found| found.code == "request.parents-not-agreed");
        (waits, shown.not_signed.len())
    };
    for (name, on, field) in [("Random Person", today, "name"), ("Wren Guardian", date(2015, 1, 1), "on-day")]
    {
        let refused = say(name, HowSaid::OnPaper, on).await;
        assert!(matches!(&refused, Err(Fault::Invalid(faults)) if faults[0].field == field), "{refused:?}");
    }
    say("Wren Guardian", HowSaid::InTheMeeting, today).await.unwrap();
    assert_eq!(waits().await, (true, 1), "it was said, and not signed");
    say("W. Guardian", HowSaid::OnPaper, today).await.unwrap();
    assert_eq!(waits().await, (false, 1));
}

#[tokio::test]
async fn letters_that_were_recorded_before_their_request_make_their_moves_once_it_is_there() {
    let ground = Ground::new().await;
    let [refused, drafted, earlier] = [0, 1, 2].map(|at| ground.world.pupils[at].id);
    let record = |child, kind, on: domain::Date| {
        let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
        let letter = CountyLetter { words: "By letter".to_owned(), ..CountyLetter::new(kind, on) };
        async move { county::record_letter(app, &senco, now, child, letter, "").await.unwrap().unwrap() }
    };
    record(refused, LetterKind::RefusedToAssess, date(2026, 6, 10)).await;
    assert_eq!(state(&ground, refused).await.statutory, StatutoryState::None);
    record(refused, LetterKind::ParentApplied, date(2026, 5, 4)).await;
    assert_eq!(state(&ground, refused).await.statutory, StatutoryState::RefusedToAssess);

    // In the order of their days, whatever the order in which they were typed.
    record(drafted, LetterKind::Draft, date(2026, 8, 3)).await;
    record(drafted, LetterKind::WillAssess, date(2026, 6, 10)).await;
    record(drafted, LetterKind::ParentApplied, date(2026, 5, 4)).await;
    assert_eq!(state(&ground, drafted).await.statutory, StatutoryState::DraftPlan);

    // A refusal of an earlier request says nothing of this one.
    record(earlier, LetterKind::RefusedToAssess, date(2026, 3, 2)).await;
    record(earlier, LetterKind::ParentApplied, date(2026, 5, 4)).await;
    assert_eq!(state(&ground, earlier).await.statutory, StatutoryState::Requested);
}

#[tokio::test]
async fn an_exemption_shows_beside_the_day_and_a_final_plan_makes_the_status_e() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let today = ground.now().today;
    let senco = ground.actor(Role::Senco);
    let applied = CountyLetter {
        words: "The mother told us at the gate".to_owned(),
        ..CountyLetter::new(LetterKind::ParentApplied, date(2026, 4, 20))
    };
    let record = |letter: CountyLetter| {
        let (app, now, senco) = (&ground.app, ground.now(), senco.clone());
        async move { county::record_letter(app, &senco, now, child, letter, "").await }
    };
    let nothing_said = CountyLetter { words: String::new(), ..applied.clone() };
    assert!(matches!(record(nothing_said).await, Err(Fault::Invalid(_))));
    record(applied).await.unwrap();
    assert_eq!(state(&ground, child).await.statutory, StatutoryState::Requested);
    letter(&ground, child, LetterKind::WillAssess, date(2026, 5, 29)).await;
    let exemption = CountyLetter {
        exemption: "d".to_owned(),
        ..CountyLetter::new(LetterKind::Exemption, date(2026, 7, 1))
    };
    record(exemption).await.unwrap();
    let info = ground.app.school(senco.school, None).await.unwrap();
    let pupil = ground.world.pupils[1].clone();
    let clocks = county::show_county(&ground.app, &senco, &info, &pupil, today).await.unwrap().clocks;
    let last = clocks.iter().find(|clock| clock.code == "final-plan").unwrap();
    assert_eq!(last.due_on, date(2026, 9, 7), "no exemption moves a day");
    assert!(matches!(last.state, ClockState::LateExempt { days: 7, .. }), "{:?}", last.state);

    letter(&ground, child, LetterKind::Draft, date(2026, 8, 3)).await;
    letter(&ground, child, LetterKind::Final, date(2026, 9, 9)).await;
    assert_eq!(state(&ground, child).await.statutory, StatutoryState::EhcpInPlace);
    let whole = ground.world.whole();
    let after = pupils::get(&ground.world.read(), &whole, child).await.unwrap().unwrap();
    assert_eq!(after.provision, SenProvision::E);

    let plan = Ehcp {
        made_on: Some(date(2026, 9, 9)),
        outcomes: vec![EhcpOutcome { text: "Reads alone".to_owned() }],
        provision: vec![SectionFLine {
            text: "Reading".to_owned(),
            minutes_per_week: 90,
            ..SectionFLine::default()
        }],
        ..Ehcp::default()
    };
    let no_day = Ehcp { made_on: None, ..plan.clone() };
    let refused = county::write_ehcp(&ground.app, &senco, ground.now(), child, None, no_day).await;
    assert!(matches!(refused, Err(Fault::Invalid(_))));
    let id = county::write_ehcp(&ground.app, &senco, ground.now(), child, None, plan.clone()).await.unwrap();
    let stale = county::write_ehcp(&ground.app, &senco, ground.now(), child, Some((id, 7)), plan).await;
    assert!(matches!(stale, Err(Fault::Stale)));

    // The annual review is counted from the plan; its meeting has dates of its own.
    let meeting = AnnualReview { meeting_on: Some(date(2027, 6, 14)), ..AnnualReview::default() };
    county::write_annual_review(&ground.app, &senco, ground.now(), child, None, meeting).await.unwrap();
    let shown = county::show_county(&ground.app, &senco, &info, &after, today).await.unwrap();
    let due = |code| shown.clocks.iter().find(|clock| clock.code == code).unwrap().due_on;
    assert_eq!(due("annual-review"), date(2027, 9, 8));
    assert_eq!(due("annual-review-decision"), date(2027, 7, 12));
    assert_eq!(county::plan_meeting(date(2027, 6, 14)).amended_plan_on, date(2027, 9, 6));

    // The TA sees the plan at a glance and no letter; the pupil neither clocks nor letters.
    for role in [Role::Pupil, Role::Agency] {
        let seen = county::show_county(&ground.app, &ground.actor(role), &info, &after, today).await.unwrap();
        assert!(seen.letters.is_empty() && seen.evidence.is_empty(), "{role:?}");
        assert!(seen.plan.is_some(), "{role:?}");
    }
}

#[tokio::test]
async fn governors_see_no_small_group_and_no_child() {
    let ground = Ground::new().await;
    for child in 0..5 {
        stand(&ground, child, at(if child < 2 { SupportState::Monitoring } else { SupportState::Iep })).await;
    }
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let now = ground.now();
    let overview = |role| {
        let (app, info, actor) = (&ground.app, info.clone(), ground.actor(role));
        async move { county::show_overview(app, &actor, &info, now).await }
    };
    let governor = overview(Role::Governor).await.unwrap();
    assert!(governor.applications.is_none() && governor.leaves_out);
    let steps = governor.tables.iter().find(|table| table.title == "Step").unwrap();
    assert_eq!(steps.total, Some(5));
    assert!(steps.rows.iter().all(|(_, number)| number.is_none()), "2 and 3 at two steps: neither shows");
    let head = overview(Role::Head).await.unwrap();
    assert!(head.applications.is_some());
    let steps = head.tables.iter().find(|table| table.title == "Step").unwrap();
    assert_eq!(steps.rows.iter().map(|(_, number)| number.unwrap()).sum::<u64>(), 5);
    for role in [Role::Parent, Role::Ta, Role::Teacher, Role::Agency] {
        assert!(matches!(overview(role).await, Err(Fault::Forbidden(_))), "{role:?}");
    }
}

/// What the law asks of the school itself is counted beside the county's; a governor sees no small group of it.
#[tokio::test]
async fn the_overview_counts_the_schools_own_clocks() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    letter(&ground, child, LetterKind::Received, date(2026, 6, 1)).await;
    letter(&ground, child, LetterKind::AdviceAsked, date(2026, 7, 20)).await; // due on 31 August: of the year before
    letter(&ground, child, LetterKind::AdviceSent, date(2026, 9, 7)).await;
    let other = stand(&ground, 2, at(SupportState::Monitoring)).await;
    let review = AnnualReview {
        meeting_on: Some(date(2026, 9, 24)),
        notice_on: Some(date(2026, 9, 8)),
        ..AnnualReview::default()
    };
    county::write_annual_review(app, &senco, now, other, None, review).await.unwrap();
    let kept = async |role| {
        let overview = county::show_overview(app, &ground.actor(role), &info, now).await.unwrap();
        let lines = overview.kept.iter().filter(|one| !one.is_countys);
        lines.map(|one| (one.in_time, one.late)).collect::<Vec<_>>()
    };
    let nothing = (Some(0), Some(0));
    assert_eq!(kept(Role::Head).await, [(Some(0), Some(1)), nothing, (Some(1), Some(0)), nothing, nothing]);
    assert_eq!(kept(Role::Governor).await, [(None, None); 5]);
}
