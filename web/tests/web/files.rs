//! Files as pages: what is taken and what is refused with its sentence; who may keep it; a form that comes back keeps its text.

use app::{early, files};
use axum::http::{StatusCode, header};
use domain::{
    people::Role,
    record::{Content, Entry, EntryKind},
    uploads::StoredFile,
};

use crate::ground::Ground;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

/// A PNG of one dot.
fn dot() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100f70341430000000049454e44ae426082";
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

async fn record(ground: &Ground, child: usize) -> Vec<Entry> {
    let senco = ground.world.actor(Role::Senco);
    let pupil = &ground.world.pupils[child];
    let all = early::written(&ground.app, &senco, pupil, EntryKind::ALL).await.unwrap();
    all.into_iter().map(|one| one.entry).collect()
}

async fn kept(ground: &Ground, child: usize) -> Vec<StoredFile> {
    let senco = ground.world.actor(Role::Senco);
    let all = files::by_entry(&ground.app, &senco, &ground.world.pupils[child]).await.unwrap();
    all.into_values().flatten().collect()
}

const REPORT: &[(&str, &str)] = &[
    ("title", "Speech and language report"),
    ("author", "R. Holm, therapist"),
    ("on-day", "7"),
    ("on-month", "9"),
    ("on-year", "2026"),
    ("advises", "Short sentences."),
];

