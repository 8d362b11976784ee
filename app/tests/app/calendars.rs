//! A person's calendar: their children only, by initials; its address is theirs to make and to stop.

use app::{
    Fault, calendars,
    meetings::{self, LeavingOut},
    settings,
};
use domain::{
    date,
    deadlines::appeal,
    meetings::Ground as Why,
    pathway::{CaseState, StatutoryState, SupportState},
    people::Role,
    permissions::Action,
    record::{CountyLetter, LetterKind, Party},
};
use store::queries::records;

use crate::{
    ground::Ground,
    meetings::{DAY, plan, planning},
};

/// An application of child 1 runs, and a review of child 3, of another class, is due.
async fn with_dates() -> Ground {
    let ground = Ground::new().await;
    for (child, statutory) in [(1, StatutoryState::Requested), (3, StatutoryState::None)] {
        let state = CaseState {
            round: 1,
            cycle: 1,
            support: Some(SupportState::Monitoring),
            support_entered_on: Some(date(2026, 9, 7)),
            statutory,
            ..CaseState::default()
        };
        let allowed = ground.world.on_child(Action::MoveAlong, child);
        let tx = ground.world.write().await;
        let record = records::get(&tx, ground.world.pupils[child].id).await.unwrap();
        let due = records::Record { state, review_due_on: Some(date(2026, 10, 23)), ..record };
        records::save(&tx, &allowed, &due).await.unwrap();
        ground.world.commit(tx, &allowed).await;
    }
    let letter = CountyLetter::new(LetterKind::Received, date(2026, 9, 7));
    let child = ground.world.pupils[1].id;
    app::county::record_letter(&ground.app, &ground.actor(Role::Senco), ground.now(), child, letter, "")
        .await
        .unwrap();
    ground
}

async fn calendar(ground: &Ground, role: Role) -> String {
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let account = ground.world.accounts[&role].id;
    let file =
        calendars::write_calendar(&ground.app, &info, account, "https://w.example/", ground.now()).await;
    String::from_utf8(file.unwrap()).unwrap().replace("\r\n ", "")
}

#[tokio::test]
async fn it_holds_the_dates_of_those_whom_one_sees_and_no_name() {
    let ground = with_dates().await;
    let senco = calendar(&ground, Role::Senco).await;
    assert_eq!(senco, calendar(&ground, Role::Senco).await, "the same bytes");
    assert!(senco.contains("DTSTART;VALUE=DATE:20270125"), "20 weeks from 7 September 2026: {senco}");
    assert_eq!(senco.matches("SUMMARY:Progress review\\, by this day").count(), 2, "{senco}");
    assert!(senco.contains("SS\\, "), "initials and class: {senco}");
    assert!(!ground.names_a_child(&senco), "{senco}");
    let teacher = calendar(&ground, Role::Teacher).await;
    assert_eq!(teacher.matches("SUMMARY:Progress review\\, by this day").count(), 1, "own class: {teacher}");
    let parent = calendar(&ground, Role::Parent).await;
    assert!(parent.contains(": your child") && !parent.contains("SS\\, "), "{parent}");
    for role in [Role::Governor, Role::Admin] {
        assert!(!calendar(&ground, role).await.contains("BEGIN:VEVENT"), "{role:?}");
    }
}

