//! A child moves on: the transition's page and sheet, the test arrangements of year 6.

use app::{Fault, early, papers, papers::PaperName, transition};
use domain::{
    date,
    people::{Pupil, Role, YearGroup},
    record::{
        Adaptation, Concern, Content, Difference, NeedSource, Party, Plan, Transition, TransitionStage,
        TransitionVisit,
    },
};

use crate::{early::fields, ground::Ground, papers::info};

fn planned() -> Transition {
    Transition {
        to: "5 Ash, Mr Gale".into(),
        begins_on: Some(date(2026, 9, 1)),
        moves_on: Some(date(2027, 9, 2)),
        visits: vec![TransitionVisit {
            on: Some(date(2027, 7, 5)),
            what: "A morning in 5 Ash".into(),
            who: "With two friends".into(),
            done: false,
        }],
        passed_on: "The picture timetable".into(),
        worries: "Being hurried".into(),
        ..Transition::default()
    }
}

/// A concern, and an adaptation that helped.
async fn helped(ground: &Ground, pupil: &Pupil) {
    let (app, now, teacher) = (&ground.app, ground.now(), ground.actor(Role::Teacher));
    let concern =
        Concern { raised_by: Party::Teacher, noticed: "Guesses words".into(), ..Concern::default() };
    early::raise_concern(app, &teacher, now, pupil.id, None, concern).await.unwrap();
    let adaptation = Adaptation {
        what: "One instruction at a time".into(),
        how_often: "Every lesson".into(),
        from_on: Some(date(2026, 9, 7)),
        difference: Some(Difference::Enough),
        seen: "Starts by herself".into(),
        ..Adaptation::default()
    };
    early::record_adaptation(app, &teacher, now, pupil.id, adaptation).await.unwrap();
}

async fn words(ground: &Ground, role: Role, pupil: &Pupil, name: PaperName) -> Result<String, Fault> {
    let info = info(ground).await;
    let sheet = papers::paper(&ground.app, &ground.actor(role), ground.now(), &info, pupil, name).await?;
    // A line of a column may break anywhere.
    let words = papers::set(vec![sheet]).await?.all_words();
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[tokio::test]
async fn a_move_is_planned_by_senco_or_class_teacher_and_its_sheet_says_what_works() {
    let ground = Ground::new().await;
    let (app, now, child) = (&ground.app, ground.now(), &ground.world.pupils[1]);
    let school = info(&ground).await;
    helped(&ground, child).await;
    assert!(matches!(
        words(&ground, Role::Senco, child, PaperName::TransitionSheet).await,
        Err(Fault::NotFound)
    ));
    let save = async |role, of, transition| {
        transition::save_transition(app, &ground.actor(role), now, child.id, of, transition).await
    };
    let nowhere = save(Role::Teacher, None, Transition::default()).await.unwrap_err();
    assert_eq!(fields(nowhere), ["to", "begins_on-day"]);
    for role in [Role::Parent, Role::Ta, Role::Head, Role::Agency] {
        let refused = save(role, None, planned()).await;
        assert!(matches!(refused, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    let entry = save(Role::Teacher, None, planned()).await.unwrap();
    let again = Transition { meets: "Mrs Patel and Mr Gale".into(), ..planned() };
    save(Role::Senco, Some((entry, 1)), again).await.unwrap();
    assert!(matches!(save(Role::Teacher, Some((entry, 1)), planned()).await, Err(Fault::Stale)));

    let shown = async |role, today| {
        transition::show_transition(app, &ground.actor(role), &school, child, today).await
    };
    let by_parent = shown(Role::Parent, now.today).await.unwrap();
    assert_eq!((by_parent.stage, by_parent.may_write), (TransitionStage::Prepared, false));
    assert_eq!(by_parent.transition.meets, "Mrs Patel and Mr Gale");
    assert!(matches!(shown(Role::Ta, now.today).await, Err(Fault::Forbidden(_))));
    let after = shown(Role::Senco, date(2027, 9, 2)).await.unwrap();
    assert!(after.written.is_none() && after.may_write, "the next move begins anew");
    assert_eq!(after.earlier, [(entry, "5 Ash, Mr Gale".to_owned())]);

    let sheet = words(&ground, Role::Senco, child, PaperName::TransitionSheet).await.unwrap();
    for said in [
        "5 Ash, Mr Gale",
        "A morning in 5 Ash",
        "One instruction at a time",
        "Starts by herself",
        "The picture timetable",
        "Being hurried",
        "Mrs Patel and Mr Gale",
    ] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
    assert!(words(&ground, Role::Parent, child, PaperName::TransitionSheet).await.is_ok());
    let by_ta = words(&ground, Role::Ta, child, PaperName::TransitionSheet).await;
    assert!(matches!(by_ta, Err(Fault::NotFound)));
}

#[tokio::test]
async fn test_arrangements_are_for_year_six_and_two_and_say_since_when_and_why() {
    let ground = Ground::new().await;
    let (app, now, child) = (&ground.app, ground.now(), &ground.world.pupils[1]);
    helped(&ground, child).await;
    let plan = Plan {
        cycle: 1,
        strategies: "- Works in the small room\n- one instruction at a time".into(),
        needs: vec![NeedSource {
            on: Some(date(2026, 6, 8)),
            source: "Reading age test".into(),
            says: "7 years 2 months".into(),
        }],
        ..Plan::default()
    };
    let content = Content::Plan(plan);
    let writing = app::record::Writing { pupil: child.id, of: None, on: now.today, content };
    app::record::write_entry(app, &ground.actor(Role::Senco), now, writing).await.unwrap();
    let name = PaperName::TestArrangements;
    let school = info(&ground).await;
    let offered = async |pupil: &Pupil| {
        let all = papers::offered(app, &ground.actor(Role::Senco), now, &school, pupil).await.unwrap();
        all.into_iter().any(|one| one.paper == name && one.is_ready)
    };
    for (year, is_offered) in [(1, false), (2, true), (5, false), (6, true)] {
        let pupil = Pupil { year: YearGroup(year), ..child.clone() };
        assert_eq!(offered(&pupil).await, is_offered, "year {year}");
    }
    let child = Pupil { year: YearGroup(6), ..child.clone() };
    let paper = words(&ground, Role::Teacher, &child, name).await.unwrap();
    for said in [
        "One instruction at a time",
        "7 September 2026",
        "Starts by herself",
        "Works in the small room",
        "Reading age test",
        "A scribe",
    ] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    assert_eq!(paper.to_lowercase().matches("one instruction at a time").count(), 1, "said once");
}
