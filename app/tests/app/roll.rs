//! The roll through the verbs: what a child of the file joins with, and what is still to be done for it.

use app::{
    Clock, Fault, census, county, imports, lists,
    pathway::{self, Place},
    roll::{self, Choice, Done, Into, Mapping, Next, RollField},
};
use domain::{
    audit::{Event, Happening},
    calendar::count::days_after,
    date,
    pathway::{CaseState, CloseReason, StatutoryState, SupportState, plan_in_place},
    people::{Pupil, Role, Upn},
    permissions::Action,
    record::Ehcp,
};
use exchange::ctf;
use store::queries::{pupils, records};

use crate::ground::Ground;

/// A pupil of a file: the number's serial, the name, and what stands in the SEN history.
struct InFile(u16, &'static str, String);

/// A partial file of the world's school.
fn file(children: &[InFile]) -> String {
    let pupils: Vec<String> = children
        .iter()
        .map(|InFile(serial, surname, history)| {
            let upn = Upn::compose(999, 2001, 22, *serial);
            format!(
                "<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>Kit</Forename><DOB>2018-03-09</DOB>\
                 <Sex>F</Sex><BasicDetails><NCyearActual>3</NCyearActual></BasicDetails>\
                 <SENhistory>{history}</SENhistory></Pupil>"
            )
        })
        .collect();
    format!(
        "<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>\
         <DocumentQualifier>partial</DocumentQualifier><SourceSchool><LEA>999</LEA><Estab>2001</Estab>\
         <SchoolName>Testing Lane</SchoolName></SourceSchool></Header>\
         <CTFpupilData>{}</CTFpupilData></CTfile>",
        pupils.concat()
    )
}

fn spell(from: &str, provision: &str) -> String {
    format!("<SEN><StartDate>{from}</StartDate><SENprovision>{provision}</SENprovision></SEN>")
}

async fn import(ground: &Ground, file: &str) -> Done {
    let roll = ctf::read(file.as_bytes(), ground.now().today).unwrap();
    let into = Into::School(ground.world.school.clone());
    let senco = ground.actor(Role::Senco);
    roll::import_now(&ground.app, &senco, ground.now(), into, &roll, Choice::default(), false).await.unwrap()
}

async fn child(ground: &Ground, serial: u16) -> Pupil {
    let scope = ground.actor(Role::Senco).scope();
    let upn = Upn::compose(999, 2001, 22, serial);
    pupils::of_upn(&ground.world.read(), &scope, &upn).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_plan_of_the_roll_asks_for_its_day_until_somebody_records_it() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let done = import(&ground, &file(&[InFile(41, "Rollson", spell("2025-01-13", "E"))])).await;
    assert_eq!(done.plan.joining(roll::Join::WithPlan).count(), 1);
    let pupil = child(&ground, 41).await;

    let next = async |role| {
        let info = app.school(ground.world.school.id, None).await.unwrap();
        pathway::what_next(app, &ground.actor(role), &info, &pupil, now.today).await.unwrap()
    };
    let told = next(Role::Senco).await;
    let county = told.county.unwrap();
    let [missing] = &county.lacks[..] else { panic!("{:?}", county.lacks) };
    assert_eq!(
        (county.name, missing.code, missing.mine),
        ("EHCP in place", "arrive-with-plan.no-day-made", true)
    );
    assert!(told.reached.contains_key(&Place::PlanInPlace));
    assert!(told.dates.is_empty(), "no review is guessed: {:?}", told.dates);
    assert_eq!(next(Role::Ta).await.county, None, "who does not follow the county reads nothing of it");
    let today = lists::today(app, &senco, now, &info).await.unwrap();
    assert_eq!(today.undated.iter().map(|row| row.id).collect::<Vec<_>>(), [pupil.id]);

    let plan = Ehcp { made_on: Some(date(2025, 1, 13)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, pupil.id, None, plan).await.unwrap();
    let told = next(Role::Senco).await;
    assert_eq!(told.county.unwrap().lacks, []);
    assert!(told.dates.iter().any(|ahead| ahead.on == date(2026, 1, 12)), "{:?}", told.dates);
    assert!(lists::today(app, &senco, now, &info).await.unwrap().undated.is_empty());
    let record = records::get(&ground.world.read(), pupil.id).await.unwrap();
    assert_eq!(record.state.statutory, StatutoryState::EhcpInPlace);
}

#[tokio::test]
async fn a_child_whom_a_roll_left_out_goes_on_where_they_stood() {
    let ground = Ground::new().await;
    let (app, world) = (&ground.app, &ground.world);
    let both =
        [InFile(41, "Rollson", spell("2025-01-13", "K")), InFile(42, "Stayson", spell("2025-01-13", "K"))];
    import(&ground, &file(&both)).await;
    let pupil = child(&ground, 41).await;
    // Step 6 with a place in a group, and the county has been asked.
    let allowed = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    let record = records::get(&tx, pupil.id).await.unwrap();
    let state = CaseState {
        cycle: 1,
        support: Some(SupportState::Monitoring),
        statutory: StatutoryState::Requested,
        ..record.state.clone()
    };
    records::renew(&tx, &allowed, &[records::Record { state, ..record }]).await.unwrap();
    let at = |day: i8, hour| ground.app.set_clock(Clock::london_at(date(2026, 9, day), hour, 0));
    at(14, 11);
    let event = |what, code: &str| world.event(Event::pupil(what, pupil.id, code));
    let events = [event(Happening::MovedOn, "to-monitoring"), event(Happening::StatutoryMoved, "prepare")];
    tx.commit(&allowed, ground.now(), events).await.unwrap();
    at(14, 12);
    let request = event(Happening::StatutoryMoved, "request");
    world.write().await.commit(&allowed, ground.now(), [request]).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let input = crate::teaching::group(vec![(pupil.id, None)], vec![]);
    let group = app::teaching::save_provision(app, &senco, ground.now(), input).await.unwrap().id();

    at(15, 9);
    let alone = file(&both[1..]).replace("partial", "full");
    let yes = Choice { yes_leaving: true, ..Choice::default() };
    let roll = ctf::read(alone.as_bytes(), ground.now().today).unwrap();
    let into = || Into::School(world.school.clone());
    let done = roll::import_now(app, &senco, ground.now(), into(), &roll, yes, false).await.unwrap();
    let leaver = done.plan.leaving.iter().find(|leaver| leaver.pupil.id == pupil.id).unwrap();
    assert_eq!(leaver.ends, ["SEN support, at step 6 monitoring", "Assessment requested"]);
    let gone = records::get(&world.read(), pupil.id).await.unwrap().state;
    assert_eq!(gone.support, Some(SupportState::Closed(CloseReason::LeftSchool)));
    assert_eq!(gone.statutory, StatutoryState::LeftSchool);

    at(22, 9);
    let done = import(&ground, &file(&both[..1])).await;
    assert_eq!(
        done.plan.joining(roll::Join::GoesOn).map(|taken| taken.pupil.id).collect::<Vec<_>>(),
        [pupil.id]
    );
    let db = world.read();
    let back = records::get(&db, pupil.id).await.unwrap().state;
    assert_eq!((back.support, back.round, back.cycle), (Some(SupportState::Monitoring), 1, 1));
    assert_eq!(back.statutory, StatutoryState::Requested);
    let rounds = records::rounds(&db, pupil.id).await.unwrap();
    assert_eq!((rounds.len(), rounds[0].closed_on), (1, None));
    let group = store::queries::provisions::get(&db, group).await.unwrap().unwrap();
    let today = ground.now().today;
    let holds = |day| group.children_on(day).any(|place| place.pupil == pupil.id);
    assert!(holds(today) && !holds(days_after(today, -1)), "{:?}", group.places);
    let info = app.school(world.school.id, None).await.unwrap();
    let back_here = child(&ground, 41).await;
    let story = app::record::story::story(app, &senco, &info, &back_here, None).await.unwrap();
    assert!(story.iter().any(|told| told.title.starts_with("Came back to the school")));
}

#[tokio::test]
async fn a_child_who_is_back_keeps_the_plan_whatever_the_roll_says() {
    let ground = Ground::new().await;
    let (app, world) = (&ground.app, &ground.world);
    let at = |day: i8| app.set_clock(Clock::london_at(date(2026, 9, day), 9, 0));
    let plan = InFile(41, "Rollson", spell("2025-01-13", "E"));
    let other = InFile(42, "Stayson", spell("2025-01-13", "K"));
    import(&ground, &file(&[plan, other])).await;
    let pupil = child(&ground, 41).await.id;
    let stands = async || records::get(&world.read(), pupil).await.unwrap().state.statutory;
    assert_eq!(stands().await, StatutoryState::EhcpInPlace);

    at(15);
    let other = InFile(42, "Stayson", spell("2025-01-13", "K"));
    let alone = file(&[other]).replace("partial", "full");
    let roll = ctf::read(alone.as_bytes(), ground.now().today).unwrap();
    let yes = Choice { yes_leaving: true, ..Choice::default() };
    let (senco, into) = (ground.actor(Role::Senco), Into::School(world.school.clone()));
    roll::import_now(app, &senco, ground.now(), into, &roll, yes, false).await.unwrap();
    assert_eq!(stands().await, StatutoryState::LeftSchool);

    // Back, and the file says K: the plan stays until somebody records that it has ceased.
    at(22);
    let done = import(&ground, &file(&[InFile(41, "Rollson", spell("2025-01-13", "K"))])).await;
    assert_eq!(stands().await, StatutoryState::EhcpInPlace);
    assert_eq!(done.plan.plans_that_stay.iter().map(|one| one.id).collect::<Vec<_>>(), [pupil]);
    // Left again and back within eight weeks: as it stood then.
    at(23);
    let (senco, into) = (ground.actor(Role::Senco), Into::School(world.school.clone()));
    roll::import_now(app, &senco, ground.now(), into, &roll, yes, false).await.unwrap();
    at(28);
    import(&ground, &file(&[InFile(41, "Rollson", spell("2025-01-13", "E"))])).await;
    assert_eq!(stands().await, StatutoryState::EhcpInPlace);
}

#[tokio::test]
async fn a_roll_does_not_end_a_plan_and_names_whose_stays() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    import(&ground, &file(&[InFile(41, "Rollson", spell("2025-01-13", "E"))])).await;
    let ended = "<SEN><StartDate>2025-01-13</StartDate><EndDate>2026-08-31</EndDate><SENprovision>E</SENprovision></SEN>";
    let ended = format!("{ended}{}", spell("2026-09-01", "K"));
    for _ in 0..2 {
        // The same file again says it again: nothing was recorded since.
        let done = import(&ground, &file(&[InFile(41, "Rollson", ended.clone())])).await;
        let staying: Vec<_> = done.plan.plans_that_stay.iter().map(|pupil| pupil.surname.as_str()).collect();
        assert_eq!(staying, ["Rollson"]);
    }
    let pupil = child(&ground, 41).await;
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let told = pathway::what_next(app, &ground.actor(Role::Senco), &info, &pupil, now.today).await.unwrap();
    let codes: Vec<_> = told.county.unwrap().lacks.iter().map(|item| item.code).collect();
    assert_eq!(codes, ["arrive-with-plan.no-day-made", plan_in_place::ROLL_SAYS_OTHERWISE]);
    let wrong = census::show_census(app, &ground.actor(Role::Senco), now).await.unwrap();
    let line = wrong.wrong().find(|line| line.pupil.id == pupil.id).unwrap();
    assert!(
        line.row
            .findings
            .iter()
            .any(|finding| finding.to_string().contains("record that the plan has ceased"))
    );
}

#[tokio::test]
async fn a_spreadsheet_waits_under_one_id_until_it_is_taken_once() {
    let ground = Ground::new().await;
    let (app, now, data) = (&ground.app, ground.now(), ground.actor(Role::DataManager));
    let csv = format!("{},Rollson,Kit,09/03/2018\n", Upn::compose(999, 2001, 22, 43)).into_bytes();
    let read = roll::read_file(csv, now.today).await.unwrap();
    let Next::Columns(id) = roll::stage_file(app, &data, now, "no headings.csv", read).await.unwrap() else {
        panic!("columns are to be named");
    };
    let fields = [RollField::Upn, RollField::Surname, RollField::Forename, RollField::BornOn];
    let columns = ["A", "B", "C", "D"].map(str::to_owned).into_iter().zip(fields).collect();
    let mapping = Mapping { columns };
    for _ in 0..2 {
        roll::take_columns(app, &data, now, id, mapping.clone()).await.unwrap();
        let (again, remembered) = roll::show_sheet(app, &data, id).await.unwrap();
        assert_eq!((again.sheet.rows.len(), &remembered), (1, &mapping));
        let waiting = imports::list_imports(app, &data).await.unwrap().waiting;
        assert_eq!(
            waiting.iter().map(|one| (one.id, one.file.as_str())).collect::<Vec<_>>(),
            [(id, "no headings.csv")]
        );
    }
    assert!(!imports::was_carried_out(app, &data, id).await.unwrap());
    let done = roll::commit_staged(app, &data, now, id, Choice::default()).await.unwrap();
    assert_eq!(done.plan.new.len(), 1);
    let second = roll::commit_staged(app, &data, now, id, Choice::default()).await;
    assert!(matches!(second, Err(Fault::NotFound)), "{second:?}");
    assert!(imports::was_carried_out(app, &data, id).await.unwrap());
    assert!(imports::was_carried_out(app, &ground.actor(Role::Teacher), id).await.is_err());
}
