//! Sessions from devices: each counts once, two devices are joined, what is refused says why.

use std::str::FromStr;

use app::{
    App, Clock, Random,
    planning::{self, SavePlan, Which},
    teaching::{
        self, ChildLog, DeviceEntry, EndProvision, GivePlace, LogSession, Outcome, SaveProvision,
        SessionShown,
    },
};
use domain::{
    Date, ProvisionId, TargetId, date,
    people::Role,
    permissions::Actor,
    progress::{Direction, Score},
    provision::{SessionStatus, Tier},
    record::{Plan, Target},
};
use store::queries::{actors, scores, sessions};
use testkit::{Engine, World};
use uuid::Uuid;

const MONDAY: Date = date(2026, 9, 14);

struct Group {
    app: App,
    world: World,
    provision: ProvisionId,
    _ground: testkit::Ground,
}

impl Group {
    /// A group of two children of the teaching assistant, one with a target.
    async fn on(engine: Engine) -> Self {
        let ground = testkit::Ground::of(engine, true).await;
        let store = ground.open().await;
        let world = World::make(&store).await;
        let app = App::new(store, Clock::standing(world.now().instant), Random::seeded(7));
        let senco = world.actor(Role::Senco);
        let target = Target {
            id: Target::NEW,
            area: None,
            will: "read aloud".to_owned(),
            unit: "words a minute".to_owned(),
            direction: Direction::Increase,
            baseline: Some(Score::whole(20)),
            baseline_on: Some(MONDAY),
            goal: Some(Score::whole(40)),
            by: Some(date(2026, 12, 18)),
            success: String::new(),
            checked_by: "Class teacher".to_owned(),
            levels: None,
        };
        let plan = Plan { targets: vec![target], ..Plan::default() };
        let pupil = world.pupils[1].id;
        planning::save_plan(&app, &senco, app.now(), SavePlan { pupil, of: None, plan }).await.unwrap();
        let shown =
            planning::show_plan(&app, &senco, MONDAY, &world.pupils[1], Which::default()).await.unwrap();
        let provision = new_group(&app, &senco, &world, shown.plan.targets[0].id).await;
        Self { app, world, provision, _ground: ground }
    }

    fn log(&self, present: bool, score: Option<i32>, line: &str) -> LogSession {
        LogSession {
            provision: self.provision,
            on: MONDAY,
            version: 0,
            status: SessionStatus::Delivered,
            why: String::new(),
            line: line.to_owned(),
            minutes: None,
            children: vec![ChildLog {
                pupil: self.world.pupils[1].id,
                present,
                why: if present { String::new() } else { "absent from school".to_owned() },
                line: String::new(),
                score: score.map(Score::whole),
                prompts: None,
            }],
            from_sheet: false,
            reason: String::new(),
        }
    }

    async fn send(&self, role: Role, entries: Vec<(u128, LogSession)>) -> Vec<Outcome> {
        let entries =
            entries.into_iter().map(|(id, log)| DeviceEntry::new(Uuid::from_u128(id), log)).collect();
        let id = self.world.accounts[&role].id;
        let actor = actors::actor(&self.world.read(), id, MONDAY).await.unwrap().unwrap();
        teaching::sync_sessions(&self.app, &actor, self.app.now(), entries).await.unwrap()
    }

    /// The session's page, as the SENCO reads it.
    async fn page(&self) -> SessionShown {
        let senco = self.world.actor(Role::Senco);
        teaching::show_session(&self.app, &senco, self.app.now(), self.provision, MONDAY, false)
            .await
            .unwrap()
    }

    async fn score(&self) -> Option<Score> {
        let db = self.world.read();
        let session = sessions::on(&db, self.provision, MONDAY).await.unwrap()?;
        let scores = scores::of_session(&db, session.id).await.unwrap();
        scores.first().map(|score| score.value)
    }
}

async fn new_group(app: &App, senco: &Actor, world: &World, aim: TargetId) -> ProvisionId {
    let input = SaveProvision {
        of: None,
        name: "Reading".to_owned(),
        area: None,
        tier: Tier::Targeted,
        description: String::new(),
        place: String::new(),
        weekdays: vec![1, 3],
        starts_at: "9.15".to_owned(),
        minutes: 20,
        cost: None,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![world.accounts[&Role::Ta].id],
        places: vec![(world.pupils[1].id, Some(aim))],
        ..SaveProvision::default()
    };
    teaching::save_provision(app, senco, app.now(), input).await.unwrap().id()
}

