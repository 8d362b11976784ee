//! Papers: what somebody may make, what is said before one is sent, who may open it afterwards.

use std::collections::BTreeSet;

use app::{
    Fault,
    papers::{self, LetterForm, PaperName, SendForm, What},
    pupils,
};
use documents::papers::LetterKind;
use domain::{
    ContactId, UserId,
    people::{Account, Contact, ContactNeeds, Role},
    permissions::Action,
    record::{Adaptation, Concern, Content, EntryKind, Party, Talk, TalkAbout, View},
};
use store::queries::{accounts, contacts};

use crate::{early::fields, ground::Ground};

pub async fn parent_of(ground: &Ground, child: usize) -> ContactId {
    let account = (child == 1).then(|| ground.world.accounts[&Role::Parent].id);
    contact_of(ground, child, ("Ms", "Wren", "Guardian"), "1 Test Lane", account).await
}

/// A contact with parental responsibility: title, forename, surname, address, account.
pub async fn contact_of(
    ground: &Ground,
    child: usize,
    (title, forename, surname): (&str, &str, &str),
    address: &str,
    account: Option<UserId>,
) -> ContactId {
    let new = Contact {
        id: ground.world.id(),
        pupil: ground.world.pupils[child].id,
        position: 1,
        title: title.into(),
        surname: surname.into(),
        forename: forename.into(),
        relationship: "PAM".into(),
        responsibility: Some(true),
        barred: false,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: format!("{}@example.test", forename.to_lowercase()),
        address: address.into(),
        account,
        needs: ContactNeeds::default(),
    };
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ImportRoll);
    contacts::make(&tx, &allowed, std::slice::from_ref(&new)).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    new.id
}

pub async fn info(ground: &Ground) -> std::sync::Arc<app::SchoolInfo> {
    ground.app.school(ground.world.school.id, None).await.unwrap()
}

#[tokio::test]
async fn a_paper_is_made_by_those_who_may_read_it_when_there_is_something_to_read() {
    let ground = Ground::new().await;
    let (info, child) = (info(&ground).await, &ground.world.pupils[0]);
    let make = async |role, name| {
        papers::paper(&ground.app, &ground.actor(role), ground.now(), &info, child, name).await
    };
    for name in PaperName::ALL {
        assert!(matches!(make(Role::Senco, name).await, Err(Fault::NotFound)), "nothing is written yet");
    }
    let concern = Concern { raised_by: Party::Senco, noticed: "Guesses words".into(), ..Concern::default() };
    let writing = app::record::Writing {
        pupil: child.id,
        of: None,
        on: ground.now().today,
        content: Content::Concern(concern),
    };
    app::record::write_entry(&ground.app, &ground.actor(Role::Senco), ground.now(), writing).await.unwrap();
    let made = papers::set(vec![make(Role::Senco, PaperName::ConcernSummary).await.unwrap()]).await.unwrap();
    let words = made.all_words();
    assert!(words.contains("Guesses words") && words.contains("Confidential"), "{words}");
    assert!(papers::pdf(made).await.unwrap().starts_with(b"%PDF"));
    let story = papers::set(vec![make(Role::Head, PaperName::PupilStory).await.unwrap()]).await.unwrap();
    let words = story.all_words();
    assert!(story.pages() <= 2 && words.contains("Initial concern: Guesses words"), "{words}");
    for role in [Role::Ta, Role::Parent, Role::Pupil, Role::Governor, Role::DataManager] {
        assert!(matches!(make(role, PaperName::PupilStory).await, Err(Fault::NotFound)), "{role:?}");
    }
    assert!(matches!(make(Role::Pupil, PaperName::ConcernSummary).await, Err(Fault::NotFound)));
    let offered = async |role| {
        papers::offered(&ground.app, &ground.actor(role), ground.now(), &info, child).await.unwrap()
    };
    assert!(offered(Role::Governor).await.is_empty());
    let ready = offered(Role::Senco).await.into_iter().filter(|paper| paper.is_ready);
    assert_eq!(
        ready.map(|paper| paper.paper).collect::<Vec<_>>(),
        [PaperName::ConcernSummary, PaperName::PupilStory]
    );
}

