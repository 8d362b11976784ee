//! One e-mail address may belong to two schools: the school is chosen after the password, and each link opens one.

use app::signing_in::{self, SignedIn};
use domain::people::Role;
use testkit::World;

use crate::ground::Ground;

const PASSWORD: &str = "three words apart";

#[tokio::test]
async fn an_address_of_two_schools_chooses_after_the_password() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let second = World::numbered(&app.store, 2).await;
    let email = ground.world.accounts[&Role::Senco].email.clone().expect("an address");
    assert_eq!(second.accounts[&Role::Senco].email.as_ref(), Some(&email), "the same in both");
    let mut older = String::new();
    for world in [&ground.world, &second] {
        let (admin, account) = (world.actor(Role::Admin), world.accounts[&Role::Senco].id);
        older = signing_in::make_link(app, &admin, now, account).await.unwrap();
        let link = signing_in::make_link(app, &admin, now, account).await.unwrap();
        signing_in::set_password(app, now, &link, PASSWORD, "here").await.unwrap();
    }
    assert!(
        signing_in::look_at_link(app, now, &older).await.is_err(),
        "an older link opens nothing any more"
    );
    let signed = signing_in::sign_in(app, now, &email, PASSWORD, "here").await.unwrap();
    let SignedIn::Choose(choices) = signed else { panic!("{signed:?}") };
    let names: Vec<&str> = choices.iter().map(|choice| choice.school.as_str()).collect();
    let schools = [&ground.world.school, &second.school];
    assert_eq!(names.len(), 2);
    for school in schools {
        let choice = choices.iter().find(|choice| choice.school == school.name).expect("both");
        let token = signing_in::open_link(app, now, &choice.link, "here").await.unwrap();
        let visitor = signing_in::visitor(app, now, &token).await.unwrap().unwrap();
        assert_eq!(visitor.school.school.id, school.id);
        assert!(signing_in::open_link(app, now, &choice.link, "here").await.is_err(), "once");
    }
}
