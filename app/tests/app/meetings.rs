//! Review meetings: planned, answered, moved, called off; what each is told, and by which calendar file.

use app::{
    Fault, early,
    meetings::{self, Answer, MyInvitation, Planning},
    papers,
    reviewing::{self, Usual},
};
use documents::papers::LetterKind;
use domain::{
    Date, MeetingId, PupilId, date,
    meetings::{Meeting, Reply, When},
    pathway::{SupportState, spread_reviews::Limits},
    people::Role,
    record::{Content, Decision, Party, TargetOutcome, View},
};
use jiff::civil::time;
use store::queries::{mails::Mail, records};

use crate::{
    ground::Ground,
    late::{add, at, review, stand},
    papers::{info, parent_of},
};

const BASE: &str = "https://w.example/";

/// A school day of the world's half term, and its last.
pub const DAY: Date = date(2026, 9, 30);
pub const LAST: Date = date(2026, 10, 23);

pub fn planning(pupil: PupilId, on: Date, hour: i8) -> Planning {
    let place = "Room 4, by the hall".to_owned();
    Planning {
        pupil,
        when: When { on, at: time(hour, 30, 0, 0), minutes: 30, place },
        from: None,
        without: Vec::new(),
    }
}

/// A minute later: mails come in order.
pub fn later(ground: &Ground) {
    ground.app.set_clock(ground.now().instant + jiff::SignedDuration::from_mins(1));
}

async fn try_to_plan(ground: &Ground, plans: &[Planning]) -> Result<usize, Fault> {
    meetings::plan_meetings(&ground.app, &ground.actor(Role::Senco), ground.now(), BASE, plans).await
}

/// Plans them as somebody does who has just opened the page.
pub async fn plan(ground: &Ground, plans: &[Planning]) -> usize {
    later(ground);
    let ahead =
        meetings::next_meetings(&ground.app, &ground.actor(Role::Senco), ground.now().today).await.unwrap();
    let from = |pupil| ahead.get(&pupil).map(|meeting| meeting.sequence);
    let plans: Vec<Planning> =
        plans.iter().map(|one| Planning { from: from(one.pupil), ..one.clone() }).collect();
    try_to_plan(ground, &plans).await.unwrap()
}

pub async fn planned(ground: &Ground) -> (PupilId, Meeting) {
    let child = stand(ground, 1, at(SupportState::Monitoring)).await;
    assert_eq!(plan(ground, &[planning(child, DAY, 15)]).await, 1);
    (child, meeting(ground).await)
}

async fn meeting(ground: &Ground) -> Meeting {
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    meetings::next_meeting(&ground.app, &senco, pupil, ground.now().today).await.unwrap().unwrap()
}

async fn answers(ground: &Ground, role: Role, id: MeetingId, reply: Reply, words: &str) -> Result<(), Fault> {
    let said = Answer { reply, words: words.to_owned() };
    meetings::answer(&ground.app, &ground.actor(role), ground.now(), id, said).await
}

fn of(meeting: &Meeting, party: Party) -> Option<Reply> {
    meeting.invited.iter().find(|one| one.party == party).unwrap().reply
}

pub async fn to(ground: &Ground, role: Role) -> Vec<Mail> {
    let address = ground.world.accounts[&role].email.clone().unwrap();
    ground.mails().await.into_iter().filter(|mail| mail.to == address).collect()
}

/// The newest calendar file that somebody got: its lines, unfolded.
pub async fn newest_file(ground: &Ground, role: Role) -> String {
    let mails = to(ground, role).await;
    let file = &mails.iter().find(|mail| !mail.files.is_empty()).unwrap().files[0];
    file.text.replace("\r\n ", "")
}

pub async fn mine(ground: &Ground, role: Role) -> Vec<MyInvitation> {
    meetings::my_invitations(&ground.app, &ground.actor(role), ground.now()).await.unwrap()
}