#[tokio::test]
async fn the_summary_and_the_letter_hold_every_concern_talk_and_view_of_the_round() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    parent_of(&ground, 1).await;
    let add = async |role, content| {
        let writing = app::record::Writing { pupil: child.id, of: None, on: now.today, content };
        app::record::write_entry(app, &ground.actor(role), now, writing).await.unwrap()
    };
    let first = Concern {
        raised_by: Party::Teacher,
        noticed: "Guesses words".into(),
        talked_on: Some(now.today),
        parents_said: "Reads to the dog".into(),
        ..Concern::default()
    };
    add(Role::Teacher, Content::Concern(first)).await;
    let view =
        Concern { raised_by: Party::Teacher, child_view: "It is too fast".into(), ..Concern::default() };
    add(Role::Teacher, Content::Concern(view)).await;
    let talk = |said: &str, shared| Talk {
        with: Party::Parent,
        about: TalkAbout::Concern,
        reached: true,
        said: said.into(),
        shared,
        ..Talk::default()
    };
    add(Role::Senco, Content::Talk(talk("Likes to be read to", true))).await;
    add(Role::Senco, Content::Talk(talk("Kept in school", false))).await;
    let view = View { party: Party::Pupil, wanted: "A friend to read with".into(), ..View::default() };
    add(Role::Senco, Content::View(view)).await;
    let taken_back = Adaptation {
        what: "Written by mistake".into(),
        taken_back_on: Some(now.today),
        ..Adaptation::default()
    };
    add(Role::Teacher, Content::Adaptation(taken_back)).await;

    let senco = ground.actor(Role::Senco);
    let made = papers::paper(app, &senco, now, &info, child, PaperName::ConcernSummary).await.unwrap();
    let words = papers::set(vec![made]).await.unwrap().all_words();
    for says in [
        "Guesses words",
        "Reads to the dog",
        "It is too fast",
        "Likes to be read to",
        "A friend to read with",
    ] {
        assert!(words.contains(says), "{says}: {words}");
    }
    for not in ["No talk", "Not asked yet", "Kept in school", "Written by mistake"] {
        assert!(!words.contains(not), "{not}: {words}");
    }
    let begun = papers::letter_begun(app, &senco, now, &info, child, LetterKind::ConcernShared, "").await;
    let text = begun.unwrap().0.text;
    for says in ["Guesses words", "Reads to the dog", "Likes to be read to"] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(!text.contains("Kept in school") && !text.contains("[what was noticed]"), "{text}");
}

#[tokio::test]
async fn a_class_sheet_is_for_staff_of_the_class() {
    let ground = Ground::new().await;
    let info = info(&ground).await;
    let of = async |role, class: usize| {
        let class = ground.world.classes[class].id;
        papers::class_sheet(&ground.app, &ground.actor(role), ground.now(), &info, class).await
    };
    assert!(of(Role::Senco, 0).await.is_ok() && of(Role::Teacher, 0).await.is_ok());
    for (role, class) in [(Role::Teacher, 1), (Role::Parent, 0), (Role::Agency, 0), (Role::Governor, 0)] {
        assert!(matches!(of(role, class).await, Err(Fault::NotFound)), "{role:?} {class}");
    }
}

