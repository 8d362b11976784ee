//! Steps 1 to 3: who may, what is recorded, who is told, and what stays private.

use std::collections::BTreeMap;

use app::{Fault, early, record};
use domain::{
    ContactId, PupilId,
    audit::Happening,
    date,
    pathway::SupportState,
    people::{Contact, Role},
    permissions::{Action, Actor, Who},
    record::{
        Acknowledgement, Adaptation, Check, Concern, Content, Difference, Entry, EntryKind, Feeling,
        FilledChecklist, Headings, Party, Plan, ProfilePart, Referral, SignedProfile, Talk, TalkAbout,
        Target, Undo, View,
    },
};
use store::queries::{accounts, actors, contacts, entries, events, records};

use crate::ground::Ground;

fn noticed(by: Party) -> Concern {
    Concern { raised_by: by, noticed: "Loses the place when reading aloud".to_owned(), ..Concern::default() }
}

pub async fn record_of(ground: &Ground, pupil: PupilId) -> Vec<Entry> {
    entries::of_pupil(&ground.world.read(), pupil).await.unwrap()
}

pub fn fields(fault: Fault) -> Vec<String> {
    match fault {
        Fault::Invalid(faults) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_concern_opens_a_round_and_what_follows_joins_it() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let parent = ground.actor(Role::Parent);
    let by_parent = noticed(Party::Parent);
    early::raise_concern(&ground.app, &parent, ground.now(), child, None, by_parent).await.unwrap();

    let teacher = ground.actor(Role::Teacher);
    let hearing = Concern { raised_by: Party::Teacher, hearing: Check::Clear, ..Concern::default() };
    early::raise_concern(&ground.app, &teacher, ground.now(), child, None, hearing).await.unwrap();
    let nothing = Concern { raised_by: Party::Teacher, ..Concern::default() };
    let refused = early::raise_concern(&ground.app, &teacher, ground.now(), child, None, nothing).await;
    assert_eq!(fields(refused.unwrap_err()), ["noticed"]);

    let record = records::get(&ground.world.read(), child).await.unwrap();
    assert_eq!((record.state.round, record.state.support), (1, Some(SupportState::Concern)));
    let all = record_of(&ground, child).await;
    assert_eq!(all.len(), 2);
    // What the roll knows is on the paper, and was not asked.
    let Content::Concern(first) = &all[0].content else { panic!() };
    assert_eq!((first.attendance.as_str(), first.languages.as_str()), ("95.0%", "English"));
    for mail in ground.mails().await {
        assert!(!ground.names_a_child(&mail.body) && !ground.names_a_child(&mail.subject), "{}", mail.body);
    }
    let told: Vec<String> = ground.mails().await.into_iter().map(|mail| mail.to).collect();
    assert!(
        told.contains(&"senco@example.test".to_owned()) && told.contains(&"teacher@example.test".to_owned())
    );
}

#[tokio::test]
async fn nobody_speaks_for_a_party_that_is_not_theirs() {
    let ground = Ground::new().await;
    let (own, other) = (ground.world.pupils[1].id, ground.world.pupils[2].id);
    let parent = ground.actor(Role::Parent);
    let raise = async |actor: Actor, pupil, by| {
        early::raise_concern(&ground.app, &actor, ground.now(), pupil, None, noticed(by)).await
    };
    assert!(matches!(raise(parent.clone(), own, Party::Teacher).await, Err(Fault::Forbidden(_))));
    assert!(matches!(raise(parent.clone(), other, Party::Parent).await, Err(Fault::NotFound)));
    assert!(matches!(raise(ground.actor(Role::Agency), own, Party::Agency).await, Err(Fault::Forbidden(_))));
    assert!(matches!(raise(ground.actor(Role::Governor), own, Party::Head).await, Err(Fault::NotFound)));
    // A teacher may write down what the parents told them; nobody may change another's words.
    let teacher = ground.actor(Role::Teacher);
    let id = raise(teacher.clone(), own, Party::Parent).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let again = noticed(Party::Senco);
    let changed =
        early::raise_concern(&ground.app, &senco, ground.now(), own, Some((id, 1)), again.clone()).await;
    assert!(matches!(changed, Err(Fault::Forbidden(Action::RaiseConcern))));
    let own_words = Concern { raised_by: Party::Teacher, ..again };
    early::raise_concern(&ground.app, &teacher, ground.now(), own, Some((id, 1)), own_words.clone())
        .await
        .unwrap();
    let stale =
        early::raise_concern(&ground.app, &teacher, ground.now(), own, Some((id, 1)), own_words).await;
    assert!(matches!(stale, Err(Fault::Stale)));
}

#[tokio::test]
async fn the_checklist_keeps_answers_and_never_a_safeguarding_one() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[0].id;
    let teacher = ground.actor(Role::Teacher);
    let fill = async |of, ticked: &[(u32, u8)], done| {
        let ticked = BTreeMap::from_iter(ticked.iter().copied());
        early::fill_checklist(&ground.app, &teacher, ground.now(), child, of, ticked, done).await
    };
    assert_eq!(fields(fill(None, &[(36, 3)], false).await.unwrap_err()), ["checklist"]);
    let id = fill(None, &[(1, 3), (36, 3)], false).await.unwrap();
    fill(Some((id, 1)), &[(1, 3), (2, 1)], true).await.unwrap();
    let Content::Checklist(FilledChecklist { answers, safeguarding_shown, done, .. }) =
        record_of(&ground, child).await.remove(0).content
    else {
        panic!()
    };
    assert!(done);
    assert_eq!(safeguarding_shown, [36]);
    assert_eq!((answers.len(), answers[&1], answers[&2], answers[&3]), (53, 3, 1, 0));
    let ta = ground.actor(Role::Ta);
    let by_ta =
        early::fill_checklist(&ground.app, &ta, ground.now(), child, None, BTreeMap::from([(1, 1)]), true);
    assert!(matches!(by_ta.await, Err(Fault::Forbidden(Action::FillChecklist))));
}

