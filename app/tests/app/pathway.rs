//! The whole walk through the verbs alone: a concern, eight steps, each of the three ends.

use app::{
    Fault, early,
    pathway::{self, Going, Moved, OfferedMove},
};
use domain::{
    PupilId,
    audit::Happening,
    calendar::count::days_after,
    census::{SenProvision, SenType},
    pathway::{CloseReason, StatutoryMove, StatutoryState, SupportMove, SupportState, attempt},
    people::Role,
    permissions::Action,
    record::{
        AnnualReview, ApplicationAgreement, Concern, Content, Ehcp, LetterKind, Party, TalkAbout,
        TargetOutcome,
    },
};
use store::queries::{entries, records, statuses};

use crate::walk::{CHILD, Walk, refused};

#[tokio::test]
async fn support_continues_and_then_stops() {
    let mut walk = Walk::new().await;
    assert_eq!(walk.status().await, SenProvision::N);
    walk.reach_iep().await;
    assert_eq!(walk.status().await, SenProvision::N, "nobody has told the parents");

    // Firm: not even the SENCO passes that the parents were not told.
    let plan = walk.plan(1).await;
    walk.everybody_agrees(plan).await;
    let (code, found) = refused(walk.go_saying(Role::Senco, SupportMove::ToProvision, "In a hurry").await);
    assert_eq!((code, found[0]), (attempt::STOPPED_FIRMLY, "to-provision.parents-not-told"));
    walk.talk(Party::Parent, TalkAbout::SenSupportBegins).await;
    let told_on = walk.today;
    assert_eq!(walk.status().await, SenProvision::K, "K from the day on which the parents were told");
    assert_eq!(walk.details(Happening::StatusChanged).await, ["K"]);
    walk.go(Role::Senco, SupportMove::ToProvision).await.unwrap();
    let needs = statuses::needs(&walk.ground.world.read(), Some(walk.child)).await.unwrap();
    assert_eq!(needs.iter().map(|need| need.need).collect::<Vec<_>>(), [SenType::Spld]);
    let due = walk.record().await.review_due_on;
    assert!(due.is_some_and(|due| due > walk.today), "{due:?}");

    // An override stays on the record with its words; the same again is harmless.
    let (_, found) = refused(walk.go(Role::Senco, SupportMove::ToMonitoring).await);
    assert_eq!(found, ["to-monitoring.provision-not-ready"]);
    let why = "The group starts on Monday;\nits staff are not named yet";
    walk.go_saying(Role::Head, SupportMove::ToMonitoring, why).await.unwrap();
    let again = walk.go_saying(Role::Senco, SupportMove::ToMonitoring, why).await.unwrap();
    assert_eq!(again, Moved::AlreadyThere);
    let moves = walk.details(Happening::MovedOn).await;
    assert_eq!(
        moves.last().unwrap(),
        "to-monitoring; passed: to-monitoring.provision-not-ready; \
         why: The group starts on Monday; its staff are not named yet"
    );
    assert_eq!(moves.len(), 5, "one event for each move: {moves:?}");
    // Nothing was passed and nothing typed: what the guard found is kept.
    assert!(
        moves[0].starts_with(
            "to-adapts; why: The parents were asked, the checklist is done, and the concern is acknowledged."
        ),
        "{moves:?}"
    );

    walk.wait(14);
    walk.go(Role::Senco, SupportMove::ToReview).await.unwrap();
    let (_, found) = refused(walk.go(Role::Senco, SupportMove::Continue).await);
    assert_eq!(found, ["continue.review-not-recorded", "continue.target-without-outcome"]);
    walk.review(1, TargetOutcome::PartlyMet, "").await;
    assert_eq!(walk.record().await.review_due_on, Some(days_after(walk.today, 45)), "the day agreed");
    walk.go(Role::Senco, SupportMove::Continue).await.unwrap();
    walk.go(Role::Senco, SupportMove::StartCycle).await.unwrap();
    assert_eq!(walk.record().await.state.cycle, 2);

    // The second cycle keeps its target, so nobody is asked again.
    walk.plan(2).await;
    walk.go(Role::Senco, SupportMove::ToProvision).await.unwrap();
    walk.go_saying(Role::Senco, SupportMove::ToMonitoring, "It runs on").await.unwrap();
    walk.wait(30);
    walk.go(Role::Senco, SupportMove::ToReview).await.unwrap();
    walk.review(2, TargetOutcome::MetAndKept, "The need was speech, not attainment").await;
    let (code, found) = refused(walk.close(CloseReason::SupportCanStop, "", 42).await);
    assert_eq!(
        (code, found),
        (attempt::STOPPED_FIRMLY, vec!["stop.parents-not-told", "stop.pupil-not-told"])
    );
    walk.talk(Party::Parent, TalkAbout::SupportEnds).await;
    walk.talk(Party::Pupil, TalkAbout::SupportEnds).await;
    assert_eq!(
        walk.close(CloseReason::SupportCanStop, "Well done", 42).await.unwrap(),
        Moved::Done { warnings: vec![] }
    );
    assert_eq!(walk.close(CloseReason::SupportCanStop, "", 42).await.unwrap(), Moved::AlreadyThere);

    let record = walk.record().await;
    assert_eq!(record.state.support, Some(SupportState::Closed(CloseReason::SupportCanStop)));
    assert_eq!((record.review_due_on, walk.status().await), (None, SenProvision::N));
    let rounds = records::rounds(&walk.ground.world.read(), walk.child).await.unwrap();
    assert_eq!(
        (rounds.len(), rounds[0].closed_on, rounds[0].words.as_str()),
        (1, Some(walk.today), "Well done")
    );
    assert_eq!(rounds[0].watch_until, Some(days_after(walk.today, 42)));
    let history = statuses::history(&walk.ground.world.read(), Some(walk.child)).await.unwrap();
    let spells: Vec<_> = history.iter().map(|spell| (spell.provision, spell.from_on)).collect();
    assert_eq!(spells, [(SenProvision::K, told_on), (SenProvision::N, walk.today)]);
}

