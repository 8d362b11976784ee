//! What a list of attainment would change: whose a row is, and under which name a subject goes on.

use app::{
    attainment::{self, AttainmentList, Mapping, Standing},
    roll::{self, FileRead},
};
use domain::{Date, date};

use crate::ground::Ground;

const TODAY: Date = date(2026, 9, 14);

async fn list(csv: String) -> AttainmentList {
    let FileRead::Sheet(sheet) = roll::read_file(csv.into_bytes(), TODAY).await.unwrap() else {
        panic!("a spreadsheet")
    };
    attainment::read(&sheet, &Mapping::guess(&sheet), TODAY).unwrap()
}

#[tokio::test]
async fn a_name_or_birthday_beside_the_upn_must_be_the_childs() {
    let ground = Ground::new().await;
    let mut pupil = ground.world.pupils[0].clone();
    pupil.forename = "Nia".to_owned();
    pupil.surname = "O’Copper-Bëy".to_owned();
    pupil.preferred_forename = "Noor".to_owned();
    let (upn, born) = (pupil.upn.to_string(), pupil.born_on);
    let standing = Standing { pupils: vec![pupil], ..Standing::default() };
    let born = born.strftime("%d/%m/%Y").to_string();
    for (surname, forename, birthday, taken) in [
        ("O'Copper-Bey", "Nia", born.as_str(), true),
        ("ocopper bey", "NOOR ANNE", "", true),
        ("Nia", "O’Copper-Bëy", "", true),
        ("C", "Nia", "", false),
        ("B", "Nia", "", true),
        ("", "", born.as_str(), true),
        ("", "", "", true),
        ("Wrong", "Totally", "01/01/2001", false),
        ("O’Copper-Bëy", "Tom", "", false),
        ("O’Copper-Bëy", "Nia", "01/01/2001", false),
        ("Wrong", "Nia", born.as_str(), false),
    ] {
        let csv = format!("UPN,Surname,Forename,DOB,Reading\n{upn},{surname},{forename},{birthday},2b\n");
        let plan = attainment::plan(&list(csv).await, &standing, None, TODAY);
        assert_eq!(
            (plan.counts.new, plan.refused.len()),
            (usize::from(taken), usize::from(!taken)),
            "{forename} {surname}"
        );
        if let Some(refused) = plan.refused.first() {
            assert!(refused.reason.contains("Noor O’Copper-Bëy"), "{refused:?}");
            assert!(refused.reason.contains(&format!("the row says {forename} {surname}")), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_subject_goes_on_under_the_name_that_the_school_has() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[0].clone();
    let csv = |heading: &str, step: &str| format!("UPN,{heading}\n{},{step}\n", pupil.upn);
    let mut standing = Standing { pupils: vec![pupil.clone()], ..Standing::default() };
    let first = attainment::plan(&list(csv("Mathematics", "2b")).await, &standing, None, TODAY);
    assert_eq!(first.results[0].attainment.subject, "Mathematics");
    standing.results = vec![first.results[0].attainment.clone()];
    let next = attainment::plan(&list(csv("Maths", "2w")).await, &standing, None, TODAY);
    assert_eq!((next.counts.new, next.counts.changed), (0, 1), "the same subject on the same day");
    assert_eq!(next.results[0].attainment.subject, "Mathematics");
    let other = attainment::plan(&list(csv("Science", "2w")).await, &standing, None, TODAY);
    assert_eq!(other.subjects[0].0, "Science");
}
