//! Somebody who is left out of a meeting by an order reads neither when nor where anywhere: page, paper, letter, calendar.

use app::{
    Fault,
    meetings::{self, Adding, LeavingOut},
    papers::{self, LetterForm, PaperName, SendForm, What},
    pathway,
    planning::{self, Which},
    record::story,
    reviewing::{self, MeetingAhead, Recording},
};
use documents::papers::LetterKind;
use domain::{
    ContactId, PupilId, date,
    meetings::Ground as Why,
    pathway::CloseReason,
    people::Role,
    record::{Content, Decision, Party, Plan, Target, TargetOutcome, View},
};

use crate::{
    by_hand::fields,
    ground::Ground,
    late::{add, review, target},
    meetings::{DAY, later, planned, to},
    papers::{contact_of, info, parent_of},
};

const BASE: &str = "https://w.example/";

/// A child with a plan and a meeting on [`DAY`] from which the parent with an account is left out; the other parent comes.
async fn left_out(ground: &Ground) -> (PupilId, ContactId, ContactId) {
    let out = parent_of(ground, 1).await;
    let other = contact_of(ground, 1, ("", "Anna", "Mother"), "7 Test Lane", None).await;
    let (child, meeting) = planned(ground).await;
    // What is to be reached by the review tells its day, too.
    let by_then = Target { by: Some(DAY), ..target(1) };
    let plan = Plan { cycle: 1, targets: vec![by_then, target(2)], review_on: Some(DAY), ..Plan::default() };
    add(ground, Role::Teacher, child, date(2026, 9, 1), Content::Plan(plan)).await;
    let who = ground.world.accounts[&Role::Parent].id.0.into();
    let leaving = LeavingOut { who, ground: Why::CourtOrder, why: "Order of 3 May".to_owned() };
    let at = (child, Some(meeting.sequence));
    meetings::leave_out_of_meeting(&ground.app, &ground.actor(Role::Senco), ground.now(), BASE, at, &leaving)
        .await
        .unwrap();
    (child, out, other)
}

#[tokio::test]
async fn no_page_paper_or_calendar_tells_them_the_day() {
    let ground = Ground::new().await;
    left_out(&ground).await;
    let (app, info, now) = (&ground.app, info(&ground).await, ground.now());
    let pupil = &ground.world.pupils[1];
    for (role, hears) in [(Role::Senco, true), (Role::Teacher, true), (Role::Parent, false)] {
        let actor = ground.actor(role);
        let reviews = reviewing::show_reviews(app, &actor, &info, pupil, now.today).await.unwrap();
        assert_eq!((reviews.due.is_some(), reviews.day_is_kept), (hears, !hears), "{role:?}");
        let plan = planning::show_plan(app, &actor, now.today, pupil, Which::default()).await.unwrap();
        assert_eq!(
            (plan.meets_again_on, plan.plan.review_on),
            (Some(DAY).filter(|_| hears), Some(DAY).filter(|_| hears))
        );
        let next = pathway::what_next(app, &actor, &info, pupil, now.today).await.unwrap();
        assert_eq!(next.dates.iter().any(|date| date.on == DAY), hears, "{role:?}: {:?}", next.dates);
        for name in [PaperName::Iep, PaperName::ChildsVersion, PaperName::ReviewPack] {
            let sheet = papers::paper(app, &actor, now, &info, pupil, name).await.unwrap();
            let words = papers::set(vec![sheet]).await.unwrap().all_words();
            assert_eq!(words.contains("30 September"), hears, "{role:?} {name:?}: {words}");
        }
        let told = story::story(app, &actor, &info, pupil, None).await.unwrap();
        let told = format!("{told:?}");
        assert!(hears || !(told.contains("2026-09-30") || told.contains("30 September")), "{told}");
    }
    let account = ground.world.accounts[&Role::Parent].id;
    let feed = app::calendars::write_calendar(app, &info, account, BASE, now).await.unwrap();
    let feed = String::from_utf8(feed).unwrap();
    assert!(!feed.contains("20260930") && !feed.contains("Room 4"), "{feed}");
}