#[tokio::test]
async fn a_planned_meeting_stands_at_its_hour_for_those_who_are_asked_to_it() {
    let ground = with_dates().await;
    let child = ground.world.pupils[1].id;
    let meeting = plan(&ground, &[planning(child, DAY, 15)]).await;
    assert_eq!(meeting, 1);
    for role in [Role::Senco, Role::Teacher, Role::Parent] {
        let file = calendar(&ground, role).await;
        for line in ["DTSTART:20260930T143000Z", "DTEND:20260930T150000Z", "LOCATION:Room 4\\, by the hall"] {
            assert!(file.lines().any(|known| known.trim_end() == line), "{role:?} {line}: {file}");
        }
        assert!(!ground.names_a_child(&file), "{file}");
    }
    let senco = calendar(&ground, Role::Senco).await;
    assert_eq!(
        senco.matches("SUMMARY:Progress review\\, by this day").count(),
        1,
        "of the other child: {senco}"
    );
    assert!(!calendar(&ground, Role::Ta).await.contains("Review meeting"), "not invited");

    // Whoever is left out reads nothing of it.
    let senco = ground.actor(Role::Senco);
    let pupil = &ground.world.pupils[1];
    let standing =
        meetings::next_meeting(&ground.app, &senco, pupil, ground.now().today).await.unwrap().unwrap();
    let who = standing.invited.iter().find(|one| one.party == Party::Parent).unwrap().id;
    let leaving = LeavingOut { who, ground: Why::CourtOrder, why: "Order of 3 May".to_owned() };
    let at = (child, Some(standing.sequence));
    meetings::leave_out_of_meeting(&ground.app, &senco, ground.now(), "https://w.example/", at, &leaving)
        .await
        .unwrap();
    let parent = calendar(&ground, Role::Parent).await;
    assert!(!parent.contains("Review meeting") && !parent.contains("Progress review"), "{parent}");
}

#[tokio::test]
async fn an_address_is_renewed_and_stopped() {
    let ground = with_dates().await;
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    assert!(calendars::has_address(app, &senco).await.unwrap().is_none());
    let first = calendars::renew_address(app, &senco, ground.now()).await.unwrap();
    assert_eq!(calendars::whose(app, &first).await.unwrap(), (senco.school, senco.user().unwrap()));
    let second = calendars::renew_address(app, &senco, ground.now()).await.unwrap();
    assert!(calendars::whose(app, &first).await.is_err(), "the old one stops");
    assert!(calendars::whose(app, &second).await.is_ok());
    assert!(calendars::whose(app, "").await.is_err());
    for _ in 0..2 {
        calendars::stop_address(app, &senco, ground.now()).await.unwrap();
    }
    assert!(calendars::whose(app, &second).await.is_err());
    assert!(calendars::has_address(app, &senco).await.unwrap().is_none());
}

/// What was "not known" is known once a school has typed the bank holidays and says until when they are whole.
#[tokio::test]
async fn a_longer_list_of_bank_holidays_makes_a_date_known() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let school = ground.world.school.id;
    let year = domain::calendar::AcademicYear::starting_in(2026);
    let decided_on = date(2029, 1, 31);
    let appeal = async || {
        let info = app.school(school, None).await.unwrap();
        appeal::due_on(decided_on, None, info.calendar.bank_holidays())
    };
    assert!(appeal().await.is_err());
    let typed = async |holidays: &str, known_until| {
        let info = app.school(school, None).await.unwrap();
        let stands = settings::form_of(&info.calendar, year);
        let form = settings::CalendarForm { holidays: holidays.to_owned(), known_until, ..stands };
        settings::change_calendar(app, &senco, now, &form, &settings::digest(&info.calendar)).await
    };
    let days = "01/01/2029 New Year's Day\n30/03/2029 Good Friday\n02/04/2029 Easter Monday";
    for (holidays, until) in [
        (days, date(2029, 3, 31)), // before the last that was typed
        (days, date(2030, 6, 30)), // nothing of 2030 is typed
        ("", date(2029, 12, 31)),
    ] {
        let Err(Fault::Invalid(faults)) = typed(holidays, Some(until)).await else { panic!("{until}") };
        assert_eq!(faults[0].field, "known-until");
        assert!(appeal().await.is_err());
    }
    typed(days, Some(date(2029, 4, 30))).await.unwrap();
    // 31 March 2029 is the Saturday after Good Friday: the next working day is the Tuesday.
    assert_eq!(appeal().await, Ok(date(2029, 4, 3)));
    typed(days, None).await.unwrap();
    assert_eq!(appeal().await, Ok(date(2029, 4, 3)), "what is not typed stays as it stands");
}
