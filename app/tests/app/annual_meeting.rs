//! An annual review's meeting: no notice without time and place; who has it reads both, answers, and is asked anew when it moves.

use app::{
    Fault,
    county::{self, ChosenGuests},
    early,
    meetings::{self, Answer, LeavingOut},
    papers::letter_begun,
    record, reviewing,
};
use documents::papers::LetterKind;
use domain::{
    EntryId, MeetingId, PupilId, date,
    meetings::{Ground as Why, Reply},
    people::Role,
    record::{AnnualGuest, AnnualReview, AsWhom, Content, Ehcp},
};
use jiff::civil::time;
use store::queries::entries;

use crate::{
    ground::Ground,
    meetings::{later, mine, newest_file, to},
    papers,
    plan_in_place::in_place,
};

const BASE: &str = "https://w.example/";

/// A review of the second child in three weeks, everybody on its list.
pub async fn planned(ground: &Ground) -> (PupilId, EntryId) {
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let (child, pupil) = (in_place(ground, 1).await, &ground.world.pupils[1]);
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let all = county::guests_to_choose(app, &senco, now, pupil, None).await.unwrap();
    let ticked = all.iter().filter_map(|one| one.guest.id).collect();
    let chosen = ChosenGuests { ticked, ..ChosenGuests::default() };
    let invited = county::guests_chosen(app, &senco, now, pupil, None, &chosen).await.unwrap();
    let review = AnnualReview { meeting_on: Some(date(2026, 10, 12)), invited, ..AnnualReview::default() };
    (child, county::write_annual_review(app, &senco, now, child, None, review).await.unwrap())
}

pub async fn read(ground: &Ground, (child, id): (PupilId, EntryId)) -> (AnnualReview, u32) {
    let entry = entries::get(&ground.world.read(), child, id).await.unwrap().unwrap();
    let Content::AnnualReview(review) = entry.content else { panic!("a review") };
    (review, entry.version)
}

async fn write(
    ground: &Ground,
    of: (PupilId, EntryId),
    version: u32,
    review: AnnualReview,
) -> Result<(), Fault> {
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let from = Some((of.1, version));
    county::write_annual_review(&ground.app, &senco, now, of.0, from, review).await.map(|_| ())
}

async fn notice(ground: &Ground, of: (PupilId, EntryId)) -> Result<county::Notices, Fault> {
    later(ground);
    let (_, version) = read(ground, of).await;
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    county::send_notices(&ground.app, &senco, now, BASE, of.0, (of.1, version), false).await
}

fn set(review: AnnualReview) -> AnnualReview {
    AnnualReview { at: Some(time(14, 0, 0, 0)), minutes: 60, place: "Library".to_owned(), ..review }
}

async fn answer(ground: &Ground, role: Role, id: EntryId, reply: Reply, words: &str) -> Result<(), Fault> {
    later(ground);
    let said = Answer { reply, words: words.to_owned() };
    meetings::answer(&ground.app, &ground.actor(role), ground.now(), MeetingId(id.0), said).await
}

fn guest(review: &AnnualReview, as_whom: AsWhom) -> AnnualGuest {
    review.invited.iter().find(|one| one.as_whom == as_whom).unwrap().clone()
}

#[tokio::test]
async fn no_notice_goes_without_time_and_place() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let Err(Fault::Rule { code: "no-time", sentence }) = notice(&ground, of).await else { panic!("sent") };
    assert!(sentence.contains("the time, how long it is and the place"), "{sentence}");
    assert!(ground.mails().await.is_empty());
    let (info, now, pupil) = (papers::info(&ground).await, ground.now(), &ground.world.pupils[1]);
    let senco = ground.actor(Role::Senco);
    let letter = async || {
        letter_begun(&ground.app, &senco, now, &info, pupil, LetterKind::AnnualReviewNotice, "").await
    };
    assert!(letter().await.is_err(), "no letter with gaps");
    let (review, version) = read(&ground, of).await;
    let night = AnnualReview { at: Some(time(23, 0, 0, 0)), minutes: 600, ..set(review.clone()) };
    let Err(Fault::Invalid(faults)) = write(&ground, of, version, night).await else { panic!("at night") };
    assert_eq!(faults.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["at", "minutes"]);
    let place = format!("Room of {}", pupil.forename);
    let named = AnnualReview { place, ..set(review.clone()) };
    let Err(Fault::Invalid(faults)) = write(&ground, of, version, named).await else { panic!("names") };
    assert_eq!(faults[0].field, "place");
    write(&ground, of, version, set(review)).await.unwrap();
    let begun = letter().await.unwrap().0;
    assert!(begun.text.contains("14:00, for 60 minutes") && !begun.text.contains('['), "{}", begun.text);
}