#[tokio::test]
async fn no_invitation_goes_to_them_and_no_letter_names_the_day() {
    let ground = Ground::new().await;
    let (_, out, other) = left_out(&ground).await;
    let (app, info, senco, now) = (&ground.app, info(&ground).await, ground.actor(Role::Senco), ground.now());
    let pupil = &ground.world.pupils[1];
    let kind = LetterKind::Invitation;
    let code = format!("contact-{out}");
    let (begun, all) = papers::letter_begun(app, &senco, now, &info, pupil, kind, &code).await.unwrap();
    assert_eq!(all.iter().map(|one| one.code.clone()).collect::<Vec<_>>(), [format!("contact-{other}")]);
    assert!(begun.text.contains("Anna Mother") && begun.text.contains("30 September 2026"), "{}", begun.text);
    let why = papers::said_of_kept(app, &senco, pupil, kind, now.today).await.unwrap();
    assert!(why.len() == 1 && why[0].contains("by a court order"), "{why:?}");
    let form = |text: &str| LetterForm { to: code.clone(), text: text.to_owned() };
    let letter =
        async |kind, text: &str| papers::letter(app, &senco, now, &info, pupil, kind, &form(text)).await;
    assert_eq!(fields(letter(kind, "We meet soon.").await.map(|_| ())), ["to"]);
    let shared = LetterKind::ConcernShared;
    let why = papers::said_of_kept(app, &senco, pupil, shared, now.today).await.unwrap();
    assert!(why.len() == 1 && why[0].contains("names no day"), "{why:?}");
    assert_eq!(fields(letter(shared, "We meet on 30 September at 15:30.").await.map(|_| ())), ["text"]);
    assert!(letter(shared, "We think of 3 September.").await.is_ok());

    // A paper that is sent to them is not the one that the staff make.
    for name in [PaperName::Iep, PaperName::ChildsVersion, PaperName::ReviewPack] {
        let what = What::Paper(name);
        let ready = papers::to_send(app, &senco, now, &info, pupil, &what).await.unwrap();
        assert!(ready.made.all_words().contains("30 September"), "{name:?}");
        let one = |code: &str| ready.recipients.iter().find(|one| one.code == code).unwrap();
        assert!(one(&code).copy_leaves_out().is_some());
        assert!(one(&format!("contact-{other}")).copy_leaves_out().is_none());
        let sends = SendForm { to: code.clone(), reason: "To read".to_owned(), ..SendForm::default() };
        let telling = SendForm { reason: "For the review on 30 September".to_owned(), ..sends.clone() };
        let told = papers::send_paper(app, &senco, now, &info, pupil.id, &what, &telling).await;
        assert_eq!(fields(told.map(|_| ())), ["reason"]);
        let sent = papers::send_paper(app, &senco, now, &info, pupil.id, &what, &sends).await.unwrap();
        let (_, theirs) = papers::sent_file(app, &senco, pupil, sent).await.unwrap();
        let needs = one(&code).made_for(pupil);
        let made_by = async |role| {
            let made = papers::paper(app, &ground.actor(role), now, &info, pupil, name).await.unwrap();
            papers::pdf(papers::set(vec![made.made_for(&needs, false)]).await.unwrap()).await.unwrap()
        };
        let (staffs, own) = (made_by(Role::Senco).await, made_by(Role::Parent).await);
        assert!(theirs != staffs && theirs.len() == own.len(), "the day is not in it: {name:?}");
    }
}

#[tokio::test]
async fn nobody_left_out_comes_in_by_their_address() {
    let ground = Ground::new().await;
    let (child, ..) = left_out(&ground).await;
    let (senco, pupil) = (ground.actor(Role::Senco), &ground.world.pupils[1]);
    later(&ground);
    let now = ground.now();
    let meeting = meetings::next_meeting(&ground.app, &senco, pupil, now.today).await.unwrap().unwrap();
    let email = ground.world.accounts[&Role::Parent].email.clone().unwrap();
    for email in [email.to_uppercase(), "wren@example.test".to_owned()] {
        let adding = Adding::Outside { name: "Uncle P".to_owned(), email };
        let at = (child, Some(meeting.sequence));
        let added = meetings::invite_by_hand(&ground.app, &senco, now, BASE, at, &adding).await;
        assert_eq!(fields(added), ["email"]);
    }
}

fn held(child: PupilId, decision: Decision, ground: &Ground) -> Recording {
    let mut held = review(TargetOutcome::PartlyMet, decision);
    held.next_on = Some(date(2026, 12, 4));
    Recording {
        pupil: child,
        of: None,
        on: ground.now().today,
        review: held,
        parents_told_on: None,
        pupil_told_on: None,
        ahead: Some(MeetingAhead::Keep),
    }
}

#[tokio::test]
async fn a_meeting_that_is_kept_is_the_next_review_and_stopped_support_has_none() {
    for (decision, next) in [(Decision::Continue, Some(DAY)), (Decision::Stop, None)] {
        let ground = Ground::new().await;
        let (child, ..) = left_out(&ground).await;
        let (app, senco, now) = (&ground.app, ground.actor(Role::Senco), ground.now());
        let id = reviewing::record_review(app, &senco, now, held(child, decision, &ground)).await.unwrap();
        let again = reviewing::record_review(app, &senco, now, held(child, decision, &ground)).await.unwrap();
        assert_eq!(id, again, "the same review sent again");
        let pupil = &ground.world.pupils[1];
        for (role, next) in [(Role::Senco, next), (Role::Parent, None)] {
            let entry = reviewing::show_review(app, &ground.actor(role), pupil, id).await.unwrap();
            let Content::Review(review) = entry.content else { panic!("a review") };
            assert_eq!(review.next_on, next, "{decision:?} {role:?}");
        }
    }
}

