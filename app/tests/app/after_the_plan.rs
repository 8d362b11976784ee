//! After a plan is in place: a child with one leaves, and the file goes on; a plan is amended, and what changed shows.

use app::{county, lists};
use domain::{
    Date,
    calendar::count::days_after,
    date,
    deadlines::file_transfer,
    difference::Piece,
    pathway::{CaseState, StatutoryState},
    people::Role,
    permissions::Action,
    record::{CountyLetter, Ehcp, EhcpOutcome, LetterKind, SectionFLine},
};
use store::queries::pupils;

use crate::{ground::Ground, late::stand, papers::info};

const MONDAY: Date = date(2026, 9, 14);

#[tokio::test]
async fn the_file_of_a_child_who_leaves_with_a_plan_is_owed_until_it_is_sent() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let plan = Ehcp { made_on: Some(date(2026, 1, 12)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let owed = async || {
        let board = county::show_dates(app, &senco, &info, now.today).await.unwrap();
        let lines: Vec<(Date, bool)> = board
            .iter()
            .flat_map(|month| &month.dates)
            .filter(|(line, _)| line.id == child && line.title == file_transfer::RULE.title)
            .map(|(line, is_open)| (line.due_on, *is_open))
            .collect();
        lines
    };
    assert_eq!(owed().await, [], "a child who is here owes nothing to another school");

    let left_on = days_after(MONDAY, -6);
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    pupils::leave(&tx, &allowed, &[child], left_on).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    stand(&ground, 1, CaseState { statutory: StatutoryState::LeftSchool, ..CaseState::default() }).await;
    let due_on = file_transfer::due_on(left_on, &info.calendar).unwrap();
    assert_eq!(owed().await, [(due_on, true)], "fifteen school days after the last one");
    let today = lists::today(app, &senco, domain::Now { today: due_on, ..now }, &info).await.unwrap();
    let line = today.due.iter().find(|line| line.id == child).unwrap();
    assert_eq!((line.title.as_str(), line.is_late), (file_transfer::RULE.title, false));
    let later = domain::Now { today: days_after(due_on, 1), ..now };
    let today = lists::today(app, &senco, later, &info).await.unwrap();
    assert!(today.overdue.iter().any(|line| line.id == child && line.is_late), "late from the next day on");

    let sent = CountyLetter::new(LetterKind::FileSent, MONDAY);
    let refused = county::record_letter(app, &teacher, now, child, sent.clone(), "").await;
    assert!(refused.is_err(), "the SENCO sends it: {refused:?}");
    county::record_letter(app, &senco, now, child, sent, "").await.unwrap();
    assert!(owed().await.iter().all(|(_, is_open)| !is_open), "it has gone");
    let today = lists::today(app, &senco, later, &info).await.unwrap();
    assert!(today.due.iter().chain(&today.overdue).all(|line| line.id != child));
}

#[tokio::test]
async fn what_changed_since_an_amendment_shows_part_by_part_to_those_who_read_the_plan() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    let line = |text: &str, minutes| SectionFLine {
        text: text.into(),
        minutes_per_week: minutes,
        ..SectionFLine::default()
    };
    let first = Ehcp {
        made_on: Some(date(2026, 1, 12)),
        outcomes: vec![EhcpOutcome { text: "Reads alone for ten minutes".into() }],
        provision: vec![line("Reading with a trained adult", 60)],
        ..Ehcp::default()
    };
    let id = county::write_ehcp(app, &senco, now, child, None, first.clone()).await.unwrap();
    // A correction of the same plan is no amendment.
    let corrected = Ehcp { document: "Cabinet 2".into(), ..first.clone() };
    county::write_ehcp(app, &senco, now, child, Some((id, 1)), corrected.clone()).await.unwrap();
    assert_eq!(county::plan_changes(app, &senco, &info, pupil).await.unwrap(), None);

    let amended = Ehcp {
        amended_on: Some(date(2026, 9, 7)),
        outcomes: vec![EhcpOutcome { text: "Reads alone for twenty minutes".into() }],
        provision: vec![line("Reading with a trained adult", 120)],
        ..corrected
    };
    county::write_ehcp(app, &senco, now, child, Some((id, 2)), amended).await.unwrap();
    let (since, parts) = county::plan_changes(app, &senco, &info, pupil).await.unwrap().unwrap();
    assert_eq!(since, date(2026, 1, 12), "beside the plan of the day on which it was made");
    let all: Vec<&Piece> = parts.iter().flat_map(|(_, pieces)| pieces).collect();
    let says = |want: fn(&Piece) -> Option<&str>, words: &str| {
        all.iter().filter_map(|piece| want(piece)).any(|text| text.contains(words))
    };
    assert!(says(gone, "ten") && says(new, "twenty"), "{parts:?}");
    assert!(says(gone, "60") && says(new, "120"), "{parts:?}");
    assert!(!says(new, "Cabinet") && !says(gone, "Reading with"), "what stayed is no change: {parts:?}");
    for (role, sees) in [(Role::Parent, true), (Role::Teacher, true), (Role::Ta, false), (Role::Pupil, false)]
    {
        let shown = county::plan_changes(app, &ground.actor(role), &info, pupil).await.unwrap();
        assert_eq!(shown.is_some(), sees, "{role:?}");
    }
}

fn gone(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Gone(text) => Some(text),
        _ => None,
    }
}

fn new(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::New(text) => Some(text),
        _ => None,
    }
}
