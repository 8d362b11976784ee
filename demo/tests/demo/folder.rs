//! The folder of a demonstration: made whole or not at all, opened as it is, never a real school's.

use app::{App, Clock, Random};
use demo::Plan;
use domain::date;
use store::{Options, Place, Store, queries::schools};

fn plan(schools: u32) -> Plan {
    Plan { pupils: 30, seed: 1, today: date(2026, 11, 23), schools, pupils_elsewhere: 20 }
}

#[tokio::test]
async fn as_many_schools_as_were_asked_for_and_nothing_else_in_the_folder() {
    for number in [1, 3] {
        let folder = tempfile::tempdir().unwrap();
        assert!(!demo::is_there(folder.path()));
        let store = demo::open(folder.path(), plan(number)).await.unwrap();
        assert_eq!(schools::all(&store).await.unwrap().len(), number as usize);
        assert_eq!(store.integrity_faults().await.unwrap(), Vec::<String>::new());
        store.close().await.unwrap();
        let files: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["waymark.db"]);
        assert!(demo::is_there(folder.path()));
    }
}

#[tokio::test]
async fn a_folder_that_is_there_is_opened_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    demo::open(folder.path(), plan(1)).await.unwrap().close().await.unwrap();
    let later = Plan { seed: 2, today: date(2031, 5, 1), ..plan(3) };
    let store = demo::open(folder.path(), later).await.unwrap();
    assert_eq!(schools::all(&store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_real_school_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File(folder.path().join("waymark.db"));
    let store = Store::open(&place, Options::default()).await.unwrap();
    let app = App::new(store.clone(), Clock::on_day(date(2026, 11, 23)), Random::seeded(1));
    let roll = exchange::roll::Roll {
        format: exchange::roll::RollFormat::Xlsx,
        version: None,
        source: None,
        full: false,
        pupils: Vec::new(),
        refused: Vec::new(),
        notes: Vec::new(),
    };
    let school = domain::people::School {
        id: app.id(app.now()),
        name: "Real Primary School".to_owned(),
        urn: String::new(),
        authority: 919,
        establishment: 2100,
        phase: "primary".to_owned(),
        settings: domain::people::SchoolSettings::default(),
        revision: 1,
        demo: false,
    };
    let operator = domain::permissions::Actor::operator(school.id);
    let (into, choice) = (app::roll::Into::NewSchool(school), app::roll::Choice::default());
    app::roll::import_now(&app, &operator, app.now(), into, &roll, choice, false).await.unwrap();
    drop(app);
    store.close().await.unwrap();
    let refused = demo::open(folder.path(), plan(1)).await.unwrap_err();
    assert!(refused.to_string().contains("holds a real school"), "{refused}");
}
