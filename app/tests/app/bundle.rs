//! The EHC request bundle: what is asked for, what stops it, what is kept, and who may read it.

use std::collections::BTreeSet;

use app::{
    Fault,
    bundle::{self, BundleForm},
    county, early, files,
    record::{Writing, write_entry},
};
use domain::{
    Date, EntryId, FileId,
    calendar::count::days_after,
    people::{ContactNeeds, Pupil, Role},
    permissions::Actor,
    record::{ApplicationAgreement, Concern, Content, HowSaid, Party, Plan, Report, SchoolsAdvice, Target},
    uploads::Purpose,
};
use store::queries::entries;

use crate::{
    early::fields,
    ground::Ground,
    papers::{contact_of, parent_of},
};

/// A PDF of one page with these words.
pub fn pdf(words: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 60 700 Td ({words}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>\nstream\n{stream}\nendstream", stream.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

async fn info(ground: &Ground) -> std::sync::Arc<app::SchoolInfo> {
    ground.app.school(ground.world.school.id, None).await.unwrap()
}

async fn write(ground: &Ground, role: Role, child: usize, on: Date, content: Content) -> EntryId {
    let writing = Writing { pupil: ground.world.pupils[child].id, of: None, on, content };
    write_entry(&ground.app, &ground.actor(role), ground.now(), writing).await.unwrap()
}

async fn report(ground: &Ground, child: usize, title: &str, bytes: &[u8]) -> EntryId {
    let now = ground.now();
    let file = files::from_bytes(&ground.app, now, Purpose::Report, "report.pdf", bytes).await.unwrap();
    let report = Report { title: title.into(), author: "R. Holm".into(), ..Report::default() };
    let pupil = ground.world.pupils[child].id;
    let senco = ground.actor(Role::Senco);
    early::add_report(&ground.app, &senco, now, pupil, None, Some(now.today), report, vec![file])
        .await
        .unwrap()
}

async fn make(ground: &Ground, child: usize, form: &BundleForm) -> Result<EntryId, Fault> {
    let (info, senco) = (info(ground).await, ground.actor(Role::Senco));
    bundle::make(&ground.app, &senco, ground.now(), &info, ground.world.pupils[child].id, form).await
}

/// The words of a PDF on the record, as somebody opens it.
async fn words_of(ground: &Ground, actor: &Actor, child: &Pupil, file: FileId) -> String {
    let mut open = files::open_file(&ground.app, actor, child, file).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = open.next().await.unwrap() {
        bytes.extend(piece);
    }
    let words = documents::bundle::open(&bytes).unwrap().words().join("\n");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn code(fault: Fault) -> &'static str {
    match fault {
        Fault::Rule { code, .. } => code,
        other => panic!("{other:?}"),
    }
}

/// Yes of the parents, and what the school asks for.
async fn agreed(ground: &Ground, child: usize) {
    let today = ground.now().today;
    let answer = ApplicationAgreement {
        party: Party::Parent,
        name: "Wren Guardian".into(),
        agrees: true,
        how: HowSaid::OnPaper,
        ..ApplicationAgreement::default()
    };
    write(ground, Role::Senco, child, today, Content::ApplicationAgreement(answer)).await;
    let advice =
        SchoolsAdvice { words: "Two cycles show that it is not enough.".into(), ..SchoolsAdvice::default() };
    write(ground, Role::Senco, child, today, Content::SchoolsAdvice(advice)).await;
}

#[tokio::test]
async fn a_bundle_holds_what_the_record_holds_and_is_kept_as_it_is() {
    let ground = Ground::new().await;
    let (child, today) = (&ground.world.pupils[0], ground.now().today);
    agreed(&ground, 0).await;
    let concern =
        Concern { raised_by: Party::Teacher, noticed: "Guesses words".into(), ..Concern::default() };
    write(&ground, Role::Teacher, 0, days_after(today, -90), Content::Concern(concern)).await;
    let target = Target { id: ground.world.id(), will: "Read 40 words".into(), ..Target::empty() };
    let plan = Plan { cycle: 1, targets: vec![target], ..Plan::default() };
    write(&ground, Role::Senco, 0, days_after(today, -60), Content::Plan(plan)).await;
    report(&ground, 0, "Speech report", &pdf("Short sentences help.")).await;

    let info = info(&ground).await;
    let senco = ground.actor(Role::Senco);
    let form = BundleForm { template: "questions".into(), ..BundleForm::default() };
    let ready = bundle::prepare(&ground.app, &senco, ground.now(), &info, child, &form).await.unwrap();
    assert!(ready.stops.is_empty() && ready.others.is_empty(), "{:?} {:?}", ready.stops, ready.others);
    let words = ready.made.all_words();
    for said in [
        "Guesses words",
        "Target 1: Read 40 words",
        "Agrees",
        "on paper",
        "is not enough",
        "10. Which professionals",
        "Report 1: Speech report",
    ] {
        assert!(words.contains(said), "“{said}” is not in it");
    }
    assert_eq!(ready.pages(), ready.made.pages() + 1);

    let entry = make(&ground, 0, &form).await.unwrap();
    let made = bundle::made_bundles(&ground.app, &senco, child).await.unwrap();
    assert_eq!((made.len(), made[0].entry), (1, entry));
    let kept = &made[0].bundle;
    assert_eq!((kept.template.as_str(), kept.template_version), ("questions", 1));
    assert_eq!(kept.parts.len(), 3, "{:?}", kept.parts);
    assert!(kept.missing.iter().any(|title| title == "Attendance") || child.attendance.is_some());
    // What is downloaded is what the manifest says.
    for (file, part) in [(made[0].pdf, &kept.parts[0]), (made[0].word, &kept.parts[1])] {
        let mut open = files::open_file(&ground.app, &senco, child, file.unwrap()).await.unwrap();
        let mut bytes = Vec::new();
        while let Some(piece) = open.next().await.unwrap() {
            bytes.extend(piece);
        }
        assert_eq!(documents::bundle::digest(&bytes), part.sha256, "{}", part.name);
        assert_eq!(bytes.len() as u64, part.bytes);
    }
    assert_eq!(kept.parts[2].begins_on, kept.pages, "the report’s page is the last");
    // Whoever follows the application reads what was sent; others do not know of it.
    for (role, sees) in
        [(Role::Head, 1), (Role::Teacher, 1), (Role::Ta, 0), (Role::DataManager, 0), (Role::Governor, 0)]
    {
        assert_eq!(
            bundle::made_bundles(&ground.app, &ground.actor(role), child).await.unwrap().len(),
            sees,
            "{role:?}"
        );
    }
    // Another child's id with this one's file finds nothing.
    let other = &ground.world.pupils[1];
    assert!(matches!(
        files::open_file(&ground.app, &senco, other, made[0].pdf.unwrap()).await,
        Err(Fault::NotFound)
    ));
}

#[tokio::test]
async fn parents_open_their_own_copy_which_does_not_say_how_another_parent_is_reached() {
    let ground = Ground::new().await;
    let (child, info) = (&ground.world.pupils[1], info(&ground).await);
    agreed(&ground, 1).await;
    let mother = parent_of(&ground, 1).await;
    let (senco, parent) = (ground.actor(Role::Senco), ground.actor(Role::Parent));
    let none = ContactNeeds::default();
    let needs = ContactNeeds { interpreter: "Polish".into(), large_print: true, ..none.clone() };
    app::pupils::edit_contact_needs(&ground.app, &senco, ground.now(), child.id, mother, &none, &needs)
        .await
        .unwrap();
    let form = BundleForm::default();
    let ready = bundle::prepare(&ground.app, &senco, ground.now(), &info, child, &form).await.unwrap();
    let reached = ["wren@example.test", "1 Test Lane"];
    let county = ready.made.all_words();
    assert!(reached.iter().all(|way| county.contains(way)), "the county reaches them: {county}");

    let entry = make(&ground, 1, &form).await.unwrap();
    let made = &bundle::made_bundles(&ground.app, &senco, child).await.unwrap()[0];
    let theirs = bundle::made_bundles(&ground.app, &parent, child).await.unwrap();
    assert!(theirs.is_empty(), "it was tried, and not sent");
    bundle::record_sent(&ground.app, &senco, ground.now(), child.id, entry).await.unwrap();
    let of_parent = &bundle::made_bundles(&ground.app, &parent, child).await.unwrap()[0];
    assert_eq!((of_parent.pdf, of_parent.word), (made.bundle.for_parents, None));
    assert!(of_parent.pdf.is_some() && of_parent.pdf != made.pdf);
    for file in [made.pdf, made.word] {
        let opened = files::open_file(&ground.app, &parent, child, file.unwrap()).await;
        assert!(matches!(opened, Err(Fault::NotFound)), "that one is the county's");
    }
    let words = words_of(&ground, &parent, child, of_parent.pdf.unwrap()).await;
    assert!(words.contains("Guardian"), "their name stands in it: {words}");
    assert!(words.contains("An interpreter is wanted: Polish. Large print is wanted."), "{words}");
    assert!(!county.contains("An interpreter is wanted"), "that is not the county’s: {county}");
    assert!(reached.iter().all(|way| !words.contains(way)), "{words}");
}

#[tokio::test]
async fn a_consent_that_was_signed_goes_to_the_county_and_not_to_the_other_parent() {
    let ground = Ground::new().await;
    let (child, now) = (&ground.world.pupils[1], ground.now());
    parent_of(&ground, 1).await;
    agreed(&ground, 1).await;
    report(&ground, 1, "Speech report", &pdf("Short sentences help.")).await;
    let (senco, parent) = (ground.actor(Role::Senco), ground.actor(Role::Parent));
    let sign = async |how| {
        let signed = pdf("Signed by me, 9 Test Wood.");
        let scan =
            files::from_bytes(&ground.app, now, Purpose::Report, "consent.pdf", &signed).await.unwrap();
        let said = ApplicationAgreement {
            party: Party::Parent,
            name: "Wren Guardian".into(),
            agrees: true,
            how,
            ..ApplicationAgreement::default()
        };
        let agreeing = county::Agreeing { pupil: child.id, on: now.today, said, scans: vec![scan] };
        county::agree(&ground.app, &senco, now, agreeing).await
    };
    let spoken = sign(HowSaid::InTheMeeting).await;
    assert!(matches!(&spoken, Err(Fault::Invalid(faults)) if faults[0].field == "scan"), "{spoken:?}");
    // The answer was on the record already: the paper is added to it.
    let entry = sign(HowSaid::OnPaper).await.unwrap();
    let kept = files::of_entry(&ground.app, &senco, child, entry).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(files::of_entry(&ground.app, &parent, child, entry).await.unwrap().is_empty());

    let sent = make(&ground, 1, &BundleForm::default()).await.unwrap();
    bundle::record_sent(&ground.app, &senco, now, child.id, sent).await.unwrap();
    let made = &bundle::made_bundles(&ground.app, &senco, child).await.unwrap()[0];
    let parts: Vec<&str> = made.bundle.parts.iter().map(|part| part.name.as_str()).collect();
    assert!(parts.contains(&"Report 2: Signed consent (consent.pdf)"), "{parts:?}");
    let of_county = words_of(&ground, &senco, child, made.pdf.unwrap()).await;
    assert!(of_county.contains("9 Test Wood") && of_county.contains("Short sentences help"), "{of_county}");
    let theirs = &bundle::made_bundles(&ground.app, &parent, child).await.unwrap()[0];
    let words = words_of(&ground, &parent, child, theirs.pdf.unwrap()).await;
    assert!(words.contains("Short sentences help") && !words.contains("9 Test Wood"), "{words}");
    assert!(!words.contains("Signed consent"), "{words}");
}

#[tokio::test]
async fn a_report_that_says_where_one_parent_lives_is_looked_at_and_is_not_in_the_copy_of_both() {
    let ground = Ground::new().await;
    let (child, info) = (&ground.world.pupils[1], info(&ground).await);
    parent_of(&ground, 1).await;
    contact_of(&ground, 1, ("Mr", "Piotr", "Guardian"), "7 Far Road", None).await;
    agreed(&ground, 1).await;
    report(&ground, 1, "Speech report", &pdf("Short sentences help.")).await;
    report(&ground, 1, "Health report", &pdf("Mother lives at 1 Test Lane.")).await;
    let (senco, parent) = (ground.actor(Role::Senco), ground.actor(Role::Parent));
    let form = BundleForm::default();
    let ready = bundle::prepare(&ground.app, &senco, ground.now(), &info, child, &form).await.unwrap();
    let kept: Vec<bool> = ready.reports.iter().map(|report| report.kept_from_parents).collect();
    assert_eq!((kept, ready.no_copy), (vec![false, true], false), "{:?}", ready.ways);
    assert_eq!(ready.ways.len(), 1);
    let name = ready.ways[0].name.clone();
    assert_eq!(
        (name.as_str(), ready.ways[0].places[0].0.as_str()),
        ("Address of Ms Wren Guardian", "report 2, its page 1")
    );
    assert_eq!(fields(make(&ground, 1, &form).await.unwrap_err()), ["ways"]);
    let ticked = BundleForm { checked: BTreeSet::from([name]), ..form };
    let entry = make(&ground, 1, &ticked).await.unwrap();
    bundle::record_sent(&ground.app, &senco, ground.now(), child.id, entry).await.unwrap();
    let made = &bundle::made_bundles(&ground.app, &senco, child).await.unwrap()[0];
    let of_county = words_of(&ground, &senco, child, made.pdf.unwrap()).await;
    assert!(of_county.contains("Mother lives at 1 Test Lane"), "{of_county}");
    let theirs = &bundle::made_bundles(&ground.app, &parent, child).await.unwrap()[0];
    let words = words_of(&ground, &parent, child, theirs.pdf.unwrap()).await;
    assert!(words.contains("Short sentences help") && !words.contains("1 Test Lane"), "{words}");
    assert!(words.contains("Not in the parents’ copy: report 2"), "{words}");

    // Nor does the other parent open such a report by itself; who lives there does.
    report(&ground, 1, "Home visit", &pdf("Piotr was seen at 7 Far Road.")).await;
    let opens = async |title: &str| {
        let entries = entries::of_pupil(&ground.world.read(), child.id).await.unwrap();
        let entry = entries
            .iter()
            .find(|one| matches!(&one.content, Content::Report(report) if report.title == title));
        let file = files::of_entry(&ground.app, &senco, child, entry.unwrap().id).await.unwrap()[0].id;
        files::open_file(&ground.app, &parent, child, file).await.map(|_| ())
    };
    assert!(opens("Health report").await.is_ok(), "it is their own address");
    assert!(opens("Speech report").await.is_ok());
    assert_eq!(code(opens("Home visit").await.unwrap_err()), "other-parents-address");
}

#[tokio::test]
async fn only_the_senco_makes_one_and_never_of_another_school() {
    let ground = Ground::new().await;
    let info = info(&ground).await;
    let form = BundleForm::default();
    for role in [
        Role::Teacher,
        Role::Ta,
        Role::DataManager,
        Role::Head,
        Role::Governor,
        Role::Parent,
        Role::Agency,
        Role::Admin,
    ] {
        let actor = ground.actor(role);
        let made =
            bundle::make(&ground.app, &actor, ground.now(), &info, ground.world.pupils[0].id, &form).await;
        assert!(matches!(made, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    let senco = ground.actor(Role::Senco);
    let nobody = bundle::make(&ground.app, &senco, ground.now(), &info, ground.world.id(), &form).await;
    assert!(matches!(nobody, Err(Fault::NotFound)));
    let unknown = BundleForm { template: "nowhere".into(), ..form };
    assert_eq!(fields(make(&ground, 0, &unknown).await.unwrap_err()), ["template"]);
}

#[tokio::test]
async fn another_childs_file_or_number_stops_it_until_it_is_left_out() {
    let ground = Ground::new().await;
    agreed(&ground, 0).await;
    let twice = pdf("The same paper on two records");
    report(&ground, 0, "Report", &twice).await;
    report(&ground, 1, "Report", &twice).await;
    assert_eq!(code(make(&ground, 0, &BundleForm::default()).await.unwrap_err()), "file-of-two-children");
    let number = format!("About {}", ground.world.pupils[1].upn.as_str());
    report(&ground, 0, "Wrong report", &pdf(&number)).await;
    let info = info(&ground).await;
    let senco = ground.actor(Role::Senco);
    let child = &ground.world.pupils[0];
    let ready = bundle::prepare(&ground.app, &senco, ground.now(), &info, child, &BundleForm::default())
        .await
        .unwrap();
    let codes: Vec<&str> = ready.stops.iter().map(domain::bundle::Stop::code).collect();
    assert_eq!(codes, ["file-of-two-children", "another-childs-number"]);
    for stop in &ready.stops {
        assert!(!ground.names_a_child(&stop.sentence()), "{}", stop.sentence());
    }
    let left_out: BTreeSet<_> = ready.reports.iter().map(|report| report.file.id).collect();
    let form = BundleForm { left_out, ..BundleForm::default() };
    make(&ground, 0, &form).await.unwrap();
}

#[tokio::test]
async fn another_childs_name_is_shown_with_its_place_and_ticked_off() {
    let ground = Ground::new().await;
    agreed(&ground, 0).await;
    let other = ground.world.pupils[1].forename.clone();
    let concern = Concern {
        raised_by: Party::Teacher,
        noticed: format!("Sits by {other} and copies."),
        ..Concern::default()
    };
    write(&ground, Role::Teacher, 0, ground.now().today, Content::Concern(concern)).await;
    let info = info(&ground).await;
    let senco = ground.actor(Role::Senco);
    let child = &ground.world.pupils[0];
    let form = BundleForm::default();
    let ready = bundle::prepare(&ground.app, &senco, ground.now(), &info, child, &form).await.unwrap();
    assert_eq!(ready.others.len(), 1, "{:?}", ready.others);
    assert!(ready.others[0].places[0].0.starts_with("page "), "{:?}", ready.others);
    assert!(ready.others[0].places[0].1.contains("copies"));
    let refused = make(&ground, 0, &form).await.unwrap_err();
    assert!(refused.to_string().contains("page "), "{refused}");
    assert_eq!(fields(refused), ["checked"]);
    let ticked = BundleForm { checked: BTreeSet::from([other.clone()]), ..form };
    make(&ground, 0, &ticked).await.unwrap();
    let made = bundle::made_bundles(&ground.app, &senco, child).await.unwrap();
    assert_eq!(made[0].bundle.checked, 1);
    // Parents read the record of the bundle, and the trail is for SENCO and head: the name stands in the trail only.
    let says = serde_json::to_string(&made[0].bundle).unwrap();
    assert!(!says.contains(&other), "{says}");
}

#[tokio::test]
async fn a_locked_and_a_broken_report_are_attached_and_said() {
    let ground = Ground::new().await;
    agreed(&ground, 0).await;
    // A PDF by its first bytes, and by its last; what is between is lost.
    let mut broken = pdf("Lost");
    let length = broken.len();
    broken.splice(20..length - 30, std::iter::repeat_n(b' ', 20));
    report(&ground, 0, "Broken report", &broken).await;
    let key = "00".repeat(32);
    let lock = format!("/Root 1 0 R/ID[<aa><aa>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>");
    let locked = String::from_utf8(pdf("Locked")).unwrap().replace("/Root 1 0 R", &lock).into_bytes();
    report(&ground, 0, "Locked report", &locked).await;
    let entry = make(&ground, 0, &BundleForm::default()).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let made = bundle::made_bundles(&ground.app, &senco, &ground.world.pupils[0]).await.unwrap();
    assert_eq!(made[0].entry, entry);
    let part = &made[0].bundle.parts[3];
    assert!(part.begins_on == 0 && part.beside.contains("password"), "{part:?}");
    let part = &made[0].bundle.parts[2];
    assert!(part.begins_on == 0 && part.beside.contains("damaged"), "{part:?}");
    assert_eq!(part.bytes, broken.len() as u64);
}

#[tokio::test]
async fn what_is_missing_is_asked_for_by_a_mail_that_names_no_child() {
    let ground = Ground::new().await;
    let info = info(&ground).await;
    let senco = ground.actor(Role::Senco);
    let pupil = ground.world.pupils[0].id;
    let to = format!("/pupils/{pupil}/adaptations");
    let ask = async |code: &str| {
        bundle::ask(&ground.app, &senco, ground.now(), &info, "https://waymark.test", pupil, code, &to).await
    };
    let asked = ask("action").await.unwrap();
    assert_eq!(asked.names.len(), 1, "{asked:?}");
    let mails = ground.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].body.contains(&to) && mails[0].body.contains("what the school has done already"));
    assert!(!ground.names_a_child(&mails[0].body) && !ground.names_a_child(&mails[0].subject));
    let things =
        bundle::things(&ground.app, &senco, ground.now(), &info, &ground.world.pupils[0]).await.unwrap();
    let action = things.iter().find(|thing| thing.code == "action").unwrap();
    assert_eq!(action.asked_on, Some(ground.now().today));
    // What is the SENCO's own to give, and what is no thing, is asked of nobody.
    for wrong in ["needs", "nothing"] {
        assert_eq!(code(ask(wrong).await.unwrap_err()), "no-such-thing", "{wrong}");
    }
    let teacher = ground.actor(Role::Teacher);
    let refused = bundle::ask(&ground.app, &teacher, ground.now(), &info, "", pupil, "action", &to).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
}