#[tokio::test]
async fn who_has_the_notice_reads_when_and_where_and_answers() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    assert!(mine(&ground, Role::Parent).await.is_empty(), "nobody has the notice");
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    notice(&ground, of).await.unwrap();
    for role in [Role::Parent, Role::Teacher, Role::Head] {
        let mail = to(&ground, role).await.remove(0);
        assert!(mail.body.contains("12 October 2026 at 14:00 for 60 minutes, Library"), "{}", mail.body);
        assert!(mail.body.contains(&format!("?next=/meetings/{}", of.1)), "{role:?}: {}", mail.body);
        assert!(!ground.names_a_child(&mail.body) && !ground.names_a_child(&mail.files[0].text));
    }
    let file = newest_file(&ground, Role::Parent).await;
    for line in ["SUMMARY:Annual review meeting", "LOCATION:Library", "DTSTART:20261012T130000Z"] {
        assert!(file.contains(line), "{line}: {file}");
    }
    for role in [Role::Parent, Role::Teacher, Role::Pupil] {
        let seen = mine(&ground, role).await;
        assert_eq!(
            (seen.len(), seen[0].is_annual, seen[0].meeting.when.place.as_str()),
            (1, true, "Library")
        );
    }
    let (app, now) = (&ground.app, ground.now());
    let parent = ground.actor(Role::Parent);
    let kept = meetings::invitation_file(app, &parent, now, BASE, MeetingId(of.1.0)).await.unwrap();
    assert!(kept.text.contains("DTSTART:20261012T130000Z"));
    let (info, account) = (papers::info(&ground).await, ground.world.accounts[&Role::Parent].id);
    let feed = app::calendars::write_calendar(app, &info, account, BASE, now).await.unwrap();
    let feed = String::from_utf8(feed).unwrap().replace("\r\n ", "");
    assert!(feed.contains(&format!("UID:meeting-{}@waymark", of.1)), "{feed}");

    // Whoever has the review open meanwhile is in nobody's way, and overwrites no answer.
    let (open, shown) = read(&ground, of).await;
    assert_eq!(guest(&open, AsWhom::Senco).reply, Some(Reply::Yes), "who sends the notice comes");
    answer(&ground, Role::Parent, of.1, Reply::Yes, "").await.unwrap();
    answer(&ground, Role::Pupil, of.1, Reply::Yes, "").await.unwrap();
    let nothing = answer(&ground, Role::Teacher, of.1, Reply::OtherDay, " ").await;
    assert!(matches!(nothing, Err(Fault::Invalid(_))));
    let told = to(&ground, Role::Senco).await.len();
    answer(&ground, Role::Teacher, of.1, Reply::OtherDay, "Friday").await.unwrap();
    assert_eq!(to(&ground, Role::Senco).await.len(), told + 1, "who sent the notice is told");
    write(&ground, of, shown, AnnualReview { words: "Keep it".to_owned(), ..open.clone() }).await.unwrap();
    let (review, version) = read(&ground, of).await;
    assert_eq!((guest(&review, AsWhom::Parent).reply, review.words.as_str()), (Some(Reply::Yes), "Keep it"));
    assert_eq!(guest(&review, AsWhom::Teacher).words, "Friday");
    let stale = write(&ground, of, shown, open).await;
    assert!(matches!(stale, Err(Fault::Stale)), "what somebody else wrote is a conflict as before");

    // What the head said by telephone is written down; another day asks everybody anew.
    let head = review.invited.iter().position(|one| one.as_whom == AsWhom::Head).unwrap();
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let said = Answer { reply: Reply::No, words: String::new() };
    meetings::answer_for_guest(app, &senco, now, of.0, (of.1, version), (head, said)).await.unwrap();
    let (review, version) = read(&ground, of).await;
    assert_eq!(guest(&review, AsWhom::Head).reply, Some(Reply::No));
    write(&ground, of, version, AnnualReview { meeting_on: Some(date(2026, 10, 13)), ..review })
        .await
        .unwrap();
    let (moved, _) = read(&ground, of).await;
    assert!(moved.invited.iter().all(|one| one.notice_on.is_none() && one.reply.is_none()));
    assert!(mine(&ground, Role::Parent).await.is_empty(), "until the new notice");
    notice(&ground, of).await.unwrap();
    let mail = to(&ground, Role::Parent).await.remove(0);
    assert!(
        mail.body.contains("The meeting has changed") && mail.body.contains("13 October"),
        "{}",
        mail.body
    );
    assert_eq!(mine(&ground, Role::Parent).await.len(), 1);
}

