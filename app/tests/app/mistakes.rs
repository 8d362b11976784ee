//! What was written by mistake is taken out, put back and shared: by whom, what counts it no more, what must stay.

use app::{Clock, Fault, early, files, pupils, record};
use domain::{
    EntryId, PupilId,
    audit::Happening,
    census::SenProvision,
    date,
    pathway::{StatutoryState, SupportState},
    people::Role,
    permissions::Action,
    record::{
        ApplicationAgreement, Concern, Content, CountyLetter, EntryKind, FileItem, LetterKind, Party, Report,
        Talk, TalkAbout,
    },
    uploads::Purpose,
};
use store::queries::{entries, events, statuses};

use crate::{
    early::fields,
    ground::Ground,
    late::{add, at, stand, state},
};

async fn newest(ground: &Ground, pupil: PupilId) -> EntryId {
    entries::of_pupil(&ground.world.read(), pupil).await.unwrap().last().unwrap().id
}

async fn take_out(ground: &Ground, role: Role, pupil: PupilId, id: EntryId) -> Result<(), Fault> {
    record::take_out(&ground.app, &ground.actor(role), ground.now(), pupil, id, "Of another child").await
}

fn told(shared: bool) -> Content {
    Content::Talk(Talk {
        with: Party::Parent,
        who: "Ms Guardian".into(),
        about: TalkAbout::SenSupportBegins,
        reached: true,
        said: "Told of the support".into(),
        shared,
        ..Talk::default()
    })
}

#[tokio::test]
async fn whoever_wrote_it_and_the_senco_take_it_out_and_only_the_trail_knows_it() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let today = ground.now().today;
    add(&ground, Role::Teacher, pupil.id, today, told(true)).await;
    let id = newest(&ground, pupil.id).await;
    let parent = ground.actor(Role::Parent);
    let seen = async || early::written(&ground.app, &parent, &pupil, &[EntryKind::Talk]).await.unwrap().len();
    assert_eq!(seen().await, 1);

    let by_teacher = ground.actor(Role::Teacher);
    let why = record::take_out(&ground.app, &by_teacher, ground.now(), pupil.id, id, " ").await;
    assert_eq!(fields(why.unwrap_err()), ["why"]);
    let by_parent = take_out(&ground, Role::Parent, pupil.id, id).await;
    assert!(matches!(by_parent, Err(Fault::Forbidden(Action::MoveAlong))), "{by_parent:?}");
    assert!(matches!(take_out(&ground, Role::DataManager, pupil.id, id).await, Err(Fault::NotFound)));
    take_out(&ground, Role::Teacher, pupil.id, id).await.unwrap();
    assert_eq!(seen().await, 0, "no parent sees it");
    for again in [Role::Teacher, Role::Senco] {
        take_out(&ground, again, pupil.id, id).await.expect("pressed twice, or in a second tab: it is done");
    }
    assert!(matches!(take_out(&ground, Role::DataManager, pupil.id, id).await, Err(Fault::NotFound)));
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let (app, teacher, senco) = (&ground.app, ground.actor(Role::Teacher), ground.actor(Role::Senco));
    assert!(matches!(record::show_entry(app, &teacher, &info, &pupil, id).await, Err(Fault::NotFound)));
    let shown = record::show_entry(app, &senco, &info, &pupil, id).await.unwrap();
    assert_eq!(shown.taken_out.unwrap().why, "Of another child");
    assert!(!shown.may_take_out && !shown.may_restore && shown.shared.is_none());
    let trail = pupils::trail(app, &senco, &pupil).await.unwrap();
    assert_eq!((trail.taken_out.len(), trail.taken_out[0].why.as_str()), (1, "Of another child"));
    let times = trail.done.iter().filter(|line| line.what == Happening::EntryTakenOut.words()).count();
    assert_eq!(times, 1, "and was done once");
    let done = trail.done.iter().find(|line| line.what == Happening::EntryTakenOut.words()).unwrap();
    assert_eq!(done.more, "talk: Of another child");

    let back = record::put_back(app, &teacher, ground.now(), pupil.id, id).await;
    assert!(matches!(back, Err(Fault::Forbidden(Action::MoveAlong))));
    record::put_back(app, &senco, ground.now(), pupil.id, id).await.unwrap();
    assert_eq!(seen().await, 1);
    record::put_back(app, &senco, ground.now(), pupil.id, id).await.expect("pressed twice");
    assert_eq!(seen().await, 1);
    let nothing = EntryId::from(uuid::Uuid::nil());
    let none = record::put_back(app, &senco, ground.now(), pupil.id, nothing).await;
    assert!(matches!(none, Err(Fault::NotFound)));
}

