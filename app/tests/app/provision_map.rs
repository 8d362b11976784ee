//! The provision map through the verbs: the catalogue, copies that keep history, clashes, weeks of adults, money.

use std::collections::BTreeMap;

use app::{
    Fault, papers,
    teaching::{self, CopyProvision, MoneyFigures, Narrowed, Planned, SaveProvision},
};
use domain::{
    Date, PupilId, UserId, date,
    money::{Pence, delivered::Minutes, funding_year::FundingYearStart},
    people::Role,
    permissions::Actor,
    provision::{Intervention, Tier},
};
use store::queries::{actors, provisions};

use crate::ground::Ground;

/// The world's day: a Monday.
const MONDAY: Date = date(2026, 9, 14);

fn group(name: &str, starts_at: &str, pupils: &[PupilId], staff: &[UserId]) -> SaveProvision {
    SaveProvision {
        name: name.to_owned(),
        tier: Tier::Targeted,
        weekdays: vec![1, 3],
        starts_at: starts_at.to_owned(),
        minutes: 30,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff: staff.to_vec(),
        places: pupils.iter().map(|pupil| (*pupil, None)).collect(),
        ..SaveProvision::default()
    }
}

async fn actor(ground: &Ground, role: Role) -> Actor {
    let id = ground.world.accounts[&role].id;
    actors::actor(&ground.world.read(), id, MONDAY).await.unwrap().unwrap()
}

async fn map(ground: &Ground, actor: &Actor, narrowed: Narrowed, costs: bool) -> teaching::ProvisionMap {
    let info = ground.app.school(actor.school, None).await.unwrap();
    teaching::show_map(&ground.app, actor, ground.now(), &info, &narrowed, costs).await.unwrap()
}

async fn adults(
    ground: &Ground,
    actor: &Actor,
    map: &teaching::ProvisionMap,
    on: Option<Date>,
) -> teaching::AdultsWeeks {
    let info = ground.app.school(actor.school, None).await.unwrap();
    let of = (map, &Narrowed::default());
    teaching::show_adults(&ground.app, actor, ground.now(), &info, of, on).await.unwrap()
}

#[tokio::test]
async fn a_clash_and_a_lesson_missed_are_said_and_mended() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let (one, two) = (ground.world.pupils[1].id, ground.world.pupils[2].id);
    let misses = |input: SaveProvision| SaveProvision { misses: " Maths ".into(), ..input };
    let first = misses(group("Reading", "9:00", &[one], &[ta]));
    teaching::save_provision(app, &senco, now, first).await.unwrap();
    let second = misses(group("Number", "9:15", &[two], &[ta]));
    let id = teaching::save_provision(app, &senco, now, second.clone()).await.unwrap().id();
    let shown = map(&ground, &senco, Narrowed::default(), false).await;
    assert!(shown.rows.iter().all(|row| row.clashes.len() == 1), "{:?}", shown.rows);
    assert_eq!(shown.clashes.len(), 1, "said once, with whom: {:?}", shown.clashes);
    assert_eq!(shown.clashes[0].who, ground.world.accounts[&Role::Ta].name);
    assert_eq!(shown.missed.len(), 2, "once a child and lesson: {:?}", shown.missed);
    assert!(shown.missed.iter().all(|one| one.words.contains("Maths twice a week") && one.groups.len() == 1));
    let of_two = Narrowed { child: Some(two), ..Narrowed::default() };
    assert_eq!(map(&ground, &senco, of_two, false).await.missed.len(), 1);

    let moved =
        SaveProvision { of: Some((id, 1)), starts_at: "9:30".into(), misses: String::new(), ..second };
    assert_eq!(teaching::save_provision(app, &senco, now, moved).await.unwrap(), Planned::Done(id));
    let shown = map(&ground, &senco, Narrowed::default(), false).await;
    assert!(shown.rows.iter().all(|row| row.clashes.is_empty()));
    assert!(shown.clashes.is_empty());
    assert_eq!(shown.missed.len(), 1);
    let of_one = Narrowed { child: Some(one), ..Narrowed::default() };
    let shown = map(&ground, &senco, of_one.clone(), false).await;
    assert_eq!((shown.rows.len(), shown.child.is_some()), (1, true));
    let far = Narrowed { child: Some(ground.world.pupils[3].id), ..Narrowed::default() };
    let teacher = actor(&ground, Role::Teacher).await;
    let info = app.school(teacher.school, None).await.unwrap();
    let hidden = teaching::show_map(app, &teacher, now, &info, &far, false).await;
    assert!(matches!(hidden, Err(Fault::NotFound)), "another class's child is not there");
}

