//! Two parents who live apart: what one tells the staff the other reads nowhere, and each is asked for themselves.

use std::collections::BTreeSet;

use app::{
    Fault, early,
    papers::{self, PaperName, What},
    planning::{self, AnswerPlan, SavePlan, Saved, Since, TellParents, Which},
    record::story,
};
use documents::papers::LetterKind;
use domain::{
    EntryId, UserId,
    audit::Happening,
    date,
    people::{Account, Role},
    permissions::{Action, Actor, Holding, Who},
    record::{
        Answer, Concern, Content, EntryKind, Headings, HowSaid, Party, Plan, ProfilePart, SignedProfile, Talk,
    },
};
use store::queries::{accounts, actors, bonds, events};

use crate::{
    early::fields,
    ground::Ground,
    papers::{contact_of, info},
};

const SECRET: &str = "He shouts at her";

/// The other parent of child 1: the world’s parent is Anna here, this one is Bob.
async fn bob(ground: &Ground) -> Actor {
    let account = Account {
        id: ground.world.id(),
        school: ground.world.school.id,
        name: "Bob Father".to_owned(),
        email: Some("bob@example.test".to_owned()),
        active: true,
        roles: vec![Role::Parent],
    };
    let child = ground.world.pupils[1].id;
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ManageAccounts);
    accounts::make(&tx, &allowed, &account).await.unwrap();
    bonds::bind(&tx, &allowed, account.id, child, Role::Parent, date(2026, 9, 1), None).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    let holding = Holding { pupils: BTreeSet::from([child]), ..Holding::of(Role::Parent) };
    Actor { school: ground.world.school.id, who: Who::Person(account.id), holdings: vec![holding] }
}

fn account_of(actor: &Actor) -> Option<UserId> {
    actor.user()
}

/// Everything that somebody reads of child 1 in entries, story and papers, as one text.
async fn reads(ground: &Ground, actor: &Actor) -> String {
    let (app, info, child) = (&ground.app, info(ground).await, &ground.world.pupils[1]);
    let mut all = format!("{:?}", early::written(app, actor, child, EntryKind::ALL).await.unwrap());
    all.push_str(&format!("{:?}", story::story(app, actor, &info, child, None).await.unwrap()));
    all.push_str(&format!("{:?}", early::show_profile(app, actor, child).await.unwrap()));
    if let Ok(shown) = planning::show_plan(app, actor, ground.now().today, child, Which::default()).await {
        all.push_str(&format!("{:?}", shown.said));
    }
    for name in PaperName::ALL {
        if let Ok(sheet) = papers::paper(app, actor, ground.now(), &info, child, name).await {
            all.push_str(&papers::set(vec![sheet]).await.unwrap().all_words());
        }
    }
    all
}

async fn raise(ground: &Ground, actor: &Actor, by: Party, noticed: &str) -> EntryId {
    let concern = Concern { raised_by: by, noticed: noticed.to_owned(), ..Concern::default() };
    let child = ground.world.pupils[1].id;
    early::raise_concern(&ground.app, actor, ground.now(), child, None, concern).await.unwrap()
}