#[tokio::test]
async fn no_close_is_a_way_round_parents_and_child_being_told() {
    let mut walk = Walk::new().await;
    walk.reach_iep().await;
    walk.reach_review().await;
    assert_eq!(walk.status().await, SenProvision::K);
    let (code, found) = refused(walk.close(CloseReason::ConcernResolved, "All well", 42).await);
    assert_eq!(code, attempt::STOPPED_FIRMLY);
    assert_eq!(
        found[..2],
        ["close-concern-resolved.parents-not-told-of-stop", "close-concern-resolved.pupil-not-told"]
    );
    let unwanted = CloseReason::ParentsDoNotWant;
    let (code, _) = refused(walk.close_ending(unwanted, "They say so", 0, true).await);
    assert_eq!(code, attempt::STOPPED_FIRMLY);
    match walk.close_ending(CloseReason::OpenedInError, " ", 0, true).await {
        Err(Fault::Invalid(faults)) => assert_eq!(faults[0].field, "words"),
        other => panic!("{other:?}"),
    }
    // The duty remains: what the parents do not want closes the round, and the child stays K.
    walk.close(unwanted, "The teacher goes on adapting", 0).await.unwrap();
    assert_eq!(walk.status().await, SenProvision::K);
    let kept = walk.details(Happening::MovedOn).await.pop().unwrap();
    assert!(kept.contains("; why: The parents do not want SEN support"), "{kept}");
    assert!(kept.ends_with("; said: The teacher goes on adapting"), "{kept}");
}

#[tokio::test]
async fn the_line_typed_beside_a_move_is_kept() {
    let mut walk = Walk::new().await;
    walk.reach_iep().await;
    let senco = walk.ground.actor(Role::Senco);
    let going = Going {
        pupil: walk.child,
        the_move: StatutoryMove::Prepare,
        why: String::new(),
        reason: "The psychologist\nadvises it".to_owned(),
        words: String::new(),
    };
    pathway::move_statutory(&walk.ground.app, &senco, walk.now(), going).await.unwrap();
    app::county::not_agree(&walk.ground.app, &senco, walk.now(), walk.child, "The parents want to wait")
        .await
        .unwrap();
    let kept = walk.details(Happening::StatutoryMoved).await;
    assert!(kept[0].starts_with("prepare; why: The psychologist advises it"), "{kept:?}");
    assert!(kept[1].starts_with("not-agree; why: The parents want to wait"), "{kept:?}");
}