#[tokio::test]
async fn a_letter_goes_to_the_childs_own_contact_and_names_of_others_are_checked_first() {
    let ground = Ground::new().await;
    let (info, child, now) = (info(&ground).await, &ground.world.pupils[1], ground.now());
    let (mother, strangers) = (parent_of(&ground, 1).await, parent_of(&ground, 0).await);
    let senco = ground.actor(Role::Senco);
    let text = "Dear Ms Guardian,\nSiân sat by Łukasz today.".to_owned();
    let what =
        What::Letter(LetterKind::SenSupportBegins, LetterForm { to: format!("contact-{mother}"), text });
    let send = async |what: &What, to: ContactId, reason: &str, checked: &[&str]| {
        let form = SendForm {
            to: format!("contact-{to}"),
            reason: reason.into(),
            checked: checked.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(),
        };
        papers::send_paper(&ground.app, &senco, now, &info, child.id, what, &form).await
    };
    let ready = papers::to_send(&ground.app, &senco, now, &info, child, &what).await.unwrap();
    assert_eq!(ready.others.len(), 1, "{:?}", ready.others);
    assert_eq!((ready.others[0].name.as_str(), ready.others[0].places[0].0), ("Łukasz", 1));
    assert_eq!(ready.recipients.iter().filter(|one| one.party == Party::Parent).count(), 1);
    assert_eq!(fields(send(&what, mother, "CoP 6.48", &[]).await.unwrap_err()), ["checked"]);
    assert_eq!(fields(send(&what, mother, " ", &["Łukasz"]).await.unwrap_err()), ["reason"]);
    assert_eq!(
        fields(send(&what, strangers, "x", &["Łukasz"]).await.unwrap_err()),
        ["to"],
        "of another child"
    );
    let wrong = What::Letter(
        LetterKind::Invitation,
        LetterForm { to: format!("contact-{strangers}"), text: "Hello".into() },
    );
    assert_eq!(fields(send(&wrong, mother, "x", &[]).await.unwrap_err()), ["to"]);

    let entry = send(&what, mother, "CoP 6.48", &["Łukasz"]).await.unwrap();
    let pressed_twice = send(&what, mother, "CoP 6.48", &["Łukasz"]).await.unwrap();
    assert_eq!(pressed_twice, entry);
    let mails = ground.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(!ground.names_a_child(&mails[0].body) && !ground.names_a_child(&mails[0].subject));
    let logged = app::early::written(&ground.app, &senco, child, &[EntryKind::Talk]).await.unwrap();
    assert!(
        matches!(&logged[0].entry.content, Content::Talk(talk) if talk.about == domain::record::TalkAbout::SenSupportBegins)
    );

    let sent = papers::sent(&ground.app, &senco, child).await.unwrap();
    assert_eq!((sent.len(), sent[0].paper.checked.as_str()), (1, "Łukasz"));
    let open = async |actor: &domain::permissions::Actor, child: &domain::people::Pupil| {
        papers::sent_file(&ground.app, actor, child, entry).await
    };
    let parent = ground.actor(Role::Parent);
    assert!(open(&parent, child).await.unwrap().1.starts_with(b"%PDF"));
    assert_eq!(papers::sent(&ground.app, &parent, child).await.unwrap().len(), 1);
    assert!(matches!(open(&ground.actor(Role::Ta), child).await, Err(Fault::NotFound)));
    assert!(
        matches!(open(&senco, &ground.world.pupils[0]).await, Err(Fault::NotFound)),
        "another child's file"
    );

    // Sent by mistake: with its contact taken out it opens for nobody, and again when that is put back.
    let app = &ground.app;
    app::record::take_out(app, &senco, now, child.id, entry, "To the wrong parent").await.unwrap();
    for reader in [&senco, &parent] {
        assert!(matches!(open(reader, child).await, Err(Fault::NotFound)), "{reader:?}");
    }
    app::record::put_back(app, &senco, now, child.id, entry).await.unwrap();
    assert!(open(&parent, child).await.is_ok());
}

