//! The week, what works and the import of attainment: wired to their verbs, for those who may.

use app::{
    attainment,
    gathering::{self, AttainmentRow},
    roll::{self, FileRead},
};
use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn each_page_is_for_its_roles() {
    let ground = Ground::new().await;
    use Role::{Admin, Agency, DataManager, Governor, Head, Parent, Pupil, Senco, Ta, Teacher};
    for (path, may, may_not) in [
        (
            "/week",
            &[Senco, Head, Teacher][..],
            &[Ta, DataManager, Governor, Parent, Pupil, Agency, Admin][..],
        ),
        ("/what-works", &[Senco, Head, Governor], &[Teacher, Ta, DataManager, Parent, Pupil, Agency, Admin]),
        ("/what-works?year=2025", &[Senco, Governor], &[Teacher]),
        ("/what-works.xlsx", &[Senco, Head, Governor], &[Teacher, Ta, DataManager]),
        (
            "/gather/sheets/2026-09-14/paper.pdf",
            &[Senco, Teacher, Ta, DataManager],
            &[Head, Governor, Parent, Pupil, Agency, Admin],
        ),
        ("/my-week/sheets/2026-09-14/paper.pdf", &[Teacher, Ta], &[Head, Parent, Admin]),
        (
            "/imports/attainment",
            &[Senco, DataManager],
            &[Teacher, Ta, Head, Governor, Parent, Pupil, Agency, Admin],
        ),
    ] {
        for role in may {
            assert_eq!(ground.get(*role, path).await.status, StatusCode::OK, "{path} for {role:?}");
        }
        for role in may_not {
            assert_eq!(ground.get(*role, path).await.status, StatusCode::FORBIDDEN, "{path} for {role:?}");
        }
    }
    for nothing in [
        "/imports/attainment/0190f5fe-7b1a-7000-8000-000000000000",
        "/gather/sheets/2026-09-14/0190f5fe-7b1a-7000-8000-000000000000",
        "/gather/sheets/2026-09-14/0190f5fe-7b1a-7000-8000-000000000000/paper.pdf",
        "/gather/sheets/next-week/paper.pdf",
    ] {
        assert_eq!(ground.get(Role::DataManager, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_file_that_is_refused_whole_offers_nothing_to_import() {
    let ground = Ground::new().await;
    let (data, now) = (ground.world.actor(Role::DataManager), ground.app.now());
    let csv = b"UPN,Reading\nR201100018042,2b\n".to_vec();
    let FileRead::Sheet(sheet) = roll::read_file(csv, now.today).await.unwrap() else { panic!("a sheet") };
    let id = attainment::stage_attainment(&ground.app, &data, now, "a.csv", *sheet).await.unwrap();
    let columns = format!("/imports/attainment/{id}/columns");
    let asked = ground.get(Role::DataManager, &columns).await.text();
    assert!(!asked.contains("A new subject"), "there is none yet to choose from: {asked}");
    let mapping = attainment::show_columns(&ground.app, &data, id).await.unwrap().mapping;
    attainment::take_columns(&ground.app, &data, now, id, mapping, None).await.unwrap();
    let page = ground.get(Role::DataManager, &format!("/imports/attainment/{id}")).await.text();
    assert!(page.contains("Nothing of this file can be taken") && !page.contains("Import it"), "{page}");
}

#[tokio::test]
async fn a_new_subject_is_asked_whether_it_is_one_that_the_school_has() {
    let ground = Ground::new().await;
    let (data, now) = (ground.world.actor(Role::DataManager), ground.app.now());
    let (pupil, upn) = (ground.world.pupils[0].id, ground.world.pupils[0].upn.to_string());
    let kept = AttainmentRow {
        pupil,
        subject: "Mathematics".to_owned(),
        scale: "target-tracker".to_owned(),
        on: now.today,
        written: "2b".to_owned(),
    };
    gathering::import_attainment(&ground.app, &data, now, &[kept]).await.unwrap();
    let csv = format!("UPN,Maths,Drawing\n{upn},2w,2w\n").into_bytes();
    let FileRead::Sheet(sheet) = roll::read_file(csv, now.today).await.unwrap() else { panic!("a sheet") };
    let id = attainment::stage_attainment(&ground.app, &data, now, "a.csv", *sheet).await.unwrap();
    let columns = format!("/imports/attainment/{id}/columns");
    let page = ground.get(Role::DataManager, &columns).await.text();
    assert!(page.contains("value=\"Mathematics\""), "Maths goes on as what the school has: {page}");
    assert_eq!(page.matches("A new subject: you have Mathematics").count(), 1, "{page}");
    let form = "columns=upn&column-1=scale:target-tracker&subject-1=Mathematics&is-1=\
                &column-2=scale:standardised-score&subject-2=Drawing&is-2=Mathematics&on-day=&on-month=&on-year=";
    let next = ground.post(Role::DataManager, &columns, form).await;
    assert_eq!(next.status, StatusCode::SEE_OTHER, "{}", next.text());
    let page = ground.get(Role::DataManager, next.headers["location"].to_str().unwrap()).await.text();
    assert!(page.contains("Mathematics") && !page.contains("Drawing</bdi>"), "{page}");
}

#[tokio::test]
async fn a_wrong_number_of_the_catalogue_is_told_by_its_box() {
    let ground = Ground::new().await;
    let form = "name=Chess&minutes=often&per-week=2&weeks=6&group-from=2&group-to=4&tier=targeted&version=0";
    let answered = ground.post(Role::Senco, "/provision/catalogue/new", form).await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answered.text().contains("The minutes of a session must be a whole number"),
        "{}",
        answered.text()
    );
}