#[tokio::test]
async fn a_plan_is_in_place_after_head_and_senco_passed_an_answer_together() {
    let mut walk = Walk::new().await;
    walk.reach_iep().await;
    walk.reach_review().await;
    walk.county(StatutoryMove::Prepare, "").await.unwrap();
    let answer = |party, agrees, although: &str| {
        Content::ApplicationAgreement(ApplicationAgreement {
            party,
            name: format!("{party:?}"),
            agrees,
            although: although.to_owned(),
            ..ApplicationAgreement::default()
        })
    };
    walk.write(Role::Parent, answer(Party::Parent, true, "")).await;
    walk.write(Role::Teacher, answer(Party::Teacher, false, "")).await;
    walk.write(Role::Senco, answer(Party::Senco, true, "The need is plain")).await;
    // A teacher who writes as if they were the head does not pass it; nor the SENCO alone, nor unless parents know.
    walk.write(Role::Teacher, answer(Party::Head, true, "I am the head")).await;
    let (code, _) = refused(walk.county(StatutoryMove::Request, "").await);
    assert_eq!(code, attempt::STOPPED_FIRMLY);
    // That they may ask themselves was said, too: it is another thing.
    walk.talk(Party::Parent, TalkAbout::Application).await;
    assert_eq!(refused(walk.county(StatutoryMove::Request, "").await).0, attempt::STOPPED_FIRMLY);
    walk.talk(Party::Parent, TalkAbout::ApplicationAlthough).await;
    let (code, found) = refused(walk.county(StatutoryMove::Request, "").await);
    assert_eq!((code, found[0]), (attempt::NEEDS_HEAD_AND_SENCO, "request.teacher-not-agreed"));
    walk.write(Role::Head, answer(Party::Head, true, "So says the report")).await;

    walk.wait(7);
    let recorded = walk.letter(LetterKind::Received).await;
    assert!(matches!(recorded.moved, Some(Moved::Done { .. })), "{:?}", recorded.refused);
    let kept = walk.details(Happening::StatutoryMoved).await.pop().unwrap();
    assert!(
        kept.starts_with(
            "request; passed: request.teacher-not-agreed; \
             why: SENCO: The need is plain / Head: So says the report; warned: "
        ),
        "{kept}"
    );
    let received_on = walk.today;
    let due: Vec<_> = walk.legal_dates().await.iter().map(|clock| (clock.code, clock.due_on)).collect();
    assert_eq!(
        due,
        [
            ("decision-to-assess", days_after(received_on, 42)),
            ("refusal-to-issue", days_after(received_on, 112)),
            ("final-plan", days_after(received_on, 140)),
        ]
    );

    // A letter whose move its guard stops, or that means none from here, stays on the record.
    let early = walk.letter(LetterKind::Draft).await;
    assert!(early.moved.is_none() && early.refused.is_none());
    walk.wait(20);
    walk.letter(LetterKind::WillAssess).await;
    assert_eq!(walk.record().await.state.statutory, StatutoryState::Assessing);
    walk.wait(60);
    walk.letter(LetterKind::Draft).await;
    walk.wait(20);
    walk.letter(LetterKind::Final).await;
    let record = walk.record().await;
    assert_eq!(record.state.statutory, StatutoryState::EhcpInPlace);
    assert_eq!(record.state.support, Some(SupportState::Review), "support stays as it is");
    assert_eq!(walk.status().await, SenProvision::E);

    // The plan and its review keep the clocks going.
    let made_on = walk.today;
    walk.write(Role::Senco, Content::Ehcp(Ehcp { made_on: Some(made_on), ..Ehcp::default() })).await;
    let meeting = days_after(made_on, 200);
    let review = AnnualReview { meeting_on: Some(meeting), ..AnnualReview::default() };
    walk.write(Role::Senco, Content::AnnualReview(review)).await;
    let due = walk.legal_dates().await;
    assert!(due.iter().any(|clock| clock.code == "annual-review-notice" && clock.due_on < meeting));
    // A plan that ends gives K back while support runs.
    walk.letter(LetterKind::Ceased).await;
    assert_eq!(
        (walk.record().await.state.statutory, walk.status().await),
        (StatutoryState::Ceased, SenProvision::K)
    );
}

/// Words alone withdraw nothing: the letter does, with its day; and the next application begins with nothing agreed.
#[tokio::test]
async fn a_withdrawn_application_leaves_nothing_to_the_next() {
    let mut walk = Walk::new().await;
    walk.county(StatutoryMove::Prepare, "").await.unwrap();
    walk.write(
        Role::Parent,
        Content::ApplicationAgreement(ApplicationAgreement {
            party: Party::Parent,
            name: "A parent".to_owned(),
            agrees: true,
            ..ApplicationAgreement::default()
        }),
    )
    .await;
    let recorded = walk.letter(LetterKind::Received).await;
    assert!(recorded.moved.is_none(), "not everyone agrees");
    walk.letter(LetterKind::ParentApplied).await;
    assert_eq!(walk.record().await.state.statutory, StatutoryState::Requested);
    walk.wait(50);
    assert!(walk.legal_dates().await.iter().any(|clock| clock.state.is_late()));

    let (_, found) = refused(walk.county(StatutoryMove::Withdraw, "The parents, by telephone").await);
    assert_eq!(found[0], "withdraw.not-recorded");
    walk.letter(LetterKind::Withdrawn).await;
    assert_eq!(walk.record().await.state.statutory, StatutoryState::Withdrawn);
    assert!(walk.legal_dates().await.iter().all(|clock| !clock.state.is_open()));

    walk.wait(30);
    walk.county(StatutoryMove::AskAgain, "").await.unwrap();
    let (_, found) = refused(walk.county(StatutoryMove::Request, "").await);
    assert!(found.contains(&"request.parents-not-agreed"), "{found:?}");
    let (_, found) = refused(walk.county(StatutoryMove::Withdraw, "Again").await);
    assert_eq!(found[0], "withdraw.not-recorded", "the letter of the first is not the second's");
}