#[tokio::test]
async fn the_senco_answers_and_whoever_was_worried_is_told() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let senco = ground.actor(Role::Senco);
    let answer = "I come into class on Thursday.";
    let early_answer = early::acknowledge_concern(&ground.app, &senco, ground.now(), child, answer).await;
    assert!(matches!(early_answer, Err(Fault::Rule { code: "no-concern", .. })));
    let parent = ground.actor(Role::Parent);
    early::raise_concern(&ground.app, &parent, ground.now(), child, None, noticed(Party::Parent))
        .await
        .unwrap();
    let teacher = ground.actor(Role::Teacher);
    let by_teacher = early::acknowledge_concern(&ground.app, &teacher, ground.now(), child, answer).await;
    assert!(matches!(by_teacher, Err(Fault::Forbidden(Action::AcknowledgeConcern))));
    early::acknowledge_concern(&ground.app, &senco, ground.now(), child, answer).await.unwrap();
    let all = record_of(&ground, child).await;
    assert!(
        all.iter()
            .any(|entry| entry.content
                == Content::Acknowledgement(Acknowledgement { next: answer.to_owned() }))
    );
    let happened = events::of_pupil(&ground.world.read(), child, 10).await.unwrap();
    assert!(happened.iter().any(|event| event.what == Happening::ConcernAcknowledged));
    let mails = ground.mails().await;
    let to_parent = mails.iter().find(|mail| mail.to == "parent@example.test").unwrap();
    assert!(!to_parent.body.contains("Thursday") && !ground.names_a_child(&to_parent.body));
}

