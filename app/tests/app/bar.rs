//! Barring: an order takes a parent's way to one child, and to nothing else; lifted, it comes back.

use app::{
    Fault, calendars,
    county::{self, ChosenGuests},
    early,
    meetings::{Adding, invite_by_hand, next_meeting},
    planning::{self, Which},
    pupils::{self, Barring, Lifting},
    reviewing,
};
use domain::{
    ContactId, PupilId,
    audit::Happening,
    people::{BarFrom, BarGround, Role},
    permissions::{Action, Actor},
    record::{AsWhom, Content, Party, Plan, Target},
};
use store::queries::{actors, bonds, contacts, events};

use crate::{
    annual_meeting,
    early::fields,
    ground::Ground,
    late::{add, target},
    meetings::{DAY, later, plan, planned, planning, to},
    papers::parent_of,
};

const BASE: &str = "https://w.example/";

fn order(ground: &Ground) -> Barring {
    Barring {
        from: Some(BarFrom::Child),
        ground: Some(BarGround::CourtOrder),
        why: "No contact with the child".to_owned(),
        decided_on: Some(ground.now().today),
        decided_by: "Family Court at Exampleton".to_owned(),
        filed: "Safe, folder 4".to_owned(),
    }
}

async fn bar(ground: &Ground, role: Role, of: (PupilId, ContactId), how: Barring) -> Result<(), Fault> {
    later(ground);
    pupils::bar_contact(&ground.app, &ground.actor(role), ground.now(), BASE, of, how).await
}

/// The parent as the next request finds them.
async fn parent(ground: &Ground) -> Actor {
    let account = ground.world.accounts[&Role::Parent].id;
    actors::actor(&ground.world.read(), account, ground.now().today).await.unwrap().unwrap()
}

async fn trail(ground: &Ground, child: PupilId) -> Vec<Happening> {
    let all = events::of_pupil(&ground.world.read(), child, 100).await.unwrap();
    all.into_iter().map(|event| event.what).collect()
}

