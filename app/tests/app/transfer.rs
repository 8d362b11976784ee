//! To the next school and from the one before: what goes, what stops it, and that the same record counts once.

use std::collections::BTreeSet;

use app::{
    Fault, files,
    record::{Writing, write_entry},
    transfer::{self, TransferForm},
};
use domain::{
    EntryId, PupilId,
    audit::Happening,
    people::Role,
    progress::Score,
    record::{Concern, Content, Note, Plan, Target, View, readable},
};
use exchange::{ctf, transfer::read};
use store::queries::{entries, events, staged};

use crate::{
    ground::Ground,
    papers::{info, parent_of},
};

async fn write(ground: &Ground, child: PupilId, content: Content) -> EntryId {
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let writing = Writing { pupil: child, of: None, on: now.today, content };
    write_entry(&ground.app, &senco, now, writing).await.unwrap()
}

async fn make(ground: &Ground, child: PupilId, form: &TransferForm) -> Result<Vec<u8>, Fault> {
    let (senco, info) = (ground.actor(Role::Senco), info(ground).await);
    transfer::make_transfer(&ground.app, &senco, ground.now(), &info, child, form).await.map(|made| made.zip)
}

#[tokio::test]
async fn the_common_transfer_file_is_read_by_our_own_reader_as_the_child_is() {
    let ground = Ground::new().await;
    parent_of(&ground, 1).await;
    let (pupil, info, now) = (&ground.world.pupils[1], info(&ground).await, ground.now());
    let senco = ground.actor(Role::Senco);
    let file = transfer::export_ctf(&ground.app, &senco, now, &info, pupil).await.unwrap();
    let roll = ctf::read(&file, now.today).unwrap();
    assert_eq!((roll.refused.len(), roll.pupils.len(), roll.full), (0, 1, false), "{:?}", roll.refused);
    let row = &roll.pupils[0];
    assert_eq!(
        (&row.upn, row.surname.as_str(), row.born_on),
        (&pupil.upn, pupil.surname.as_str(), pupil.born_on)
    );
    let contact = &row.contacts[0];
    assert_eq!(contact.email.as_deref(), Some("wren@example.test"), "the contacts go with it");
    assert_eq!(contact.address, ["1 Test Lane"]);
    let source = roll.source.unwrap();
    assert_eq!(source.establishment, info.school.establishment);
    let told =
        events::of_pupil_and_kinds(&ground.world.read(), pupil.id, &[Happening::PaperMade]).await.unwrap();
    assert_eq!(told[0].detail, "Common Transfer File");
    for role in [Role::Teacher, Role::Head, Role::Ta, Role::Parent, Role::Governor] {
        let refused = transfer::export_ctf(&ground.app, &ground.actor(role), now, &info, pupil).await;
        assert!(refused.is_err(), "{role:?}");
    }
}

#[tokio::test]
async fn the_record_goes_without_what_stays_and_names_of_others_are_looked_at_first() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let other = ground.world.pupils[0].forename.clone();
    write(
        &ground,
        child,
        Content::Concern(Concern { noticed: format!("Sits by {other}."), ..Concern::default() }),
    )
    .await;
    let target = Target {
        id: ground.world.id(),
        will: "Read 40 words".into(),
        unit: "words".into(),
        goal: Some(Score::from_millionths(40_000_000)),
        ..Target::empty()
    };
    write(&ground, child, Content::Plan(Plan { cycle: 1, targets: vec![target], ..Plan::default() })).await;
    let note = write(&ground, child, Content::Note(Note { text: "Only for us".into() })).await;
    let private = View { private: true, going_well: "Between us".into(), ..View::default() };
    write(&ground, child, Content::View(private)).await;

    let unticked = make(&ground, child, &TransferForm::default()).await;
    assert!(matches!(&unticked, Err(Fault::Invalid(faults)) if faults[0].field == "checked"), "{unticked:?}");
    let form = TransferForm { checked: BTreeSet::from([other.clone()]), ..TransferForm::default() };
    let zip = make(&ground, child, &form).await.unwrap();
    let received = read(&zip).unwrap();
    let kinds: Vec<&str> = received.file.entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert!(kinds.contains(&"concern") && kinds.contains(&"plan"), "{kinds:?}");
    assert!(!kinds.contains(&"note") && !kinds.contains(&"view"), "{kinds:?}");
    assert_eq!(received.file.targets[0].target.will, "Read 40 words");
    assert_eq!(received.file.child.upn, ground.world.pupils[1].upn.as_str());
    assert!(received.file.documents.iter().any(|document| document.path == "documents/plan.pdf"));
    assert!(received.parts.iter().all(|part| part.bytes.starts_with(b"%PDF")));
    let record = serde_json::to_string(&received.file).unwrap();
    assert!(!record.contains("Test Lane") && !record.contains("@"), "no address goes in it: {record}");

    let ticked = TransferForm { notes: BTreeSet::from([note]), ..form };
    let zip = make(&ground, child, &ticked).await.unwrap();
    assert!(read(&zip).unwrap().file.entries.iter().any(|entry| entry.kind == "note"));
    let told =
        events::of_pupil_and_kinds(&ground.world.read(), child, &[Happening::PaperMade]).await.unwrap();
    assert!(told.iter().any(|event| event.detail.contains("notes ticked: 1")
        && event.detail.contains(&format!("names looked at: {other}"))));
}

