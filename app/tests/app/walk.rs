//! A child of class 3T, walked through the eight steps by the people who may: what the stories of the pathway share.

use std::cell::Cell;

use app::{
    Fault, early,
    pathway::{self, Closing, Going, Moved, Moving},
    record,
};
use domain::{
    Date, EntryId, Now, PupilId, TargetId,
    audit::Happening,
    calendar::count::days_after,
    census::{SenProvision, SenType},
    pathway::{CloseReason, StatutoryMove, SupportMove},
    people::Role,
    progress::{Direction, Score},
    record::{
        Adaptation, Agreement, Answer, Check, Concern, Content, CountyLetter, Difference, FilledChecklist,
        Headings, HowSaid, LetterKind, NeedSource, OutcomeOfTarget, Party, Plan, ProfilePart, Review,
        SignedProfile, Talk, TalkAbout, Target, TargetOutcome,
    },
};
use store::queries::{events, records};

use crate::ground::Ground;

/// The child of the parent, in the teacher's class.
pub(crate) const CHILD: usize = 1;

pub(crate) struct Walk {
    pub(crate) ground: Ground,
    pub(crate) child: PupilId,
    pub(crate) today: Date,
    pub(crate) acts: Cell<i64>,
}

impl Walk {
    pub(crate) async fn new() -> Self {
        let ground = Ground::new().await;
        let child = ground.world.pupils[CHILD].id;
        let today = ground.now().today;
        Self { ground, child, today, acts: Cell::new(0) }
    }

    /// Each act a second after the one before.
    pub(crate) fn now(&self) -> Now {
        self.acts.set(self.acts.get() + 1);
        let morning = app::Clock::london_at(self.today, 10, 0);
        let instant = jiff::Timestamp::from_second(morning.as_second() + self.acts.get()).unwrap();
        Now { instant, today: self.today }
    }

    pub(crate) fn wait(&mut self, days: i32) {
        self.today = days_after(self.today, days);
    }

    pub(crate) async fn write(&self, role: Role, content: Content) -> EntryId {
        let writing = record::Writing { pupil: self.child, of: None, on: self.today, content };
        let actor = self.ground.actor(role);
        record::write_entry(&self.ground.app, &actor, self.now(), writing).await.unwrap()
    }

    pub(crate) async fn talk(&self, with: Party, about: TalkAbout) {
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

    pub(crate) async fn go(&self, role: Role, the_move: SupportMove) -> Result<Moved, Fault> {
        self.go_saying(role, the_move, "").await
    }

    pub(crate) async fn go_saying(
        &self,
        role: Role,
        the_move: SupportMove,
        why: &str,
    ) -> Result<Moved, Fault> {
        let moving = Moving {
            pupil: self.child,
            the_move,
            why: why.to_owned(),
            reason: String::new(),
            calls_review: true,
        };
        pathway::move_support(&self.ground.app, &self.ground.actor(role), self.now(), moving).await
    }

    pub(crate) async fn close(&self, reason: CloseReason, words: &str, watch: i32) -> Result<Moved, Fault> {
        self.close_ending(reason, words, watch, false).await
    }

    pub(crate) async fn close_ending(
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
            base: "https://w.example/".to_owned(),
        };
        pathway::close(&self.ground.app, &self.ground.actor(Role::Senco), self.now(), closing).await
    }

    pub(crate) async fn county(&self, the_move: StatutoryMove, words: &str) -> Result<Moved, Fault> {
        let going = Going {
            pupil: self.child,
            the_move,
            why: String::new(),
            reason: String::new(),
            words: words.to_owned(),
        };
        pathway::move_statutory(&self.ground.app, &self.ground.actor(Role::Senco), self.now(), going).await
    }

    pub(crate) async fn letter(&self, kind: LetterKind) -> pathway::Recorded {
        let state = self.record().await.state.statutory;
        let letter = CountyLetter::new(kind, self.today);
        let senco = self.ground.actor(Role::Senco);
        let (app, now) = (&self.ground.app, self.now());
        pathway::record_letter(app, &senco, now, self.child, letter, kind.means(state), "").await.unwrap()
    }

    pub(crate) async fn record(&self) -> records::Record {
        records::get(&self.ground.world.read(), self.child).await.unwrap()
    }

    pub(crate) async fn legal_dates(&self) -> Vec<domain::deadlines::Clock> {
        let (app, senco) = (&self.ground.app, self.ground.actor(Role::Senco));
        let info = app.school(senco.school, None).await.unwrap();
        let whole = self.ground.world.whole();
        let pupil = store::queries::pupils::get(&self.ground.world.read(), &whole, self.child).await.unwrap();
        app::county::show_county(app, &senco, &info, &pupil.unwrap(), self.today).await.unwrap().clocks
    }

    pub(crate) async fn status(&self) -> SenProvision {
        let whole = self.ground.world.whole();
        let pupil = store::queries::pupils::get(&self.ground.world.read(), &whole, self.child).await.unwrap();
        pupil.unwrap().provision
    }

    pub(crate) async fn details(&self, what: Happening) -> Vec<String> {
        let all = events::of_pupil_and_kinds(&self.ground.world.read(), self.child, &[what]).await.unwrap();
        all.into_iter().map(|event| event.detail).collect()
    }

    /// From nothing to step 4.
    pub(crate) async fn reach_iep(&mut self) {
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

    pub(crate) async fn plan(&self, cycle: u32) -> EntryId {
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

    pub(crate) async fn everybody_agrees(&self, plan: EntryId) {
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

    pub(crate) async fn review(&self, cycle: u32, outcome: TargetOutcome, gap: &str) {
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
    pub(crate) async fn reach_review(&mut self) {
        let plan = self.plan(1).await;
        self.everybody_agrees(plan).await;
        self.talk(Party::Parent, TalkAbout::SenSupportBegins).await;
        self.go(Role::Senco, SupportMove::ToProvision).await.unwrap();
        self.go_saying(Role::Senco, SupportMove::ToMonitoring, "The group starts on Monday").await.unwrap();
        self.wait(28);
        self.go(Role::Senco, SupportMove::ToReview).await.unwrap();
    }
}

pub(crate) fn refused(result: Result<Moved, Fault>) -> (&'static str, Vec<&'static str>) {
    match result {
        Err(Fault::Refused(refused)) => {
            (refused.code, refused.findings.iter().map(|finding| finding.code).collect())
        }
        other => panic!("{other:?}"),
    }
}