#[tokio::test]
async fn a_barred_parent_loses_this_child_and_keeps_the_other_until_it_is_lifted() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let (child, meeting) = planned(&ground).await;
    let (own, other) = (&ground.world.pupils[1], &ground.world.pupils[0]);
    let account = ground.world.accounts[&Role::Parent].id;
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ManageAccounts);
    bonds::bind(&tx, &allowed, account, other.id, Role::Parent, ground.now().today, None).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let calendar = async || {
        let file = calendars::write_calendar(&ground.app, &info, account, BASE, ground.now()).await.unwrap();
        String::from_utf8(file).unwrap()
    };
    assert_eq!(parent(&ground).await.scope().pupils().len(), 2);
    assert!(calendar().await.contains(&format!("meeting-{}", meeting.id)));

    let of = (child, contact);
    assert!(matches!(bar(&ground, Role::Teacher, of, order(&ground)).await, Err(Fault::Forbidden(_))));
    let nothing = bar(&ground, Role::Senco, of, Barring::default()).await;
    assert_eq!(fields(nothing.unwrap_err()), ["from", "ground", "decided_on-day", "why", "decided_by"]);
    let revision = ground.app.school(ground.world.school.id, None).await.unwrap().school.revision;
    let mails = to(&ground, Role::Parent).await.len();
    bar(&ground, Role::Senco, of, order(&ground)).await.unwrap();
    let raised = ground.app.school(ground.world.school.id, None).await.unwrap().school.revision;
    assert!(raised > revision, "whoever is signed in is looked up anew");

    let barred = parent(&ground).await;
    assert!(
        !barred.may_to(Action::SeeChild, own.subject()) && barred.may_to(Action::SeeChild, other.subject())
    );
    assert!(matches!(app::child::see(&ground.app, &barred, child).await, Err(Fault::NotFound)));
    assert!(app::child::see(&ground.app, &barred, other.id).await.is_ok());
    assert!(!calendar().await.contains(&format!("meeting-{}", meeting.id)));
    let told = to(&ground, Role::Parent).await;
    assert_eq!(told.len(), mails + 1, "that they are not invited any more");
    assert!(told[0].body.contains("not invited") && !told[0].body.contains("December"), "{}", told[0].body);
    assert!(!told[0].body.contains("barred") && !told[0].body.contains("order"), "{}", told[0].body);
    let senco = ground.actor(Role::Senco);
    let ahead = next_meeting(&ground.app, &senco, own, ground.now().today).await.unwrap().unwrap();
    assert!(ahead.invited.iter().all(|one| one.party != Party::Parent) && ahead.left_out.is_empty());
    assert_eq!(plan(&ground, &[planning(child, DAY, 16)]).await, 1);
    assert_eq!(to(&ground, Role::Parent).await.len(), mails + 1, "they hear of no other day");
    let again = early::invite_parent(&ground.app, &senco, ground.now(), BASE, child, contact).await;
    assert!(matches!(again, Err(Fault::Rule { code: "not-invitable", .. })));
    let happened = trail(&ground, child).await;
    for what in [Happening::ContactBarred, Happening::BondEnded, Happening::LeftOutOfMeeting] {
        assert!(happened.contains(&what), "{what:?}");
    }
    assert_eq!(fields(bar(&ground, Role::Head, of, order(&ground)).await.unwrap_err()), ["ground"]);
    let people =
        pupils::people(&ground.app, &ground.actor(Role::Head), &info, own, ground.now().today).await.unwrap();
    assert!(people.contacts[0].bar.contains("Family Court at Exampleton: No contact with the child."));

    later(&ground);
    let lift = async |lifting: Lifting| {
        pupils::lift_bar(&ground.app, &ground.actor(Role::Head), ground.now(), of, &lifting).await
    };
    assert_eq!(fields(lift(Lifting::default()).await.unwrap_err()), ["why", "decided_by"]);
    let ended = Lifting {
        from: BarFrom::Child,
        why: "The order has ended".to_owned(),
        decided_by: "Hope Head".to_owned(),
    };
    lift(ended.clone()).await.unwrap();
    lift(ended).await.unwrap();
    assert!(parent(&ground).await.may_to(Action::ReadPlan, own.subject()));
    assert!(!contacts::of_pupil(&ground.world.read(), child).await.unwrap()[0].barred);
    assert!(trail(&ground, child).await.contains(&Happening::BarLifted));
    assert_eq!(plan(&ground, &[planning(child, DAY, 15)]).await, 1);
    assert_eq!(to(&ground, Role::Parent).await.len(), mails + 2, "they are invited again");
}

#[tokio::test]
async fn no_other_way_in_is_open_to_somebody_who_is_barred() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 0).await;
    let child = ground.world.pupils[0].id;
    bar(&ground, Role::Head, (child, contact), order(&ground)).await.unwrap();
    // The roll spells the name in another way, with the same address: a second contact.
    let second = parent_of(&ground, 0).await;
    let senco = ground.actor(Role::Senco);
    let invited = early::invite_parent(&ground.app, &senco, ground.now(), BASE, child, second).await;
    assert!(matches!(invited, Err(Fault::Rule { code: "not-invitable", .. })));
    let as_agency = early::Invitation {
        name: "Wren Guardian".into(),
        email: "WREN@example.test".into(),
        until_on: Some(DAY),
        asked: "Come".into(),
        ..early::Invitation::default()
    };
    let invited = early::invite_agency(&ground.app, &senco, ground.now(), BASE, child, as_agency).await;
    assert_eq!(fields(invited.unwrap_err()), ["email"]);
}

#[tokio::test]
async fn somebody_who_signs_in_with_the_same_address_is_not_kept_out_unseen() {
    let ground = Ground::new().await;
    let (father, _mother) = (parent_of(&ground, 1).await, parent_of(&ground, 1).await);
    let child = ground.world.pupils[1].id;
    let refused = bar(&ground, Role::Head, (child, father), order(&ground)).await;
    assert_eq!(fields(refused.unwrap_err()), ["ground"]);
    assert!(parent(&ground).await.scope().pupils().contains(&child), "nothing was changed");
}