#[tokio::test]
async fn an_adaptation_is_reviewed_in_two_taps() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[0].id;
    let teacher = ground.actor(Role::Teacher);
    let adaptation = Adaptation { what: "Picture timetable".to_owned(), ..Adaptation::default() };
    let id = early::record_adaptation(&ground.app, &teacher, ground.now(), child, adaptation).await.unwrap();
    let ahead = Adaptation {
        what: "A timer".into(),
        from_on: ground.now().today.tomorrow().ok(),
        ..Default::default()
    };
    let refused = early::record_adaptation(&ground.app, &teacher, ground.now(), child, ahead).await;
    assert_eq!(fields(refused.unwrap_err()), ["from_on-day"]);
    let review = |difference| early::Reviewed { of: (id, 1), difference, seen: String::new() };
    let unsaid = early::review_adaptation(&ground.app, &teacher, ground.now(), child, review(None)).await;
    assert_eq!(fields(unsaid.unwrap_err()), ["difference"]);
    let some = review(Some(Difference::Some));
    early::review_adaptation(&ground.app, &teacher, ground.now(), child, some).await.unwrap();
    let Content::Adaptation(kept) = record_of(&ground, child).await.remove(0).content else { panic!() };
    assert_eq!((kept.what.as_str(), kept.difference), ("Picture timetable", Some(Difference::Some)));
    assert_eq!((kept.from_on, kept.reviewed_on), (Some(ground.now().today), Some(ground.now().today)));
}