#[tokio::test]
async fn a_parents_concern_is_read_by_staff_and_by_whoever_wrote_it() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    let (anna, bob) = (ground.actor(Role::Parent), bob(&ground).await);
    raise(&ground, &anna, Party::Parent, SECRET).await;
    for reader in [&ground.actor(Role::Senco), &ground.actor(Role::Teacher), &ground.actor(Role::Head), &anna]
    {
        assert!(reads(&ground, reader).await.contains(SECRET), "{reader:?}");
    }
    for reader in [&bob, &ground.actor(Role::Agency), &ground.actor(Role::Pupil)] {
        assert!(!reads(&ground, reader).await.contains(SECRET), "{reader:?}");
    }

    // The answer to it tells of it: it goes where the concern goes.
    let next = "We meet about what is shouted at home";
    early::acknowledge_concern(app, &ground.actor(Role::Senco), now, child.id, next).await.unwrap();
    for (reader, shows) in [
        (&ground.actor(Role::Teacher), true),
        (&anna, true),
        (&bob, false),
        (&ground.actor(Role::Agency), false),
    ] {
        assert_eq!(reads(&ground, reader).await.contains(next), shows, "{reader:?}");
    }
    for (parent, shows) in [(&anna, true), (&bob, false)] {
        let mine = early::my_children(app, parent, &info, now).await.unwrap();
        assert_eq!(mine.iter().any(|mine| mine.answer.is_some()), shows, "{parent:?}");
    }

    // The letter to each says what that one may read; the summary goes back to whoever said it.
    let to_anna = contact_of(&ground, 1, ("", "Anna", "Mother"), "7 Secret Refuge", account_of(&anna)).await;
    let to_bob = contact_of(&ground, 1, ("", "Bob", "Father"), "2 Open Road", account_of(&bob)).await;
    let senco = ground.actor(Role::Senco);
    let letter = async |to| {
        let (kind, to) = (LetterKind::ConcernShared, format!("contact-{to}"));
        papers::letter_begun(app, &senco, now, &info, child, kind, &to).await.unwrap().0.text
    };
    let hers = letter(to_anna).await;
    assert!(hers.contains(SECRET) && hers.contains(next), "{hers}");
    let his = letter(to_bob).await;
    assert!(!his.contains(SECRET) && !his.contains(next) && his.contains("[what was noticed]"), "{his}");
    let what = What::Paper(PaperName::ConcernSummary);
    let ready = papers::to_send(app, &senco, now, &info, child, &what).await.unwrap();
    let codes: Vec<&str> = ready.recipients.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, [format!("contact-{to_anna}")]);

    // A plan begins without it; it stands beside the form, to be chosen.
    let part = ProfilePart {
        party: Party::Parent,
        headings: Headings { help: "More calm".to_owned(), ..Headings::default() },
        ..ProfilePart::default()
    };
    early::write_profile_part(app, &anna, now, child.id, None, part).await.unwrap();
    let drafted = planning::draft_plan(app, &senco, now, &info, child).await.unwrap();
    let begun = format!("{:?} {}", drafted.plan, drafted.help_wanted);
    assert!(!begun.contains(SECRET) && !begun.contains("More calm"), "{begun}");
    let mut offered: Vec<_> =
        drafted.parents_words.iter().map(|words| (words.field.as_str(), words.says.as_str())).collect();
    offered.sort_unstable();
    assert_eq!(offered, [("needs", SECRET), ("needs", "More calm")]);

    raise(&ground, &ground.actor(Role::Teacher), Party::Teacher, "Guesses words").await;
    assert!(letter(to_bob).await.contains("Guesses words"), "the newest that he may read");
    assert!(reads(&ground, &bob).await.contains("Guesses words"));
}

#[tokio::test]
async fn the_parts_of_the_profile_are_not_everybodys_until_they_are_joined_and_signed_off() {
    let ground = Ground::new().await;
    let (app, child, now) = (&ground.app, &ground.world.pupils[1], ground.now());
    let (anna, bob, senco) = (ground.actor(Role::Parent), bob(&ground).await, ground.actor(Role::Senco));
    let headings = Headings { difficult: SECRET.to_owned(), ..Headings::default() };
    let part = ProfilePart { party: Party::Parent, headings: headings.clone(), ..ProfilePart::default() };
    early::write_profile_part(app, &anna, now, child.id, None, part).await.unwrap();
    let joined = |signed_off_on| SignedProfile {
        headings: headings.clone(),
        signed_off_on,
        ..SignedProfile::default()
    };
    let page = app::record::Writing {
        pupil: child.id,
        of: None,
        on: now.today,
        content: Content::Profile(joined(None)),
    };
    let id = app::record::write_entry(app, &senco, now, page).await.unwrap();
    assert!(reads(&ground, &senco).await.contains(SECRET));
    for reader in [&bob, &ground.actor(Role::Agency)] {
        assert!(!reads(&ground, reader).await.contains(SECRET), "not signed off: {reader:?}");
    }
    let shown = early::show_profile(app, &bob, child).await.unwrap();
    assert!(!shown.missing.contains(&Party::Parent), "that a parent gave a part is known");
    let info = info(&ground).await;
    let drafted = async || {
        let drafted = planning::draft_plan(app, &senco, now, &info, child).await.unwrap();
        format!("{:?} {}", drafted.plan, drafted.help_wanted)
    };
    assert!(!drafted().await.contains(SECRET), "a plan, which all read, begins without it");
    let signed = app::record::Writing {
        pupil: child.id,
        of: Some((id, 1)),
        on: now.today,
        content: Content::Profile(joined(Some(now.today))),
    };
    app::record::write_entry(app, &senco, now, signed).await.unwrap();
    let shown = early::show_profile(app, &bob, child).await.unwrap();
    assert!(shown.signed.is_some() && shown.parts.is_empty());
    assert!(drafted().await.contains(SECRET), "with what was signed off");
}

