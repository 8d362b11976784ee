//! A meeting's list by hand: somebody added, somebody left out, whose view is awaited; a review before the meeting.

use app::{
    Fault, early,
    meetings::{self, Adding, LeavingOut},
    reviewing::{self, MeetingAhead, Recording, ViewWriting},
};
use documents::papers::LetterKind;
use domain::{
    ContactId, InvitedId, PupilId,
    audit::Happening,
    meetings::{Ground as Why, Invited, Meeting, Reached, Reply},
    pathway::SupportState,
    people::{Contact, Role},
    permissions::Action,
    record::{Decision, Party, TargetOutcome, View},
};
use store::queries::{contacts, events, records};

use crate::{
    ground::Ground,
    late::{at, review, stand},
    meetings::{DAY, LAST, later, mine, newest_file, plan, planned, planning, to},
    papers::{self, parent_of},
};

const BASE: &str = "https://w.example/";

async fn meeting(ground: &Ground) -> Option<Meeting> {
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    meetings::next_meeting(&ground.app, &senco, pupil, ground.now().today).await.unwrap()
}

async fn from(ground: &Ground) -> Option<u32> {
    meeting(ground).await.map(|meeting| meeting.sequence)
}

async fn add(ground: &Ground, child: PupilId, adding: Adding) -> Result<Invited, Fault> {
    later(ground);
    let shown = from(ground).await;
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    meetings::invite_by_hand(&ground.app, &senco, now, BASE, (child, shown), &adding).await
}

async fn leave_out(ground: &Ground, child: PupilId, who: InvitedId, why: Why) -> Result<(), Fault> {
    later(ground);
    let shown = from(ground).await;
    let leaving = LeavingOut { who, ground: why, why: "As the head decided on Monday".to_owned() };
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    meetings::leave_out_of_meeting(&ground.app, &senco, now, BASE, (child, shown), &leaving).await
}

fn line(meeting: &Meeting, party: Party) -> Invited {
    meeting.invited.iter().find(|one| one.party == party).unwrap().clone()
}

pub fn fields(result: Result<impl std::fmt::Debug, Fault>) -> Vec<String> {
    let Err(Fault::Invalid(faults)) = result else { panic!("{result:?}") };
    faults.into_iter().map(|fault| fault.field).collect()
}

async fn trail(ground: &Ground, child: PupilId, what: Happening) -> Vec<String> {
    let all = events::of_pupil(&ground.world.read(), child, 100).await.unwrap();
    all.into_iter().filter(|event| event.what == what).map(|event| event.detail).collect()
}

/// A grandmother without parental responsibility, and an uncle who is barred.
async fn others(ground: &Ground, child: PupilId) -> (ContactId, ContactId) {
    let base = Contact {
        id: ground.world.id(),
        pupil: child,
        position: 2,
        title: "Mrs".into(),
        surname: "Elder".into(),
        forename: "Fern".into(),
        relationship: "GRP".into(),
        responsibility: Some(false),
        barred: false,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: String::new(),
        address: "2 Test Lane".into(),
        account: None,
        needs: domain::people::ContactNeeds::default(),
    };
    let barred = Contact { id: ground.world.id(), position: 3, barred: true, ..base.clone() };
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ImportRoll);
    contacts::make(&tx, &allowed, &[base.clone(), barred.clone()]).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    (base.id, barred.id)
}

