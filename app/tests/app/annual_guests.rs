//! Who is invited to an annual review: chosen from the record, typed in; the notice and the request for advice sent to each.

use app::{
    Fault,
    county::{self, ChosenGuests},
    papers::{LetterForm, What, letter, letter_begun, to_send},
};
use documents::papers::LetterKind;
use domain::{
    date,
    people::Role,
    record::{AnnualReview, AsWhom, Content, Ehcp, Party, missing_guests},
};
use store::queries::entries;

use crate::{
    ground::Ground,
    papers::{self, parent_of},
    plan_in_place::in_place,
};

const BASE: &str = "https://w.example/";

#[tokio::test]
async fn those_of_the_list_get_the_notice_and_are_asked_each_in_their_way() {
    let ground = Ground::new().await;
    let by_letter = parent_of(&ground, 0).await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let (child, pupil) = (in_place(&ground, 0).await, &ground.world.pupils[0]);
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();

    let all = county::guests_to_choose(app, &senco, now, pupil, None).await.unwrap();
    assert!(all.iter().all(|one| one.ticked), "nobody has chosen yet");
    for as_whom in [AsWhom::Pupil, AsWhom::Parent, AsWhom::Head, AsWhom::Teacher, AsWhom::Senco] {
        assert!(all.iter().any(|one| one.guest.as_whom == as_whom), "{as_whom:?}: {all:?}");
    }
    let outside = |email: &str| {
        vec![
            (AsWhom::CountyOfficer, "Kit Marsh, SEN officer".to_owned(), email.to_owned()),
            (AsWhom::Health, "Dr Lea Brook".to_owned(), String::new()),
            (AsWhom::SocialCare, String::new(), String::new()),
        ]
    };
    let ticked: Vec<_> = all.iter().filter_map(|one| one.guest.id).collect();
    let wrong = ChosenGuests { ticked: ticked.clone(), outside: outside("nowhere") };
    let Err(Fault::Invalid(faults)) = county::guests_chosen(app, &senco, now, pupil, None, &wrong).await
    else {
        panic!("no address")
    };
    assert_eq!(faults[0].field, "email-0");
    let chosen = ChosenGuests { ticked, outside: outside("kit@county.example") };
    let invited = county::guests_chosen(app, &senco, now, pupil, None, &chosen).await.unwrap();
    assert_eq!(missing_guests(&invited), [AsWhom::SocialCare]);
    assert!(invited.iter().all(|one| one.listed_on == Some(now.today)), "since when is kept");
    let review = AnnualReview {
        meeting_on: Some(date(2026, 10, 12)),
        at: Some(jiff::civil::time(14, 0, 0, 0)),
        minutes: 60,
        place: "Library".to_owned(),
        invited,
        ..AnnualReview::default()
    };
    let id = county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    let read = async || {
        let entry = entries::get(&ground.world.read(), child, id).await.unwrap().unwrap();
        let Content::AnnualReview(review) = entry.content.clone() else { panic!("a review") };
        (review, entry.version)
    };

    // By mail to those who have an address, on paper to the parent and the doctor.
    let waits = county::notices_waiting(app, &senco, &read().await.0).await.unwrap();
    assert_eq!(waits.on_paper.len(), 2, "{waits:?}");
    // Each of the two gets a letter: its words are theirs, the doctor reads nothing that is for parents.
    let (info, kind) = (papers::info(&ground).await, LetterKind::AnnualReviewNotice);
    let begun = async |to: &str| letter_begun(app, &senco, now, &info, pupil, kind, to).await.unwrap();
    let (_, recipients) = begun("").await;
    let first: Vec<&str> = recipients[..2].iter().map(|one| one.name.as_str()).collect();
    assert!(waits.on_paper.iter().all(|name| first.contains(&name.as_str())), "paper first: {first:?}");
    assert!(recipients.iter().all(|one| one.party != Party::Pupil));
    let doctor = "guest-Dr Lea Brook";
    let (to_doctor, _) = begun(doctor).await;
    let words = [
        "Dear Dr Lea Brook,",
        "When: 12 October 2026, 14:00, for 60 minutes",
        "Where: Library",
        "by 28 September 2026",
        "Kit Marsh, SEN officer",
    ];
    for words in words {
        assert!(to_doctor.text.contains(words), "{words}: {}", to_doctor.text);
    }
    assert!(!to_doctor.text.contains("Dr Lea Brook ("), "not told of themselves");
    assert_eq!(to_doctor.to, doctor);
    let nobody = LetterForm { to: String::new(), text: "Hello".to_owned() };
    let made = letter(app, &senco, now, &info, pupil, kind, &nobody).await;
    let Err(Fault::Invalid(faults)) = made else { panic!("to nobody") };
    assert_eq!(faults[0].field, "to");
    let what = What::Letter(kind, to_doctor);
    let ready = to_send(app, &senco, now, &info, pupil, &what).await.unwrap();
    assert!(ready.recipients.iter().any(|one| one.code == doctor), "it goes to who is on the list");

    let sent = county::send_notices(app, &senco, now, BASE, child, (id, 1), false).await.unwrap();
    assert_eq!(sent, waits);
    let mails = ground.mails().await;
    assert_eq!(mails.len(), sent.mailed);
    for mail in &mails {
        assert!(mail.body.contains("12 October 2026") && !ground.names_a_child(&mail.body), "{}", mail.body);
    }
    let county_mail = mails.iter().find(|mail| mail.to == "kit@county.example").unwrap();
    assert!(!county_mail.body.contains("w.example"), "no page for them: {}", county_mail.body);
    let (before, version) = read().await;
    assert_eq!((before.notice_on, version), (None, 2), "two wait for their letter");
    let stale = county::send_notices(app, &senco, now, BASE, child, (id, 1), true).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    county::send_notices(app, &senco, now, BASE, child, (id, 2), true).await.unwrap();
    let (told, _) = read().await;
    assert_eq!(told.notice_on, Some(now.today));
    assert_eq!(ground.mails().await.len(), mails.len(), "nobody is told twice");
    let again = county::send_notices(app, &senco, now, BASE, child, (id, 3), true).await;
    assert!(matches!(again, Err(Fault::Rule { code: "all-told", .. })));
    let parent = told.invited.iter().find(|one| one.as_whom == AsWhom::Parent).unwrap();
    assert_eq!(parent.id.map(|id| id.0), Some(by_letter.0));

    // Who has the notice stays on the list, ticked or not.
    let none = ChosenGuests::default();
    let kept = county::guests_chosen(app, &senco, now, pupil, Some(&told), &none).await.unwrap();
    assert_eq!(kept.len(), told.invited.len());

    // Everybody on the list is asked for advice, but the head, and whoever asks.
    let asked = county::ask_for_advice(app, &senco, now, BASE, child, (id, 3)).await.unwrap();
    assert_eq!(asked, told.invited.len() - 2);
    let newest = ground.mails().await;
    assert_eq!(newest.iter().filter(|mail| mail.to == "kit@county.example").count(), 2);
    assert!(newest.iter().all(|mail| !ground.names_a_child(&mail.body)));
    let teacher = ground.actor(Role::Teacher);
    let refused = county::send_notices(app, &teacher, now, BASE, child, (id, 4), false).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
}