#[tokio::test]
async fn a_report_goes_in_and_comes_out_as_it_was() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let form = format!("/pupils/{child}/reports/new");
    // Several pieces, of bytes that no text has.
    let mut long = PDF[..9].to_vec();
    long.extend((0..700_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8));
    long.extend(b"\n%%EOF\n");
    let sent =
        ground.send_file(Role::Senco, &form, REPORT, ("file", "../Siân’s report.pdf.exe", &long)).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, format!("/pupils/{child}/referrals").as_str())
    );
    let [file] = kept(&ground, 1).await.try_into().unwrap();
    assert_eq!((file.name.as_str(), file.bytes), ("Siân’s report.pdf", long.len() as u64));

    let list = ground.get(Role::Parent, &format!("/pupils/{child}/referrals")).await.text();
    let address = format!("/pupils/{child}/files/{}", file.id);
    assert!(list.contains(&address) && list.contains("Short sentences."), "{list}");
    let got = ground.get(Role::Parent, &address).await;
    assert_eq!((got.status, got.bytes == long), (StatusCode::OK, true));
    let head = |name: &str| got.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(head("content-type"), "application/pdf");
    assert_eq!(head("content-length"), long.len().to_string());
    assert_eq!(head("x-content-type-options"), "nosniff");
    assert_eq!(head("content-security-policy"), "default-src 'none'; sandbox");
    assert!(head("content-disposition").starts_with("attachment; "), "{}", head("content-disposition"));

    // Who may not read the report may not have the file, whether they see the child or not.
    for role in [Role::Ta, Role::Agency, Role::DataManager, Role::Pupil] {
        assert_eq!(ground.get(role, &address).await.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let elsewhere = format!("/pupils/{}/files/{}", ground.world.pupils[0].id, file.id);
    assert_eq!(ground.get(Role::Senco, &elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_taken_says_why_and_the_text_stays() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let form = format!("/pupils/{child}/reports/new");
    let large = [PDF, &vec![b' '; 25 * 1024 * 1024], b"%%EOF"].concat();
    let program = b"MZ\x90\0 this is a program".to_vec();
    let table: [(&str, &[u8], &str); 4] = [
        ("report.pdf", &[], "The file is empty"),
        ("report.pdf", &PDF[..30], "breaks off before its end"),
        ("report.pdf", &program, "of another kind"),
        ("report.pdf", &large, "The file has 26.2 MB"),
    ];
    for (name, bytes, says) in table {
        let back = ground.send_file(Role::Senco, &form, REPORT, ("file", name, bytes)).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        let text = back.text();
        assert!(text.contains(says) && text.contains("Speech and language report"), "{says}: {text}");
    }
    let none = ground.send_file(Role::Senco, &form, REPORT, ("other", "x", b"")).await;
    assert!(none.text().contains("Choose the report"), "{}", none.text());
    assert!(record(&ground, 1).await.is_empty() && kept(&ground, 1).await.is_empty(), "nothing half done");
    let gone = ground.send_file_in("gone", &form, REPORT, ("file", "report.pdf", PDF)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    assert!(gone.text().contains("value=\"Short sentences.\"") && gone.text().contains("add it again"));
}

#[tokio::test]
async fn an_invited_professional_gives_a_report_and_keeps_reading_it() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let form = format!("/pupils/{child}/reports/new");
    let by_agency = [REPORT, &[("done", "Not mine to say")]].concat();
    let sent = ground.send_file(Role::Agency, &form, &by_agency, ("file", "report.pdf", PDF)).await;
    assert_eq!(sent.location(), "/invited", "{}", sent.text());
    let entry = record(&ground, 1).await.remove(0);
    let Content::Report(report) = &entry.content else { panic!() };
    assert_eq!((report.advises.as_str(), report.done.as_str()), ("Short sentences.", ""));
    // The SENCO writes what was done with it; the professional reads that.
    let page = format!("/pupils/{child}/reports/{}", entry.id);
    let entry_id = entry.id.to_string();
    let done =
        [REPORT, &[("entry", entry_id.as_str()), ("version", "1"), ("done", "All staff know.")]].concat();
    assert_eq!(
        ground.send_file(Role::Senco, &page, &done, ("file", "", b"")).await.status,
        StatusCode::SEE_OTHER
    );
    let home = ground.get(Role::Agency, "/invited").await.text();
    assert!(home.contains("All staff know.") && home.contains("report.pdf"), "{home}");
    assert_eq!(ground.get(Role::Parent, &page).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_photo_in_one_tap_is_staffs_until_it_is_shared() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let page = format!("/pupils/{child}/file");
    let tap = [("photo-form", "yes")];
    let wrong = ground
        .send_file(Role::Senco, &page, &tap, ("photo", "IMG.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"))
        .await;
    assert!(wrong.text().contains("Most compatible"), "{}", wrong.text());
    let sent = ground.send_file(Role::Senco, &page, &tap, ("photo", "IMG_0001.png", &dot())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let [file] = kept(&ground, 1).await.try_into().unwrap();
    let address = format!("/pupils/{child}/files/{}", file.id);
    let shown = ground.get(Role::Senco, &page).await.text();
    assert!(shown.contains(&format!("<img src=\"{address}\"")) && shown.contains("Staff only"), "{shown}");
    assert_eq!(ground.get(Role::Parent, &address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_childs_drawing_stands_on_the_joined_page() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let adult = ground.sign_in(Role::Senco).await;
    let opened = ground.post_in(&adult, &format!("/pupils/{child}/open-their-page"), "").await;
    let cookie = opened.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    let own = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let sent = ground
        .send_file_in(
            &own,
            "/about-me/part",
            &[("pictures", "admire-kind")],
            ("photo", "my drawing.png", &dot()),
        )
        .await;
    assert_eq!(sent.location(), "/about-me", "{}", sent.text());
    let [file] = kept(&ground, 1).await.try_into().unwrap();
    let address = format!("/pupils/{child}/files/{}", file.id);
    assert_eq!(ground.get_in(&own, &address).await.status, StatusCode::OK);
    assert!(ground.get_in(&own, "/about-me").await.text().contains(&address));

    let join = format!("/pupils/{child}/profile/join");
    let form = ground.get(Role::Senco, &join).await.text();
    assert!(form.contains(&format!("name=\"photo\" value=\"{}\" checked", file.id)), "{form}");
    // Where no script runs, the button of a quote puts it into its box.
    let taken = ground.post(Role::Senco, &join, "take=admire.0&admire=Already+here&help=More").await.text();
    assert!(
        taken.contains("Already here\nI am kind.</textarea>") && taken.contains(">More</textarea>"),
        "{taken}"
    );
    let page = format!("photo={}&difficult=Noise&help=Quiet&sign=yes", file.id);
    assert_eq!(ground.post(Role::Senco, &join, &page).await.status, StatusCode::SEE_OTHER);
    assert!(ground.get(Role::Parent, &format!("/pupils/{child}/profile")).await.text().contains(&address));
    let foreign = format!("/pupils/{}/profile/join", ground.world.pupils[0].id);
    assert_eq!(
        ground.post(Role::Senco, &foreign, &page).await.status,
        StatusCode::NOT_FOUND,
        "another child's photo"
    );
}