#[tokio::test]
async fn a_view_after_the_review_of_the_day_is_heard_for_the_next_meeting() {
    let ground = Ground::new().await;
    let (child, ..) = left_out(&ground).await;
    let (app, senco, info) = (&ground.app, ground.actor(Role::Senco), info(&ground).await);
    let pupil = &ground.world.pupils[1];
    let view = |wanted: &str| {
        Content::View(View { party: Party::Pupil, wanted: wanted.to_owned(), ..View::default() })
    };
    let today = ground.now().today;
    add(&ground, Role::Senco, child, today, view("Before")).await;
    later(&ground);
    reviewing::record_review(app, &senco, ground.now(), held(child, Decision::Continue, &ground))
        .await
        .unwrap();
    later(&ground);
    add(&ground, Role::Senco, child, today, view("After")).await;
    ground.app.set_clock(ground.now().instant + jiff::SignedDuration::from_hours(24));
    let now = ground.now();
    let pack = reviewing::pack(app, &senco, now, &info, pupil, None, (200, 90).into()).await.unwrap();
    let all = format!("{:?}", pack.views);
    assert!(all.contains("After") && !all.contains("Before"), "{all}");
    let meeting = meetings::next_meeting(app, &senco, pupil, now.today).await.unwrap().unwrap();
    let given = meetings::views_given(app, &meeting, &senco).await.unwrap();
    assert!(meeting.invited.iter().any(|one| one.party == Party::Pupil && given.contains(&one.id)));
}

#[tokio::test]
async fn a_round_that_is_closed_calls_off_its_meeting() {
    let ground = Ground::new().await;
    let (child, ..) = left_out(&ground).await;
    let (app, senco, pupil) = (&ground.app, ground.actor(Role::Senco), &ground.world.pupils[1]);
    let before = (to(&ground, Role::Teacher).await.len(), to(&ground, Role::Parent).await.len());
    later(&ground);
    let closing = pathway::Closing {
        pupil: child,
        reason: CloseReason::OpenedInError,
        words: "Another child was meant".to_owned(),
        watch_until: None,
        no_longer_needed: false,
        why: "Said by the head".to_owned(),
        base: BASE.to_owned(),
    };
    pathway::close(app, &senco, ground.now(), closing).await.unwrap();
    let standing = meetings::next_meeting(app, &senco, pupil, ground.now().today).await.unwrap();
    assert!(standing.is_none(), "{standing:?}");
    let after = (to(&ground, Role::Teacher).await.len(), to(&ground, Role::Parent).await.len());
    assert_eq!(after, (before.0 + 1, before.1), "who was invited is told, and nobody else");
}

#[tokio::test]
async fn the_record_is_not_sent_before_each_parent_is_named() {
    let ground = Ground::new().await;
    let (child, out, other) = left_out(&ground).await;
    let (app, senco, info, now) = (&ground.app, ground.actor(Role::Senco), info(&ground).await, ground.now());
    let pupil = &ground.world.pupils[1];
    let id =
        reviewing::record_review(app, &senco, now, held(child, Decision::Continue, &ground)).await.unwrap();
    let entry = reviewing::show_review(app, &senco, pupil, id).await.unwrap();
    let went = reviewing::record_sent(app, &senco, pupil, &entry).await.unwrap();
    let left = reviewing::to_get_record(app, &senco, now, pupil, &went).await.unwrap();
    let kept: Vec<bool> = left.iter().map(|one| one.kept.is_some()).collect();
    assert_eq!((left.len(), kept.iter().filter(|kept| **kept).count()), (2, 1), "{left:?}");
    let send = async |to: String| reviewing::send_record(app, &senco, now, &info, pupil, id, &[to]).await;
    assert_eq!(send(format!("contact-{other}")).await.unwrap()[0].name, "Anna Mother");
    let went = reviewing::record_sent(app, &senco, pupil, &entry).await.unwrap();
    let left = reviewing::to_get_record(app, &senco, now, pupil, &went).await.unwrap();
    assert_eq!(left.iter().map(|one| one.code.clone()).collect::<Vec<_>>(), [format!("contact-{out}")]);
    assert!(matches!(send(format!("contact-{other}")).await, Err(Fault::Invalid(_))));
}
