//! A review's meeting on its page: planned with ticks, somebody added, left out, invited again; what follows a plan.

use axum::http::StatusCode;
use domain::{date, pathway::CaseState, people::Role, permissions::Action, record::Party};
use store::queries::{meetings, records};

use crate::{ground::Ground, late::stand};

const WHEN: &str = "on-day=30&on-month=9&on-year=2026&at=15%3A30&minutes=30&place=Room+4";

/// The id of the one who is invited as this party, and the meeting's sequence.
async fn line(ground: &Ground, party: Party) -> (String, u32) {
    let child = ground.world.pupils[1].id;
    let all = meetings::of_pupil(&ground.world.read(), child, date(2026, 9, 14)).await.unwrap();
    let meeting = all.last().unwrap();
    let left_out = meeting.left_out.iter().map(|left| &left.who);
    let one = meeting.invited.iter().chain(left_out).find(|one| one.party == party).unwrap();
    (one.id.to_string(), meeting.sequence)
}

#[tokio::test]
async fn the_list_of_a_meeting_is_made_by_ticks_and_changed_by_hand() {
    let ground = Ground::new().await;
    let base = stand(&ground, domain::pathway::StatutoryState::None).await;
    let page = format!("{base}/reviews/meeting");
    let send = async |form: String| ground.post(Role::Senco, &page, &form).await;
    let begun = ground.get(Role::Senco, &page).await.text();
    let ticks = begun.matches("name=\"invite\"").count();
    assert!(ticks >= 4 && begun.matches("name=\"invite\" type=\"checkbox\"").count() == ticks, "{begun}");
    assert_eq!(begun.matches(" checked").count(), ticks, "everybody is ticked");

    // Nobody is ticked: the ground is asked, and what was typed stands.
    let refused = send(format!("{WHEN}&guests=yes")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("Choose on which ground somebody is left out") && text.contains("Room 4"),
        "{text}"
    );
    assert_eq!(text.matches(" checked").count(), 0, "the ticks stay as they were sent");
    // A form of before, without the list, invites everybody.
    assert_eq!(send(WHEN.to_owned()).await.status, StatusCode::SEE_OTHER);
    let shown = ground.get(Role::Senco, &page).await.text();
    assert!(shown.contains("view awaited") && shown.contains("Leave them out and tell them"), "{shown}");

    let (parent, from) = line(&ground, Party::Parent).await;
    let add = |form: &str| format!("do=add&from={from}&{form}");
    let nobody = send(add("add=")).await;
    assert!(nobody.text().contains("Choose who is added"));
    let wrong = send(add("add=outside&name=Dr+Vale&email=nowhere")).await;
    assert!(wrong.text().contains("like name@example.org") && wrong.text().contains("Dr Vale"));
    assert_eq!(
        send(add("add=outside&name=Dr+Vale&email=vale%40example.org")).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(ground.get(Role::Senco, &page).await.text().contains("told by mail only"));

    let out = |from: u32, ground: &str| {
        format!("do=out&from={from}&leave={parent}&ground={ground}&left_why=The+lead+today")
    };
    let (_, from) = line(&ground, Party::Parent).await;
    let refused = send(out(from, "not-needed")).await;
    assert!(refused.text().contains("They have parental responsibility"), "{}", refused.text());
    assert_eq!(send(out(from, "safeguarding")).await.status, StatusCode::SEE_OTHER);
    let shown = ground.get(Role::Senco, &page).await.text();
    assert!(shown.contains("Invite again") && shown.contains("The lead today"), "{shown}");
    let reviews = ground.get(Role::Parent, &format!("{base}/reviews")).await.text();
    assert!(reviews.contains("When the next review is does not stand here"), "{reviews}");
    assert!(!reviews.contains("30 September"), "{reviews}");
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(!home.contains("Yes, I come") && !home.contains("The lead today"), "{home}");
    let (_, from) = line(&ground, Party::Parent).await;
    let again = send(format!("do=again&from={from}&one={parent}")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(ground.get(Role::Parent, "/my-child").await.text().contains("Yes, I come"));
    let teacher = ground.post(Role::Teacher, &page, &out(from + 1, "own-wish")).await;
    assert_eq!(teacher.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_follows_a_plan_is_asked_until_it_is_said() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let base = format!("/pupils/{child}");
    let page = format!("{base}/after-plan");
    let early = ground.get(Role::Senco, &page).await;
    assert_eq!(early.status, StatusCode::SEE_OTHER, "nothing is asked");
    let allowed = ground.world.on_child(Action::MoveAlong, 1);
    let tx = ground.world.write().await;
    let record = records::get(&tx, child).await.unwrap();
    let state = CaseState {
        statutory: domain::pathway::StatutoryState::Ceased,
        asks_after_plan: true,
        ..CaseState::default()
    };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    assert!(ground.get(Role::Senco, "/").await.text().contains("A plan has ceased: what follows?"));
    assert!(ground.get(Role::Senco, &base).await.text().contains("Say what follows"));
    assert!(!ground.get(Role::Parent, &base).await.text().contains("Say what follows"));
    for (form, says) in [("why=x", "Choose whether SEN support goes on"), ("goes_on=support", "Write why")] {
        let refused = ground.post(Role::Senco, &page, form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(says), "{}", refused.text());
    }
    let said = ground.post(Role::Senco, &page, "goes_on=support&why=We+agree").await;
    assert_eq!((said.status, said.location()), (StatusCode::SEE_OTHER, base.as_str()));
    assert!(!ground.get(Role::Senco, "/").await.text().contains("A plan has ceased: what follows?"));
}