#[tokio::test]
async fn a_copy_goes_on_from_the_old_one_which_stays_as_it_was() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let one = ground.world.pupils[1].id;
    let input = SaveProvision { cost: Some((5, 1450, 2000)), ..group("Reading", "9:00", &[one], &[]) };
    let old = teaching::save_provision(app, &senco, now, input).await.unwrap().id();
    let copy =
        |from_on, until_on, with_children| CopyProvision { provision: old, from_on, until_on, with_children };
    let (from, until) = (Some(date(2027, 1, 4)), Some(date(2027, 3, 25)));
    for wrong in [copy(None, until, true), copy(from, None, true), copy(until, from, true)] {
        assert!(matches!(teaching::copy_provision(app, &senco, now, wrong).await, Err(Fault::Invalid(_))));
    }
    let new = teaching::copy_provision(app, &senco, now, copy(from, until, true)).await.unwrap();
    let empty = teaching::copy_provision(app, &senco, now, copy(from, until, false)).await.unwrap();
    let db = ground.world.read();
    let found = provisions::get(&db, new).await.unwrap().unwrap();
    assert_eq!((found.follows, found.places.len(), found.hourly_pence), (Some(old), 1, 1450));
    assert_eq!(found.resources_pence, 0, "what was bought once is not bought again");
    assert!(provisions::get(&db, empty).await.unwrap().unwrap().places.is_empty());
    let before = provisions::get(&db, old).await.unwrap().unwrap();
    assert_eq!((before.until_on, before.version), (date(2026, 12, 18), 1));
    let parent = ground.actor(Role::Parent);
    let refused = teaching::copy_provision(app, &parent, now, copy(from, until, true)).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_) | Fault::NotFound)));
}

#[tokio::test]
async fn the_catalogue_is_the_schools() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let teacher = actor(&ground, Role::Teacher).await;
    let shipped = Intervention::shipped("reading-fluency").unwrap().clone();
    let ours = Intervention { name: "Fast reading".into(), ..shipped.clone() };
    let refused = teaching::save_intervention(app, &teacher, now, ours.clone(), 0).await;
    assert!(refused.is_err(), "the catalogue is edited by who plans for the whole school");
    assert_eq!(
        teaching::save_intervention(app, &senco, now, ours.clone(), 0).await.unwrap(),
        "reading-fluency"
    );
    let again = Intervention { weeks: 12, ..ours.clone() };
    let stale = teaching::save_intervention(app, &senco, now, again.clone(), 0).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    teaching::save_intervention(app, &senco, now, again, 1).await.unwrap();
    let new = Intervention { code: String::new(), name: "Chess club".into(), ..shipped.clone() };
    let code = teaching::save_intervention(app, &senco, now, new.clone(), 0).await.unwrap();
    let twice = teaching::save_intervention(app, &senco, now, new, 0).await;
    assert!(matches!(twice, Err(Fault::Invalid(_))), "one name, one intervention");
    let lines = teaching::show_catalogue(app, &teacher, now).await.unwrap();
    let of = |code: &str| lines.iter().find(|line| line.intervention.code == code).unwrap();
    assert_eq!((of("reading-fluency").intervention.weeks, of("reading-fluency").version), (12, 2));
    assert_eq!(of(&code).intervention.name, "Chess club");

    // What it costs goes with a new group, whoever plans it; what is written for the group stands.
    let chess = of(&code).intervention.clone();
    let priced = Intervention { hourly_pence: 4_000, resources_pence: 12_050, ..chess };
    teaching::save_intervention(app, &senco, now, priced, 1).await.unwrap();
    let pupil = ground.world.pupils[1].id;
    let ta = ground.world.accounts[&Role::Ta].id;
    for (who, cost, expected) in [
        (&teacher, None, (4_000, 12_050)),
        (&senco, Some((0, 0, 0)), (4_000, 12_050)),
        (&senco, Some((0, 2_500, 0)), (2_500, 0)),
    ] {
        let input =
            SaveProvision { intervention: code.clone(), cost, ..group("Chess", "9:00", &[pupil], &[ta]) };
        let id = teaching::save_provision(app, who, now, input).await.unwrap().id();
        let planned = store::queries::provisions::get(&ground.world.read(), id).await.unwrap().unwrap();
        assert_eq!((planned.hourly_pence, planned.resources_pence), expected);
    }
    assert!(teaching::show_catalogue(app, &ground.actor(Role::Parent), now).await.is_err());
}