/// The story, on one engine.
pub async fn sessions_count_once(engine: Engine) {
    let group = Group::on(engine).await;
    let codes = |all: &[Outcome]| all.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let first = group.log(true, Some(24), "Read well");
    let twice = vec![(1, first.clone()), (1, first.clone())];
    assert_eq!(codes(&group.send(Role::Ta, twice).await), ["done"]);
    assert_eq!(codes(&group.send(Role::Ta, vec![(1, first.clone())]).await), ["done"], "sent again");
    let db = group.world.read();
    let session = sessions::on(&db, group.provision, MONDAY).await.unwrap().unwrap();
    assert_eq!((session.version, group.score().await), (1, Some(Score::whole(24))));
    // Another entry that says the same is no new version.
    assert_eq!(codes(&group.send(Role::Ta, vec![(2, first)]).await), ["same"]);

    // A second device, which knew of nothing: joined, and it is said whose score stood before.
    let second = group.log(true, Some(26), "New glasses");
    let joined = group.send(Role::Senco, vec![(3, second.clone())]).await;
    assert_eq!(codes(&joined), ["joined"]);
    let called = group.world.pupils[1].called();
    assert!(joined[0].words.contains("Another score stood before yours") && joined[0].words.contains(called));
    let after = sessions::on(&db, group.provision, MONDAY).await.unwrap().unwrap();
    assert_eq!((after.version, after.line.as_str()), (2, "Read well\nNew glasses"));
    assert_eq!(group.score().await, Some(Score::whole(26)));
    // It stays to be read on the session's page: whose logs, what each said, and what stands.
    let page = group.page().await;
    let (ta, senco) = (&group.world.accounts[&Role::Ta].name, &group.world.accounts[&Role::Senco].name);
    assert_eq!((page.joined.len(), &page.joined[0].by), (1, senco));
    let (of, line) = &page.joined[0].lines[0];
    assert_eq!((*of, &line.of), (group.world.pupils[1].id, ta));
    let said = (line.stood.as_str(), line.came.as_str(), line.stands.as_str());
    assert_eq!(said, ("there, score 24", "there, score 26", "there, score 26"));
    let again = group.send(Role::Senco, vec![(3, second)]).await;
    assert_eq!(codes(&again), ["joined"], "told the same again");
    assert!(again[0].words.contains("both are joined"), "the first answer may not have arrived: {again:?}");
    assert_eq!(sessions::on(&db, group.provision, MONDAY).await.unwrap().unwrap().version, 2);

    // What is refused says why, takes nothing else with it, and may come again.
    let ahead = LogSession { on: date(2026, 9, 15), ..group.log(true, None, "") };
    let nowhere = LogSession { provision: group.world.id(), ..group.log(true, None, "") };
    let mixed = vec![(4, ahead), (5, nowhere), (6, group.log(true, Some(27), "Third"))];
    let told = group.send(Role::Ta, mixed).await;
    assert_eq!(codes(&told), ["refused", "refused", "joined"]);
    assert!(told[0].words.contains("still ahead") && told[1].words.contains("not yours"), "{told:?}");
    assert_eq!(group.score().await, Some(Score::whole(27)));
    // A number that the target's measure does not have is refused with a sentence, and may come mended.
    let never = group.send(Role::Ta, vec![(7, group.log(true, Some(-1), ""))]).await;
    assert_eq!(codes(&never), ["refused"]);
    let says = format!("Give the score of {called} as a whole number from 0 to 500");
    assert!(never[0].words.starts_with(&says) && never[0].words.contains("words a minute"), "{never:?}");
    assert_eq!(codes(&group.send(Role::Ta, vec![(7, group.log(true, Some(28), ""))]).await), ["joined"]);
    let senseless = Uuid::from_str("00000000-0000-0000-0000-000000000000").unwrap();
    let nothing = group.send(Role::Ta, vec![(senseless.as_u128(), group.log(false, Some(1), ""))]).await;
    assert_eq!(codes(&nothing), ["refused"]);
}

