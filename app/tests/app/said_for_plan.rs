//! What parents and child said goes into the plan in their words: the newest of each, and nothing that is kept from others.

use app::{
    Fault,
    planning::{self, SavePlan},
    reviewing::{self, ViewWriting},
};
use domain::{
    date,
    people::Role,
    record::{Party, Plan, View},
};

use crate::{
    ground::Ground,
    late::{at, stand},
};

#[tokio::test]
async fn the_newest_view_of_each_since_the_last_cycle_is_offered_in_their_words() {
    let ground = Ground::new().await;
    let (app, now, pupil) = (&ground.app, ground.now(), &ground.world.pupils[1]);
    let senco = ground.actor(Role::Senco);
    let say = async |role, on, view| {
        let writing = ViewWriting { pupil: pupil.id, on, view };
        reviewing::write_view(app, &ground.actor(role), now, writing).await.unwrap()
    };
    let of = |party, wanted: &str| View { party, wanted: wanted.into(), ..View::default() };
    let said = async || planning::said_for_plan(app, &senco, pupil).await.unwrap();
    say(Role::Parent, date(2026, 9, 7), of(Party::Parent, "Less homework")).await;
    say(Role::Parent, date(2026, 9, 10), of(Party::Parent, "More\nreading at home")).await;
    say(Role::Pupil, date(2026, 9, 9), of(Party::Pupil, "A quiet place")).await;
    let all = said().await;
    assert_eq!(all.len(), 2, "{all:?}");
    assert_eq!((all[0].party, all[0].staff_only), (Party::Parent, false));
    assert!(
        all[0]
            .quoted()
            .ends_with("(parent or carer), 10 September 2026: what is wanted next: “More reading at home”"),
        "{}",
        all[0].quoted()
    );
    assert_eq!((all[1].party, all[1].by.as_str()), (Party::Pupil, pupil.called()));

    let private = View { private: true, ..of(Party::Parent, "Not for the other of us") };
    say(Role::Parent, date(2026, 9, 11), private).await;
    assert!(said().await[0].staff_only);
    let refused = planning::said_for_plan(app, &ground.actor(Role::Parent), pupil).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))), "{refused:?}");

    // In the second cycle, what was said before the last plan is left behind.
    let input = SavePlan { pupil: pupil.id, of: None, plan: Plan::default() };
    planning::save_plan(app, &senco, now, input).await.unwrap();
    let state = domain::pathway::CaseState { cycle: 2, ..at(domain::pathway::SupportState::Iep) };
    stand(&ground, 1, state).await;
    assert!(said().await.is_empty());
}