#[tokio::test]
async fn nobody_moves_further_than_their_role_nor_another_class() {
    let mut walk = Walk::new().await;
    walk.reach_iep().await;
    for role in [Role::Teacher, Role::Ta, Role::DataManager, Role::Parent] {
        let result = walk.go(role, SupportMove::ToProvision).await;
        // The TA of the world has another child.
        let expected = if role == Role::Ta { "not found" } else { "forbidden" };
        match result {
            Err(Fault::Forbidden(Action::MoveAlong)) => assert_eq!(expected, "forbidden", "{role:?}"),
            Err(Fault::NotFound) => assert_eq!(expected, "not found", "{role:?}"),
            other => panic!("{role:?}: {other:?}"),
        }
    }
    // Another class's child is not there at all, and another school's neither.
    walk.child = walk.ground.world.pupils[3].id;
    assert!(matches!(walk.go(Role::Teacher, SupportMove::ToAdapts).await, Err(Fault::NotFound)));
    walk.child = PupilId(uuid::Uuid::from_u128(1));
    assert!(matches!(walk.go(Role::Senco, SupportMove::ToAdapts).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn what_happens_next_is_said_with_who_can_do_it() {
    let mut walk = Walk::new().await;
    let child = &walk.ground.world.pupils[CHILD];
    let info = walk.ground.app.school(child.school, None).await.unwrap();
    let senco = walk.ground.actor(Role::Senco);
    let nothing = pathway::what_next(&walk.ground.app, &senco, &info, child, walk.today).await.unwrap();
    assert!(nothing.main.is_empty() && nothing.reached.is_empty() && nothing.rounds.is_empty());
    assert!(
        nothing.offered.iter().any(|o| o.the_move == OfferedMove::Statutory(StatutoryMove::ParentApplies))
    );

    let teacher = walk.ground.actor(Role::Teacher);
    let concern = Concern { noticed: "Tired".to_owned(), raised_by: Party::Teacher, ..Concern::default() };
    early::raise_concern(&walk.ground.app, &teacher, walk.now(), walk.child, None, concern).await.unwrap();
    let child = &walk.ground.world.pupils[CHILD];
    let next = pathway::what_next(&walk.ground.app, &teacher, &info, child, walk.today).await.unwrap();
    let lines: Vec<_> = next.main[0].to_do.iter().map(|item| (item.code, item.stops, item.mine)).collect();
    assert_eq!(
        lines,
        [
            ("to-adapts.parents-not-talked-to", true, true),
            ("to-adapts.checklist-not-done", true, true),
            ("to-adapts.not-acknowledged", true, false),
            ("to-adapts.hearing-or-vision-not-checked", false, true),
            ("to-adapts.no-childs-view", false, true),
        ]
    );
    assert!(next.main[0].may, "a class teacher moves from 1 to 2");
    assert!(next.offered.iter().filter(|offered| offered.may).count() == 1);
    let entered = next.reached.get(&pathway::Place::Support(SupportState::Concern));
    assert_eq!(entered, Some(&walk.today));

    // A close for an error, a new concern, a new round; the earlier one stays readable.
    walk.close(CloseReason::OpenedInError, "Another child was meant", 0).await.unwrap();
    let (code, _) = refused(walk.close(CloseReason::SupportCanStop, "", 0).await);
    assert_eq!(code, attempt::NO_SUCH_MOVE);
    walk.wait(1);
    let concern =
        Concern { noticed: "Still tired".to_owned(), raised_by: Party::Teacher, ..Concern::default() };
    let teacher = walk.ground.actor(Role::Teacher);
    early::raise_concern(&walk.ground.app, &teacher, walk.now(), walk.child, None, concern).await.unwrap();
    let all = entries::of_pupil(&walk.ground.world.read(), walk.child).await.unwrap();
    assert_eq!(all.iter().map(|entry| entry.round).collect::<Vec<_>>(), [1, 2]);
    let (_, found) = refused(walk.close(CloseReason::ParentsDoNotWant, " ", 0).await);
    assert_eq!(found, ["close-parents-do-not-want.what-continues-not-written"]);
    walk.close(CloseReason::ParentsDoNotWant, "The teacher goes on adapting", 0).await.unwrap();
}
