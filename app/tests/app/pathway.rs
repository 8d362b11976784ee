//! The whole walk through the verbs alone: a concern, eight steps, each of the three ends.

use std::cell::Cell;

use app::{
    Fault, early,
    pathway::{self, Closing, Going, Moved, Moving, OfferedMove},
    record,
};
use domain::{
    Date, EntryId, Now, PupilId, TargetId,
    audit::Happening,
    calendar::count::days_after,
    census::{SenProvision, SenType},
    pathway::{CloseReason, StatutoryMove, StatutoryState, SupportMove, SupportState, attempt},
    people::Role,
    permissions::Action,
    progress::{Direction, Score},
    record::{
        Adaptation, Agreement, AnnualReview, Answer, ApplicationAgreement, Check, Concern, Content,
        CountyLetter, Difference, Ehcp, FilledChecklist, Headings, HowSaid, LetterKind, NeedSource,
        OutcomeOfTarget, Party, Plan, ProfilePart, Review, SignedProfile, Talk, TalkAbout, Target,
        TargetOutcome,
    },
};
use store::queries::{entries, events, records, statuses};

use crate::ground::Ground;

/// The child of the parent, in the teacher's class.
const CHILD: usize = 1;

struct Walk {
    ground: Ground,
    child: PupilId,
    today: Date,
    acts: Cell<i64>,
}

impl Walk {
    async fn new() -> Self {
        let ground = Ground::new().await;
        let child = ground.world.pupils[CHILD].id;
        let today = ground.now().today;
        Self { ground, child, today, acts: Cell::new(0) }
    }

    /// Each act a second after the one before.
    fn now(&self) -> Now {
        self.acts.set(self.acts.get() + 1);
        let morning = app::Clock::london_at(self.today, 10, 0);
        let instant = jiff::Timestamp::from_second(morning.as_second() + self.acts.get()).unwrap();
        Now { instant, today: self.today }
    }

    fn wait(&mut self, days: i32) {
        self.today = days_after(self.today, days);
    }

    async fn write(&self, role: Role, content: Content) -> EntryId {
        let writing = record::Writing { pupil: self.child, of: None, on: self.today, content };
        let actor = self.ground.actor(role);
        record::write_entry(&self.ground.app, &actor, self.now(), writing).await.unwrap()
    }

    async fn talk(&self, with: Party, about: TalkAbout) {
        let talk = Talk {
            with,
            about,
            who: "Them".to_owned(),
            said: "Told".to_owned(),
            reached: true,
            ..Talk::default()
        };
        early::log_contact(
            &self.ground.app,
            &self.ground.actor(Role::Senco),
            self.now(),
            self.child,
            self.today,
            talk,
        )
        .await
        .unwrap();
    }

    async fn go(&self, role: Role, the_move: SupportMove) -> Result<Moved, Fault> {
        self.go_saying(role, the_move, "").await
    }

    async fn go_saying(&self, role: Role, the_move: SupportMove, why: &str) -> Result<Moved, Fault> {
        let moving = Moving {
            pupil: self.child,
            the_move,
            why: why.to_owned(),
            reason: String::new(),
            calls_review: true,
        };
        pathway::move_support(&self.ground.app, &self.ground.actor(role), self.now(), moving).await
    }

    async fn close(&self, reason: CloseReason, words: &str, watch: i32) -> Result<Moved, Fault> {
        self.close_ending(reason, words, watch, false).await
    }

    async fn close_ending(
        &self,
        reason: CloseReason,
        words: &str,
        watch: i32,
        no_longer_needed: bool,
    ) -> Result<Moved, Fault> {
        let closing = Closing {
            pupil: self.child,
            reason,
            words: words.to_owned(),
            watch_until: (watch > 0).then(|| days_after(self.today, watch)),
            no_longer_needed,
            why: String::new(),
        };
        pathway::close(&self.ground.app, &self.ground.actor(Role::Senco), self.now(), closing).await
    }

    async fn county(&self, the_move: StatutoryMove, words: &str) -> Result<Moved, Fault> {
        let going = Going {
            pupil: self.child,
            the_move,
            why: String::new(),
            reason: String::new(),
            words: words.to_owned(),
        };
        pathway::move_statutory(&self.ground.app, &self.ground.actor(Role::Senco), self.now(), going).await
    }

    async fn letter(&self, kind: LetterKind) -> pathway::Recorded {
        let state = self.record().await.state.statutory;
        let letter = CountyLetter::new(kind, self.today);
        let senco = self.ground.actor(Role::Senco);
        let (app, now) = (&self.ground.app, self.now());
        pathway::record_letter(app, &senco, now, self.child, letter, kind.means(state), "").await.unwrap()
    }

    async fn record(&self) -> records::Record {
        records::get(&self.ground.world.read(), self.child).await.unwrap()
    }

    async fn legal_dates(&self) -> Vec<domain::deadlines::Clock> {
        let (app, senco) = (&self.ground.app, self.ground.actor(Role::Senco));
        let info = app.school(senco.school, None).await.unwrap();
        let whole = self.ground.world.whole();
        let pupil = store::queries::pupils::get(&self.ground.world.read(), &whole, self.child).await.unwrap();
        app::county::show_county(app, &senco, &info, &pupil.unwrap(), self.today).await.unwrap().clocks
    }

    async fn status(&self) -> SenProvision {
        let whole = self.ground.world.whole();
        let pupil = store::queries::pupils::get(&self.ground.world.read(), &whole, self.child).await.unwrap();
        pupil.unwrap().provision
    }

