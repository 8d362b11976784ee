//! Letters of step 8: offered when the record has the fact, begun with what it says.

use app::{
    Fault, county,
    papers::{self, LetterForm, SendForm, What},
};
use documents::papers::LetterKind;
use domain::{
    date,
    pathway::{CaseState, StatutoryState, SupportState},
    people::Role,
    record::{
        Content, CountyLetter, Decision, Ehcp, LetterKind as CountyKind, Plan, Review, SectionFLine,
        TargetOutcome,
    },
};

use crate::{
    ground::Ground,
    late::{add, at, review, stand, target},
    papers::{info, parent_of},
};

const OF_STEP_8: [LetterKind; 8] = [
    LetterKind::Outcome,
    LetterKind::SupportContinues,
    LetterKind::SupportEnds,
    LetterKind::EhcpInPlace,
    LetterKind::RefusedToAssess,
    LetterKind::RefusedToIssue,
    LetterKind::PlanCeases,
    LetterKind::PlanStays,
];

async fn offered(ground: &Ground, role: Role) -> Vec<LetterKind> {
    let (actor, pupil) = (ground.actor(role), &ground.world.pupils[1]);
    let all = papers::letters_offered(&ground.app, &actor, pupil, ground.now().today).await.unwrap();
    all.into_iter().filter(|kind| OF_STEP_8.contains(kind)).collect()
}

async fn begun(ground: &Ground, kind: LetterKind) -> Result<String, Fault> {
    let (info, senco, pupil) = (info(ground).await, ground.actor(Role::Senco), &ground.world.pupils[1]);
    let begun = papers::letter_begun(&ground.app, &senco, ground.now(), &info, pupil, kind, "").await;
    begun.map(|(form, _)| form.text)
}

#[tokio::test]
async fn an_outcome_of_a_review_has_its_letter_and_no_other() {
    for (decision, kind) in
        [(Decision::StepDown, LetterKind::SupportContinues), (Decision::Stop, LetterKind::SupportEnds)]
    {
        let ground = Ground::new().await;
        let child = stand(&ground, 1, at(SupportState::Review)).await;
        assert!(offered(&ground, Role::Senco).await.is_empty(), "nothing was decided");
        for kind in OF_STEP_8 {
            assert!(matches!(begun(&ground, kind).await, Err(Fault::NotFound)), "{kind:?}");
        }
        let plan = Plan { cycle: 1, targets: vec![target(1), target(2)], ..Plan::default() };
        add(&ground, Role::Teacher, child, date(2026, 9, 1), Content::Plan(plan)).await;
        let held = Review {
            changes: "Twice a week, in a group of four.".into(),
            next_on: Some(date(2026, 10, 22)),
            ..review(TargetOutcome::Met, decision)
        };
        add(&ground, Role::Teacher, child, date(2026, 9, 11), Content::Review(held)).await;
        assert_eq!(offered(&ground, Role::Senco).await, [LetterKind::Outcome, kind]);
        assert!(offered(&ground, Role::Ta).await.is_empty());
        let text = begun(&ground, kind).await.unwrap();
        for said in ["- read 10 words a minute: met", "Twice a week, in a group of four."] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains('['), "no gap is left: {text}");
    }
}