#[tokio::test]
async fn money_is_counted_by_the_schools_figures_and_shown_to_few() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let (one, two) = (ground.world.pupils[1].id, ground.world.pupils[2].id);
    let input = group("Reading", "9:00", &[one, two], &[ta]);
    teaching::save_provision(app, &senco, now, input).await.unwrap();
    let info = app.school(senco.school, None).await.unwrap();
    let money = teaching::show_money(app, &senco, now, &info).await.unwrap();
    assert_eq!(money.total.at_year_end(), Pence::ZERO, "no rate, no money");

    let figures = MoneyFigures {
        rates: BTreeMap::from([(Role::Ta, Pence(1200))]),
        from_on: None,
        budget: Pence::pounds(80_000),
        starts: FundingYearStart::September,
    };
    let wrong = MoneyFigures { budget: Pence(-1), ..figures.clone() };
    assert!(matches!(teaching::change_money(app, &senco, now, &wrong).await, Err(Fault::Invalid(_))));
    assert!(teaching::change_money(app, &senco, now, &figures).await.unwrap());
    assert!(!teaching::change_money(app, &senco, now, &figures).await.unwrap(), "the same again");
    let info = app.school(senco.school, None).await.unwrap();
    let money = teaching::show_money(app, &senco, now, &info).await.unwrap();
    assert_eq!(money.year.from, date(2026, 9, 1));
    // Each session costs 6 pounds, shared by two.
    assert_eq!(money.children.len(), 2);
    assert_eq!(money.children[0].cost.planned.0 * 2, money.total.planned.0);
    assert_eq!(money.total.planned.0 % 600, 0);
    assert_eq!(money.budget.unwrap().funded, Pence::pounds(80_000));
    let priced = map(&ground, &senco, Narrowed::default(), true).await;
    assert_eq!(priced.rows[0].cost, Some((money.total.to_date, money.total.planned)));

    for role in [Role::Teacher, Role::Ta, Role::Parent, Role::DataManager] {
        let actor = ground.actor(role);
        assert!(teaching::show_money(app, &actor, now, &info).await.is_err(), "{role:?}");
        assert!(teaching::change_money(app, &actor, now, &figures).await.is_err(), "{role:?}");
    }
    let governor = teaching::show_money(app, &ground.actor(Role::Governor), now, &info).await.unwrap();
    assert!(governor.children.is_empty() && governor.counted.is_none(), "two children: no sum, and no child");
    assert!(governor.sums().is_empty() && governor.budget.is_none() && governor.total.at_year_end().0 == 0);
    let five: Vec<_> = ground.world.pupils.iter().map(|pupil| pupil.id).collect();
    teaching::save_provision(app, &senco, now, group("Maths", "10:00", &five, &[ta])).await.unwrap();
    let governor = teaching::show_money(app, &ground.actor(Role::Governor), now, &info).await.unwrap();
    assert!(governor.children.is_empty());
    assert_eq!((governor.counted, governor.sums().len()), (Some((5, Some(0))), 4), "sums of five children");

    // A new rate holds from its day; what stands before it costs what it cost. Other years are looked at by themselves.
    let before = teaching::show_money(app, &senco, now, &info).await.unwrap();
    let dearer = MoneyFigures {
        rates: BTreeMap::from([(Role::Ta, Pence(2400))]),
        from_on: Some(date(2026, 11, 2)),
        ..figures
    };
    let never = MoneyFigures { from_on: Some(date(1999, 9, 1)), ..dearer.clone() };
    let Err(Fault::Invalid(faults)) = teaching::change_money(app, &senco, now, &never).await else {
        panic!("no such day")
    };
    assert_eq!(faults[0].field, "rates-from-day");
    assert!(teaching::change_money(app, &senco, now, &dearer).await.unwrap());
    let info = app.school(senco.school, None).await.unwrap();
    assert_eq!(info.school.settings.earlier_rates[0].until_on, date(2026, 11, 1));
    let after = teaching::show_money(app, &senco, now, &info).await.unwrap();
    let (was, is) = (before.total.planned.0, after.total.planned.0);
    assert!(was < is && is < 2 * was, "from half term on twice as much: {was}, {is}");
    assert_eq!(after.beside, [None, None]);
    let next = teaching::funding_year_from(&info, 2027).unwrap();
    let next = teaching::show_money_of(app, &senco, now, &info, next).await.unwrap();
    assert_eq!(
        (next.year.from, next.total.at_year_end(), next.budget),
        (date(2027, 9, 1), Pence::ZERO, None)
    );
    assert_eq!(next.beside, [Some(after.year), None]);
    assert_eq!(teaching::funding_year_from(&info, 1), None);

    let teacher = actor(&ground, Role::Teacher).await;
    let unpriced = map(&ground, &teacher, Narrowed::default(), true).await;
    assert!(unpriced.rows.iter().all(|row| row.cost.is_none()));
}