#[tokio::test]
async fn the_files_of_what_was_taken_out_open_for_nobody_else() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let bytes = crate::bundle::pdf("Short sentences help.");
    let file = files::from_bytes(&ground.app, now, Purpose::Report, "report.pdf", &bytes).await.unwrap();
    let report = Report { title: "Report".into(), author: "Dr Ibarra".into(), ..Report::default() };
    let id = early::add_report(&ground.app, &senco, now, pupil.id, None, Some(now.today), report, vec![file])
        .await
        .unwrap();
    let file = files::of_entry(&ground.app, &senco, &pupil, id).await.unwrap()[0].id;
    let opens = async |role| files::open_file(&ground.app, &ground.actor(role), &pupil, file).await.is_ok();
    for role in [Role::Senco, Role::Head, Role::Teacher, Role::Parent] {
        assert!(opens(role).await, "{role:?}");
    }
    take_out(&ground, Role::Senco, pupil.id, id).await.unwrap();
    for (role, can) in
        [(Role::Senco, true), (Role::Head, true), (Role::Teacher, false), (Role::Parent, false)]
    {
        assert_eq!(opens(role).await, can, "{role:?}");
    }
}

#[tokio::test]
async fn what_the_record_stands_on_stays_until_something_right_stands_beside_it() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Provision)).await;
    let today = ground.now().today;
    add(&ground, Role::Teacher, child, today, told(false)).await;
    let wrong = newest(&ground, child).await;
    let refused = take_out(&ground, Role::Senco, child, wrong).await;
    assert!(matches!(refused, Err(Fault::Rule { code: "record-stands-on-it", .. })), "{refused:?}");
    add(&ground, Role::Senco, child, today, told(false)).await;
    take_out(&ground, Role::Senco, child, wrong).await.unwrap();
    assert_eq!(state(&ground, child).await.support, Some(SupportState::Provision), "the move stays made");

    let other = stand(&ground, 2, at(SupportState::Concern)).await;
    let concern = Content::Concern(Concern { noticed: "Of another child".into(), ..Concern::default() });
    add(&ground, Role::Senco, other, today, concern).await;
    let id = newest(&ground, other).await;
    let refused = take_out(&ground, Role::Senco, other, id).await;
    assert!(matches!(refused, Err(Fault::Rule { code: "record-stands-on-it", .. })), "{refused:?}");
}

#[tokio::test]
async fn k_that_a_talk_gave_goes_with_it_or_is_counted_from_the_right_day() {
    let ground = Ground::new().await;
    let child = stand(&ground, 1, at(SupportState::Iep)).await;
    let (today, early) = (ground.now().today, date(2026, 9, 2));
    let spells = async || {
        let history = statuses::history(&ground.world.read(), Some(child)).await.unwrap();
        history
            .into_iter()
            .filter(|spell| spell.provision != SenProvision::N)
            .map(|spell| (spell.provision, spell.from_on, spell.until_on))
            .collect::<Vec<_>>()
    };
    let k_from = |day| vec![(SenProvision::K, day, None)];
    let before = spells().await;
    add(&ground, Role::Teacher, child, early, told(false)).await;
    let wrong = newest(&ground, child).await;
    assert_eq!(spells().await, k_from(early));
    // Of another child: nothing else gives K.
    take_out(&ground, Role::Senco, child, wrong).await.unwrap();
    assert_eq!(spells().await, before);
    record::put_back(&ground.app, &ground.actor(Role::Senco), ground.now(), child, wrong).await.unwrap();
    assert_eq!(spells().await, k_from(early));
    // A wrong day: K from the right one.
    add(&ground, Role::Senco, child, today, told(false)).await;
    take_out(&ground, Role::Senco, child, wrong).await.unwrap();
    assert_eq!(spells().await, k_from(today));
    let happened = events::of_pupil(&ground.world.read(), child, 50).await.unwrap();
    let changed = happened.iter().filter(|event| event.what == Happening::StatusChanged).count();
    assert_eq!(changed, 4, "K, N, K, and K of another day");
}