#[tokio::test]
async fn everybody_is_invited_by_one_mail_with_a_calendar_file_that_names_no_child() {
    let ground = Ground::new().await;
    parent_of(&ground, 1).await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let other = stand(&ground, 0, at(SupportState::Monitoring)).await;
    let by_letter = parent_of(&ground, 0).await;
    assert_eq!(plan(&ground, &[planning(child, DAY, 15), planning(other, DAY, 16)]).await, 2);
    let meeting = meeting(&ground).await;
    let parties: Vec<Party> = meeting.invited.iter().map(|one| one.party).collect();
    assert_eq!(parties, [Party::Pupil, Party::Parent, Party::Teacher, Party::Senco, Party::Agency]);
    assert_eq!(of(&meeting, Party::Senco), Some(Reply::Yes), "who plans it comes");
    let ahead = meetings::next_meetings(&ground.app, &ground.actor(Role::Senco), ground.now().today).await;
    let of_other = &ahead.unwrap()[&other];
    let letter = of_other.invited.iter().find(|one| one.id.0 == by_letter.0).unwrap();
    assert_eq!((letter.account, letter.party), (None, Party::Parent), "by letter");

    let teacher = to(&ground, Role::Teacher).await;
    assert_eq!((teacher.len(), teacher[0].files.len()), (1, 2), "one mail for both");
    assert!(to(&ground, Role::Senco).await.is_empty());
    for role in [Role::Parent, Role::Agency] {
        let got = to(&ground, role).await;
        assert_eq!((got.len(), got[0].files.len()), (1, 1), "{role:?}");
        assert!(got[0].body.contains(&format!("?next=/meetings/{}", meeting.id)), "{}", got[0].body);
    }
    for mail in ground.mails().await {
        let files: String = mail.files.iter().map(|file| file.text.as_str()).collect();
        for text in [&mail.subject, &mail.body, &files] {
            assert!(!ground.names_a_child(text), "{text}");
        }
    }
    let file = newest_file(&ground, Role::Parent).await;
    for line in [
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "DTSTART:20260930T143000Z", // 15:30 in summer time
        "DTEND:20260930T150000Z",
        "LOCATION:Room 4\\, by the hall",
        &format!("UID:meeting-{}@waymark", meeting.id),
    ] {
        assert!(file.lines().any(|known| known == line), "{line}: {file}");
    }
    assert_eq!(plan(&ground, &[planning(child, DAY, 15)]).await, 0, "what stands is left as it is");
    let sunday = [planning(child, date(2026, 10, 4), 15)];
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let wrong = meetings::plan_meetings(&ground.app, &senco, now, BASE, &sunday).await;
    let Err(Fault::Invalid(faults)) = wrong else { panic!("a Sunday") };
    assert_eq!(faults[0].field, format!("day-{child}"));
    let teacher = ground.actor(Role::Teacher);
    assert!(meetings::plan_meetings(&ground.app, &teacher, now, BASE, &sunday).await.is_err());
}

#[tokio::test]
async fn each_answers_for_themselves_and_can_change_it_until_the_day() {
    let ground = Ground::new().await;
    let (child, meeting_then) = planned(&ground).await;
    let id = meeting_then.id;
    for role in [Role::Parent, Role::Pupil, Role::Agency, Role::Teacher] {
        let all = mine(&ground, role).await;
        assert_eq!((all.len(), all[0].mine.reply, all[0].asks_view), (1, None, true), "{role:?}");
    }
    assert!(mine(&ground, Role::Senco).await.is_empty(), "what they planned stands on the page of reviews");
    answers(&ground, Role::Parent, id, Reply::Yes, "").await.unwrap();
    answers(&ground, Role::Pupil, id, Reply::No, "").await.unwrap();
    let Err(Fault::Invalid(_)) = answers(&ground, Role::Teacher, id, Reply::OtherDay, " ").await else {
        panic!("which day?")
    };
    answers(&ground, Role::Teacher, id, Reply::OtherDay, "Thursday after four").await.unwrap();
    for role in [Role::Ta, Role::Governor, Role::Head] {
        let refused = answers(&ground, role, id, Reply::Yes, "").await;
        assert!(matches!(refused, Err(Fault::NotFound)), "{role:?} is not invited");
    }
    answers(&ground, Role::Pupil, id, Reply::Yes, "").await.unwrap();
    let now = meeting(&ground).await;
    for (party, reply) in [
        (Party::Parent, Some(Reply::Yes)),
        (Party::Pupil, Some(Reply::Yes)),
        (Party::Teacher, Some(Reply::OtherDay)),
        (Party::Agency, None),
    ] {
        assert_eq!(of(&now, party), reply, "{party:?}");
    }
    assert_eq!(to(&ground, Role::Senco).await.len(), 2, "told of each who cannot");
    let pupil = &ground.world.pupils[1];
    let seen = async |role| {
        let actor = ground.actor(role);
        meetings::next_meeting(&ground.app, &actor, pupil, ground.now().today).await.unwrap().is_some()
    };
    assert!(seen(Role::Teacher).await && !seen(Role::Parent).await, "a parent sees nobody else's answer");

    // What somebody said on paper is written down by the SENCO.
    let agency = now.invited.iter().find(|one| one.party == Party::Agency).unwrap().id;
    let said = Answer { reply: Reply::No, words: "Rang on Monday".to_owned() };
    let senco = ground.actor(Role::Senco);
    meetings::answer_for(&ground.app, &senco, ground.now(), child, (id, agency), said.clone()).await.unwrap();
    let other = ground.world.pupils[0].id;
    let wrong = meetings::answer_for(&ground.app, &senco, ground.now(), other, (id, agency), said).await;
    assert!(matches!(wrong, Err(Fault::NotFound)));

    // Their view is asked until they have written one.
    let view = |party| View { party, wanted: "More reading".into(), ..View::default() };
    early::write_view(&ground.app, &ground.actor(Role::Pupil), ground.now(), child, view(Party::Pupil))
        .await
        .unwrap();
    add(&ground, Role::Teacher, child, ground.now().today, Content::View(view(Party::Teacher))).await;
    for (role, asks) in [(Role::Pupil, false), (Role::Teacher, false), (Role::Parent, true)] {
        assert_eq!(mine(&ground, role).await[0].asks_view, asks, "{role:?}");
    }

    // On the day the review's screen begins with those who come; the day after, nobody is asked any more.
    ground.app.set_clock("2026-09-30T12:00:00Z".parse().unwrap());
    let held = meetings::held_lately(&ground.app, &senco, pupil, ground.now().today).await.unwrap().unwrap();
    assert_eq!(held.coming(), [Party::Pupil, Party::Parent, Party::Senco]);
    let stands =
        async || meetings::next_meeting(&ground.app, &senco, pupil, ground.now().today).await.unwrap();
    assert!(stands().await.is_some());
    let held = review(TargetOutcome::Met, Decision::Continue);
    add(&ground, Role::Teacher, child, ground.now().today, Content::Review(held)).await;
    assert!(
        stands().await.is_none() && mine(&ground, Role::Parent).await.is_empty(),
        "the review is recorded"
    );
    assert_eq!(plan(&ground, &[planning(child, date(2026, 11, 10), 15)]).await, 1);
    assert!(stands().await.unwrap().id != id, "the next is another meeting");
    ground.app.set_clock("2026-10-01T12:00:00Z".parse().unwrap());
    assert!(answers(&ground, Role::Parent, id, Reply::No, "").await.is_err());
}