#[tokio::test]
async fn an_adults_week_is_as_full_as_it_is() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let one = ground.world.pupils[1].id;
    teaching::save_provision(app, &senco, now, group("Reading", "9:00", &[one], &[ta])).await.unwrap();
    let long = BTreeMap::from([(ta, Some(61 * 60))]);
    assert!(matches!(teaching::set_contracts(app, &senco, now, &long).await, Err(Fault::Invalid(_))));
    teaching::set_contracts(app, &senco, now, &BTreeMap::from([(ta, Some(45))])).await.unwrap();
    let shown = map(&ground, &senco, Narrowed::default(), false).await;
    let weeks = adults(&ground, &senco, &shown, None).await.weeks;
    assert_eq!(weeks.len(), 1);
    assert_eq!((weeks[0].capacity.planned(), weeks[0].capacity.is_over()), (Minutes(60), true));
    let monday = &weeks[0].days[0];
    assert_eq!(
        (monday.len(), monday[0].starts_at.as_str(), monday[0].ends_at.as_str()),
        (1, "09:00", "09:30")
    );
    assert!(weeks[0].days[1].is_empty() && !monday[0].clashes);
    // A teacher reads when the assistant is busy with children of other classes, and no more of it.
    let far = ground.world.pupils[3].id;
    let elsewhere = group("Quiet talk", "10:00", &[far], &[ta]);
    teaching::save_provision(app, &senco, now, elsewhere).await.unwrap();
    let teacher = actor(&ground, Role::Teacher).await;
    let shown = map(&ground, &teacher, Narrowed::default(), false).await;
    let weeks = adults(&ground, &teacher, &shown, None).await.weeks;
    let monday: Vec<_> = weeks[0].days[0]
        .iter()
        .map(|one| (one.starts_at.as_str(), one.name.as_str(), one.provision.is_some()))
        .collect();
    assert_eq!(monday, [("09:00", "Reading", true), ("10:00", "Busy", false)]);
    // Nor does a clash name a group that they do not read, on the map, on the form, or as what a group goes on from.
    let over = group("Words", "9:15", &[far], &[ta]);
    let over = teaching::save_provision(app, &senco, now, over).await.unwrap();
    let shown = map(&ground, &teacher, Narrowed::default(), false).await;
    let [(first, _), (second, hidden)] = shown.clashes[0].groups.clone();
    assert_eq!((first.is_some(), second, hidden.as_str()), (true, None, "another group at 09:15"));
    let said = &shown.rows[0].clashes[0];
    assert!(said.ends_with("another group runs at 09:15 too.") && !said.contains("Words"), "{said}");
    let info = app.school(teacher.school, None).await.unwrap();
    let row = shown.rows[0].provision.id;
    let form = teaching::show_provision(app, &teacher, now, &info, Some(row), None).await.unwrap();
    assert_eq!(&form.clashes[0], said);
    let theirs = teaching::show_provision(app, &senco, now, &info, Some(row), None).await.unwrap();
    assert!(theirs.clashes[0].contains("“Words” runs at 09:15"), "{:?}", theirs.clashes);
    assert!(teaching::show_provision(app, &teacher, now, &info, Some(over.id()), None).await.is_err());
    assert!(teaching::set_contracts(app, &teacher, now, &BTreeMap::from([(ta, None)])).await.is_err());
}