async fn save(ground: &Ground, of: Option<(EntryId, u32)>, words: &str) -> EntryId {
    let plan = Plan { strategies: words.to_owned(), ..Plan::default() };
    let input = SavePlan { pupil: ground.world.pupils[1].id, of, plan };
    let senco = ground.actor(Role::Senco);
    match planning::save_plan(&ground.app, &senco, ground.now(), input).await.unwrap() {
        Saved::Done(id) | Saved::AlreadyThere(id) => id,
    }
}

fn answer(ground: &Ground, party: Party, answer: Answer, plan: (EntryId, u32)) -> AnswerPlan {
    let words = if answer == Answer::Yes { String::new() } else { SECRET.to_owned() };
    AnswerPlan {
        pupil: ground.world.pupils[1].id,
        party,
        answer,
        words,
        plan,
        recorded: None,
        scans: Vec::new(),
    }
}

#[tokio::test]
async fn of_a_disagreement_the_other_parent_knows_that_there_is_one_and_is_asked_for_the_whole() {
    let ground = Ground::new().await;
    let (app, child, now) = (&ground.app, &ground.world.pupils[1], ground.now());
    let (anna, bob, senco) = (ground.actor(Role::Parent), bob(&ground).await, ground.actor(Role::Senco));
    let id = save(&ground, None, "Short lines").await;
    let name = ground.world.accounts[&Role::Parent].name.clone();
    planning::answer_plan(app, &anna, now, answer(&ground, Party::Parent, Answer::Disagrees, (id, 1)))
        .await
        .unwrap();

    let parents = async |reader: &Actor| {
        let shown = planning::show_plan(app, reader, now.today, child, Which::default()).await.unwrap();
        shown.said.into_iter().find(|said| said.party == Party::Parent).unwrap()
    };
    for reader in [&senco, &anna] {
        let said = parents(reader).await.answers.remove(0).said;
        assert_eq!((said.words.as_str(), &said.name), (SECRET, &name));
    }
    for reader in [&bob, &ground.actor(Role::Agency)] {
        let said = parents(reader).await;
        assert!(said.disagrees());
        assert_eq!((said.answers[0].said.words.as_str(), said.answers[0].said.name.as_str()), ("", ""));
        let all = reads(&ground, reader).await;
        assert!(!all.contains(SECRET) && !all.contains(&name), "{all}");
    }
    let info = info(&ground).await;
    let paper = papers::paper(app, &senco, now, &info, child, PaperName::Iep).await.unwrap();
    assert!(
        !papers::set(vec![paper]).await.unwrap().all_words().contains(SECRET),
        "one paper for all parties"
    );

    // The plan changes: Anna is asked for what changed, Bob, who never answered, for the whole.
    save(&ground, Some((id, 1)), "Short lines\nA clock").await;
    assert_eq!(parents(&anna).await.changed.unwrap().since, Since::Version(1));
    assert_eq!(parents(&bob).await.changed, None);
    let his = answer(&ground, Party::Parent, Answer::Yes, (id, 2));
    planning::answer_plan(app, &bob, now, his).await.unwrap();
    save(&ground, Some((id, 2)), "Short lines\nA clock\nA seat").await;
    assert_eq!(parents(&bob).await.changed.unwrap().since, Since::Version(2));
    assert_eq!(parents(&anna).await.changed.unwrap().since, Since::Version(1));
}