#[tokio::test]
async fn a_move_asks_anew_and_calling_off_takes_it_out_of_every_calendar() {
    let ground = Ground::new().await;
    let (child, first) = planned(&ground).await;
    answers(&ground, Role::Parent, first.id, Reply::Yes, "").await.unwrap();
    let mut elsewhere = planning(child, DAY, 15);
    elsewhere.when.place = "By video".to_owned();
    plan(&ground, &[elsewhere]).await;
    let changed = meeting(&ground).await;
    assert_eq!((changed.id, changed.sequence), (first.id, 1));
    assert_eq!(of(&changed, Party::Parent), Some(Reply::Yes), "another place takes back no answer");
    plan(&ground, &[planning(child, LAST, 15)]).await;
    let moved = meeting(&ground).await;
    assert_eq!((moved.id, moved.sequence, of(&moved, Party::Parent)), (first.id, 2, None));
    let file = newest_file(&ground, Role::Parent).await;
    for line in ["METHOD:REQUEST", "SEQUENCE:2", "DTSTART:20261023T143000Z"] {
        assert!(file.lines().any(|known| known == line), "{line}: {file}");
    }

    // Somebody set it to the last day of the half term: it is set.
    let (info, senco, now) = (info(&ground).await, ground.actor(Role::Senco), ground.now());
    let shown =
        reviewing::show_half_term(&ground.app, &senco, &info, now, Limits::default(), Usual::default());
    let shown = shown.await.unwrap();
    assert!(shown.until == LAST && shown.to_plan.is_empty(), "{shown:?}");
    assert_eq!(shown.set[0].planned.as_ref().map(|one| one.id), Some(first.id));

    // The letter says when and where.
    let pupil = &ground.world.pupils[1];
    let (letter, _) =
        papers::letter_begun(&ground.app, &senco, now, &info, pupil, LetterKind::Invitation, "")
            .await
            .unwrap();
    for words in ["When: 23 October 2026, 15:30, for 30 minutes", "Where: Room 4, by the hall", "(SENCO)"] {
        assert!(letter.text.contains(words), "{words}: {}", letter.text);
    }

    let off = async |why: &str| {
        later(&ground);
        meetings::call_off(&ground.app, &senco, ground.now(), BASE, (child, Some(2)), why).await
    };
    assert!(matches!(off("  ").await, Err(Fault::Invalid(_))));
    off("The boiler is broken").await.unwrap();
    let mails = ground.mails().await.len();
    off("The boiler is broken").await.unwrap();
    assert_eq!(ground.mails().await.len(), mails, "nobody is told twice");
    let file = newest_file(&ground, Role::Teacher).await;
    for line in
        ["METHOD:CANCEL", "SEQUENCE:3", "STATUS:CANCELLED", &format!("UID:meeting-{}@waymark", first.id)]
    {
        assert!(file.lines().any(|known| known == line), "{line}: {file}");
    }
    assert!(!to(&ground, Role::Teacher).await[0].body.contains("boiler"), "why stands in Waymark");
    let seen = mine(&ground, Role::Parent).await;
    assert_eq!(seen[0].meeting.called_off.as_deref(), Some("The boiler is broken"));
    let late = answers(&ground, Role::Parent, first.id, Reply::Yes, "").await;
    assert!(matches!(late, Err(Fault::Rule { code: "meeting-over", .. })));
    let due_on = records::get(&ground.world.read(), child).await.unwrap().review_due_on;
    assert_eq!(due_on, Some(LAST), "due as if no day had been set");
    let never =
        meetings::call_off(&ground.app, &senco, now, BASE, (ground.world.pupils[0].id, None), "No").await;
    assert!(matches!(never, Err(Fault::NotFound)));

    // Planned again, it is another meeting.
    plan(&ground, &[planning(child, DAY, 16)]).await;
    let again = meeting(&ground).await;
    assert!(again.id != first.id && again.sequence == 0);
    let own = meetings::invitation_file(&ground.app, &ground.actor(Role::Parent), now, BASE, again.id)
        .await
        .unwrap();
    assert!(own.text.contains("METHOD:REQUEST") && own.name == "review-2026-09-30-1630.ics", "{own:?}");
    let ta = meetings::invitation_file(&ground.app, &ground.actor(Role::Ta), now, BASE, again.id).await;
    assert!(matches!(ta, Err(Fault::NotFound)));
}