#[tokio::test]
async fn who_is_kept_from_the_meetings_hears_of_no_day_and_reads_the_rest() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let (child, meeting) = planned(&ground).await;
    let (app, pupil, senco) = (&ground.app, &ground.world.pupils[1], ground.actor(Role::Senco));
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let offered = async || {
        let all = county::guests_to_choose(app, &senco, ground.now(), pupil, None).await.unwrap();
        all.into_iter().map(|one| (one.guest.as_whom, one.guest.id.unwrap())).collect::<Vec<_>>()
    };
    let chosen = async |ticked: &[(AsWhom, domain::InvitedId)], outside: &str| {
        let ticked = ticked.iter().map(|(_, id)| *id).collect();
        let outside = vec![(AsWhom::Professional, "Somebody".to_owned(), outside.to_owned())];
        let chosen = ChosenGuests { ticked, outside };
        county::guests_chosen(app, &senco, ground.now(), pupil, None, &chosen).await
    };
    let mut all = offered().await;
    assert!(chosen(&all, "").await.is_ok());
    all.retain(|(as_whom, _)| *as_whom != AsWhom::Parent);
    assert_eq!(fields(chosen(&all, "").await.unwrap_err()), ["invite"], "a parent is not left off by a tick");
    let nobody =
        county::guests_chosen(app, &senco, ground.now(), pupil, None, &ChosenGuests::default()).await;
    assert!(nobody.unwrap().is_empty(), "the day can be planned first");

    let mails = to(&ground, Role::Parent).await.len();
    let of = (child, contact);
    let from_meetings = || Barring { from: Some(BarFrom::Meetings), ..order(&ground) };
    bar(&ground, Role::Senco, of, from_meetings()).await.unwrap();
    let kept = parent(&ground).await;
    assert!(kept.may_to(Action::ReadPlan, pupil.subject()), "the rest stays theirs to read");
    // A target is to be reached by the day of the meeting, of which the plan says nothing.
    let plan_of = Plan { cycle: 1, targets: vec![Target { by: Some(DAY), ..target(1) }], ..Plan::default() };
    add(&ground, Role::Teacher, child, ground.now().today, Content::Plan(plan_of)).await;
    for (actor, by) in [(&senco, Some(DAY)), (&kept, None)] {
        let shown =
            planning::show_plan(app, actor, ground.now().today, pupil, Which::default()).await.unwrap();
        assert_eq!(shown.plan.targets[0].by, by);
        let pack =
            reviewing::pack(app, actor, ground.now(), &info, pupil, None, (200, 90).into()).await.unwrap();
        assert_eq!(pack.targets[0].target.by, by);
    }
    let told = to(&ground, Role::Parent).await;
    assert_eq!(told.len(), mails + 1);
    assert!(told[0].body.contains("not invited") && !told[0].body.contains("September"), "{}", told[0].body);
    let reviews = reviewing::show_reviews(app, &kept, &info, pupil, ground.now().today).await.unwrap();
    assert!(reviews.due.is_none() && reviews.day_is_kept);
    let ahead = next_meeting(app, &senco, pupil, ground.now().today).await.unwrap().unwrap();
    assert!(ahead.invited.iter().all(|one| one.party != Party::Parent));
    assert!(offered().await.iter().all(|(as_whom, _)| *as_whom != AsWhom::Parent), "nor to an annual review");
    assert!(chosen(&all, "").await.is_ok());
    assert_eq!(fields(chosen(&all, "Wren@example.test").await.unwrap_err()), ["email-0"]);
    let from = (child, Some(ahead.sequence));
    let add = invite_by_hand(app, &senco, ground.now(), BASE, from, &Adding::Contact(contact)).await;
    assert_eq!(fields(add.unwrap_err()), ["add"]);
    let by_name = Adding::Outside { name: "Wren Guardian, mother".to_owned(), email: String::new() };
    let add = invite_by_hand(app, &senco, ground.now(), BASE, from, &by_name).await;
    assert_eq!(fields(add.unwrap_err()), ["name"]);
    assert_eq!(plan(&ground, &[planning(child, DAY, 16)]).await, 1);
    assert_eq!(to(&ground, Role::Parent).await.len(), mails + 1, "they hear of no other day");
    let people = pupils::people(app, &kept, &info, pupil, ground.now().today).await.unwrap();
    assert!(people.contacts.iter().all(|one| !one.contact.kept_from_meetings && one.bar.is_empty()));
    assert_eq!(fields(bar(&ground, Role::Head, of, from_meetings()).await.unwrap_err()), ["ground"]);
    let happened = trail(&ground, child).await;
    assert!(happened.contains(&Happening::KeptFromMeetings) && !happened.contains(&Happening::BondEnded));

    // Barred altogether meanwhile: the page that lifts the one lifts not the other, and the one stands again after it.
    bar(&ground, Role::Head, of, order(&ground)).await.unwrap();
    let lift = async |from| {
        later(&ground);
        let (why, decided_by) = ("It has ended".to_owned(), "Hope Head".to_owned());
        let lifting = Lifting { from, why, decided_by };
        pupils::lift_bar(app, &ground.actor(Role::Head), ground.now(), of, &lifting).await
    };
    assert_eq!(fields(lift(BarFrom::Meetings).await.unwrap_err()), ["why"]);
    lift(BarFrom::Child).await.unwrap();
    let kept = parent(&ground).await;
    assert!(kept.may_to(Action::ReadPlan, pupil.subject()));
    let reviews = reviewing::show_reviews(app, &kept, &info, pupil, ground.now().today).await.unwrap();
    assert!(reviews.due.is_none() && reviews.day_is_kept, "the order about the meetings stands");
    lift(BarFrom::Meetings).await.unwrap();
    let ahead = next_meeting(app, &senco, pupil, ground.now().today).await.unwrap().unwrap();
    assert_eq!(ahead.id, meeting.id);
    assert!(ahead.invited.iter().any(|one| one.party == Party::Parent), "they are invited again");
}