#[tokio::test]
async fn adults_weeks_are_of_a_week_and_look_ahead() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let one = ground.world.pupils[1].id;
    let run = |name: &str, time: &str, from: Date, until: Date| SaveProvision {
        from_on: Some(from),
        until_on: Some(until),
        ..group(name, time, &[one], &[ta])
    };
    // One ends on the Tuesday of this week, one begins on its Wednesday, one in November.
    let term = date(2026, 12, 18);
    for input in [
        run("Ends", "9:00", date(2026, 9, 7), date(2026, 9, 15)),
        run("Begins", "10:00", date(2026, 9, 16), term),
        run("Later", "10:15", date(2026, 11, 4), term),
    ] {
        teaching::save_provision(app, &senco, now, input).await.unwrap();
    }
    teaching::set_contracts(app, &senco, now, &BTreeMap::from([(ta, Some(60))])).await.unwrap();
    let shown = map(&ground, &senco, Narrowed::default(), false).await;
    let of = async |on: Option<Date>| adults(&ground, &senco, &shown, on).await;
    let names = |of: &teaching::AdultsWeeks| {
        let day = |at: usize| of.weeks[0].days[at].iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        [day(0), day(2)]
    };
    let this = of(None).await;
    assert_eq!(names(&this), [vec!["Ends".to_owned()], vec!["Begins".to_owned()]]);
    assert_eq!((this.weeks[0].capacity.planned(), this.is_now, this.in_session), (Minutes(60), true, true));
    assert_eq!((this.before, this.after), (Some(date(2026, 9, 7)), Some(date(2026, 9, 21))));
    let [(who, from, by)] = this.over_later.as_slice() else { panic!("{:?}", this.over_later) };
    let said = (who.as_str(), *from, by.as_str());
    assert_eq!(said, (ground.world.accounts[&Role::Ta].name.as_str(), date(2026, 11, 9), "1 h"));
    let later = of(Some(date(2026, 11, 11))).await;
    assert_eq!(names(&later), [["Begins", "Later"], ["Begins", "Later"]]);
    assert!(later.weeks[0].days[2].iter().all(|one| one.clashes) && !later.is_now);
    assert_eq!(of(Some(date(2026, 11, 9))).await.weeks[0].left_in_words(), "1 h too much");
    let half_term = of(Some(date(2026, 10, 28))).await;
    assert!(!half_term.in_session && half_term.weeks[0].days.iter().all(Vec::is_empty));
    let last = of(Some(date(2030, 1, 1))).await;
    assert_eq!((last.week.monday(), last.after), (date(2026, 12, 14), None));
    assert_eq!(of(Some(date(1999, 1, 1))).await.before, None);
}