#[tokio::test]
async fn whoever_is_added_hears_of_it_at_once_and_nobody_else_does() {
    let ground = Ground::new().await;
    let (child, first) = planned(&ground).await;
    let (grandmother, uncle) = others(&ground, child).await;
    let mails = ground.mails().await.len();
    let head = ground.world.accounts[&Role::Head].id;

    let one = add(&ground, child, Adding::Staff(head)).await.unwrap();
    assert_eq!((one.party, one.reached(), one.by_hand), (Party::Head, Reached::InWaymark, true));
    assert_eq!(ground.mails().await.len(), mails + 1, "nobody else is told");
    let file = newest_file(&ground, Role::Head).await;
    assert!(file.contains("METHOD:REQUEST") && file.contains("SEQUENCE:1"), "{file}");
    let seen = mine(&ground, Role::Head).await;
    assert_eq!((seen.len(), seen[0].asks_view), (1, false), "the head answers and writes no view");
    let said = meetings::Answer { reply: Reply::Yes, words: String::new() };
    let (head_actor, now) = (ground.actor(Role::Head), ground.now());
    meetings::answer(&ground.app, &head_actor, now, first.id, said).await.unwrap();

    // Who does not see the child in Waymark gets a mail that leads nowhere.
    let helper = ground.world.accounts[&Role::Ta].id;
    let ta = add(&ground, child, Adding::Staff(helper)).await.unwrap();
    assert_eq!((ta.party, ta.account, ta.reached()), (Party::Ta, None, Reached::ByMail));
    assert!(!to(&ground, Role::Ta).await[0].body.contains("w.example"), "no page for them");

    let outside = |email: &str| Adding::Outside {
        name: " Dr Robin Vale, educational psychologist ".to_owned(),
        email: email.to_owned(),
    };
    let psychologist = add(&ground, child, outside("Robin@example.org")).await.unwrap();
    let again = add(&ground, child, outside("robin@example.org")).await.unwrap();
    assert_eq!(again.id, psychologist.id, "the same person is on the list once");
    let mail = ground.mails().await.into_iter().find(|mail| mail.to == "robin@example.org").unwrap();
    assert!(mail.body.contains("Please tell") && !mail.body.contains("w.example"), "{}", mail.body);
    assert!(!ground.names_a_child(&mail.body) && mail.files[0].text.contains("METHOD:REQUEST"));
    let by_letter = add(&ground, child, Adding::Contact(grandmother)).await.unwrap();
    assert_eq!((by_letter.party, by_letter.reached()), (Party::Parent, Reached::ByLetter));

    // Who gets no mail gets a letter of their own: the carer the parents', somebody from outside the one for others.
    let letter = async |kind, to: &str| {
        let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
        let info = papers::info(&ground).await;
        app::papers::letter_begun(&ground.app, &senco, now, &info, pupil, kind, to).await
    };
    assert!(letter(LetterKind::InvitationToOthers, "").await.is_err(), "everybody has an address");
    let carer = letter(LetterKind::Invitation, &format!("contact-{grandmother}")).await.unwrap().0;
    assert!(carer.text.starts_with("Dear Mrs Fern Elder,"), "{}", carer.text);
    let advocate = Adding::Outside { name: "Sol Reed, advocate".to_owned(), email: String::new() };
    add(&ground, child, advocate).await.unwrap();
    let (others, list) = letter(LetterKind::InvitationToOthers, "").await.unwrap();
    assert_eq!((list.len(), list[0].name.as_str()), (1, "Sol Reed, advocate"));
    assert!(others.text.contains("Dear Sol Reed, advocate,") && others.text.contains("Dr Robin Vale"));

    assert_eq!(fields(add(&ground, child, Adding::Contact(uncle)).await), ["add"], "barred");
    assert_eq!(fields(add(&ground, child, outside("robin at example")).await), ["email"]);
    let nameless = Adding::Outside { name: " ".to_owned(), email: String::new() };
    assert_eq!(fields(add(&ground, child, nameless).await), ["name"]);
    let governor = Adding::Staff(ground.world.accounts[&Role::Governor].id);
    assert_eq!(fields(add(&ground, child, governor).await), ["add"], "takes no part in reviews");
    let senco = ground.actor(Role::Senco);
    let stale = (child, Some(0));
    let teacher = Adding::Staff(ground.world.accounts[&Role::Ta].id);
    let known = meetings::invite_by_hand(&ground.app, &senco, now, BASE, stale, &teacher).await;
    assert_eq!(known.unwrap().id, ta.id, "who is there already stays, whatever page was open");
    let another = outside("x@example.org");
    let late = meetings::invite_by_hand(&ground.app, &senco, now, BASE, stale, &another).await;
    assert_eq!(fields(late), ["add"], "changed since");
    assert_eq!(trail(&ground, child, Happening::InvitedByHand).await.len(), 5);

    // A meeting that moves takes them with it, and asks anew.
    plan(&ground, &[planning(child, LAST, 15)]).await;
    let moved = meeting(&ground).await.unwrap();
    for id in [one.id, ta.id, psychologist.id, by_letter.id] {
        let line = moved.invited.iter().find(|known| known.id == id).unwrap();
        assert_eq!((line.reply, line.by_hand), (None, true), "{}", line.name);
    }
    let mails = ground.mails().await;
    let newest = mails.iter().find(|mail| mail.to == "robin@example.org").unwrap();
    assert!(newest.subject.contains("has moved"), "{}", newest.subject);
    let pupil = &ground.world.pupils[1];
    let all = meetings::who_can_be_added(&ground.app, &senco, pupil, &moved).await.unwrap();
    assert!(
        all.is_empty(),
        "everybody who takes part is on the list; nobody who is barred is offered: {all:?}"
    );
}