#[tokio::test]
async fn of_one_address_only_who_is_kept_from_the_meetings_is_invited_to_the_record() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 0).await;
    let child = ground.world.pupils[0].id;
    let from_meetings = Barring { from: Some(BarFrom::Meetings), ..order(&ground) };
    bar(&ground, Role::Head, (child, contact), from_meetings).await.unwrap();
    let second = parent_of(&ground, 0).await;
    let senco = ground.actor(Role::Senco);
    let invite = async |id| early::invite_parent(&ground.app, &senco, ground.now(), BASE, child, id).await;
    assert!(matches!(invite(second).await, Err(Fault::Rule { code: "not-invitable", .. })));
    assert!(invite(contact).await.is_ok());
}

#[tokio::test]
async fn an_annual_review_ahead_has_a_parent_on_its_list_again_when_it_is_lifted() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let of = annual_meeting::planned(&ground).await;
    let on_list = async || {
        let (review, _) = annual_meeting::read(&ground, of).await;
        review.invited.iter().filter(|one| one.as_whom == AsWhom::Parent).count()
    };
    assert_eq!(on_list().await, 1);
    let from_meetings = Barring { from: Some(BarFrom::Meetings), ..order(&ground) };
    bar(&ground, Role::Head, (of.0, contact), from_meetings).await.unwrap();
    assert_eq!(on_list().await, 0);
    later(&ground);
    let lifting = Lifting {
        from: BarFrom::Meetings,
        why: "The order has ended".to_owned(),
        decided_by: "Hope Head".to_owned(),
    };
    let head = ground.actor(Role::Head);
    pupils::lift_bar(&ground.app, &head, ground.now(), (of.0, contact), &lifting).await.unwrap();
    assert_eq!(on_list().await, 1);
}