#[tokio::test]
async fn the_maps_money_is_the_money_pages_also_of_what_ended_in_the_year_before() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let one = ground.world.pupils[1].id;
    let figures = MoneyFigures {
        rates: BTreeMap::from([(Role::Ta, Pence(1200))]),
        from_on: None,
        budget: Pence::pounds(80_000),
        starts: FundingYearStart::April,
    };
    teaching::change_money(app, &senco, now, &figures).await.unwrap();
    let spring = SaveProvision {
        from_on: Some(date(2026, 4, 13)),
        until_on: Some(date(2026, 7, 17)),
        cost: Some((0, 0, 12_300)),
        ..group("Summer term", "9:00", &[one], &[ta])
    };
    teaching::save_provision(app, &senco, now, spring).await.unwrap();
    teaching::save_provision(app, &senco, now, group("Autumn", "9:00", &[one], &[ta])).await.unwrap();
    let shown = map(&ground, &senco, Narrowed::default(), true).await;
    let sum = |of: fn(&(Pence, Pence)) -> Pence| {
        let costs = shown.rows.iter().chain(&shown.ended).filter_map(|row| row.cost.as_ref());
        costs.map(of).fold(Pence::ZERO, |a, b| a + b)
    };
    let info = app.school(senco.school, None).await.unwrap();
    let money = teaching::show_money(app, &senco, now, &info).await.unwrap();
    assert_eq!((sum(|one| one.0), sum(|one| one.1)), (money.total.to_date, money.total.planned));
    assert_eq!((sum(|one| one.0), shown.ended_since), (Pence(12_300), date(2026, 4, 1)));
    let unpriced = map(&ground, &senco, Narrowed::default(), false).await;
    assert_eq!((unpriced.ended.len(), unpriced.ended_since), (0, date(2026, 9, 1)));
}

#[tokio::test]
async fn the_printed_map_says_what_the_page_says_and_money_to_few() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let ta = ground.world.accounts[&Role::Ta].id;
    let (one, far) = (ground.world.pupils[1].id, ground.world.pupils[3].id);
    let figures = MoneyFigures {
        rates: BTreeMap::from([(Role::Ta, Pence(1200))]),
        from_on: None,
        budget: Pence::pounds(80_000),
        starts: FundingYearStart::September,
    };
    teaching::change_money(app, &senco, now, &figures).await.unwrap();
    let area = Some(domain::census::sen_type::AreaOfNeed::CognitionLearning);
    let reading = SaveProvision { area, ..group("Reading", "9:00", &[one, far], &[ta]) };
    teaching::save_provision(app, &senco, now, reading).await.unwrap();
    teaching::save_provision(app, &senco, now, group("Breakfast", "8:00", &[one], &[])).await.unwrap();
    let info = app.school(senco.school, None).await.unwrap();
    let print = async |actor: &Actor, narrowed: Narrowed, costs: bool| {
        let shown = map(&ground, actor, narrowed, costs).await;
        let sheet = papers::provision_map(&info, now, &shown, "Whose map", costs);
        papers::set(vec![sheet]).await.unwrap().all_words()
    };
    let whole = print(&senco, Narrowed::default(), true).await;
    for said in
        ["Whose map", "Confidential", "Cognition and learning", "Reading", "Breakfast", "Nobody yet", "£"]
    {
        assert!(whole.contains(said), "{said}: {whole}");
    }
    let shown = map(&ground, &senco, Narrowed::default(), true).await;
    let sum = shown.rows.iter().filter_map(|row| row.cost).fold(Pence::ZERO, |sum, one| sum + one.0 + one.1);
    assert!(whole.contains(&sum.to_string()), "{sum}: {whole}");
    assert!(!print(&senco, Narrowed::default(), false).await.contains('£'), "money only when asked for");
    let narrow = print(&senco, Narrowed { area, ..Narrowed::default() }, false).await;
    assert!(narrow.contains("Reading") && !narrow.contains("Breakfast"), "{narrow}");
    let teacher = actor(&ground, Role::Teacher).await;
    let theirs = print(&teacher, Narrowed::default(), true).await;
    assert!(!theirs.contains('£') && theirs.contains("and 1 more"), "{theirs}");
    assert!(!theirs.contains(&ground.world.pupils[3].surname), "a child of another class is not named");
    let nothing = print(&senco, Narrowed { tier: Some(Tier::Specialist), ..Narrowed::default() }, true).await;
    assert!(nothing.contains("No provision is planned") && !nothing.contains('£'), "{nothing}");
}