#[tokio::test]
async fn a_refusal_that_stands_has_its_letter_with_the_last_days_and_sending_it_tells_the_parents() {
    let ground = Ground::new().await;
    let (info, child) = (info(&ground).await, &ground.world.pupils[1]);
    let state = CaseState { statutory: StatutoryState::Requested, ..CaseState::default() };
    let id = stand(&ground, 1, state).await;
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let record = async |kind, day, words: &str| {
        let letter = CountyLetter { words: words.into(), ..CountyLetter::new(kind, day) };
        county::record_letter(&ground.app, &senco, now, id, letter, "").await.unwrap();
    };
    record(CountyKind::Received, date(2026, 5, 4), "").await;
    record(CountyKind::RefusedToAssess, date(2026, 6, 10), "The school can meet the needs.").await;
    assert_eq!(offered(&ground, Role::Senco).await, [LetterKind::RefusedToAssess]);
    let text = begun(&ground, LetterKind::RefusedToAssess).await.unwrap();
    // The worked example of the law: adviser by 10 August, appeal by 1 September.
    for said in ["letter of 10 June 2026", "can meet the needs", "by 10 August 2026", "is 1 September 2026"] {
        assert!(text.contains(said), "{said}: {text}");
    }

    let mother = parent_of(&ground, 1).await;
    let text = text.replace(['[', ']'], "");
    let what =
        What::Letter(LetterKind::RefusedToAssess, LetterForm { to: format!("contact-{mother}"), text });
    let ready = papers::to_send(&ground.app, &senco, now, &info, child, &what).await.unwrap();
    let form = SendForm {
        to: format!("contact-{mother}"),
        reason: "They may appeal".into(),
        checked: ready.others.into_iter().map(|other| other.name).collect(),
    };
    papers::send_paper(&ground.app, &senco, now, &info, id, &what, &form).await.unwrap();
    let facts = app::pathway::facts::of(&ground.app, &senco, &info, child, now.today).await.unwrap();
    let facts = facts.statutory(domain::pathway::StatutoryMove::RefuseToAssess, &info.calendar, now.today);
    assert!(facts.parents_told_of_appeal, "the letter tells them");

    record(CountyKind::AppealUpheld, date(2026, 9, 11), "").await;
    assert!(offered(&ground, Role::Senco).await.is_empty(), "a refusal that was turned is none any more");
    assert!(matches!(begun(&ground, LetterKind::RefusedToAssess).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn a_plan_in_place_has_its_letter_with_section_f_and_the_talk() {
    let ground = Ground::new().await;
    let child = crate::plan_in_place::in_place(&ground, 1).await;
    assert!(offered(&ground, Role::Senco).await.is_empty(), "what the plan is is not recorded");
    let line = SectionFLine { text: "Reading in a small group".into(), ..SectionFLine::default() };
    let plan = |talk_on| Ehcp {
        made_on: Some(date(2026, 9, 7)),
        provision: vec![SectionFLine { times_per_week: 3, ..line.clone() }],
        talk_on,
        ..Ehcp::default()
    };
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let id = county::write_ehcp(&ground.app, &senco, now, child, None, plan(None)).await.unwrap();
    let text = begun(&ground, LetterKind::EhcpInPlace).await.unwrap();
    assert!(text.contains("[day of the talk]") && text.contains("made on 7 September 2026"), "{text}");
    assert!(text.contains("- Reading in a small group: 3 times a week"), "{text}");
    assert!(text.contains("finished by 6 September 2027"), "{text}");
    assert!(text.contains("a review can be held early"), "no letter of the county is on the record: {text}");

    let with_talk = plan(Some(date(2026, 9, 10)));
    county::write_ehcp(&ground.app, &senco, now, child, Some((id, 1)), with_talk).await.unwrap();
    let letter = CountyLetter::new(CountyKind::Final, date(2026, 9, 7));
    county::record_letter(&ground.app, &senco, now, child, letter, "").await.unwrap();
    let text = begun(&ground, LetterKind::EhcpInPlace).await.unwrap();
    assert!(text.contains("The day of that talk: 10 September 2026"), "{text}");
    assert!(text.contains("SEND Tribunal is 9 November 2026"), "a Saturday moves to Monday: {text}");
    assert_eq!(offered(&ground, Role::Senco).await, [LetterKind::EhcpInPlace]);
}

#[tokio::test]
async fn a_plan_that_ends_has_its_letter_with_the_last_days_from_the_decision_or_the_end_itself() {
    for decided in [true, false] {
        let ground = Ground::new().await;
        let child = crate::plan_in_place::in_place(&ground, 1).await;
        let (senco, now) = (ground.actor(Role::Senco), ground.now());
        let record = async |kind, day, words: &str| {
            let letter = CountyLetter { words: words.into(), ..CountyLetter::new(kind, day) };
            county::record_letter(&ground.app, &senco, now, child, letter, "The county wrote").await.unwrap();
        };
        if decided {
            record(CountyKind::WillCease, date(2026, 9, 7), "The outcomes are met.").await;
            assert_eq!(offered(&ground, Role::Senco).await, [LetterKind::PlanCeases]);
        }
        record(CountyKind::Ceased, date(2026, 9, 10), "The outcomes are met.").await;
        if !decided {
            assert!(offered(&ground, Role::Senco).await.is_empty(), "the day of the decision is not known");
            continue;
        }
        assert_eq!(offered(&ground, Role::Senco).await, [LetterKind::PlanCeases]);
        let text = begun(&ground, LetterKind::PlanCeases).await.unwrap();
        for said in ["The outcomes are met.", "by 7 November 2026", "is 9 November 2026", "[what stays]"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[tokio::test]
async fn a_plan_that_the_county_keeps_as_it_is_has_its_letter_with_the_last_days() {
    for (kind, decided) in [
        (CountyKind::KeepsPlan, "not to amend the plan"),
        (CountyKind::RefusedToReassess, "not to re-assess"),
    ] {
        let ground = Ground::new().await;
        let child = crate::plan_in_place::in_place(&ground, 1).await;
        assert!(!offered(&ground, Role::Senco).await.contains(&LetterKind::PlanStays));
        let letter = CountyLetter {
            words: "The outcomes still fit.".into(),
            ..CountyLetter::new(kind, date(2026, 9, 7))
        };
        county::record_letter(&ground.app, &ground.actor(Role::Senco), ground.now(), child, letter, "")
            .await
            .unwrap();
        assert!(offered(&ground, Role::Senco).await.contains(&LetterKind::PlanStays), "{kind:?}");
        let text = begun(&ground, LetterKind::PlanStays).await.unwrap();
        for said in [decided, "The outcomes still fit.", "by 7 November 2026", "is 9 November 2026"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}