#[tokio::test]
async fn what_a_guest_answered_is_read_by_staff_alone() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    notice(&ground, of).await.unwrap();
    let words = "Not in one room with him";
    answer(&ground, Role::Parent, of.1, Reply::OtherDay, words).await.unwrap();
    // Another version after it.
    answer(&ground, Role::Pupil, of.1, Reply::Yes, "").await.unwrap();
    let (app, info, pupil) = (&ground.app, papers::info(&ground).await, &ground.world.pupils[1]);
    for (role, reads) in
        [(Role::Senco, true), (Role::Head, true), (Role::Parent, false), (Role::Agency, false)]
    {
        let shown = record::show_entry(app, &ground.actor(role), &info, pupil, of.1).await.unwrap();
        let all = format!("{:?} {:?}", shown.newest, shown.earlier);
        assert_eq!(all.contains(words), reads, "{role:?}: {all}");
        assert!(all.contains("(Parent or carer)"), "who is invited, all may know: {all}");
    }
}

#[tokio::test]
async fn who_is_left_out_by_an_order_hears_neither_when_nor_where() {
    let ground = Ground::new().await;
    let (child, half_termly) = crate::meetings::planned(&ground).await;
    let account = ground.world.accounts[&Role::Parent].id;
    let why = "Order of 3 May".to_owned();
    let leaving = LeavingOut { who: account.0.into(), ground: Why::CourtOrder, why };
    let (app, senco, from) = (&ground.app, ground.actor(Role::Senco), Some(half_termly.sequence));
    meetings::leave_out_of_meeting(app, &senco, ground.now(), BASE, (child, from), &leaving).await.unwrap();
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    let (info, pupil, now) = (papers::info(&ground).await, &ground.world.pupils[1], ground.now());
    for (role, hears) in [(Role::Senco, true), (Role::Agency, true), (Role::Parent, false)] {
        let actor = ground.actor(role);
        let shown = record::show_entry(app, &actor, &info, pupil, of.1).await;
        assert_eq!(shown.is_ok(), hears, "{role:?}");
        let one = reviewing::show_review(app, &actor, pupil, of.1).await;
        assert_eq!(one.is_ok(), hears, "{role:?}");
        let told = record::story::story(app, &actor, &info, pupil, None).await.unwrap();
        assert_eq!(told.iter().any(|line| line.entry == Some(of.1)), hears, "{role:?}");
        let county = county::show_county(app, &actor, &info, pupil, now.today).await.unwrap();
        assert_eq!(!county.reviews.is_empty(), hears, "{role:?}");
    }
    let parent = ground.actor(Role::Parent);
    assert_eq!(county::parents_part(app, &parent, pupil, now.today).await.unwrap().review, None);
    let feed = app::calendars::write_calendar(app, &info, account, BASE, now).await.unwrap();
    let feed = String::from_utf8(feed).unwrap();
    assert!(!feed.contains("annual-review-notice") && !feed.contains("20261012"), "{feed}");
}

#[tokio::test]
async fn an_earlier_version_comes_back_with_the_notices_and_answers_of_now() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, AnnualReview { words: "Keep it".to_owned(), ..set(review) }).await.unwrap();
    let (_, unsent) = read(&ground, of).await;
    notice(&ground, of).await.unwrap();
    answer(&ground, Role::Parent, of.1, Reply::OtherDay, "Friday").await.unwrap();
    let (told, version) = read(&ground, of).await;
    write(&ground, of, version, AnnualReview { words: "Amend it".to_owned(), ..told.clone() }).await.unwrap();
    let (_, version) = read(&ground, of).await;
    let (app, senco, pupil) = (&ground.app, ground.actor(Role::Senco), &ground.world.pupils[1]);
    record::restore_version(app, &senco, ground.now(), pupil, of.1, unsent, version).await.unwrap();
    let (back, version) = read(&ground, of).await;
    assert_eq!(back, AnnualReview { words: "Keep it".to_owned(), ..told });
    // The first version has no time: nobody has the notice of that, and who had it hears of the change.
    record::restore_version(app, &senco, ground.now(), pupil, of.1, 1, version).await.unwrap();
    let (first, _) = read(&ground, of).await;
    assert!(first.invited.iter().all(|one| one.notice_on.is_none()) && first.invited[0].told_before);
}

#[tokio::test]
async fn a_meeting_of_which_people_have_the_notice_is_not_taken_out() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    notice(&ground, of).await.unwrap();
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    let out = async || record::take_out(app, &senco, ground.now(), of.0, of.1, "The wrong year").await;
    let Err(Fault::Rule { code: "meeting-awaited", sentence }) = out().await else { panic!("taken out") };
    assert!(sentence.contains("send the notice again"), "{sentence}");
    assert_eq!(mine(&ground, Role::Parent).await.len(), 1);
}

#[tokio::test]
async fn a_meeting_of_which_nobody_has_the_notice_is_taken_out() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    record::take_out(app, &senco, ground.now(), of.0, of.1, "The wrong year").await.unwrap();
}