/// The same person corrects what they sent: the reply was lost, so the device starts from nothing logged.
pub async fn ones_own_correction_stands(engine: Engine) {
    let group = Group::on(engine).await;
    let (app, id) = (&group.app, group.world.accounts[&Role::Ta].id);
    let actor = actors::actor(&group.world.read(), id, MONDAY).await.unwrap().unwrap();
    let send = async |entry| teaching::sync_sessions(app, &actor, app.now(), vec![entry]).await.unwrap();
    let first = DeviceEntry::new(Uuid::from_u128(1), group.log(true, Some(24), "Read well"));
    let sent_at = app.now().instant;
    send(first).await;
    let db = group.world.read();
    let stands = async || sessions::on(&db, group.provision, MONDAY).await.unwrap().unwrap();

    // Written after: it says what stands, also that the child was away.
    let away = DeviceEntry {
        written_at: sent_at.checked_add(jiff::SignedDuration::from_secs(60)).ok(),
        ..DeviceEntry::new(Uuid::from_u128(2), group.log(false, None, "Was ill after all"))
    };
    let told = send(away).await;
    assert_eq!((told[0].code.as_str(), told[0].words.as_str()), ("done", ""));
    let session = stands().await;
    assert_eq!((session.children[0].present, session.line.as_str()), (false, "Was ill after all"));
    assert_eq!(group.score().await, None);

    // Said to replace what was taken, whatever the clocks say.
    let again = DeviceEntry {
        instead_of: vec![Uuid::from_u128(2)],
        ..DeviceEntry::new(Uuid::from_u128(3), group.log(true, Some(21), "Came back"))
    };
    assert_eq!(send(again).await[0].code, "done");
    assert_eq!((group.score().await, stands().await.line.as_str()), (Some(Score::whole(21)), "Came back"));

    // Written before what stands: it does not undo the correction, in whichever order they arrive.
    let hours = |back: i64| sent_at.checked_sub(jiff::SignedDuration::from_hours(back)).ok();
    let early =
        |id, back, log| DeviceEntry { written_at: hours(back), ..DeviceEntry::new(Uuid::from_u128(id), log) };
    let told = send(early(10, 4, group.log(true, Some(7), "Wrote this first"))).await;
    assert_eq!(told[0].code, "joined", "{told:?}");
    assert!(told[0].words.starts_with("You logged this session again after this"), "{told:?}");
    let line = stands().await.line;
    assert_eq!((group.score().await, line.as_str()), (Some(Score::whole(21)), "Came back\nWrote this first"));

    // So within one request, too: here the later comes first.
    let both = vec![early(11, 1, group.log(true, Some(31), "")), early(12, 2, group.log(true, Some(30), ""))];
    let both = both
        .into_iter()
        .map(|entry| DeviceEntry { log: LogSession { on: date(2026, 9, 9), ..entry.log.clone() }, ..entry });
    let told = teaching::sync_sessions(app, &actor, app.now(), both.collect()).await.unwrap();
    assert_eq!(told.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["done", "joined"], "{told:?}");
    let wednesday = sessions::on(&db, group.provision, date(2026, 9, 9)).await.unwrap().unwrap();
    assert_eq!(scores::of_session(&db, wednesday.id).await.unwrap()[0].value, Score::whole(31));

    // Which of two devices was first is not known: both are kept, and it is not called somebody else's.
    let other = DeviceEntry::new(Uuid::from_u128(4), group.log(false, None, "Away at first"));
    let told = send(other).await;
    let called = group.world.pupils[1].called();
    assert!(told[0].words.starts_with("You logged this session on another device too"), "{told:?}");
    assert!(told[0].words.ends_with(&format!("so they count as there: {called}.")), "{told:?}");
    assert_eq!(stands().await.line, "Came back\nWrote this first\nAway at first");
}

