//! Who reaches a child: barred and lifted on the child's page, a class taken for a day.

use axum::http::StatusCode;
use domain::{
    ContactId,
    people::{Contact, ContactNeeds, Role},
    permissions::Action,
};
use store::queries::{contacts, pupils};

use crate::ground::Ground;

/// The parent of a child, on the roll and with an account.
async fn parent_of(ground: &Ground, child: usize) -> ContactId {
    let contact = Contact {
        id: ground.world.id(),
        pupil: ground.world.pupils[child].id,
        position: 1,
        title: "Ms".into(),
        surname: "Guardian".into(),
        forename: "Wren".into(),
        relationship: "PAM".into(),
        responsibility: Some(true),
        barred: false,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: "wren@example.test".into(),
        address: String::new(),
        account: Some(ground.world.accounts[&Role::Parent].id),
        needs: ContactNeeds::default(),
    };
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    contacts::make(&tx, &allowed, std::slice::from_ref(&contact)).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    contact.id
}

#[tokio::test]
async fn what_the_roll_says_of_parental_responsibility_is_said_and_what_it_does_not_say_is_not() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let page = format!("/pupils/{}/people", ground.world.pupils[1].id);
    let roll = ground.world.on_school(Action::ImportRoll);
    for (says, words) in [(Some(true), "Yes"), (Some(false), "No"), (None, "Not recorded")] {
        let known = contacts::of_pupil(&ground.world.read(), ground.world.pupils[1].id).await.unwrap();
        let told = known.into_iter().find(|one| one.id == contact).unwrap();
        let tx = ground.world.write().await;
        contacts::renew(&tx, &roll, &[Contact { responsibility: says, ..told }]).await.unwrap();
        ground.world.commit(tx, &roll).await;
        let text = ground.get(Role::Senco, &page).await.text();
        let (_, row) = text.split_once("Parental responsibility").unwrap();
        let said = row.split_once("</dd>").unwrap().0;
        assert!(said.trim_end().ends_with(words), "{says:?}: {said}");
    }
}