#[tokio::test]
async fn a_professional_whose_invitation_ends_hears_of_no_other_day() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    notice(&ground, of).await.unwrap();
    assert_eq!(mine(&ground, Role::Agency).await.len(), 1);
    later(&ground);
    let (app, senco, account) =
        (&ground.app, ground.actor(Role::Senco), ground.world.accounts[&Role::Agency].id);
    assert!(early::end_invitation(app, &senco, ground.now(), BASE, of.0, account).await.unwrap());
    let mail = to(&ground, Role::Agency).await.remove(0);
    assert!(mail.body.contains("You are not invited to a review meeting any more."), "{}", mail.body);
    assert!(
        !mail.body.contains("12 October") && mail.files[0].text.contains("METHOD:CANCEL"),
        "{}",
        mail.body
    );
    let (review, version) = read(&ground, of).await;
    assert!(review.invited.iter().all(|one| one.account != Some(account)));
    let told = to(&ground, Role::Agency).await.len();
    let moved = AnnualReview { meeting_on: Some(date(2026, 10, 13)), ..review };
    write(&ground, of, version, moved).await.unwrap();
    notice(&ground, of).await.unwrap();
    assert_eq!(to(&ground, Role::Agency).await.len(), told);

    // Somebody put them on the list again by an older page: nothing goes.
    let again = AnnualGuest {
        id: Some(account.0.into()),
        account: Some(account),
        as_whom: AsWhom::Professional,
        name: "Dr Lea Brook".to_owned(),
        ..AnnualGuest::default()
    };
    let (review, version) = read(&ground, of).await;
    let invited = review.invited.iter().cloned().chain([again]).collect();
    write(&ground, of, version, AnnualReview { invited, ..review }).await.unwrap();
    let Err(Fault::Rule { code: "no-way-in", sentence }) = notice(&ground, of).await else { panic!("sent") };
    assert!(sentence.contains("Dr Lea Brook"), "{sentence}");
}

#[tokio::test]
async fn a_child_who_is_added_when_all_have_the_notice_has_it_too() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    let child = guest(&review, AsWhom::Pupil);
    let invited = review.invited.iter().filter(|one| one.as_whom != AsWhom::Pupil).cloned().collect();
    write(&ground, of, version, set(AnnualReview { invited, ..review })).await.unwrap();
    notice(&ground, of).await.unwrap();
    assert!(mine(&ground, Role::Pupil).await.is_empty());
    let (review, version) = read(&ground, of).await;
    let invited = review.invited.iter().cloned().chain([child]).collect();
    write(&ground, of, version, AnnualReview { invited, ..review }).await.unwrap();
    let (review, _) = read(&ground, of).await;
    assert!(guest(&review, AsWhom::Pupil).notice_on.is_some());
    assert_eq!(mine(&ground, Role::Pupil).await.len(), 1);
}

#[tokio::test]
async fn who_sent_the_notice_has_no_invitation_on_their_home_and_keeps_the_calendar() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (review, version) = read(&ground, of).await;
    write(&ground, of, version, set(review)).await.unwrap();
    notice(&ground, of).await.unwrap();
    assert!(mine(&ground, Role::Senco).await.is_empty());
    let (info, account) = (papers::info(&ground).await, ground.world.accounts[&Role::Senco].id);
    let feed = app::calendars::write_calendar(&ground.app, &info, account, BASE, ground.now()).await.unwrap();
    let feed = String::from_utf8(feed).unwrap().replace("\r\n ", "");
    assert!(feed.contains(&format!("UID:meeting-{}@waymark", of.1)), "{feed}");
}

#[tokio::test]
async fn one_meeting_is_planned_at_a_time_on_a_school_day_and_a_retry_plans_no_second() {
    let ground = Ground::new().await;
    let of = planned(&ground).await;
    let (app, senco, now) = (&ground.app, ground.actor(Role::Senco), ground.now());
    let (review, version) = read(&ground, of).await;
    let plan = |on| {
        let review = AnnualReview { meeting_on: Some(on), ..review.clone() };
        county::write_annual_review(app, &senco, now, of.0, None, review)
    };
    assert_eq!(plan(review.meeting_on.unwrap()).await.unwrap(), of.1, "the same form twice");
    for wrong in [date(2026, 10, 15), date(2026, 10, 17)] {
        let refused = plan(wrong).await;
        assert!(
            matches!(&refused, Err(Fault::Invalid(faults)) if faults[0].field == "meeting_on-day"),
            "{refused:?}"
        );
    }
    let saturday = AnnualReview { meeting_on: Some(date(2026, 10, 17)), ..review.clone() };
    assert!(matches!(write(&ground, of, version, saturday).await, Err(Fault::Invalid(_))));
    let thursday = AnnualReview { meeting_on: Some(date(2026, 10, 15)), ..review };
    write(&ground, of, version, thursday).await.unwrap();
}
