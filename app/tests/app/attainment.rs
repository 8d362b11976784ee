//! What a list of attainment would change: whose a row is, and under which name a subject goes on; it waits, is shown, and is
//! taken once.

use app::{
    Fault,
    attainment::{self, AttainmentList, Column, Mapping, Standing},
    roll::{self, Choice, FileRead, Held, Sheet},
};
use domain::{Date, calendar::count::days_after, date, people::Role, permissions::Action};
use store::queries::scores;

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

async fn sheet(csv: String) -> Sheet {
    match roll::read_file(csv.into_bytes(), TODAY).await.unwrap() {
        FileRead::Sheet(sheet) => *sheet,
        FileRead::Roll(_) => panic!("a spreadsheet"),
    }
}

#[tokio::test]
async fn a_spreadsheet_waits_is_shown_and_is_taken_once() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let data = ground.actor(Role::DataManager);
    let [one, two] = [0, 3].map(|child| ground.world.pupils[child].clone());
    let csv = format!("UPN,Class,Reading,Maths\n{},3T,2b+,2x\n{},4T,Rec S,1w\n", one.upn, two.upn);
    let sheet = sheet(csv).await;

    let teacher = ground.actor(Role::Teacher);
    let refused = attainment::stage_attainment(app, &teacher, now, "a.csv", sheet.clone()).await;
    assert!(matches!(refused, Err(Fault::Forbidden(Action::ImportAssessments))));
    let id = attainment::stage_attainment(app, &data, now, "a.csv", sheet).await.unwrap();
    let guess = attainment::show_columns(app, &data, id).await.unwrap().mapping;
    assert_eq!(guess.columns["UPN"], Column::Upn);
    let ahead = Some(days_after(TODAY, 1));
    let refused = attainment::take_columns(app, &data, now, id, guess.clone(), ahead).await;
    assert!(matches!(refused, Err(Fault::Invalid(_))), "a collection that is still to come");
    let nothing = attainment::take_columns(app, &data, now, id, Mapping::default(), None).await;
    assert!(matches!(nothing, Err(Fault::Invalid(_))));
    let on = Some(date(2026, 9, 11));
    attainment::take_columns(app, &data, now, id, guess, on).await.unwrap();

    let (waiting, plan) = attainment::show_attainment(app, &data, now, id).await.unwrap();
    assert_eq!((waiting.file.as_str(), plan.counts.new, plan.refused.len()), ("a.csv", 3, 1));
    assert_eq!(plan.refused[0].place, "row 2, Maths");
    let held =
        attainment::commit_attainment(app, &data, now, id, Choice::default(), &plan.mark()).await.unwrap();
    assert_eq!(held.held, Some(Held::RefusedRows));
    assert!(
        scores::attainments(&ground.world.read(), None, None).await.unwrap().is_empty(),
        "nothing by halves"
    );
    let yes = Choice { accept_refused: true, yes_leaving: false };
    let other = attainment::commit_attainment(app, &data, now, id, yes, "").await.unwrap();
    assert!(other.is_other, "what nobody was shown is not taken");
    let done = attainment::commit_attainment(app, &data, now, id, yes, &plan.mark()).await.unwrap();
    assert!(done.held.is_none() && !done.is_other);
    let kept = scores::attainments(&ground.world.read(), None, None).await.unwrap();
    assert_eq!((kept.len(), kept[0].on), (3, date(2026, 9, 11)));
    let gone = attainment::commit_attainment(app, &data, now, id, yes, &plan.mark()).await;
    assert!(matches!(gone, Err(Fault::NotFound)), "taken once");
    let info = app.school(ground.world.school.id, None).await.unwrap();
    assert!(info.school.settings.mappings.contains_key("attainment"), "remembered");
}

#[tokio::test]
async fn each_kind_of_file_is_remembered_and_a_preview_that_is_out_of_date_is_shown_again() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let data = ground.actor(Role::DataManager);
    let one = ground.world.pupils[0].clone();
    let on = Some(date(2026, 9, 11));
    let staged = async |file: &str, csv: String, set: &[(&str, Column)]| {
        let id = attainment::stage_attainment(app, &data, now, file, sheet(csv).await).await.unwrap();
        let mut mapping = attainment::show_columns(app, &data, id).await.unwrap().mapping;
        let set = set.iter().map(|(heading, column)| ((*heading).to_owned(), column.clone()));
        mapping.columns.extend(set);
        attainment::take_columns(app, &data, now, id, mapping, on).await.unwrap();
        let (_, plan) = attainment::show_attainment(app, &data, now, id).await.unwrap();
        (id, plan)
    };
    let steps = |subject: &str| Column::Result {
        subject: subject.to_owned(),
        scale: "target-tracker".to_owned(),
        out_of: None,
    };
    let odd = format!("UPN,Foo\n{},2b+\n", one.upn);
    staged("z.csv", odd.clone(), &[("Foo", steps("Reading"))]).await;
    let (first, shown) = staged("a.csv", format!("UPN,Maths\n{},2b\n", one.upn), &[]).await;
    let id = attainment::stage_attainment(app, &data, now, "z.csv", sheet(odd).await).await.unwrap();
    let again = attainment::show_columns(app, &data, id).await.unwrap().mapping;
    assert_eq!(again.columns["Foo"], steps("Reading"), "remembered beside another file");

    let (second, second_shown) = staged("b.csv", format!("UPN,Maths\n{},2w\n", one.upn), &[]).await;
    let yes = Choice::default();
    let mark = shown.mark();
    let taken = attainment::commit_attainment(app, &data, now, first, yes, &mark).await.unwrap();
    assert!(taken.held.is_none() && !taken.is_other);
    let mark = second_shown.mark();
    let late = attainment::commit_attainment(app, &data, now, second, yes, &mark).await.unwrap();
    assert!(late.is_other, "it was new, and would change the first one now");
    let (_, now_shown) = attainment::show_attainment(app, &data, now, second).await.unwrap();
    assert_eq!((now_shown.counts.new, now_shown.counts.changed), (0, 1));
    let mark = now_shown.mark();
    assert!(!attainment::commit_attainment(app, &data, now, second, yes, &mark).await.unwrap().is_other);
}
