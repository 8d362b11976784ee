//! Every screen of the demonstration has something to show.

use std::{collections::BTreeSet, sync::Arc};

use app::{App, Clock, Random, SchoolInfo, demonstration, gathering, lists, teaching};
use demo::Plan;
use domain::{
    Date, Now, UserId, calendar::count::days_after, date, people::Role, permissions::Actor,
    progress::gap_to_peers::Answer,
};

/// A demonstration on its day, at noon.
struct Shown {
    app: App,
    info: Arc<SchoolInfo>,
    _folder: tempfile::TempDir,
}

impl Shown {
    async fn on(today: Date, pupils: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = Plan { pupils, seed: 1, today, schools: 2, pupils_elsewhere: 20 };
        let store = demo::open(folder.path(), plan).await.unwrap();
        let app = App::new(store, Clock::standing(Clock::london_at(today, 12, 0)), Random::seeded(2));
        let (school, _) = demonstration::persona(&app, Role::Senco).await.unwrap().unwrap();
        let info = app.school(school, None).await.unwrap();
        Self { app, info, _folder: folder }
    }

    fn now(&self) -> Now {
        self.app.now()
    }

    async fn persona(&self, role: Role) -> Arc<Actor> {
        let (_, account): (_, UserId) = demonstration::persona(&self.app, role).await.unwrap().unwrap();
        self.app.actor(&self.info, account, self.now().today).await.unwrap()
    }
}

#[tokio::test]
async fn the_week_has_a_child_for_each_verdict_on_every_day_of_a_term_week() {
    // The first week of a year, the middle of a term, the week after a half term, the last days of a year.
    for today in [date(2026, 9, 9), date(2026, 11, 23), date(2027, 2, 25), date(2027, 6, 29)] {
        let shown = Shown::on(today, 120).await;
        let senco = shown.persona(Role::Senco).await;
        let week = gathering::show_week(&shown.app, &senco, shown.now(), &shown.info, today).await.unwrap();
        for (what, lines) in [
            ("off track", &week.off_track),
            ("sessions missed", &week.sessions_missed),
            ("not enough data", &week.no_data),
            ("met and kept", &week.met_and_kept),
            ("met", &week.met),
            ("ahead", &week.ahead),
            ("on track", &week.on_track),
        ] {
            assert!(!lines.is_empty(), "{today}: nobody is {what}");
        }
        assert!(!week.latest.is_empty(), "{today}: no attainment");
    }
}

#[tokio::test]
async fn the_teaching_assistant_has_a_group_today_on_every_school_day() {
    for ahead in 0..5 {
        let today = days_after(date(2026, 11, 23), ahead);
        let shown = Shown::on(today, 60).await;
        let ta = shown.persona(Role::Ta).await;
        let week = teaching::my_week(&shown.app, &ta, shown.now(), &shown.info, None).await.unwrap();
        assert!(week.school_today && !week.today.is_empty(), "{today}: no group");
        assert!(
            week.today.iter().all(|group| !group.children.is_empty()),
            "{today}: a group without children"
        );
    }
}

#[tokio::test]
async fn today_and_the_board_are_full() {
    let shown = Shown::on(date(2026, 11, 23), 120).await;
    let senco = shown.persona(Role::Senco).await;
    let today = lists::today(&shown.app, &senco, shown.now(), &shown.info).await.unwrap();
    assert!(!today.concerns.is_empty(), "no concern waits");
    assert!(!today.overdue.is_empty() && !today.due.is_empty(), "no legal date");
    assert!(!today.reviews.is_empty(), "no review to book");
    assert!(!today.changes.is_empty(), "nothing changed");
    let board =
        lists::board(&shown.app, &senco, shown.now(), &shown.info, &lists::Filter::default()).await.unwrap();
    for column in &board.columns {
        assert!(!column.children.is_empty(), "nobody is at step {}", column.number);
    }
}

#[tokio::test]
async fn the_gap_to_peers_is_real_and_closes_for_some() {
    let shown = Shown::on(date(2026, 11, 23), 120).await;
    let senco = shown.persona(Role::Senco).await;
    let children = demonstration::world(&shown.app, shown.now()).await.unwrap();
    let children = children["personas"]["senco"]["children"].as_array().unwrap().clone();
    let mut answers = BTreeSet::new();
    for child in children {
        let id: uuid::Uuid = child["id"].as_str().unwrap().parse().unwrap();
        let pupil = app::child::see(&shown.app, &senco, id.into()).await.unwrap();
        let (now, size) = (shown.now(), (600, 300));
        let progress = gathering::show_progress(&shown.app, &senco, now, &shown.info, &pupil, size.into())
            .await
            .unwrap();
        for subject in progress.subjects {
            assert!(subject.gap.is_some(), "no gap in {}", subject.subject);
            answers.insert(match subject.closed {
                Answer::Yes => "closed",
                Answer::No => "open",
                Answer::CannotTell => "cannot tell",
            });
        }
    }
    assert!(answers.contains("closed") && answers.contains("open"), "{answers:?}");
}

#[tokio::test]
async fn everybody_has_whom_to_see_whatever_the_size_of_the_school() {
    for pupils in [20, 40, 120] {
        let shown = Shown::on(date(2026, 11, 23), pupils).await;
        let world = demonstration::world(&shown.app, shown.now()).await.unwrap();
        for role in Role::ALL {
            let persona = &world["personas"][role.code()];
            let children = persona["children"].as_array().unwrap().len();
            match role {
                Role::Governor | Role::Admin => assert_eq!(children, 0, "{role:?}"),
                Role::Parent | Role::Pupil | Role::Agency => assert_eq!(children, 1, "{role:?} of {pupils}"),
                Role::Senco | Role::Head | Role::DataManager => {
                    assert_eq!(children, pupils as usize, "{role:?}");
                    assert!(persona["may_not_see"].is_null(), "{role:?}");
                }
                Role::Teacher | Role::Ta => assert!(children > 0, "{role:?} of {pupils}"),
            }
            let sees_all = matches!(role, Role::Senco | Role::Head | Role::DataManager);
            assert!(sees_all || persona["may_not_see"]["id"].is_string(), "{role:?}");
            assert!(persona["of_another_school"]["id"].is_string(), "{role:?}");
        }
    }
}

#[tokio::test]
async fn the_data_manager_has_somebody_to_remind_and_earlier_weeks_are_closed() {
    for today in [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)] {
        let shown = Shown::on(today, 120).await;
        let manager = shown.persona(Role::DataManager).await;
        let of =
            async |day| gathering::gather(&shown.app, &manager, shown.now(), &shown.info, day).await.unwrap();
        let (this, before) = (of(today).await, of(days_after(today, -7)).await);
        assert!(this.all.missing() + before.all.missing() == 1, "{today}: one session was forgotten");
        assert_eq!(this.to_remind() + before.to_remind(), 1, "{today}: nobody to remind");
        // The week before is closed on Tuesday, every earlier one is.
        let closed: Vec<bool> = this.earlier.iter().map(|week| week.closed).collect();
        assert_eq!(closed[0], today == date(2026, 11, 26), "{today}: {closed:?}");
        assert!(closed.len() > 4 && closed[1..].iter().all(|closed| *closed), "{today}: {closed:?}");
    }
}