#[tokio::test]
async fn whoever_is_left_out_is_told_once_and_an_order_holds_for_the_next_meeting() {
    let ground = Ground::new().await;
    parent_of(&ground, 1).await;
    let (child, first) = planned(&ground).await;
    let (parent, agency) = (line(&first, Party::Parent).id, line(&first, Party::Agency).id);
    assert_eq!(fields(leave_out(&ground, child, parent, Why::NotNeeded).await), ["ground"]);
    let planner = line(&first, Party::Senco).id;
    assert_eq!(fields(leave_out(&ground, child, planner, Why::OwnWish).await), ["leave"]);
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let silent = LeavingOut { who: agency, ground: Why::NotNeeded, why: " ".to_owned() };
    let without = meetings::leave_out_of_meeting(&ground.app, &senco, now, BASE, (child, Some(0)), &silent);
    assert_eq!(fields(without.await), ["left_why"]);

    let mails = ground.mails().await.len();
    leave_out(&ground, child, parent, Why::CourtOrder).await.unwrap();
    leave_out(&ground, child, parent, Why::CourtOrder).await.unwrap();
    assert_eq!(ground.mails().await.len(), mails + 1, "told once, and only they");
    let told = &to(&ground, Role::Parent).await[0];
    let hides = ["goes on", "head decided", "December", "15:30", "Room 4"];
    let all = format!("{}\n{}", told.subject, told.body);
    assert!(all.contains("not invited") && hides.iter().all(|word| !all.contains(word)), "{all}");
    let file = newest_file(&ground, Role::Parent).await;
    assert!(file.contains("METHOD:CANCEL") && file.contains("SEQUENCE:1"), "{file}");
    assert!(!file.contains("Room") && !file.contains("LOCATION") && !file.contains("/meetings/"), "{file}");
    assert!(mine(&ground, Role::Parent).await.is_empty(), "nothing is asked of them");
    let said = meetings::Answer { reply: Reply::Yes, words: String::new() };
    let answered = meetings::answer(&ground.app, &ground.actor(Role::Parent), now, first.id, said).await;
    assert!(matches!(answered, Err(Fault::NotFound)));
    let [event] = &trail(&ground, child, Happening::LeftOutOfMeeting).await[..] else { panic!("one event") };
    assert!(event.contains("court-order: As the head decided"), "{event}");
    leave_out(&ground, child, agency, Why::NotNeeded).await.unwrap();

    // It moves: they stay left out, and hear nothing.
    let mails = to(&ground, Role::Parent).await.len();
    plan(&ground, &[planning(child, LAST, 15)]).await;
    assert_eq!(to(&ground, Role::Parent).await.len(), mails);
    let moved = meeting(&ground).await.unwrap();
    assert_eq!(moved.left_out.len(), 2);

    // The next meeting: the order holds, what was only for the last one does not.
    meetings::call_off(&ground.app, &senco, now, BASE, (child, Some(moved.sequence)), "Snow").await.unwrap();
    assert_eq!(to(&ground, Role::Parent).await.len(), mails, "not even that it is called off");
    plan(&ground, &[planning(child, DAY, 16)]).await;
    let next = meeting(&ground).await.unwrap();
    assert!(next.id != first.id && next.invited.iter().any(|one| one.id == agency));
    assert_eq!(next.left_out.iter().map(|left| left.who.id).collect::<Vec<_>>(), [parent]);

    // Until somebody invites them again.
    let at = (child, Some(next.sequence));
    later(&ground);
    let now = ground.now();
    meetings::invite_again(&ground.app, &senco, now, BASE, at, parent).await.unwrap();
    meetings::invite_again(&ground.app, &senco, now, BASE, at, parent).await.unwrap();
    let file = newest_file(&ground, Role::Parent).await;
    assert!(file.contains("METHOD:REQUEST") && mine(&ground, Role::Parent).await.len() == 1, "{file}");
}

