//! Who gets a way in after a meeting was planned joins it: not who is left out of it.

use app::{
    county, early,
    meetings::{self, Answer, LeavingOut, MyInvitation},
};
use domain::{
    ContactId, PupilId, UserId, date,
    meetings::{Ground as Why, Meeting, Reached, Reply},
    pathway::SupportState,
    people::Role,
    record::{AdviceAsked, AnnualGuest, AnnualReview, AsWhom, Content, Ehcp, Party},
};
use store::queries::{accounts, actors, entries, mails::Mail};

use crate::{
    ground::Ground,
    late::{at, stand},
    meetings::{DAY, later, plan, planning},
    papers::parent_of,
    plan_in_place::in_place,
};

const BASE: &str = "https://w.example/";

async fn ahead(ground: &Ground) -> Meeting {
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[0]);
    meetings::next_meeting(&ground.app, &senco, pupil, ground.now().today).await.unwrap().unwrap()
}

/// A meeting of the first child, whose parent has no way in.
async fn planned_by_letter(ground: &Ground) -> (PupilId, ContactId) {
    let contact = parent_of(ground, 0).await;
    let child = stand(ground, 0, at(SupportState::Monitoring)).await;
    assert_eq!(plan(ground, &[planning(child, DAY, 15)]).await, 1);
    (child, contact)
}

/// Gives the parent a way in; their account, and the mail.
async fn give_way_in(ground: &Ground, child: PupilId, contact: ContactId) -> (UserId, Mail) {
    later(ground);
    let senco = ground.actor(Role::Senco);
    early::invite_parent(&ground.app, &senco, ground.now(), BASE, child, contact).await.unwrap();
    let account = accounts::find_by_email(&ground.world.read(), "wren@example.test").await.unwrap().unwrap();
    (account, ground.mails().await.remove(0))
}

async fn invitations(ground: &Ground, account: UserId) -> Vec<MyInvitation> {
    let now = ground.now();
    let actor = actors::actor(&ground.world.read(), account, now.today).await.unwrap().unwrap();
    meetings::my_invitations(&ground.app, &actor, now).await.unwrap()
}

#[tokio::test]
async fn a_parent_with_a_new_account_is_invited_to_what_was_planned_before() {
    let ground = Ground::new().await;
    let (child, contact) = planned_by_letter(&ground).await;
    let before = ahead(&ground).await;
    let line = before.invited.iter().find(|one| one.id.0 == contact.0).unwrap();
    assert_eq!(line.reached(), Reached::ByLetter);
    let said = Answer { reply: Reply::Yes, words: String::new() };
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    meetings::answer_for(&ground.app, &senco, now, child, (before.id, line.id), said).await.unwrap();

    let (account, mail) = give_way_in(&ground, child, contact).await;
    let after = ahead(&ground).await;
    let line = after.invited.iter().find(|one| one.account == Some(account)).unwrap();
    assert_eq!((line.reached(), line.reply), (Reached::InWaymark, Some(Reply::Yes)), "what they said stands");
    assert_eq!(after.invited.len(), before.invited.len(), "one line for one person");
    assert!(mail.body.contains("30 September 2026 at 15:30") && mail.files.len() == 1, "{}", mail.body);
    assert!(!ground.names_a_child(&mail.body) && !ground.names_a_child(&mail.files[0].text));
    let mine = invitations(&ground, account).await;
    assert_eq!((mine.len(), mine[0].mine.party), (1, Party::Parent));

    // A second link invites to nothing a second time.
    let (_, again) = give_way_in(&ground, child, contact).await;
    assert!(again.files.is_empty() && !again.body.contains("15:30"), "{}", again.body);
    assert_eq!(ahead(&ground).await.sequence, after.sequence);
    assert_eq!(plan(&ground, &[planning(child, DAY, 16)]).await, 1);
    assert_eq!(invitations(&ground, account).await.len(), 1, "and they move with it");
}

#[tokio::test]
async fn a_professional_who_is_invited_to_the_child_comes_to_its_meeting() {
    let ground = Ground::new().await;
    let (child, _) = planned_by_letter(&ground).await;
    let asked = early::Invitation {
        name: "Dr Lea Brook, paediatrician".into(),
        email: "lea@example.test".into(),
        until_on: Some(date(2026, 12, 1)),
        asked: "Read the plan".into(),
        ..early::Invitation::default()
    };
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    early::invite_agency(&ground.app, &senco, now, BASE, child, asked).await.unwrap();
    let account = accounts::find_by_email(&ground.world.read(), "lea@example.test").await.unwrap().unwrap();
    assert_eq!(invitations(&ground, account).await[0].mine.party, Party::Agency);
}

#[tokio::test]
async fn who_is_left_out_hears_of_no_meeting_by_a_new_account() {
    let ground = Ground::new().await;
    let (child, contact) = planned_by_letter(&ground).await;
    let why = "Order of 3 May".to_owned();
    let leaving = LeavingOut { who: contact.0.into(), ground: Why::CourtOrder, why };
    let (senco, now, from) = (ground.actor(Role::Senco), ground.now(), Some(0));
    meetings::leave_out_of_meeting(&ground.app, &senco, now, BASE, (child, from), &leaving).await.unwrap();
    let (account, mail) = give_way_in(&ground, child, contact).await;
    assert!(mail.files.is_empty() && !mail.body.contains("review"), "{}", mail.body);
    let after = ahead(&ground).await;
    assert!(after.invited.iter().all(|one| one.account != Some(account)));
    assert_eq!(invitations(&ground, account).await.len(), 0);
}

#[tokio::test]
async fn the_list_of_an_annual_review_knows_the_new_account() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 0).await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let child = in_place(&ground, 0).await;
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let name = "Ms Wren Guardian".to_owned();
    let guest = AnnualGuest {
        id: Some(contact.0.into()),
        as_whom: AsWhom::Parent,
        name: name.clone(),
        ..AnnualGuest::default()
    };
    let asked = AdviceAsked { account: None, name, party: Party::Parent, on: Some(now.today) };
    let review = AnnualReview {
        meeting_on: Some(date(2026, 10, 12)),
        invited: vec![guest],
        asked: vec![asked],
        ..AnnualReview::default()
    };
    let id = county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    let (account, _) = give_way_in(&ground, child, contact).await;
    let entry = entries::get(&ground.world.read(), child, id).await.unwrap().unwrap();
    let Content::AnnualReview(review) = entry.content else { panic!("a review") };
    assert_eq!(review.invited[0].account, Some(account));
    assert_eq!(entry.author, senco.who, "what it says is still the SENCO's");
    let actor = actors::actor(&ground.world.read(), account, now.today).await.unwrap().unwrap();
    let owed = county::advice_owed(app, &actor, &ground.world.pupils[0]).await.unwrap();
    assert_eq!(owed, Some(date(2026, 10, 12)), "their page asks for their advice");
}