#[tokio::test]
async fn an_answer_is_written_down_by_whom_it_is_theirs_to_and_not_before_the_plan() {
    let ground = Ground::new().await;
    let (app, now, today) = (&ground.app, ground.now(), ground.now().today);
    let id = save(&ground, None, "Short lines").await;
    let record = async |role, party, on| {
        let recorded = Some((HowSaid::InTheMeeting, "Fake".to_owned(), on));
        let input = AnswerPlan { recorded, ..answer(&ground, party, Answer::Yes, (id, 1)) };
        planning::answer_plan(app, &ground.actor(role), now, input).await
    };
    assert_eq!(fields(record(Role::Teacher, Party::Senco, today).await.unwrap_err()), ["party"]);
    let before = today.yesterday().unwrap();
    assert_eq!(fields(record(Role::Teacher, Party::Parent, before).await.unwrap_err()), ["on-day"]);
    assert!(record(Role::Teacher, Party::Parent, today).await.unwrap());
    assert!(record(Role::Senco, Party::Senco, today).await.unwrap());
    let tell = async |on| {
        let told = TellParents {
            pupil: ground.world.pupils[1].id,
            on: Some(on),
            how: domain::record::TalkHow::default(),
            who: String::new(),
            said: String::new(),
        };
        planning::tell_parents(app, &ground.actor(Role::Senco), now, told).await
    };
    assert_eq!(fields(tell(date(2010, 1, 1)).await.unwrap_err()), ["told-day"], "before birth");
    tell(today).await.unwrap();
}

#[tokio::test]
async fn a_professionals_invitation_ends_now_when_staff_end_it() {
    let ground = Ground::new().await;
    let (app, child, now) = (&ground.app, ground.world.pupils[1].id, ground.now());
    let professional = ground.world.accounts[&Role::Agency].id;
    let end = async |role, pupil| {
        early::end_invitation(app, &ground.actor(role), now, "", pupil, professional).await
    };
    for role in [Role::Ta, Role::Parent, Role::Agency, Role::Governor] {
        assert!(matches!(end(role, child).await, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    let other = ground.world.pupils[0].id;
    assert!(matches!(end(Role::Senco, other).await, Err(Fault::NotFound)), "not invited there");
    let sees = async || {
        let actor = actors::actor(&ground.world.read(), professional, now.today).await.unwrap();
        actor.is_some_and(|actor| actor.scope().pupils().contains(&child))
    };
    assert!(sees().await);
    assert!(end(Role::Teacher, child).await.unwrap());
    assert!(!sees().await, "from the next request on");
    assert!(!end(Role::Senco, child).await.unwrap(), "it has ended");
    let all = events::of_pupil(&ground.world.read(), child, 10).await.unwrap();
    assert_eq!(all.iter().filter(|event| event.what == Happening::BondEnded).count(), 1);
    let info = info(&ground).await;
    let senco = ground.actor(Role::Senco);
    let people = app::pupils::people(app, &senco, &info, &ground.world.pupils[1], now.today).await.unwrap();
    assert!(people.invited[0].is_over);
}

#[tokio::test]
async fn an_assistant_reads_what_they_added_to_the_contact_log_and_no_more() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = &ground.world.pupils[0];
    let (ta, teacher) = (ground.actor(Role::Ta), ground.actor(Role::Teacher));
    let log = async |actor: &Actor, said: &str| {
        let talk = Talk { said: said.to_owned(), shared: true, reached: true, ..Talk::default() };
        let writing =
            app::record::Writing { pupil: child.id, of: None, on: now.today, content: Content::Talk(talk) };
        app::record::write_entry(app, actor, now, writing).await.unwrap()
    };
    log(&teacher, "Of the teacher").await;
    let own = log(&ta, "Of the assistant").await;
    let read = early::written(app, &ta, child, &[EntryKind::Talk]).await.unwrap();
    assert_eq!(read.iter().map(|one| one.entry.id).collect::<Vec<_>>(), [own]);
    assert_eq!(early::written(app, &teacher, child, &[EntryKind::Talk]).await.unwrap().len(), 2);
}