#[tokio::test]
async fn an_order_outlives_a_meeting_that_was_called_off_and_its_day_is_not_read_elsewhere() {
    let ground = Ground::new().await;
    parent_of(&ground, 1).await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let senco = ground.actor(Role::Senco);
    let call_off = async || {
        later(&ground);
        let shown = (child, from(&ground).await);
        meetings::call_off(&ground.app, &senco, ground.now(), BASE, shown, "Snow").await.unwrap();
        later(&ground);
    };
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let reads = async || {
        let parent = ground.actor(Role::Parent);
        let children = early::my_children(&ground.app, &parent, &info, ground.now()).await.unwrap();
        children.into_iter().find(|one| one.pupil.id == child).unwrap().review_on
    };
    plan(&ground, &[planning(child, LAST, 15)]).await;
    call_off().await;
    plan(&ground, &[planning(child, DAY, 15)]).await;
    assert_eq!(reads().await, Some(DAY));
    let parent = line(&meeting(&ground).await.unwrap(), Party::Parent).id;
    leave_out(&ground, child, parent, Why::CourtOrder).await.unwrap();
    assert_eq!(reads().await, None, "they are not to hear of it");
    call_off().await;
    plan(&ground, &[planning(child, LAST, 15)]).await;
    let next = meeting(&ground).await.unwrap();
    assert_eq!(next.left_out.iter().map(|left| left.who.id).collect::<Vec<_>>(), [parent]);
    assert_eq!(reads().await, None);
}

#[tokio::test]
async fn somebody_is_left_out_before_anybody_is_told() {
    let ground = Ground::new().await;
    parent_of(&ground, 1).await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let (senco, now, pupil) = (ground.actor(Role::Senco), ground.now(), &ground.world.pupils[1]);
    let guests = meetings::would_be_invited(&ground.app, &senco, now, pupil).await.unwrap();
    let parent = guests.invited.iter().find(|one| one.party == Party::Parent).unwrap().id;
    let leaving = LeavingOut { who: parent, ground: Why::Safeguarding, why: "The lead, today".to_owned() };
    let mut one = planning(child, DAY, 15);
    one.without = vec![LeavingOut { ground: Why::NotNeeded, ..leaving.clone() }];
    let refused = meetings::plan_meetings(&ground.app, &senco, now, BASE, std::slice::from_ref(&one)).await;
    assert_eq!(fields(refused), ["ground"]);
    one.without = vec![leaving];
    assert_eq!(meetings::plan_meetings(&ground.app, &senco, now, BASE, &[one]).await.unwrap(), 1);
    assert!(to(&ground, Role::Parent).await.is_empty(), "they never hear of it");
    assert_eq!(meeting(&ground).await.unwrap().left_out[0].who.id, parent);
    assert_eq!(trail(&ground, child, Happening::LeftOutOfMeeting).await.len(), 1);
}