/// Children get and lose a place while a device has no network.
pub async fn children_come_and_go(engine: Engine) {
    let group = Group::on(engine).await;
    let (app, provision) = (&group.app, group.provision);
    let senco = group.world.actor(Role::Senco);
    let [came, known] = [0, 1].map(|at| group.world.pupils[at].id);
    let place = GivePlace { pupil: came, provision: Some(provision), target: None };
    assert!(teaching::give_place(app, &senco, app.now(), place).await.unwrap());
    let db = group.world.read();
    let stands = async || sessions::on(&db, provision, MONDAY).await.unwrap().unwrap();

    // Of whom the device did not know nothing is logged, and that is told.
    let told = group.send(Role::Ta, vec![(1, group.log(true, Some(24), ""))]).await;
    assert_eq!((told[0].code.as_str(), told[0].left_out.len()), ("done", 0));
    let called = group.world.pupils[0].called();
    assert!(
        told[0].words.contains("nothing is logged of them") && told[0].words.contains(called),
        "{told:?}"
    );
    assert!(stands().await.child(came).is_none(), "nobody said that they were there");

    // One's own correction from a device that did not know of them leaves what was said of them since.
    let mut whole = LogSession { version: 1, ..group.log(true, Some(24), "") };
    whole.children.push(ChildLog {
        pupil: came,
        score: None,
        line: "Settled in".to_owned(),
        ..whole.children[0].clone()
    });
    let ta = actors::actor(&db, group.world.accounts[&Role::Ta].id, MONDAY).await.unwrap().unwrap();
    teaching::log_session(app, &ta, app.now(), whole).await.unwrap();
    let mended = DeviceEntry {
        instead_of: vec![Uuid::from_u128(1)],
        ..DeviceEntry::new(Uuid::from_u128(2), group.log(true, Some(25), ""))
    };
    let told = teaching::sync_sessions(app, &ta, app.now(), vec![mended]).await.unwrap();
    assert_eq!((told[0].code.as_str(), told[0].words.as_str()), ("done", ""));
    assert_eq!(
        (group.score().await, stands().await.child(came).unwrap().line.as_str()),
        (Some(Score::whole(25)), "Settled in")
    );

    // A place that began on this day and was ended on it never was: the rest is taken, and who is left out is told.
    let other = new_group(
        app,
        &senco,
        &group.world,
        group.page().await.children[1].target.as_ref().unwrap().target.id,
    )
    .await;
    let place = GivePlace { pupil: came, provision: Some(other), target: None };
    assert!(teaching::give_place(app, &senco, app.now(), place).await.unwrap());
    assert!(teaching::end_place(app, &senco, app.now(), came, other).await.unwrap());
    let gone = |child: &ChildLog| ChildLog { pupil: came, ..child.clone() };
    let mut log = LogSession { provision: other, ..group.log(true, Some(30), "For the teacher") };
    log.children.push(gone(&log.children[0]));
    let told = group.send(Role::Ta, vec![(3, log.clone())]).await;
    assert_eq!((told[0].code.as_str(), told[0].left_out.as_slice()), ("done", [came].as_slice()));
    assert!(told[0].words.contains("no place in this group on that day any more"), "{told:?}");
    let session = sessions::on(&db, other, MONDAY).await.unwrap().unwrap();
    assert_eq!((session.line.as_str(), session.children.len()), ("For the teacher", 1));
    assert!(session.child(known).is_some());
    // Of nobody who has a place: refused, and for its own reason.
    log.children.retain(|child| child.pupil == came);
    let told = group.send(Role::Ta, vec![(4, log)]).await;
    assert_eq!(told[0].code, "refused");
    assert!(told[0].words.starts_with("The children whom you logged have no place"), "{told:?}");
}

/// A device without a network for days, while its group stopped.
pub async fn what_was_theirs_on_its_day_is_taken(engine: Engine) {
    let group = Group::on(engine).await;
    let senco = group.world.actor(Role::Senco);
    let (app, provision) = (&group.app, group.provision);
    app.set_clock(Clock::london_at(MONDAY, 16, 0));
    let stop = EndProvision { provision, version: 1, last_on: Some(MONDAY) };
    assert!(teaching::end_provision(app, &senco, app.now(), stop).await.unwrap());
    app.set_clock(Clock::london_at(date(2026, 9, 18), 16, 0));
    let (db, ta) = (group.world.read(), group.world.accounts[&Role::Ta].id);
    let actor = actors::actor(&db, ta, app.now().today).await.unwrap().unwrap();
    let theirs = |actor: &Actor| actor.scope().pupils().contains(&group.world.pupils[1].id);
    assert!(!theirs(&actor), "the child is not theirs any more");
    let entry = |id, log| DeviceEntry::new(Uuid::from_u128(id), log);
    let late = entry(1, group.log(true, Some(24), "Read well"));
    let after = entry(2, LogSession { on: date(2026, 9, 16), ..group.log(true, None, "") });
    let told = teaching::sync_sessions(app, &actor, app.now(), vec![late, after]).await.unwrap();
    let codes: Vec<&str> = told.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["done", "refused"], "{told:?}");
    assert_eq!(group.score().await, Some(Score::whole(24)));
}
