//! The school's head through the verbs: logo, address and telephone stand on papers, and are taken away again.

use std::io::Cursor;

use app::{
    Fault, files, papers,
    settings::{self, SettingsForm},
};
use domain::{
    people::Role,
    uploads::{Purpose, Unfit},
};
use image::{ImageFormat, Rgba, RgbaImage};

use crate::ground::Ground;

/// A logo that can be seen through, with something beside the picture.
fn logo() -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    RgbaImage::from_pixel(90, 30, Rgba([200, 40, 40, 128])).write_to(&mut png, ImageFormat::Png).unwrap();
    png.into_inner()
}

#[tokio::test]
async fn the_head_of_papers_is_the_schools() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let class = ground.world.pupils[0].class.unwrap();
    let words = async || {
        let info = app.school(senco.school, None).await.unwrap();
        let sheet = papers::class_sheet(app, &senco, now, &info, class).await.unwrap();
        let made = papers::set(vec![sheet]).await.unwrap();
        assert_eq!(made.unread_pictures(), 0);
        (made.all_words(), papers::pdf(made).await.unwrap().len())
    };
    let (plain, bare) = words().await;
    assert!(!plain.contains("Telephone"), "{plain}");

    let (_, before) = settings::shown_settings(app, &senco).await.unwrap();
    let mut after = before.clone();
    after.boxes.insert("lead_name".into(), "Ann Lead".into());
    after.boxes.insert("address".into(), "Meadow Lane\n\nLarkmead MD1 2AB".into());
    after.boxes.insert("phone".into(), "01632 960 001".into());
    let tall = |boxes: &SettingsForm| {
        let mut tall = boxes.clone();
        tall.boxes.insert("address".into(), "line\n".repeat(7));
        tall
    };
    let refused = settings::change_settings(app, &senco, now, &before, &tall(&after)).await;
    assert!(matches!(refused, Err(Fault::Invalid(faults)) if faults[0].field == "address"));
    settings::change_settings(app, &senco, now, &before, &after).await.unwrap();
    let ready = async || files::from_bytes(app, now, Purpose::Logo, "logo.png", &logo()).await.unwrap();
    settings::set_logo(app, &senco, now, Some(ready().await)).await.unwrap();
    let (said, with_logo) = words().await;
    assert!(said.contains("Meadow Lane, Larkmead MD1 2AB, Telephone 01632 960 001"), "{said}");
    assert!(with_logo > bare, "{with_logo} {bare}");
    let first = app.school(senco.school, None).await.unwrap().school.settings.logo.unwrap();

    // Another one takes its place, and the first is not kept on.
    settings::set_logo(app, &senco, now, Some(ready().await)).await.unwrap();
    let db = ground.world.read();
    assert_eq!(store::queries::files::of_school(&db, first).await.unwrap(), None);
    assert_eq!(store::queries::files::piece(&db, first, 0).await.unwrap(), None);
    for _ in 0..2 {
        settings::set_logo(app, &senco, now, None).await.unwrap();
    }
    assert!(app.school(senco.school, None).await.unwrap().logo.is_none());

    for role in [Role::Teacher, Role::Ta, Role::DataManager, Role::Parent, Role::Governor] {
        let refused = settings::set_logo(app, &ground.actor(role), now, Some(ready().await)).await;
        assert!(matches!(refused, Err(Fault::Forbidden(_))), "{role:?}");
    }
}

#[tokio::test]
async fn what_is_no_logo_is_refused_with_a_sentence() {
    let ground = Ground::new().await;
    let take = async |bytes: &[u8]| {
        files::from_bytes(&ground.app, ground.now(), Purpose::Logo, "logo.png", bytes).await.unwrap_err()
    };
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    assert_eq!(take(svg).await, Unfit::WrongKind(Purpose::Logo));
    assert_eq!(take(b"").await, Unfit::Empty);
    assert_eq!(take(&logo()[..40]).await, Unfit::Truncated);
    assert!(matches!(take(&vec![0; 3 * 1024 * 1024]).await, Unfit::TooLarge { .. }));
}
