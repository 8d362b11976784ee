//! The county's top-up through the verbs: who sees money, and one band after another.

use app::{Fault, county, teaching};
use domain::{
    Date,
    calendar::count::days_after,
    date,
    money::Pence,
    people::Role,
    record::{CountyLetter, EarlierBand, LetterKind, Received, TopUp},
};

use crate::{ground::Ground, plan_in_place::in_place};

/// The world's day: a Monday.
const MONDAY: Date = date(2026, 9, 14);

#[tokio::test]
async fn a_top_up_is_for_those_who_see_money() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    let pupil = &ground.world.pupils[1];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let top_up = TopUp {
        pence_a_year: 365_000,
        from_on: Some(date(2026, 4, 1)),
        received: vec![Received { on: Some(MONDAY), pence: 100_000, words: "First".to_owned() }],
        ..TopUp::default()
    };
    let teacher = ground.actor(Role::Teacher);
    let refused = county::save_top_up(app, &teacher, now, child, None, top_up.clone()).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
    let ahead = TopUp {
        received: vec![Received { on: Some(days_after(MONDAY, 1)), pence: 1, words: String::new() }],
        ..top_up.clone()
    };
    assert!(matches!(
        county::save_top_up(app, &senco, now, child, None, ahead).await,
        Err(Fault::Invalid(_))
    ));
    county::save_top_up(app, &senco, now, child, None, top_up).await.unwrap();
    for role in [Role::Teacher, Role::Parent, Role::Ta] {
        let seen = county::show_top_up(app, &ground.actor(role), &info, pupil, MONDAY).await.unwrap();
        assert!(seen.is_none(), "{role:?}");
    }
    let shown =
        county::show_top_up(app, &ground.actor(Role::Head), &info, pupil, MONDAY).await.unwrap().unwrap();
    assert_eq!((shown.expected, shown.received), (Pence(365_000), Pence(100_000)));
    assert_eq!(shown.against.balance, Pence::pounds(7_000));
    let money = teaching::show_money(app, &senco, now, &info).await.unwrap();
    assert_eq!((money.expected, money.received), (Pence(365_000), Pence(100_000)));
    assert_eq!(money.children.len(), 1, "a child with top-up and no cost is in the list");

    // Another band from September on: what was expected before it stays expected.
    let (id, version) = shown.of.unwrap();
    let before = EarlierBand {
        pence_a_year: 365_000,
        from_on: Some(date(2026, 4, 1)),
        until_on: Some(date(2026, 8, 31)),
        ..EarlierBand::default()
    };
    let now_paid = TopUp {
        pence_a_year: 730_000,
        from_on: Some(date(2026, 9, 1)),
        earlier: vec![before.clone()],
        received: shown.top_up.received.clone(),
        ..TopUp::default()
    };
    let later = EarlierBand { from_on: Some(date(2026, 9, 1)), ..before };
    let wrong = TopUp { earlier: vec![later], ..now_paid.clone() };
    let refused = county::save_top_up(app, &senco, now, child, Some((id, version)), wrong).await;
    assert!(matches!(refused, Err(Fault::Invalid(_))), "{refused:?}");
    county::save_top_up(app, &senco, now, child, Some((id, version)), now_paid).await.unwrap();
    // 153 days of £10 and 212 of £20.
    let sum = Pence::pounds(1_530 + 4_240);
    let shown = county::show_top_up(app, &senco, &info, pupil, MONDAY).await.unwrap().unwrap();
    assert_eq!((shown.expected, shown.received), (sum, Pence(100_000)));
    assert_eq!(teaching::show_money(app, &senco, now, &info).await.unwrap().expected, sum);

    // The plan ends: the county pays for no day after it.
    for (kind, on) in [(LetterKind::WillCease, date(2026, 9, 1)), (LetterKind::Ceased, date(2026, 9, 10))] {
        let letter = CountyLetter { words: "As the county wrote".to_owned(), ..CountyLetter::new(kind, on) };
        county::record_letter(app, &senco, now, child, letter, "").await.unwrap();
    }
    let sum = Pence::pounds(1_530 + 200);
    let shown = county::show_top_up(app, &senco, &info, pupil, MONDAY).await.unwrap().unwrap();
    assert_eq!((shown.ended_on, shown.expected), (Some(date(2026, 9, 10)), sum));
    assert_eq!(teaching::show_money(app, &senco, now, &info).await.unwrap().expected, sum);
}