    async fn details(&self, what: Happening) -> Vec<String> {
        let all = events::of_pupil_and_kinds(&self.ground.world.read(), self.child, &[what]).await.unwrap();
        all.into_iter().map(|event| event.detail).collect()
    }

    /// From nothing to step 4.
    async fn reach_iep(&mut self) {
        let concern = Concern {
            raised_by: Party::Parent,
            noticed: "Loses the place when reading".to_owned(),
            child_view: "The letters swim".to_owned(),
            hearing: Check::Clear,
            vision: Check::Clear,
            ..Concern::default()
        };
        let parent = self.ground.actor(Role::Parent);
        early::raise_concern(&self.ground.app, &parent, self.now(), self.child, None, concern).await.unwrap();
        self.write(Role::Teacher, Content::Checklist(FilledChecklist { done: true, ..Default::default() }))
            .await;
        self.write(
            Role::Senco,
            Content::Acknowledgement(domain::record::Acknowledgement {
                next: "We meet on Friday".to_owned(),
            }),
        )
        .await;
        self.go(Role::Teacher, SupportMove::ToAdapts).await.unwrap();
        let adaptation = Adaptation {
            what: "Reading ruler".to_owned(),
            from_on: Some(self.today),
            difference: Some(Difference::Some),
            ..Adaptation::default()
        };
        self.write(Role::Teacher, Content::Adaptation(adaptation)).await;
        self.wait(42);
        self.talk(Party::Parent, TalkAbout::Concern).await;
        self.go(Role::Senco, SupportMove::ToProfile).await.unwrap();
        let headings = Headings {
            difficult: "Long words".to_owned(),
            help: "Reading aloud".to_owned(),
            ..Headings::default()
        };
        for (role, party) in [
            (Role::Pupil, Party::Pupil),
            (Role::Parent, Party::Parent),
            (Role::Teacher, Party::Teacher),
            (Role::Senco, Party::Senco),
        ] {
            let part = ProfilePart { party, headings: headings.clone(), ..ProfilePart::default() };
            self.write(role, Content::ProfilePart(part)).await;
        }
        let signed = SignedProfile { headings, signed_off_on: Some(self.today), ..SignedProfile::default() };
        self.write(Role::Senco, Content::Profile(signed)).await;
        self.go(Role::Senco, SupportMove::ToIep).await.unwrap();
    }

    async fn plan(&self, cycle: u32) -> EntryId {
        let target = Target {
            id: TargetId(uuid::Uuid::from_u128(7)),
            area: None,
            will: "read 40 words a minute".to_owned(),
            unit: "words a minute".to_owned(),
            direction: Direction::Increase,
            baseline: Some(Score::whole(20)),
            baseline_on: Some(self.today),
            goal: Some(Score::whole(40)),
            by: Some(days_after(self.today, 60)),
            success: "Three times in a row".to_owned(),
            checked_by: "The teacher".to_owned(),
            levels: None,
        };
        let need = NeedSource {
            on: Some(self.today),
            source: "Observation".to_owned(),
            says: "Reads letter by letter".to_owned(),
        };
        let plan = Plan {
            template: "iep".to_owned(),
            template_version: 1,
            cycle,
            needs: vec![need],
            types: vec![SenType::Spld],
            targets: vec![target],
            resources: "A teaching assistant".to_owned(),
            ..Plan::default()
        };
        self.write(Role::Senco, Content::Plan(plan)).await
    }

    async fn everybody_agrees(&self, plan: EntryId) {
        for (role, party) in [
            (Role::Pupil, Party::Pupil),
            (Role::Parent, Party::Parent),
            (Role::Teacher, Party::Teacher),
            (Role::Senco, Party::Senco),
        ] {
            let yes = Agreement {
                party,
                name: format!("{party:?}"),
                answer: Answer::Yes,
                how: HowSaid::InWaymark,
                words: String::new(),
                plan,
                plan_version: 1,
            };
            self.write(role, Content::Agreement(yes)).await;
        }
    }

    async fn review(&self, cycle: u32, outcome: TargetOutcome, gap: &str) {
        let review = Review {
            cycle,
            came: vec![Party::Parent, Party::Teacher, Party::Senco],
            outcomes: vec![OutcomeOfTarget {
                target: TargetId(uuid::Uuid::from_u128(7)),
                outcome,
                note: String::new(),
            }],
            gap_not_applicable: gap.to_owned(),
            next_on: Some(days_after(self.today, 45)),
            ..Review::default()
        };
        self.write(Role::Senco, Content::Review(review)).await;
    }

    /// From step 4 to step 7.
    async fn reach_review(&mut self) {
        let plan = self.plan(1).await;
        self.everybody_agrees(plan).await;
        self.talk(Party::Parent, TalkAbout::SenSupportBegins).await;
        self.go(Role::Senco, SupportMove::ToProvision).await.unwrap();
        self.go_saying(Role::Senco, SupportMove::ToMonitoring, "The group starts on Monday").await.unwrap();
        self.wait(28);
        self.go(Role::Senco, SupportMove::ToReview).await.unwrap();
    }
}

fn refused(result: Result<Moved, Fault>) -> (&'static str, Vec<&'static str>) {
    match result {
        Err(Fault::Refused(refused)) => {
            (refused.code, refused.findings.iter().map(|finding| finding.code).collect())
        }
        other => panic!("{other:?}"),
    }
}

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
