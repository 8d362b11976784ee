//! Nothing lost: a draft is kept, a form is saved with its version compared, thirty devices send their sessions at once.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::{
    App, Clock, Random,
    planning::{self, SavePlan, Which},
    signing_in,
    teaching::{self, SaveProvision},
};
use domain::{
    Date, PupilId, SessionId, TargetId,
    calendar::count::days_after,
    date,
    people::Role,
    permissions::Action,
    progress::{Direction, Score},
    provision::Tier,
    record::{Plan, Target},
};
use serde_json::{Value, json};
use store::queries::{accounts, sessions};
use testkit::{Engine, World, engines::needed};
use web::{Config, Listening, Web};

use super::{
    client::{Connection, Fault, People},
    moment,
    report::Line,
    times::Times,
};

const COUNTED: usize = 1000;
const WARM: usize = 50;

/// Drafts and saves over HTTP, at the measured school.
pub(super) async fn measure(address: SocketAddr, people: &People) -> Result<Vec<Line>, Fault> {
    let mut connection = Connection::open(address).await?;
    let form = format!("{}/key-facts#1", people.child);
    let words = "He loses the place when reading aloud, and guesses the ends of words. ".repeat(20);
    let mut times = Vec::with_capacity(COUNTED);
    for round in 0..COUNTED + WARM {
        let typing = json!({
            "form": form, "fields": [["key_facts", format!("{words}{round}")], ["version", "1"]],
            "device": "bench", "seen": null,
        });
        let answer = connection.ask("/drafts", &people.senco, &typing).await?;
        expect(&answer.status.as_u16(), 200, "/drafts")?;
        if round >= WARM {
            times.push(answer.took);
        }
    }
    let kept = Line::distribution("A draft is kept", &Times::of(times), None, Duration::from_millis(10));
    let path = format!("{}/key-facts", people.child);
    let mut times = Vec::with_capacity(COUNTED);
    let page = connection.get(&path, &people.senco, false).await?.text();
    let version = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let first: usize = version.and_then(|text| text.parse().ok()).ok_or_else(|| Fault::new("no version"))?;
    for round in 0..COUNTED + WARM {
        let version = first + round;
        let text = format!("version={version}&key_facts=Wears+glasses+{round}");
        let answer = connection.post_in(&path, &people.senco, &text).await?;
        expect(&answer.status.as_u16(), 303, &path)?;
        if round >= WARM {
            times.push(answer.took);
        }
    }
    let stale = connection.post_in(&path, &people.senco, "version=1&key_facts=Overwrites").await?;
    expect(&stale.status.as_u16(), 409, &path)?;
    let saved = Line::distribution(
        "A save with its version compared",
        &Times::of(times),
        None,
        Duration::from_millis(15),
    );
    Ok(vec![kept, saved])
}

fn expect(status: &u16, wanted: u16, path: &str) -> Result<(), Fault> {
    if *status == wanted { Ok(()) } else { Err(Fault::new(format!("{path} answered {status}"))) }
}

/// How many devices, and how many sessions each sends.
const DEVICES: usize = 30;
const EACH: usize = 60;
const FIRST_DAY: Date = date(2026, 9, 14);