#[tokio::test]
async fn two_who_move_one_meeting_hear_of_each_other() {
    let ground = Ground::new().await;
    let (child, first) = planned(&ground).await;
    let other = stand(&ground, 0, at(SupportState::Monitoring)).await;
    let from = |one: Planning, from| Planning { from, ..one };
    assert_eq!(plan(&ground, &[planning(child, LAST, 15)]).await, 1, "one of two moves it");
    let mails = ground.mails().await.len();

    // The other still has the page of before: planned, moved, called off, and beside another child's.
    let senco = ground.actor(Role::Senco);
    let day = |child| format!("day-{child}");
    for shown in [None, Some(first.sequence)] {
        let plans = [planning(other, DAY, 16), from(planning(child, DAY, 16), shown)];
        let Err(Fault::Invalid(faults)) = try_to_plan(&ground, &plans).await else { panic!("{shown:?}") };
        assert_eq!((faults.len(), &faults[0].field), (1, &day(child)));
        assert!(faults[0].sentence.contains("23 October 2026, 15:30"), "{faults:?}");
        let off = meetings::call_off(&ground.app, &senco, ground.now(), BASE, (child, shown), "Ill").await;
        let Err(Fault::Invalid(faults)) = off else { panic!("{shown:?}") };
        assert_eq!(faults[0].field, "why");
    }
    assert_eq!((meeting(&ground).await.when.on, ground.mails().await.len()), (LAST, mails), "all or none");
    assert_eq!(try_to_plan(&ground, &[planning(child, LAST, 15)]).await.unwrap(), 0, "both mean the same");

    meetings::call_off(&ground.app, &senco, ground.now(), BASE, (child, Some(1)), "Ill").await.unwrap();
    let late = try_to_plan(&ground, &[from(planning(child, DAY, 16), Some(1))]).await;
    let Err(Fault::Invalid(faults)) = late else { panic!("called off") };
    assert!(faults[0].sentence.contains("called this meeting off"), "{faults:?}");
}

#[tokio::test]
async fn a_meeting_is_planned_for_a_day_an_hour_and_a_place_that_can_be() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Monitoring)).await;
    let name = ground.world.pupils.iter().find(|one| one.id == child).unwrap().forename.clone();
    let senco = ground.actor(Role::Senco);
    let plan = async |day, hour, place: &str| {
        let mut one = planning(child, day, hour);
        one.when.place = place.to_owned();
        meetings::plan_meetings(&ground.app, &senco, ground.now(), BASE, &[one]).await
    };
    let at_box = |field: &str| format!("{field}-{child}");
    for (day, hour, place, field) in [
        (DAY, 3, "Room 4", "at"),
        (date(2028, 9, 29), 15, "Room 4", "day"),
        (DAY, 15, &format!("Behind {name}’s seat"), "place"),
    ] {
        let Err(Fault::Invalid(faults)) = plan(day, hour, place).await else { panic!("{place} {day}") };
        assert_eq!(faults[0].field, at_box(field), "{faults:?}");
    }
    assert_eq!(ground.mails().await.len(), 0, "nobody was told");
    assert_eq!(plan(DAY, 15, "Room 4").await.unwrap(), 1);
}