#[tokio::test]
async fn each_view_has_its_paper_and_money_stays_with_few() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let senco = actor(&ground, Role::Senco).await;
    let (ta, name) = (&ground.world.accounts[&Role::Ta].id, &ground.world.accounts[&Role::Ta].name);
    let (one, far) = (ground.world.pupils[1].id, ground.world.pupils[3].id);
    let figures = MoneyFigures {
        rates: BTreeMap::from([(Role::Ta, Pence(1200))]),
        from_on: None,
        budget: Pence::pounds(80_000),
        starts: FundingYearStart::September,
    };
    teaching::change_money(app, &senco, now, &figures).await.unwrap();
    teaching::save_provision(app, &senco, now, group("Reading", "9:00", &[one, far], &[*ta])).await.unwrap();
    teaching::set_contracts(app, &senco, now, &BTreeMap::from([(*ta, Some(45))])).await.unwrap();
    let info = app.school(senco.school, None).await.unwrap();
    // A line of a column may break anywhere.
    let words = async |sheet| {
        let words = papers::set(vec![sheet]).await.unwrap().all_words();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };

    let surname = |at: usize| ground.world.pupils[at].surname.clone();
    let shown = map(&ground, &senco, Narrowed::default(), false).await;
    let week = words(papers::provision_week(&info, now, &shown, "Whose map")).await;
    for said in ["Whose map", "Provision in a week", "Wednesday", "9:00", "Reading", name, &surname(1)] {
        assert!(week.contains(said), "{said}: {week}");
    }
    let teacher = actor(&ground, Role::Teacher).await;
    let theirs = map(&ground, &teacher, Narrowed::default(), false).await;
    let theirs = words(papers::provision_week(&info, now, &theirs, "")).await;
    assert!(theirs.contains("and 1 more") && !theirs.contains(&surname(3)), "{theirs}");

    let mut weeks = adults(&ground, &senco, &shown, None).await;
    let adults = words(papers::adults_weeks(&info, now, "The whole school", &weeks)).await;
    for said in [name.as_str(), "133% planned", "15 min too much", "Reading", "to 09:30", "Thursday"] {
        assert!(adults.contains(said), "{said}: {adults}");
    }
    assert!(!adults.contains(&surname(1)), "adults’ weeks name no child");
    assert!(adults.contains("this week (from 14 September 2026)"), "{adults}");
    weeks.weeks.clear();
    let none = words(papers::adults_weeks(&info, now, "", &weeks)).await;
    assert!(none.contains("Nothing runs in this week"), "{none}");

    let money = teaching::show_money(app, &senco, now, &info).await.unwrap();
    let priced = words(papers::provision_money(&info, now, &money)).await;
    for said in ["Each child", &surname(1), &surname(3), &money.total.planned.to_string(), "£80,000"] {
        assert!(priced.contains(said), "{said}: {priced}");
    }
    let sums = teaching::show_money(app, &ground.actor(Role::Governor), now, &info).await.unwrap();
    let sums = words(papers::provision_money(&info, now, &sums)).await;
    assert!(sums.contains("Fewer than five children") && !sums.contains("Each child"), "{sums}");
    assert!(!sums.contains(&money.total.planned.to_string()) && !sums.contains("£80,000"), "{sums}");
    assert!(!sums.contains(&surname(1)), "a governor’s paper names no child");
}