#[tokio::test]
async fn what_a_parent_needs_is_written_down_once_and_their_papers_are_set_so() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    let (mother, stranger) = (parent_of(&ground, 1).await, parent_of(&ground, 0).await);
    let senco = ground.actor(Role::Senco);
    let none = ContactNeeds::default();
    let needs =
        ContactNeeds { interpreter: " Polish ".into(), large_print: true, other_format: String::new() };
    let edit =
        async |actor: &domain::permissions::Actor, contact, before: &ContactNeeds, after: &ContactNeeds| {
            pupils::edit_contact_needs(app, actor, now, child.id, contact, before, after).await
        };
    let long = ContactNeeds { interpreter: "x".repeat(61), ..none.clone() };
    assert!(matches!(edit(&senco, mother, &none, &long).await, Err(Fault::Invalid(_))));
    assert!(matches!(edit(&senco, stranger, &none, &needs).await, Err(Fault::NotFound)), "of another child");
    for role in [Role::Ta, Role::Parent, Role::DataManager, Role::Governor] {
        let refused = edit(&ground.actor(role), mother, &none, &needs).await;
        assert!(matches!(refused, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    assert!(pupils::needs_of_parents(app, &senco, child).await.unwrap().is_empty());
    let letter = async || {
        let form = LetterForm { to: format!("contact-{mother}"), text: "We meet on Monday. ".repeat(60) };
        let sheet =
            papers::letter(app, &senco, now, &info, child, LetterKind::Invitation, &form).await.unwrap();
        papers::set(vec![sheet]).await.unwrap()
    };
    let small = letter().await;
    edit(&senco, mother, &none, &needs).await.unwrap();
    edit(&senco, mother, &none, &needs).await.unwrap();
    let other = ContactNeeds { interpreter: "Urdu".into(), ..none.clone() };
    assert!(matches!(edit(&senco, mother, &none, &other).await, Err(Fault::Stale)));
    let said = pupils::needs_of_parents(app, &senco, child).await.unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].1, "An interpreter is wanted: Polish. Large print is wanted.");
    assert!(pupils::needs_of_parents(app, &ground.actor(Role::Parent), child).await.unwrap().is_empty());
    let large = letter().await;
    assert!(large.pages() > small.pages(), "{} {}", large.pages(), small.pages());
    assert!(large.all_words().contains("An interpreter is wanted: Polish."), "{}", large.all_words());

    // A paper from the record is set so, too, when it is sent to them.
    let concern =
        Concern { raised_by: Party::Senco, noticed: "Guesses words. ".repeat(60), ..Concern::default() };
    let writing =
        app::record::Writing { pupil: child.id, of: None, on: now.today, content: Content::Concern(concern) };
    app::record::write_entry(app, &senco, now, writing).await.unwrap();
    let what = What::Paper(PaperName::ConcernSummary);
    let ready = papers::to_send(app, &senco, now, &info, child, &what).await.unwrap();
    let recipient = ready.recipients.iter().find(|one| one.code == format!("contact-{mother}")).unwrap();
    assert!(recipient.needs.large_print);
    let form = SendForm {
        to: recipient.code.clone(),
        reason: "They asked".into(),
        checked: ready.others.iter().map(|other| other.name.clone()).collect(),
    };
    papers::send_paper(app, &senco, now, &info, child.id, &what, &form).await.unwrap();
    let sent = papers::sent(app, &senco, child).await.unwrap();
    let file = papers::sent_file(app, &senco, child, sent[0].paper.entry).await.unwrap().1;
    let plain = papers::pdf(ready.made).await.unwrap();
    assert!(file.starts_with(b"%PDF") && file != plain, "it is not the paper in small print");
}

#[tokio::test]
async fn a_letter_goes_to_a_carer_who_was_invited_whatever_the_roll_says_of_responsibility() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    let (carer, senco) = (parent_of(&ground, 1).await, ground.actor(Role::Senco));
    contact_of(&ground, 1, ("", "Fern", "Elder"), "2 Test Lane", None).await;
    let roll = ground.world.on_school(Action::ImportRoll);
    for says in [Some(false), None] {
        let known = contacts::of_pupil(&ground.world.read(), child.id).await.unwrap();
        let told: Vec<Contact> =
            known.into_iter().map(|one| Contact { responsibility: says, ..one }).collect();
        let tx = ground.world.write().await;
        contacts::renew(&tx, &roll, &told).await.unwrap();
        ground.world.commit(tx, &roll).await;
        for kind in [LetterKind::SenSupportBegins, LetterKind::Invitation] {
            let (form, all) = papers::letter_begun(app, &senco, now, &info, child, kind, "").await.unwrap();
            let codes: Vec<&str> = all.iter().map(|one| one.code.as_str()).collect();
            assert_eq!(codes, [format!("contact-{carer}")], "{says:?} {kind:?}");
            assert_eq!(form.to, codes[0]);
        }
    }
}

