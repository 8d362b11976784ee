//! One school of the demonstration: its roll, its staff and who teaches what; then its year of history.

use app::{
    App, Fault,
    demonstration::address_of,
    roll::{Choice, Into, import_now},
    school_subject,
};
use domain::{
    Date, PupilId, SchoolId, UserId,
    audit::{Event, Happening},
    calendar::{AcademicYear, SchoolCalendar},
    people::{Account, Lead, Role, School, SchoolSettings, YearGroup},
    permissions::{Action, Actor, allow},
};
use exchange::roll::SchoolRef;
use store::{
    Conn, Tx,
    queries::{accounts, bonds, classes, contacts, pupils},
};

use crate::{
    Plan,
    cast::{self, Child},
    dice::Dice,
    furnish,
    history::{self, Days},
    names, roll,
    shares::{Shares, shares},
};

/// The people of the school, by role; the first of each is the persona of the first school.
pub struct Staff {
    /// The SENCO.
    pub senco: UserId,
    /// The head.
    pub head: UserId,
    /// The data manager.
    pub data_manager: UserId,
    /// Class teachers, by year group and class.
    pub teachers: Vec<((YearGroup, usize), UserId)>,
    /// Teaching assistants.
    pub tas: Vec<UserId>,
    /// The personas of parent, pupil and agency.
    pub family: Vec<(Role, UserId)>,
}

/// A school with everybody in it, as the history needs it.
pub struct Made {
    /// The school.
    pub school: SchoolId,
    /// The children of the cast, with their ids once they are on the roll.
    pub children: Vec<(Child, Option<PupilId>)>,
    /// The staff.
    pub staff: Staff,
    /// The day that it is.
    pub today: Date,
    /// The first school day of this school year, when the history began in the last one: the roll is read again.
    pub september: Option<Date>,
    reference: SchoolRef,
}

/// Reads the roll of this school year: who moved up, who is new, who teaches them.
pub async fn september(app: &App, made: &mut Made, on: Date) -> Result<(), Fault> {
    let operator = Actor::operator(made.school);
    let this_year = AcademicYear::of(made.today);
    let cast: Vec<Child> = made.children.iter().map(|(child, _)| child.clone()).collect();
    let now_there = roll::roll(&cast, &made.reference, this_year, on);
    let info = app.school(made.school, None).await?;
    let choice = Choice { accept_refused: true, yes_leaving: true };
    import_now(app, &operator, app.now(), Into::School(info.school.clone()), &now_there, choice, false)
        .await?;
    teach(app, &operator, &made.staff, this_year, on).await?;
    know(app, made).await
}

/// Learns the ids of the children who are on the roll.
async fn know(app: &App, made: &mut Made) -> Result<(), Fault> {
    let known = pupils::for_roll(&app.store.read(made.school)).await?;
    for (child, id) in &mut made.children {
        *id = known.get(child.upn.as_str()).map(|(pupil, _)| pupil.id);
    }
    Ok(())
}

/// Makes a school and its history; the first school has the personas.
pub async fn make(app: &App, plan: Plan, number: u32) -> Result<(), Fault> {
    let shares = shares();
    let calendar = SchoolCalendar::shipped();
    let days = Days { today: plan.today, calendar };
    let mut dice = Dice::new(plan.seed, u64::from(number));
    let establishment = 2003 + u16::try_from(number).unwrap_or(0);
    let children = cast::children(&plan, &shares, establishment, &mut dice);
    let made = open(app, plan, number, &shares, days, children, &mut dice).await?;
    let (school, senco, tas, classes) =
        (made.school, made.staff.senco, made.staff.tas.clone(), AcademicYear::of(made.today));
    history::play(app, plan, days, made, &mut dice).await?;
    furnish::furnish(app, school, senco, &tas, classes).await
}