#[tokio::test]
async fn without_a_letter_the_clocks_are_counted_anew_and_the_only_request_stays() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let today = ground.now().today;
    let asked = domain::pathway::CaseState { statutory: StatutoryState::Requested, ..Default::default() };
    stand(&ground, 1, asked).await;
    let wrote = async |kind, on| {
        let letter = CountyLetter::new(kind, on);
        add(&ground, Role::Senco, pupil.id, today, Content::CountyLetter(letter.clone())).await;
        let all = entries::of_pupil(&ground.world.read(), pupil.id).await.unwrap();
        let found = all.iter().find(|one| one.content == Content::CountyLetter(letter.clone()));
        found.expect("it was written").id
    };
    let parent = ground.actor(Role::Parent);
    let agreeing = app::county::Agreeing {
        pupil: pupil.id,
        on: today,
        said: ApplicationAgreement {
            party: Party::Parent,
            name: "A carer of the Test".into(),
            agrees: true,
            ..ApplicationAgreement::default()
        },
        scans: Vec::new(),
    };
    let said = app::county::agree(&ground.app, &parent, ground.now(), agreeing).await.unwrap();
    let wrong = wrote(LetterKind::Received, today).await;
    let refused = take_out(&ground, Role::Parent, pupil.id, said).await;
    assert!(matches!(refused, Err(Fault::Rule { code: "record-stands-on-it", .. })), "{refused:?}");
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let clocks = async || {
        let all = entries::of_pupil(&ground.world.read(), pupil.id).await.unwrap();
        app::pathway::legal_clocks(&pupil, &state(&ground, pupil.id).await, &all, &info, today)
    };
    let with = clocks().await;
    let refused = take_out(&ground, Role::Senco, pupil.id, wrong).await;
    assert!(matches!(refused, Err(Fault::Rule { code: "record-stands-on-it", .. })), "{refused:?}");
    assert_eq!(clocks().await, with);
    wrote(LetterKind::Received, date(2026, 9, 2)).await;
    take_out(&ground, Role::Senco, pupil.id, wrong).await.unwrap();
    let right = clocks().await;
    assert!(right[0].due_on < with[0].due_on, "{right:?} {with:?}");
    assert_eq!(state(&ground, pupil.id).await.statutory, StatutoryState::Requested);
}

