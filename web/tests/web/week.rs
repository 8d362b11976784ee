//! The week, what works and the import of attainment: wired to their verbs, for those who may.

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