#[tokio::test]
async fn an_adaptation_written_or_ended_by_mistake_is_set_right() {
    let ground = Ground::new().await;
    let (app, now, child) = (&ground.app, ground.now(), ground.world.pupils[0].id);
    let teacher = ground.actor(Role::Teacher);
    let adaptation = Adaptation { what: "Picture timetable".to_owned(), ..Adaptation::default() };
    let id = early::record_adaptation(app, &teacher, now, child, adaptation).await.unwrap();
    let undo =
        async |version, undo| early::undo_adaptation(app, &teacher, now, child, (id, version), undo).await;
    assert!(matches!(undo(1, Undo::OpenAgain).await, Err(Fault::Rule { code: "nothing-to-undo", .. })));
    let reviewed =
        early::Reviewed { of: (id, 1), difference: Some(Difference::Enough), seen: "Starts at once".into() };
    early::review_adaptation(app, &teacher, now, child, reviewed).await.unwrap();
    assert!(matches!(undo(1, Undo::OpenAgain).await, Err(Fault::Stale)), "somebody saved since");
    undo(2, Undo::OpenAgain).await.unwrap();
    let stands = async || {
        let Content::Adaptation(stands) = record_of(&ground, child).await.remove(0).content else { panic!() };
        stands
    };
    let open = stands().await;
    assert_eq!((open.difference, open.seen.as_str(), open.counts()), (None, "Starts at once", true));
    undo(3, Undo::TakeBack).await.unwrap();
    assert!(!stands().await.counts());
    undo(4, Undo::PutBack).await.unwrap();
    assert!(stands().await.counts());
    let happened = events::of_pupil(&ground.world.read(), child, 10).await.unwrap();
    for what in
        [Happening::AdaptationOpenedAgain, Happening::AdaptationTakenBack, Happening::AdaptationPutBack]
    {
        assert_eq!(happened.iter().filter(|event| event.what == what).count(), 1, "{what:?}");
    }
    for role in [Role::Ta, Role::Head, Role::Parent] {
        let actor = ground.actor(role);
        let refused = early::undo_adaptation(app, &actor, now, child, (id, 5), Undo::TakeBack).await;
        assert!(matches!(refused, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
}

#[tokio::test]
async fn each_writes_their_own_part_and_an_adult_says_how_the_childs_was_gathered() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let part = |party, gathered: &str| ProfilePart {
        party,
        headings: Headings { help: "Reading".to_owned(), ..Headings::default() },
        pictures: vec!["difficult-noise".to_owned(), "no-such-picture".to_owned()],
        gathered: gathered.to_owned(),
        ..ProfilePart::default()
    };
    let write = async |role, part| {
        early::write_profile_part(&ground.app, &ground.actor(role), ground.now(), child.id, None, part).await
    };
    write(Role::Parent, part(Party::Parent, "")).await.unwrap();
    write(Role::Pupil, part(Party::Pupil, "")).await.unwrap();
    assert!(matches!(write(Role::Parent, part(Party::Pupil, "x")).await, Err(Fault::Forbidden(_))));
    assert_eq!(fields(write(Role::Teacher, part(Party::Pupil, "")).await.unwrap_err()), ["gathered"]);
    write(Role::Teacher, part(Party::Pupil, "In a talk")).await.unwrap();
    let tried = ProfilePart { party: Party::Parent, attempts: "Rang twice".into(), ..Default::default() };
    write(Role::Teacher, tried).await.unwrap();

    let shown = early::show_profile(&ground.app, &ground.actor(Role::Senco), child).await.unwrap();
    assert_eq!(shown.parts.len(), 4);
    assert_eq!(shown.missing, [Party::Teacher, Party::Senco]);
    assert_eq!(shown.parts[0].0.pictures, ["difficult-noise"]);
    // The child reads what the child said, and not what the parents did.
    let own = early::show_profile(&ground.app, &ground.actor(Role::Pupil), child).await.unwrap();
    assert!(own.parts.iter().all(|(part, _)| part.party == Party::Pupil) && own.missing.is_empty());
}

#[tokio::test]
async fn the_page_is_joined_and_signed_off_only_when_it_fits() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let senco = ground.actor(Role::Senco);
    let long = Headings { difficult: "d".into(), help: "h".repeat(2_000), ..Headings::default() };
    let page = |headings| SignedProfile { headings, ..SignedProfile::default() };
    let join = async |actor, of, headings, sign| {
        early::join_profile(&ground.app, actor, ground.now(), child.id, of, page(headings), sign).await
    };
    let id = join(&senco, None, long.clone(), false).await.unwrap();
    assert_eq!(fields(join(&senco, Some((id, 1)), long, true).await.unwrap_err()), ["help"]);
    let fits = Headings { difficult: "d".into(), help: "h".into(), ..Headings::default() };
    join(&senco, Some((id, 1)), fits.clone(), true).await.unwrap();
    let teacher = ground.actor(Role::Teacher);
    assert!(matches!(join(&teacher, None, fits.clone(), true).await, Err(Fault::Forbidden(_))));
    // While the SENCO changes it, everybody else reads the page that was signed off.
    join(&senco, Some((id, 2)), Headings { admire: "a".into(), ..fits.clone() }, false).await.unwrap();
    let seen = early::show_profile(&ground.app, &ground.actor(Role::Parent), child).await.unwrap();
    assert_eq!(seen.signed.unwrap().0.headings, fits);
    assert!(seen.draft.is_none());
}

#[tokio::test]
async fn a_private_view_is_kept_from_the_other_parent() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let view = |private| View {
        party: Party::Parent,
        wanted: "Ring me, not his father".to_owned(),
        private,
        ..View::default()
    };
    let parent = ground.actor(Role::Parent);
    early::write_view(&ground.app, &parent, ground.now(), child.id, view(true)).await.unwrap();
    early::write_view(&ground.app, &parent, ground.now(), child.id, view(false)).await.unwrap();
    let other = Actor { who: Who::Person(ground.world.id()), ..parent.clone() };
    let read =
        async |actor| early::written(&ground.app, &actor, child, &[EntryKind::View]).await.unwrap().len();
    assert_eq!((read(parent.clone()).await, read(other.clone()).await), (2, 1));
    assert_eq!(read(ground.actor(Role::Teacher)).await, 2);
    // What a professional writes is for the parents too: only parents keep a view to themselves.
    let agency = ground.actor(Role::Agency);
    let theirs = View { party: Party::Agency, ..view(true) };
    early::write_view(&ground.app, &agency, ground.now(), child.id, theirs).await.unwrap();
    assert_eq!(read(other.clone()).await, 2);
}