#[tokio::test]
async fn a_barred_parent_finds_nothing_from_the_next_page_on_and_staff_read_why() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let form = format!("{base}/people/{contact}/bar");
    let parent = ground.sign_in(Role::Parent).await;
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::OK);
    assert_eq!(ground.get(Role::Teacher, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ground.get_in(&parent, &form).await.status, StatusCode::FORBIDDEN);
    assert!(ground.get(Role::Senco, &format!("{base}/people")).await.text().contains("Bar from this child"));
    assert!(ground.get(Role::Senco, &form).await.text().contains("Bar them now"));
    let wrong = ground.post(Role::Senco, &form, "do=bar&why=As+the+court+says").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("As the court says") && wrong.text().contains("Choose what it rests on"));
    let order = "do=bar&from=child&ground=court-order&why=No+contact&decided_on-day=3&decided_on-month=9&decided_on-year=2026\
                 &decided_by=Family+Court&filed=Safe";
    let done = ground.post(Role::Senco, &form, order).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    for path in ["", "/plan", "/people", "/documents"] {
        assert_eq!(
            ground.get_in(&parent, &format!("{base}{path}")).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let people = ground.get(Role::Teacher, &format!("{base}/people")).await.text();
    assert!(people.contains("May not have this child’s papers or see the record"), "{people}");
    assert!(people.contains("A court order of 3 September 2026, Family Court: No contact. Filed: Safe."));
    assert!(!ground.get(Role::Pupil, &format!("{base}/people")).await.text().contains("court"));
    let lifted =
        ground.post(Role::Head, &form, "do=lift&from=child&why=It+has+ended&decided_by=Family+Court").await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.text());
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_kept_from_the_meetings_keeps_the_record_and_can_be_barred_from_it() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let form = format!("{base}/people/{contact}/bar");
    let parent = ground.sign_in(Role::Parent).await;
    let decided = "ground=court-order&why=No+contact&decided_on-day=3&decided_on-month=9&decided_on-year=2026\
                   &decided_by=Family+Court";
    let without = ground.post(Role::Senco, &form, &format!("do=bar&{decided}")).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("Choose what they are kept from"));
    let done = ground.post(Role::Senco, &form, &format!("do=bar&from=meetings&{decided}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::OK);
    let own = ground.get_in(&parent, &format!("{base}/people")).await.text();
    assert!(!own.contains("Kept from meetings") && !own.contains("Family Court"), "{own}");
    let people = ground.get(Role::Teacher, &format!("{base}/people")).await.text();
    assert!(
        people.contains("Kept from meetings") && people.contains("Family Court: No contact."),
        "{people}"
    );
    assert!(ground.get(Role::Senco, &form).await.text().contains("Lift it"));
    assert!(ground.get(Role::Senco, &format!("{form}?do=bar")).await.text().contains("Bar them now"));
    let wrong = ground.post(Role::Senco, &form, "do=bar&from=child").await;
    assert!(wrong.text().contains("Bar them now") && wrong.text().contains("Choose what it rests on"));
    let done = ground.post(Role::Senco, &form, &format!("do=bar&from=child&{decided}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_care_of_a_looked_after_child_is_a_form_and_stands_where_consent_is_asked() {
    let ground = Ground::new().await;
    let pupil = &ground.world.pupils[1];
    let (base, form) = (format!("/pupils/{}", pupil.id), format!("/pupils/{}/care", pupil.id));
    assert!(ground.get(Role::Senco, &form).await.text().contains("The roll does not say"));
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    let looked_after = domain::people::Pupil { looked_after: true, ..pupil.clone() };
    pupils::save(&tx, &allowed, &looked_after, None).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    let version = pupil.version + 1;
    assert!(ground.get(Role::Senco, &form).await.text().contains("Name of the social worker"));
    assert_eq!(ground.get(Role::Teacher, &form).await.status, StatusCode::FORBIDDEN);
    let wrong = format!("version={version}&social_worker=&social_worker_email=sky");
    assert_eq!(ground.post(Role::Senco, &form, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = format!(
        "version={version}&social_worker=Sky+Example&pep_on-day=1&pep_on-month=10&pep_on-year=2026&consent=The+county"
    );
    let saved = ground.post(Role::Senco, &form, &good).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let stale = ground.post(Role::Head, &form, &format!("version={version}&social_worker=Kit+Example")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Sky Example") && stale.text().contains("Kit Example"), "both texts");
    let people = ground.get(Role::Teacher, &format!("{base}/people")).await.text();
    assert!(people.contains("Sky Example") && people.contains("1 October 2026"), "{people}");
    assert!(ground.get(Role::Senco, &base).await.text().contains("personal education plan (PEP)"));
    let asked = ground.get(Role::Senco, &format!("{base}/referrals/new")).await.text();
    assert!(asked.contains("Who may consent: The county."), "{asked}");
    for role in [Role::Parent, Role::Pupil, Role::Agency] {
        assert!(
            !ground.get(role, &format!("{base}/people")).await.text().contains("Sky Example"),
            "{role:?}"
        );
    }
}

#[tokio::test]
async fn a_referral_is_followed_by_the_professional_to_whom_it_was_made() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let new = ground.get(Role::Senco, &format!("{base}/referrals/new")).await.text();
    assert!(new.contains("Who of those invited to this child?"), "{new}");
    let agency = ground.world.accounts[&Role::Agency].id;
    let made = format!("to=Therapist&reason=Few+words&account={agency}");
    let saved = ground.post(Role::Senco, &format!("{base}/referrals/new"), &made).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let home = ground.get(Role::Agency, "/invited").await.text();
    assert!(home.contains("Referrals to you") && home.contains("Few words"), "{home}");
    let start = format!("/invited/{}/referrals/", ground.world.pupils[1].id);
    let at = home.find(&start).unwrap();
    let page = home[at..at + start.len() + 36].to_owned();
    let shown = ground.get(Role::Agency, &page).await.text();
    assert!(shown.contains("On which day did you see the child?"), "{shown}");
    assert_eq!(ground.post(Role::Agency, &page, "version=1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = "version=1&seen_on-day=10&seen_on-month=9&seen_on-year=2026";
    assert_eq!(ground.post(Role::Agency, &page, seen).await.status, StatusCode::SEE_OTHER);
    let list = ground.get(Role::Senco, &format!("{base}/referrals")).await.text();
    let says = ["Seen, report awaited", "Child seen</dt>", "10 September 2026"];
    assert!(says.iter().all(|one| list.contains(one)), "{list}");
}

#[tokio::test]
async fn a_child_finds_their_work_from_their_own_page() {
    let ground = Ground::new().await;
    let file = format!("/pupils/{}/file", ground.world.pupils[1].id);
    assert!(ground.get(Role::Pupil, "/about-me").await.text().contains(&file));
    assert_eq!(ground.get(Role::Pupil, &file).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_head_names_a_deputy_on_a_page_of_their_own() {
    let ground = Ground::new().await;
    let teacher = ground.world.accounts[&Role::Teacher].id;
    let page = ground.get(Role::Head, "/school/deputies").await.text();
    assert!(page.contains("account-head") && !page.contains("account-senco"), "{page}");
    assert!(ground.get(Role::Head, "/school").await.text().contains("/school/deputies"));
    for role in [Role::Teacher, Role::Admin] {
        assert_eq!(ground.get(role, "/school/deputies").await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let nobody = ground.post(Role::Head, "/school/deputies", "role=head&account-head=").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named =
        ground.post(Role::Head, "/school/deputies", &format!("role=head&account-head={teacher}")).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text());
    assert!(ground.get(Role::Head, "/school/deputies").await.text().contains("Take it back"));
    assert_eq!(ground.get(Role::Teacher, "/school/deputies").await.status, StatusCode::OK);
    let taken = ground.post(Role::Head, "/school/deputies", &format!("role=head&take={teacher}")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(ground.get(Role::Teacher, "/school/deputies").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_class_is_taken_for_today_on_the_page_of_the_week() {
    let ground = Ground::new().await;
    let class = &ground.world.classes[1];
    let child = format!("/pupils/{}", ground.world.pupils[3].id);
    let page = ground.get(Role::Ta, "/my-week").await.text();
    assert!(page.contains("Take a class today") && page.contains(&class.id.to_string()), "{page}");
    assert_eq!(ground.get(Role::Ta, &child).await.status, StatusCode::NOT_FOUND);
    let taken = ground.post(Role::Ta, "/my-week/cover-class", &format!("class={}", class.id)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let page = ground.get(Role::Ta, "/my-week").await.text();
    assert!(page.contains("Classes that you take today") && page.contains(&child), "{page}");
    for (path, status) in [
        ("", StatusCode::OK),
        ("/profile", StatusCode::OK),
        ("/plan", StatusCode::OK),
        ("/story", StatusCode::OK),
        ("/file", StatusCode::FORBIDDEN),
        ("/contacts", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(ground.get(Role::Ta, &format!("{child}{path}")).await.status, status, "{path}");
    }
    assert_eq!(ground.get(Role::Ta, &format!("/classes/{}/sheet", class.id)).await.status, StatusCode::OK);
    assert_eq!(
        ground.post(Role::Head, "/my-week/cover-class", "class=x").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_invitation_is_ended_on_the_page_and_the_professional_finds_nothing_from_the_next_page_on() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let professional = ground.sign_in(Role::Agency).await;
    assert_eq!(ground.get_in(&professional, &base).await.status, StatusCode::OK);
    assert!(ground.get(Role::Senco, &format!("{base}/people")).await.text().contains("End it now"));
    let theirs = ground.get_in(&professional, &format!("{base}/people")).await.text();
    assert!(!theirs.contains("End it now"));
    let form = format!("end={}", ground.world.accounts[&Role::Agency].id);
    let refused = ground.post(Role::Parent, &format!("{base}/people"), &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = ground.post(Role::Senco, &format!("{base}/people"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(ground.get_in(&professional, &base).await.status, StatusCode::NOT_FOUND);
    assert!(!ground.get(Role::Senco, &format!("{base}/people")).await.text().contains("End it now"));
}