#[tokio::test]
async fn a_record_from_another_school_is_matched_by_a_person_and_kept_once() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let child = ground.world.pupils[1].id;
    write(&ground, child, Content::Plan(Plan { cycle: 1, strengths: "Draws".into(), ..Plan::default() }))
        .await;
    let note = write(&ground, child, Content::Note(Note { text: "Only for staff".into() })).await;
    let ticked = TransferForm { notes: BTreeSet::from([note]), ..TransferForm::default() };
    let zip = make(&ground, child, &ticked).await.unwrap();

    let broken =
        transfer::stage_transfer(app, &senco, now, "record.zip", zip[..zip.len() / 2].to_vec()).await;
    assert!(matches!(broken, Err(Fault::Invalid(_))), "{broken:?}");
    let teacher = ground.actor(Role::Teacher);
    assert!(transfer::stage_transfer(app, &teacher, now, "record.zip", zip.clone()).await.is_err());

    let staged_id = transfer::stage_transfer(app, &senco, now, "record.zip", zip.clone()).await.unwrap();
    let looked = transfer::look_at_transfer(app, &senco, staged_id, None).await.unwrap();
    assert_eq!(looked.found.as_ref().map(|found| found.id), Some(child), "its own number is proposed");
    assert!(looked.differs.is_empty() && !looked.is_there && looked.summary.contains("Draws"));
    let other = &ground.world.pupils[0];
    let wrong = transfer::look_at_transfer(app, &senco, staged_id, Some(other.upn.as_str())).await.unwrap();
    assert!(!wrong.differs.is_empty(), "another child: look twice");

    let entry = transfer::take_transfer(app, &senco, now, staged_id, child).await.unwrap().unwrap();
    let kept = entries::get(&ground.world.read(), child, entry).await.unwrap().unwrap();
    let Content::Report(report) = &kept.content else { panic!("{kept:?}") };
    assert!(report.title.starts_with("Record from ") && report.advises.contains("Draws"), "{report:?}");
    assert_eq!(kept.on, now.today);
    // It is for staff: it holds what parents ask the school for, and a confidential note stays one.
    assert!(!report.advises.contains("Only for staff") && report.advice().is_empty(), "{report:?}");
    let all = entries::of_pupil(&ground.world.read(), child).await.unwrap();
    let notes = all
        .iter()
        .filter(|one| matches!(&one.content, Content::Note(note) if note.text.ends_with("Only for staff")));
    assert_eq!(notes.count(), 2, "theirs, and the one that was ticked");
    let parent = ground.actor(Role::Parent);
    assert!(!readable(&parent, ground.world.pupils[1].subject(), &kept));
    let of_child = &ground.world.pupils[1];
    let documents = files::of_entry(app, &senco, of_child, entry).await.unwrap();
    assert_eq!(documents.len(), looked.received.parts.len());
    assert_eq!(staged::waiting(&ground.world.read()).await.unwrap(), [], "nothing waits any more");

    let again = transfer::stage_transfer(app, &senco, now, "record.zip", zip).await.unwrap();
    assert!(transfer::look_at_transfer(app, &senco, again, None).await.unwrap().is_there);
    assert_eq!(transfer::take_transfer(app, &senco, now, again, child).await.unwrap(), None);
    assert_eq!(files::of_entry(app, &senco, of_child, entry).await.unwrap().len(), documents.len());
}