#[tokio::test]
async fn talks_referrals_work_and_notes_say_what_they_lack() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[0].id;
    let (app, now, teacher) = (&ground.app, ground.now(), ground.actor(Role::Teacher));
    let talk = Talk { about: TalkAbout::SenSupportBegins, reached: true, ..Talk::default() };
    let bad = early::log_contact(app, &teacher, now, child, date(2027, 1, 1), talk.clone()).await;
    assert_eq!(fields(bad.unwrap_err()), ["who", "on-day", "said"]);
    let good = Talk { who: "Mother".into(), said: "Told by phone".into(), ..talk };
    early::log_contact(app, &teacher, now, child, now.today, good).await.unwrap();
    let sent =
        Referral { to: "CAMHS".into(), reason: "x".into(), sent_on: Some(now.today), ..Default::default() };
    let bad = early::record_referral(app, &teacher, now, child, None, sent).await;
    assert_eq!(fields(bad.unwrap_err()), ["consent_on-day"]);
    assert_eq!(fields(early::write_note(app, &teacher, now, child, " ").await.unwrap_err()), ["text"]);
    // The TA reads the child's record, but not the teacher's note or the talk that is for staff only.
    early::write_note(app, &teacher, now, child, "Between us").await.unwrap();
    let ta = ground.actor(Role::Ta);
    let kinds = [EntryKind::Note, EntryKind::Talk];
    assert!(early::written(app, &ta, &ground.world.pupils[0], &kinds).await.unwrap().is_empty());
    let head = ground.actor(Role::Head);
    assert_eq!(early::written(app, &head, &ground.world.pupils[0], &kinds).await.unwrap().len(), 2);
}

async fn contact(ground: &Ground, barred: bool, email: &str) -> ContactId {
    let new = Contact {
        id: ground.world.id(),
        pupil: ground.world.pupils[0].id,
        position: 1,
        title: "Ms".into(),
        surname: "Guardian".into(),
        forename: "Wren".into(),
        relationship: "PAM".into(),
        responsibility: Some(true),
        barred,
        kept_from_meetings: false,
        phones: vec!["01632 960001".into()],
        email: email.into(),
        address: String::new(),
        account: None,
        needs: domain::people::ContactNeeds::default(),
    };
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ImportRoll);
    contacts::make(&tx, &allowed, std::slice::from_ref(&new)).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    new.id
}

#[tokio::test]
async fn a_parent_is_invited_by_mail_and_a_barred_one_is_not() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[0];
    let teacher = ground.actor(Role::Teacher);
    let invite = async |actor: Actor, id| {
        early::invite_parent(&ground.app, &actor, ground.now(), "https://w.example", child.id, id).await
    };
    let barred = contact(&ground, true, "a@example.test").await;
    let silent = contact(&ground, false, "").await;
    for id in [barred, silent] {
        assert!(matches!(invite(teacher.clone(), id).await, Err(Fault::Rule { code: "not-invitable", .. })));
    }
    let good = contact(&ground, false, "Wren@example.test").await;
    assert!(matches!(invite(ground.actor(Role::Ta), good).await, Err(Fault::Forbidden(_))));
    invite(teacher.clone(), good).await.unwrap();
    invite(teacher.clone(), good).await.unwrap();
    let mails = ground.mails().await;
    assert_eq!(mails.len(), 2);
    assert!(mails[0].body.contains("https://w.example/link/"));
    assert!(!ground.names_a_child(&mails[0].body), "{}", mails[0].body);
    let reader = ground.world.read();
    let account = accounts::find_by_email(&reader, "wren@example.test").await.unwrap().unwrap();
    let actor = actors::actor(&reader, account, ground.now().today).await.unwrap().unwrap();
    assert!(actor.may_to(Action::ReadPlan, child.subject()));
    assert!(!actor.may_to(Action::SeeChild, ground.world.pupils[1].subject()));
    // A teacher who is a parent here keeps the account and the password.
    let also = contact(&ground, false, "teacher@example.test").await;
    invite(ground.actor(Role::Senco), also).await.unwrap();
    let mails = ground.mails().await;
    let mail = mails.iter().find(|mail| mail.to == "teacher@example.test").unwrap();
    assert!(!mail.body.contains("/link/"), "{}", mail.body);
}