/// The school on the first day of its history, and again in September.
async fn open(
    app: &App,
    plan: Plan,
    number: u32,
    shares: &Shares,
    days: Days<'_>,
    children: Vec<Child>,
    dice: &mut Dice,
) -> Result<Made, Fault> {
    let first = days.first();
    app.set_clock(app::Clock::london_at(first, 7, 30));
    let id: SchoolId = app.id(app.now());
    let name = match number {
        0 => "Fernhollow Primary School".to_owned(),
        n => format!(
            "{}{} Primary School",
            ["Otter", "Larch", "Tansy", "Quill"][n as usize % 4],
            ["mere", "combe", "shaw"][n as usize % 3]
        ),
    };
    let establishment = 2003 + u16::try_from(number).unwrap_or(0);
    let school = School {
        id,
        name: name.clone(),
        urn: format!("{}", 990_001 + number),
        authority: 919,
        establishment,
        phase: "primary".to_owned(),
        settings: SchoolSettings {
            safeguarding_lead: Lead {
                name: "Morwenna Quillfeather".to_owned(),
                phone: "01632 960123".to_owned(),
            },
            sendiass: "Invented County SENDIASS, 01632 960200".to_owned(),
            local_offer: "https://localoffer.example".to_owned(),
            hourly_rates: [
                (Role::Ta, 1_650),
                (Role::Teacher, 4_200),
                (Role::Senco, 4_800),
                (Role::Head, 6_100),
            ]
            .map(|(role, pence)| (role.code().to_owned(), pence))
            .into(),
            notional_budget: 8_400_000,
            address: "22 Invented Lane\nFernhollow\nFH1 2AB".to_owned(),
            phone: "01632 960100".to_owned(),
            complaints: "Write to the chair of governors, care of the school office.".to_owned(),
            ..SchoolSettings::default()
        },
        revision: 1,
        demo: true,
    };
    let reference = SchoolRef { authority: 919, establishment, name: Some(name) };
    let this_year = AcademicYear::of(plan.today);
    let operator = Actor::operator(id);
    let choice = Choice { accept_refused: true, yes_leaving: true };
    let last_year = roll::roll(&children, &reference, this_year, first);
    import_now(app, &operator, app.now(), Into::NewSchool(school), &last_year, choice, false).await?;
    let staff = hire(app, &operator, number, shares, dice).await?;
    teach(app, &operator, &staff, AcademicYear::of(first), first).await?;

    let first_day = this_year.first_day();
    let in_session = (0..14)
        .map(|n| domain::calendar::count::days_after(first_day, n))
        .find(|day| days.calendar.is_in_session(*day));
    let september =
        (AcademicYear::of(first) != this_year).then(|| in_session.unwrap_or(first_day).min(plan.today));
    let children = children.into_iter().map(|child| (child, None)).collect();
    let mut made = Made { school: id, children, staff, today: plan.today, september, reference };
    know(app, &mut made).await?;
    bind_family(app, &operator, &made, first).await?;
    Ok(made)
}

/// One account.
async fn account(
    app: &App,
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    name: String,
    email: Option<String>,
    role: Role,
) -> Result<UserId, Fault> {
    let account = Account {
        id: app.id::<UserId>(app.now()),
        school: allowed.school(),
        name,
        email,
        active: true,
        roles: vec![role],
    };
    accounts::make(tx, allowed, &account).await?;
    Ok(account.id)
}

/// Everybody who works there, and the personas.
async fn hire(
    app: &App,
    operator: &Actor,
    number: u32,
    shares: &Shares,
    dice: &mut Dice,
) -> Result<Staff, Fault> {
    let tx = app.store.write(operator.school).await?;
    let allowed = allow(operator, Action::ManageAccounts, school_subject(operator.school))?;
    let mut counter = 0;
    let mut email = |role: Role, first: bool| {
        counter += 1;
        if first && number == 0 { address_of(role) } else { format!("staff{counter}@school{number}.example") }
    };
    let mut one = async |role: Role, first: bool, dice: &mut Dice| {
        account(app, &tx, &allowed, names::adult(dice), Some(email(role, first)), role).await
    };
    let senco = one(Role::Senco, true, dice).await?;
    let head = one(Role::Head, true, dice).await?;
    let data_manager = one(Role::DataManager, true, dice).await?;
    for n in 0..2 {
        one(Role::Governor, n == 0, dice).await?;
    }
    one(Role::Admin, true, dice).await?;
    let mut teachers = Vec::new();
    for year in 0..7_i8 {
        for class in 0..shares.roll.classes_per_year {
            // The persona teaches Year 3: old enough for a story, young enough to stay.
            let teacher = one(Role::Teacher, year == 3 && class == 0, dice).await?;
            teachers.push(((YearGroup(year), class), teacher));
        }
    }
    let mut tas = Vec::new();
    for n in 0..8 {
        tas.push(one(Role::Ta, n == 0, dice).await?);
    }
    let mut family = Vec::new();
    if number == 0 {
        for role in [Role::Parent, Role::Pupil, Role::Agency] {
            family.push((role, one(role, true, dice).await?));
        }
    }
    app.commit(tx, &allowed, app.now(), [Event::school(Happening::AccountMade, "the staff")]).await?;
    Ok(Staff { senco, head, data_manager, teachers, tas, family })
}