#[tokio::test]
async fn sharing_is_stopped_and_begun_again_and_the_words_stay_their_authors() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let (now, senco) = (ground.now(), ground.actor(Role::Senco));
    add(&ground, Role::Teacher, pupil.id, now.today, told(true)).await;
    let id = newest(&ground, pupil.id).await;
    let parent = ground.actor(Role::Parent);
    let seen = async || early::written(&ground.app, &parent, &pupil, &[EntryKind::Talk]).await.unwrap().len();
    let share = async |role, version, on| {
        record::share_entry(&ground.app, &ground.actor(role), now, pupil.id, (id, version), on).await
    };
    assert!(matches!(share(Role::Parent, 1, true).await, Err(Fault::Forbidden(_))));
    share(Role::Teacher, 1, false).await.unwrap();
    assert_eq!(seen().await, 0);
    assert!(matches!(share(Role::Senco, 1, true).await, Err(Fault::Stale)));
    share(Role::Senco, 2, true).await.unwrap();
    assert_eq!(seen().await, 1);
    let entry = entries::get(&ground.world.read(), pupil.id, id).await.unwrap().unwrap();
    assert_eq!(entry.author, ground.actor(Role::Teacher).who);
    let happened = events::of_pupil(&ground.world.read(), pupil.id, 10).await.unwrap();
    for what in [Happening::EntryShared, Happening::EntryUnshared] {
        assert_eq!(happened.iter().filter(|event| event.what == what).count(), 1, "{what:?}");
    }
    let item = Content::FileItem(FileItem { title: "Spelling test".into(), ..FileItem::default() });
    add(&ground, Role::Teacher, pupil.id, now.today, item).await;
    let all = entries::of_pupil(&ground.world.read(), pupil.id).await.unwrap();
    let item = all.iter().find(|entry| entry.content.kind() == EntryKind::FileItem).unwrap().id;
    record::share_entry(&ground.app, &senco, now, pupil.id, (item, 1), true).await.unwrap();
    let files = early::written(&ground.app, &parent, &pupil, &[EntryKind::FileItem]).await.unwrap();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn a_letter_taken_out_takes_its_move_with_it() {
    let ground = Ground::new().await;
    let (app, child) = (&ground.app, ground.world.pupils[1].id);
    let hour = std::cell::Cell::new(8);
    let senco = ground.actor(Role::Senco);
    let wrote = async |kind, words: &str| {
        hour.set(hour.get() + 1);
        app.set_clock(Clock::london_at(date(2026, 9, 14), hour.get(), 0));
        let on = date(2026, 9, hour.get() - 7);
        let letter = CountyLetter { words: words.to_owned(), ..CountyLetter::new(kind, on) };
        let why = "The letter says so";
        let done = app::county::record_letter(app, &senco, ground.now(), child, letter, why).await;
        let done = done.unwrap().unwrap();
        assert!(done.refused.is_none(), "{:?}", done.refused);
        done.entry
    };
    let stands = async || {
        let scope = senco.scope();
        let pupil = store::queries::pupils::get(&ground.world.read(), &scope, child).await.unwrap();
        (state(&ground, child).await.statutory, pupil.unwrap().provision)
    };
    let spells = async || statuses::history(&ground.world.read(), Some(child)).await.unwrap();
    let first = stands().await.1;
    wrote(LetterKind::ParentApplied, "A parent says so").await;
    // “Will assess” was recorded for the refusal, which then moved nothing.
    let mistake = wrote(LetterKind::WillAssess, "").await;
    wrote(LetterKind::RefusedToAssess, "").await;
    assert_eq!(stands().await.0, StatutoryState::Assessing);
    take_out(&ground, Role::Senco, child, mistake).await.unwrap();
    assert_eq!(stands().await, (StatutoryState::RefusedToAssess, first));
    let put_back = record::put_back(app, &senco, ground.now(), child, mistake).await;
    put_back.unwrap();
    assert_eq!(stands().await.0, StatutoryState::Assessing);
    take_out(&ground, Role::Senco, child, mistake).await.unwrap();
    let appeal = wrote(LetterKind::AppealLodged, "").await;
    assert_eq!(stands().await.0, StatutoryState::AppealToAssess);
    take_out(&ground, Role::Senco, child, appeal).await.unwrap();
    assert_eq!(stands().await.0, StatutoryState::RefusedToAssess);

    // A plan that never ceased: E runs on as it ran.
    wrote(LetterKind::ArrivesWithPlan, "").await;
    assert_eq!(stands().await, (StatutoryState::EhcpInPlace, SenProvision::E));
    let before = spells().await;
    let ceased = wrote(LetterKind::Ceased, "Of another child").await;
    assert_eq!(stands().await.0, StatutoryState::Ceased);
    assert_ne!(spells().await, before);
    take_out(&ground, Role::Senco, child, ceased).await.unwrap();
    assert_eq!(stands().await, (StatutoryState::EhcpInPlace, SenProvision::E));
    assert_eq!(spells().await, before);
    assert!(!state(&ground, child).await.asks_after_plan);
    // One that the county did not decide to cease, although it keeps it.
    let ceasing = wrote(LetterKind::WillCease, "").await;
    wrote(LetterKind::KeepsPlan, "").await;
    take_out(&ground, Role::Senco, child, ceasing).await.unwrap();
    assert_eq!(stands().await.0, StatutoryState::EhcpInPlace);
}