#[tokio::test]
async fn a_view_that_staff_wrote_down_is_awaited_no_more() {
    let ground = Ground::new().await;
    let (child, first) = planned(&ground).await;
    let (grandmother, _) = others(&ground, child).await;
    add(&ground, child, Adding::Contact(grandmother)).await.unwrap();
    let (senco, now, pupil) = (ground.actor(Role::Senco), ground.now(), &ground.world.pupils[1]);
    let voices = reviewing::voices(&ground.app, &senco, now, pupil).await.unwrap();
    let named = |party| voices.iter().filter(|voice| voice.party == party && voice.whose.is_some()).count();
    assert_eq!((named(Party::Parent), named(Party::Agency), voices[0].party), (2, 1, Party::Senco));
    let hears = async |party, whose| {
        let view = View { party, whose, wanted: "More reading".into(), ..View::default() };
        let writing = ViewWriting { pupil: child, on: now.today, view };
        reviewing::write_view(&ground.app, &senco, now, writing).await
    };
    let given = async || {
        let meeting = meeting(&ground).await.unwrap();
        meetings::views_given(&ground.app, &meeting, &senco).await.unwrap()
    };
    let (parent, agency) = (line(&first, Party::Parent).id, line(&first, Party::Agency).id);
    assert!(given().await.is_empty() && mine(&ground, Role::Parent).await[0].asks_view);
    hears(Party::Parent, Some(parent)).await.unwrap();
    assert_eq!(given().await.into_iter().collect::<Vec<_>>(), [parent], "of one of two");
    assert!(!mine(&ground, Role::Parent).await[0].asks_view, "nor is the parent asked any more");
    hears(Party::Agency, Some(agency)).await.unwrap();
    assert!(given().await.contains(&agency) && !mine(&ground, Role::Agency).await[0].asks_view);
    let stranger = hears(Party::Parent, Some(ground.world.id())).await;
    assert_eq!(fields(stranger), ["party"], "not one of this child's");
}

#[tokio::test]
async fn a_review_before_the_meeting_asks_what_becomes_of_it() {
    for call_off in [true, false] {
        let ground = Ground::new().await;
        let (child, first) = planned(&ground).await;
        let (senco, now, pupil) = (ground.actor(Role::Senco), ground.now(), &ground.world.pupils[1]);
        let recording = |ahead| Recording {
            pupil: child,
            of: None,
            on: now.today,
            review: review(TargetOutcome::Met, Decision::Continue),
            parents_told_on: None,
            pupil_told_on: None,
            ahead,
        };
        let after = |actor: &domain::permissions::Actor| {
            let actor = actor.clone();
            let app = &ground.app;
            async move { reviewing::meeting_after(app, &actor, pupil, now.today, now.today).await.unwrap() }
        };
        assert_eq!(after(&senco).await.map(|meeting| meeting.id), Some(first.id));
        assert!(after(&ground.actor(Role::Teacher)).await.is_none(), "not theirs to call off");
        let silent = reviewing::record_review(&ground.app, &senco, now, recording(None)).await;
        assert_eq!(fields(silent), ["ahead"]);
        let mails = ground.mails().await.len();
        let ahead = if call_off {
            MeetingAhead::CallOff { base: BASE.to_owned(), from: Some(first.sequence) }
        } else {
            MeetingAhead::Keep
        };
        reviewing::record_review(&ground.app, &senco, now, recording(Some(ahead))).await.unwrap();
        assert_eq!(meeting(&ground).await.is_none(), call_off);
        assert_eq!(ground.mails().await.len() > mails, call_off, "who was invited is told");
        let due_on = records::get(&ground.world.read(), child).await.unwrap().review_due_on;
        assert_eq!(due_on == Some(DAY), !call_off, "{due_on:?}");
        if call_off {
            assert_eq!(trail(&ground, child, Happening::ReviewCalledOff).await.len(), 1);
            assert!(newest_file(&ground, Role::Parent).await.contains("METHOD:CANCEL"));
        }
    }
}