/// Who teaches the classes of a year.
async fn teach(
    app: &App,
    operator: &Actor,
    staff: &Staff,
    year: AcademicYear,
    from_on: Date,
) -> Result<(), Fault> {
    let tx = app.store.write(operator.school).await?;
    let allowed = allow(operator, Action::ManageClasses, school_subject(operator.school))?;
    for class in classes::of_year(&tx, year.starts_in()).await? {
        for ((group, number), teacher) in &staff.teachers {
            if roll::class_name(*group, *number) == class.name {
                let assigned = classes::ClassStaff {
                    class: class.id,
                    account: *teacher,
                    role: Role::Teacher,
                    from_on,
                    until_on: None,
                };
                classes::assign(&tx, &allowed, &assigned).await?;
            }
        }
    }
    app.commit(tx, &allowed, app.now(), [Event::school(Happening::ClassesChanged, "who teaches")]).await
}

/// The child whom the personas of parent and pupil belong to: monitored, in the class of the persona of the teacher.
fn familys_child(made: &Made) -> Option<PupilId> {
    let told = |child: &Child| {
        use cast::{Shape, Story};
        match child.story {
            Story::Monitoring(Shape::OnTrack | Shape::Ahead | Shape::Met) => 3,
            Story::Monitoring(_) | Story::SecondCycle(_) => 2,
            _ => 0,
        }
    };
    let taught = |child: &Child| usize::from(child.year == YearGroup(3) && child.class == 0);
    made.children
        .iter()
        .filter(|(_, id)| id.is_some())
        .max_by_key(|(child, _)| told(child) * 2 + taught(child) * 3)
        .and_then(|(_, id)| *id)
}

/// The persona of the pupil is called as the child is called in class. Whoever keeps the accounts does not see children: a
/// child's whole name is not among them.
async fn rename(
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    made: &Made,
    pupil: PupilId,
    account: UserId,
) -> Result<(), Fault> {
    let child = made.children.iter().find(|(_, id)| *id == Some(pupil)).map(|(child, _)| child);
    if let (Some(child), Some(known)) = (child, accounts::get(tx, account).await?) {
        let name = child.forename.clone();
        accounts::save(tx, allowed, &Account { name, ..known }).await?;
    }
    Ok(())
}

/// The persona of the parent is the first contact on the child's roll, with their name and, for mail, the persona's
/// address.
async fn join_contact(
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    pupil: PupilId,
    account: UserId,
) -> Result<(), Fault> {
    let senco = Actor::operator_with(tx.school(), Role::Senco);
    let child = pupils::get(tx, &senco.scope_for(Action::SendPapers), pupil).await?.ok_or(Fault::NotFound)?;
    let of_child = allow(&senco, Action::SendPapers, child.subject())?;
    let first = contacts::of_pupil(tx, pupil).await?.into_iter().next();
    if let (Some(mut contact), Some(known)) = (first, accounts::get(tx, account).await?) {
        accounts::save(tx, allowed, &Account { name: contact.name(), ..known.clone() }).await?;
        contact.account = Some(account);
        contact.email = known.email.unwrap_or_default();
        contacts::save(tx, &of_child, &contact).await?;
    }
    Ok(())
}

async fn bind_family(app: &App, operator: &Actor, made: &Made, first: Date) -> Result<(), Fault> {
    if made.staff.family.is_empty() {
        return Ok(());
    }
    let tx = app.store.write(operator.school).await?;
    let allowed = allow(operator, Action::ManageAccounts, school_subject(operator.school))?;
    let applies = |child: &Child| matches!(child.story, cast::Story::Application(cast::Stage::Week(_)));
    let applying = made.children.iter().find(|(child, _)| applies(child)).and_then(|(_, id)| *id);
    for (role, account) in &made.staff.family {
        let pupil =
            if *role == Role::Agency { applying.or(familys_child(made)) } else { familys_child(made) };
        if let Some(pupil) = pupil {
            match role {
                Role::Pupil => rename(&tx, &allowed, made, pupil, *account).await?,
                Role::Parent => join_contact(&tx, &allowed, pupil, *account).await?,
                _ => {}
            }
            bonds::bind(&tx, &allowed, *account, pupil, *role, first, None).await?;
        }
    }
    app.commit(tx, &allowed, app.now(), [Event::school(Happening::BondMade, "the personas")]).await
}