/// Thirty devices send sixty sessions each at once, every batch twice; none is lost and none counts twice.
pub(super) async fn devices(engine: Engine) -> Result<Option<Line>, Fault> {
    if needed(engine).is_some() {
        return Ok(None);
    }
    let ground = testkit::Ground::of(engine, true).await;
    let store = ground.open().await;
    let world = World::make(&store).await;
    let app = App::new(store, Clock::standing(world.now().instant), Random::system());
    let batches = batches(&app, &world).await?;
    app.set_clock("2026-12-07T09:00:00Z".parse().map_err(Fault::new)?);
    let listening = Listening::on(
        Web { app: app.clone(), config: Arc::new(Config::default()) },
        SocketAddr::from(([127, 0, 0, 1], 0)),
    )
    .await
    .map_err(Fault::new)?;
    let address = listening.address().map_err(Fault::new)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(web::serve(listening, async {
        stopped.await.ok();
    }));
    let mut devices = Vec::new();
    for (account, batch) in batches {
        let school = world.school.id;
        let session = signing_in::open_session(&app, app.now(), school, account, None, "a phone").await;
        devices.push((session.map_err(Fault::new)?, batch));
    }
    let before = moment();
    let mut senders = Vec::new();
    for (session, batch) in devices {
        senders.push(tokio::spawn(async move {
            let mut connection = Connection::open(address).await?;
            for _ in 0..2 {
                let answer = connection.ask("/my-week/sync", &session, &batch).await?;
                expect(&answer.status.as_u16(), 200, "/my-week/sync")?;
                let told: Value = serde_json::from_slice(&answer.bytes).map_err(Fault::new)?;
                let done = told["outcomes"].as_array().map_or(0, |all| {
                    all.iter().filter(|one| one["code"] == "done" || one["code"] == "late").count()
                });
                if done != EACH {
                    return Err(Fault::new(format!("{done} of {EACH} sessions were taken: {told}")));
                }
            }
            Ok(())
        }));
    }
    for sender in senders {
        sender.await.map_err(Fault::new)??;
    }
    let took = before.elapsed();
    let last = days_after(FIRST_DAY, 100);
    let kept = sessions::between(&world.read(), FIRST_DAY, last).await.map_err(Fault::new)?;
    if kept.len() != DEVICES * EACH || kept.iter().any(|session| session.version != 1) {
        return Err(Fault::new(format!("{} sessions stand, not {}", kept.len(), DEVICES * EACH)));
    }
    stop.send(()).ok();
    server.await.map_err(Fault::new)?.map_err(Fault::new)?;
    let what = format!(
        "{DEVICES} devices send {EACH} sessions each at once, every batch twice, {}; none lost, none twice",
        engine.name()
    );
    Ok(Some(Line::under(what, took, Duration::from_secs(3))))
}

/// Each teaching assistant with a group, and what their device holds: sixty school days of it.
async fn batches(app: &App, world: &World) -> Result<Vec<(domain::UserId, Value)>, Fault> {
    let senco = world.actor(Role::Senco);
    let pupil = &world.pupils[1];
    let target = Target {
        id: Target::NEW,
        area: None,
        will: "read aloud".to_owned(),
        unit: "words a minute".to_owned(),
        direction: Direction::Increase,
        baseline: Some(Score::whole(20)),
        baseline_on: Some(FIRST_DAY),
        goal: Some(Score::whole(40)),
        by: Some(date(2026, 12, 18)),
        success: String::new(),
        checked_by: "Class teacher".to_owned(),
        levels: None,
    };
    let plan = Plan { targets: vec![target], ..Plan::default() };
    let input = SavePlan { pupil: pupil.id, of: None, plan };
    planning::save_plan(app, &senco, app.now(), input).await.map_err(Fault::new)?;
    let shown =
        planning::show_plan(app, &senco, FIRST_DAY, pupil, Which::default()).await.map_err(Fault::new)?;
    let aim = shown.plan.targets.first().map(|target| target.id);
    let manage = world.on_school(Action::ManageAccounts);
    let mut all = Vec::new();
    for number in 0..DEVICES {
        let mut account = world.accounts[&Role::Ta].clone();
        account.id = world.id();
        account.email = Some(format!("ta{number}@example.test"));
        account.name = format!("Assistant {number}");
        let tx = world.write().await;
        accounts::make(&tx, &manage, &account).await.map_err(Fault::new)?;
        world.commit(tx, &manage).await;
        let input = group_of(number, account.id, pupil.id, aim);
        let group = teaching::save_provision(app, &senco, app.now(), input).await.map_err(Fault::new)?.id();
        let days = (0..)
            .map(|day| days_after(FIRST_DAY, day))
            .filter(|day| day.weekday().to_monday_zero_offset() < 5);
        let entries: Vec<Value> = days
            .take(EACH)
            .enumerate()
            .map(|(score, on)| {
                json!({
                    "id": world.id::<SessionId>(), "provision": group, "on": on.to_string(), "version": 0,
                    "status": "delivered", "why": "", "line": "",
                    "children": [{ "pupil": pupil.id, "present": true, "why": "", "line": "", "score": score.to_string() }],
                })
            })
            .collect();
        all.push((account.id, json!({ "entries": entries })));
    }
    Ok(all)
}

fn group_of(number: usize, staff: domain::UserId, pupil: PupilId, aim: Option<TargetId>) -> SaveProvision {
    SaveProvision {
        of: None,
        name: format!("Reading {number}"),
        area: None,
        tier: Tier::Targeted,
        description: String::new(),
        place: String::new(),
        weekdays: vec![1, 2, 3, 4, 5],
        starts_at: "9.15".to_owned(),
        minutes: 20,
        cost: None,
        from_on: Some(FIRST_DAY),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![staff],
        places: vec![(pupil, aim)],
        ..SaveProvision::default()
    }
}
