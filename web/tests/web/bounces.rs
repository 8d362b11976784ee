//! A mail that does not arrive reaches the SENCO: a line on Today that names nobody, and the contact's own line.

use domain::{
    people::{Contact, ContactNeeds, Role},
    permissions::Action,
};
use jiff::SignedDuration;
use store::queries::{
    contacts,
    mails::{self, ATTEMPTS, Mail},
};

use crate::ground::Ground;

#[tokio::test]
async fn a_bounce_stands_on_today_and_at_the_contact_until_a_mail_arrives() {
    let ground = Ground::new().await;
    let (world, pupil) = (&ground.world, &ground.world.pupils[0]);
    let contact = Contact {
        id: world.id(),
        pupil: pupil.id,
        position: 1,
        title: "Mx".into(),
        surname: "Example".into(),
        forename: "Robin".into(),
        relationship: "PAR".into(),
        responsibility: Some(true),
        barred: false,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: "Robin@example.test".into(),
        address: String::new(),
        account: None,
        needs: ContactNeeds::default(),
    };
    let allowed = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    contacts::make(&tx, &allowed, &[contact]).await.unwrap();
    let mut mail = Mail {
        id: world.id(),
        school: world.school.id,
        to: "robin@example.test".into(),
        subject: "A paper from school".into(),
        body: "Hello".into(),
        made_at: world.now().instant,
        sent_at: None,
        attempts: 0,
        fault: String::new(),
        files: Vec::new(),
    };
    mails::queue(&tx, &mail).await.unwrap();
    world.commit(tx, &allowed).await;
    let people = format!("/pupils/{}/people", pupil.id);
    let (today, at) = ("did not arrive", "The last mail did not arrive");
    assert!(!ground.get(Role::Senco, "/").await.text().contains(today));
    assert!(!ground.get(Role::Senco, &people).await.text().contains(at));

    let now = world.now();
    for _ in 0..ATTEMPTS {
        mails::settle(&world.store, &mail, now, Err(("550".into(), now.instant))).await.unwrap();
    }
    let page = ground.get(Role::Senco, "/").await.text();
    assert!(page.contains(today) && page.contains("/school/mail") && !page.contains("robin"), "{page}");
    assert!(ground.get(Role::Senco, &people).await.text().contains(at));
    assert!(
        !ground.get(Role::Ta, &people).await.text().contains(at),
        "who sees no address reads nothing of it"
    );

    // The next one arrives.
    mail.id = world.id();
    mail.made_at = now.instant + SignedDuration::from_mins(1);
    let tx = world.write().await;
    mails::queue(&tx, &mail).await.unwrap();
    world.commit(tx, &allowed).await;
    mails::settle(&world.store, &mail, now, Ok(())).await.unwrap();
    assert!(!ground.get(Role::Senco, &people).await.text().contains(at));
}

#[tokio::test]
async fn words_explain_themselves_without_a_script_and_are_listed() {
    let ground = Ground::new().await;
    let page = ground.get(Role::Head, "/overview").await.text();
    assert!(
        page.contains("popovertarget=\"word-ehcp\"") && page.contains("id=\"word-ehcp\" popover"),
        "{page}"
    );
    let parents = ground.get(Role::Parent, "/my-child").await.text();
    assert!(parents.contains(">Special educational needs co-ordinator</button>"), "in full: {parents}");
    let all = ground.get_in("nobody", "/help/words").await.text();
    for word in domain::glossary::WORDS {
        assert!(all.contains(&format!("id=\"{}\"", word.code)), "{}", word.code);
    }
    assert!(ground.get_in("nobody", "/help").await.text().contains("/help/words"));
}