#[tokio::test]
async fn an_agency_is_invited_to_one_child_until_a_day() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[0];
    let senco = ground.actor(Role::Senco);
    let invite = async |invitation| {
        early::invite_agency(&ground.app, &senco, ground.now(), "https://w.example", child.id, invitation)
            .await
    };
    let bad = early::Invitation { email: "nobody".into(), ..Default::default() };
    assert_eq!(fields(invite(bad).await.unwrap_err()), ["name", "email", "asked", "until_on-day"]);
    let good = early::Invitation {
        name: "Ash Madeup, speech therapist".into(),
        email: "ash@example.test".into(),
        until_on: Some(date(2026, 12, 18)),
        asked: "Watch a lesson and say what you advise".into(),
        ..early::Invitation::default()
    };
    invite(good.clone()).await.unwrap();
    // The button pressed twice invites once; another day is a change of it.
    invite(good.clone()).await.unwrap();
    let mails = async || ground.mails().await.iter().filter(|mail| mail.to == "ash@example.test").count();
    assert_eq!(mails().await, 1);
    let shorter = early::Invitation { until_on: Some(date(2026, 12, 11)), ..good.clone() };
    invite(shorter).await.unwrap();
    assert_eq!(mails().await, 2);
    invite(good.clone()).await.unwrap();
    let staff = early::Invitation { email: "teacher@example.test".into(), ..good };
    assert_eq!(fields(invite(staff).await.unwrap_err()), ["email"]);
    let reader = ground.world.read();
    let account = accounts::find_by_email(&reader, "ash@example.test").await.unwrap().unwrap();
    let day = |day| actors::actor(&reader, account, day);
    let actor = day(date(2026, 12, 18)).await.unwrap().unwrap();
    let seen =
        early::invited(&ground.app, &actor, ground.now(), "Ash Madeup, speech therapist").await.unwrap();
    assert_eq!((seen.len(), seen[0].until_on), (1, Some(date(2026, 12, 18))));
    assert_eq!(seen[0].asked[0].1, "Watch a lesson and say what you advise");
    let later = day(date(2026, 12, 19)).await.unwrap().unwrap();
    assert!(later.scope().is_empty());
    assert!(!ground.names_a_child(&ground.mails().await[0].body));
}

#[tokio::test]
async fn the_childs_page_replaces_the_adults_session() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = ground.world.pupils[0].id;
    let open = async |role: Role| {
        let account = ground.world.accounts[&role].id;
        let school = ground.world.school.id;
        let own = app::signing_in::open_session(app, now, school, account, None, "here").await.unwrap();
        let opened = early::open_their_page(app, &ground.actor(role), now, child, &own, "here").await;
        (own, opened)
    };
    let (own, opened) = open(Role::Teacher).await;
    assert!(app::signing_in::visitor(app, now, &own).await.unwrap().is_none());
    let visitor = app::signing_in::visitor(app, now, &opened.unwrap()).await.unwrap().unwrap();
    assert_eq!(visitor.actor.scope().pupils().len(), 1);
    assert!(!visitor.actor.may(Action::ReadPlan) && visitor.actor.may(Action::WriteProfilePart));
    let (own, refused) = open(Role::DataManager).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
    assert!(app::signing_in::visitor(app, now, &own).await.unwrap().is_some());
}

#[tokio::test]
async fn a_child_says_how_a_target_feels() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let target = Target { will: "Read 40 words a minute".into(), ..target(&ground) };
    let plan = Content::Plan(Plan { cycle: 1, targets: vec![target.clone()], ..Plan::default() });
    let writing = record::Writing { pupil: child.id, of: None, on: ground.now().today, content: plan };
    let senco = ground.actor(Role::Senco);
    record::write_entry(&ground.app, &senco, ground.now(), writing).await.unwrap();
    let pupil = ground.actor(Role::Pupil);
    // A plan of round 1 waits for the round to be opened.
    early::raise_concern(&ground.app, &senco, ground.now(), child.id, None, noticed(Party::Senco))
        .await
        .unwrap();
    let hard = Feeling::Hard;
    early::say_how_it_feels(&ground.app, &pupil, ground.now(), child.id, target.id, hard).await.unwrap();
    let page = early::about_me(&ground.app, &pupil).await.unwrap();
    assert_eq!(page.targets[0].1, Some(Feeling::Hard));
    let elsewhere = ground.world.pupils[0].id;
    let other = early::say_how_it_feels(&ground.app, &pupil, ground.now(), elsewhere, target.id, hard).await;
    assert!(matches!(other, Err(Fault::NotFound)));
}

fn target(ground: &Ground) -> Target {
    serde_json::from_value(serde_json::json!({ "id": ground.world.id::<domain::TargetId>() })).unwrap()
}