#[tokio::test]
async fn a_letter_goes_to_whom_it_is_written_to_and_to_nobody_else() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    let mother = contact_of(&ground, 1, ("", "Anna", "Mother"), "7 Secret Refuge", None).await;
    let father = contact_of(&ground, 1, ("", "Bob", "Father"), "2 Open Road", None).await;
    let (to_mother, to_father) = (format!("contact-{mother}"), format!("contact-{father}"));
    let (senco, kind) = (ground.actor(Role::Senco), LetterKind::SenSupportBegins);
    let begun =
        async |to: &str| papers::letter_begun(app, &senco, now, &info, child, kind, to).await.unwrap().0;
    let (hers, his) = (begun(&to_mother).await, begun(&to_father).await);

    // Written to the mother, it is offered to nobody else, and refused for the father.
    let what = What::Letter(kind, hers.clone());
    let ready = papers::to_send(app, &senco, now, &info, child, &what).await.unwrap();
    assert_eq!(
        ready.recipients.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(),
        [to_mother.as_str()]
    );
    let send = async |what: &What, to: &str| {
        let checked = ready.others.iter().map(|other| other.name.clone()).collect();
        let form = SendForm { to: to.to_owned(), reason: "CoP 6.48".into(), checked };
        papers::send_paper(app, &senco, now, &info, child.id, what, &form).await
    };
    let Err(Fault::Invalid(faults)) = send(&what, &to_father).await else { panic!("hers went to him") };
    assert_eq!(faults[0].field, "to");
    assert!(faults[0].sentence.contains("written to Anna Mother"), "{}", faults[0].sentence);

    // The other way round: addressed to the father, it greets the mother.
    let crossed = What::Letter(kind, LetterForm { to: to_father.clone(), text: hers.text.clone() });
    let Err(Fault::Invalid(faults)) = send(&crossed, &to_father).await else { panic!("it greets her") };
    assert_eq!((faults.len(), faults[0].field.as_str()), (1, "text"));

    // A gap is filled or taken out before it goes; until then it can be looked at.
    let gap =
        LetterForm { to: to_father.clone(), text: "Dear Bob Father,\n\nnext: [what happens next]".into() };
    assert!(papers::letter_as_it_looks(app, &senco, now, &info, child, kind, &gap).await.is_ok());
    let Err(Fault::Invalid(faults)) = papers::letter(app, &senco, now, &info, child, kind, &gap).await else {
        panic!("a gap is printed")
    };
    assert!(faults[0].sentence.ends_with("[what happens next]"), "{}", faults[0].sentence);

    // Choosing somebody else: what nobody changed is written anew, what was changed is to be read again.
    let moved = async |from: &str, text: &str| {
        let form = LetterForm { to: to_father.clone(), text: text.to_owned() };
        papers::readdressed(app, &senco, now, &info, child, kind, (from, form)).await.unwrap()
    };
    assert_eq!(moved(&to_mother, &hers.text.replace('\n', "\r\n")).await, (his.clone(), None));
    let (kept, was) = moved(&to_mother, "Dear Anna Mother, hello").await;
    assert_eq!((kept.text.as_str(), was.as_deref()), ("Dear Anna Mother, hello", Some("Anna Mother")));
    assert_eq!(moved(&to_father, "Anything").await.1, None);
    send(&What::Letter(kind, his), &to_father).await.unwrap();
}

#[tokio::test]
async fn a_child_with_an_account_is_found_in_a_text_and_a_grown_ups_full_name_is_none() {
    let ground = Ground::new().await;
    let (app, info, child, now) = (&ground.app, info(&ground).await, &ground.world.pupils[1], ground.now());
    let mother = contact_of(&ground, 1, ("Ms", "Łukasz", "Guardian"), "1 Test Lane", None).await;
    let tx = ground.world.write().await;
    let allowed = ground.world.on_school(Action::ManageAccounts);
    for (name, role) in [
        ("Pim van-Sample", Role::Pupil),
        ("Orla of another family", Role::Parent),
        ("Orla Porter", Role::Teacher),
        ("Pim", Role::Ta),
    ] {
        let account = Account {
            id: ground.world.id(),
            school: ground.world.school.id,
            name: name.to_owned(),
            email: None,
            active: true,
            roles: vec![role],
        };
        accounts::make(&tx, &allowed, &account).await.unwrap();
    }
    ground.world.commit(tx, &allowed).await;
    let senco = ground.actor(Role::Senco);
    let names = async |text: &str| {
        let form = LetterForm { to: format!("contact-{mother}"), text: text.to_owned() };
        let what = What::Letter(LetterKind::SenSupportBegins, form);
        let ready = papers::to_send(app, &senco, now, &info, child, &what).await.unwrap();
        ready.others.into_iter().map(|other| other.name).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("Pim hit him.", &["Pim"][..]),
        ("PIM hit him.", &["Pim"]),
        ("Orla Porter and Mrs Orla saw it.", &[]),
        ("Orla saw it.", &["Orla"]),
        ("Łukasz Guardian came; so did Siân Sample.", &[]),
        ("Class 3T", &[]),
    ] {
        assert_eq!(names(text).await, expected, "{text}");
    }
}
