//! A row in every table, written by the queries that people's acts use.

use domain::{
    Date, EntryId, PupilId, SessionId, TargetId, UserId,
    audit::{Event, Happening},
    bank::Edits,
    census::{SenProvision, SenType, sen_type::AreaOfNeed},
    date,
    meetings::{Ground, Invited, LeftOut, Meeting, Reply, When},
    pathway::{CaseState, SupportState},
    people::{Contact, ContactNeeds, Role},
    permissions::{Action, Extent, Who},
    plan_template::PlanTemplate,
    progress::Score,
    provision::Intervention,
    record::{Content, Entry, Note, Party},
    uploads::{FileKind, StoredFile},
};
use store::queries::{
    banks,
    class_reaches::{self, ClassReach},
    contacts, contracts, county_forms, covers, drafts, entries, feeds, files, inspection, interventions,
    logins::{self, Link},
    looks::{self, Look},
    mails::{self, Mail, MailFile},
    meetings, outbox, plan_templates, presence,
    provisions::{self, Place, Provision, Tier},
    records::{self, Record, Round},
    scores::{self, Attainment, TargetScore},
    sent_papers::{self, SentPaper},
    sessions::{self, AtSession, Session, SessionStatus},
    staged, statuses,
    throttles::{self, Failures},
};
use testkit::World;

use crate::entries::{concern, entry};

/// What was written, to be compared with what is read.
pub struct Everything {
    pub contact: Contact,
    pub record: Record,
    pub round: Round,
    pub entry: Entry,
    pub status: statuses::Status,
    pub need: statuses::Need,
    pub provision: Provision,
    pub session: Session,
    pub score: TargetScore,
    pub attainment: Attainment,
    pub look: Look,
    pub file: StoredFile,
}

/// Text that no column may change, short enough for any.
pub const UGLY: &str = "O'Shea \"👩🏽‍🏫\" ليلى שלום \\ % _ ;--\r\n\tend";

/// Monday of the world's week.
pub const MONDAY: Date = date(2026, 9, 14);

/// A county form of the school's own.
pub fn county_form() -> domain::bundle::CountyTemplate {
    domain::bundle::CountyTemplate::neutral().copied("ours-1".to_owned(), UGLY.to_owned())
}

pub fn template() -> PlanTemplate {
    PlanTemplate {
        title: UGLY.to_owned(),
        ..PlanTemplate::first().copied("ours-1".to_owned(), UGLY.to_owned())
    }
}

pub fn meeting(world: &World, id: EntryId, pupil: PupilId, account: UserId) -> Meeting {
    let at = jiff::civil::time(15, 30, 0, 0);
    let when = When { on: date(2026, 10, 2), at, minutes: 30, place: UGLY.to_owned() };
    let invited = Invited {
        id: account.0.into(),
        account: Some(account),
        party: Party::Parent,
        name: UGLY.to_owned(),
        email: UGLY.to_owned(),
        by_hand: true,
        reply: Some(Reply::OtherDay),
        words: UGLY.to_owned(),
        replied_at: Some(world.now().instant),
    };
    let who = Invited { words: UGLY.to_owned(), ..Invited::new(id.0.into(), Party::Agency, UGLY) };
    let left_out = vec![LeftOut { who, ground: Ground::CourtOrder, why: UGLY.to_owned() }];
    Meeting {
        planner: Some(account),
        changed_at: world.now().instant,
        called_off: Some(UGLY.to_owned()),
        invited: vec![invited],
        left_out,
        ..Meeting::new(id.0.into(), pupil, when)
    }
}

pub fn contact(world: &World) -> Contact {
    Contact {
        id: world.id(),
        pupil: world.pupils[1].id,
        position: 1,
        title: "Dr".to_owned(),
        surname: UGLY.to_owned(),
        forename: "Pat".to_owned(),
        relationship: "PAM".to_owned(),
        responsibility: Some(true),
        barred: false,
        kept_from_meetings: false,
        phones: vec!["01632 960001".to_owned(), UGLY.to_owned()],
        email: "pat@example.test".to_owned(),
        address: "1 Testing Lane\nExampleton".to_owned(),
        account: Some(world.accounts[&Role::Parent].id),
        needs: ContactNeeds {
            interpreter: UGLY.to_owned(),
            large_print: true,
            other_format: "Braille".to_owned(),
        },
    }
}

pub fn provision(world: &World) -> Provision {
    let place = |child: usize, target: Option<TargetId>| Place {
        pupil: world.pupils[child].id,
        target,
        from_on: MONDAY,
        until_on: (child == 1).then_some(date(2026, 10, 23)),
    };
    let mut places = vec![place(0, Some(world.id())), place(1, None)];
    places.sort_by_key(|place| place.pupil);
    Provision {
        id: world.id(),
        name: format!("Reading {UGLY}"),
        area: Some(AreaOfNeed::ALL[0]),
        tier: Tier::Targeted,
        description: UGLY.to_owned(),
        place: "Library".to_owned(),
        weekdays: vec![1, 3],
        starts_at: "09:15".to_owned(),
        minutes: 20,
        preparation_minutes: 5,
        hourly_pence: 1450,
        resources_pence: 2_000_000_000_000,
        from_on: MONDAY,
        until_on: date(2026, 12, 18),
        staff: vec![world.accounts[&Role::Ta].id],
        places,
        intervention: "reading-fluency".to_owned(),
        misses: UGLY.to_owned(),
        class: Some(world.id()),
        follows: Some(world.id()),
        version: 0,
    }
}

pub fn session(world: &World, provision: &Provision) -> Session {
    let mut children: Vec<_> = [0, 1]
        .map(|child| AtSession {
            pupil: world.pupils[child].id,
            present: child == 0,
            why: if child == 0 { String::new() } else { UGLY.to_owned() },
            line: UGLY.to_owned(),
            prompts: (child == 0).then_some(3),
        })
        .into();
    children.sort_by_key(|child| child.pupil);
    Session {
        id: world.id(),
        provision: provision.id,
        on: MONDAY,
        status: SessionStatus::Shortened,
        why: "Fire drill".to_owned(),
        line: UGLY.to_owned(),
        minutes: 15,
        cover: true,
        logged_by: Some(world.accounts[&Role::Ta].id),
        logged_at: world.now().instant,
        children,
        version: 0,
    }
}

pub fn score(world: &World, child: usize, session: Option<SessionId>) -> TargetScore {
    TargetScore {
        id: world.id(),
        pupil: world.pupils[child].id,
        target: world.id(),
        on: MONDAY,
        value: Score::from_millionths(-12_345_678_901),
        session,
        by: Some(world.accounts[&Role::Ta].id),
    }
}

/// A file of two pieces.
pub fn file(world: &World, entry: EntryId) -> StoredFile {
    StoredFile {
        id: world.id(),
        pupil: Some(world.pupils[0].id),
        entry: Some(entry),
        name: UGLY.to_owned(),
        kind: FileKind::Pdf,
        bytes: files::PIECE as u64 + 3,
        digest: "0".repeat(64),
        by: Who::Person(world.accounts[&Role::Senco].id),
        at: world.now().instant,
    }
}

/// Writes a row, or two, in every table.
pub async fn write(world: &World) -> Everything {
    let now = world.now();
    let child = world.pupils[0].id;
    let staff = &world.accounts[&Role::Senco];
    let roll = world.on_school(Action::ImportRoll);
    let on_child = world.on_child(Action::MoveAlong, 0);
    let tx = world.write().await;

    let contact = contact(world);
    contacts::make(&tx, &roll, std::slice::from_ref(&contact)).await.unwrap();
    let spell = |from_on, until_on, provision| statuses::Status {
        pupil: child,
        from_on,
        until_on,
        provision,
        source: "waymark".to_owned(),
    };
    let spells = [
        spell(date(2025, 9, 1), Some(date(2026, 9, 13)), SenProvision::N),
        spell(MONDAY, None, SenProvision::K),
    ];
    let need = SenType::ALL[0];
    statuses::save(&tx, &on_child, child, &spells, (SenProvision::K, Some(need))).await.unwrap();
    let need = statuses::Need { pupil: child, rank: 1, need, from_on: Some(MONDAY), until_on: None };
    statuses::replace_needs(&tx, &on_child, child, std::slice::from_ref(&need)).await.unwrap();

    let state = CaseState {
        round: 1,
        support: Some(SupportState::Concern),
        support_entered_on: Some(MONDAY),
        ..CaseState::default()
    };
    let record = Record { pupil: child, state, review_due_on: Some(date(2026, 10, 23)), version: 0 };
    records::save(&tx, &on_child, &record).await.unwrap();
    let round = Round {
        pupil: child,
        round: 1,
        opened_on: MONDAY,
        closed_on: None,
        reason: None,
        words: UGLY.to_owned(),
        watch_until: Some(date(2026, 12, 1)),
    };
    records::save_round(&tx, &on_child, &round).await.unwrap();
    let first = entry(world, 0, concern(UGLY));
    entries::add(&tx, &on_child, &first).await.unwrap();
    let second = Entry { content: concern("second thoughts"), ..first };
    entries::save(&tx, &on_child, &second).await.unwrap();
    let note = entry(world, 0, Content::Note(Note { text: UGLY.to_owned() }));
    entries::add(&tx, &on_child, &note).await.unwrap();

    let provision = provision(world);
    provisions::save(&tx, &roll, &provision).await.unwrap();
    covers::take(&tx, &roll, provision.id, staff.id, MONDAY).await.unwrap();
    let (past, covered_class) = (date(2026, 9, 1), world.classes[1].id);
    let covered = ClassReach {
        class: covered_class,
        account: staff.id,
        extent: Extent::Cover,
        from_on: past,
        until_on: past,
    };
    class_reaches::give(&tx, &roll, &covered).await.unwrap();
    let session = session(world, &provision);
    sessions::save(&tx, &roll, &session, now).await.unwrap();
    let score = score(world, 0, Some(session.id));
    scores::add(&tx, &roll, std::slice::from_ref(&score), now).await.unwrap();
    let attainment = Attainment {
        pupil: child,
        subject: "Reading".to_owned(),
        scale: "standardised".to_owned(),
        on: MONDAY,
        value: Score::from_millionths(84_000_000),
        written: UGLY.to_owned(),
    };
    scores::keep_attainment(&tx, &roll, std::slice::from_ref(&attainment)).await.unwrap();
    scores::close_week(&tx, &roll, date(2026, 9, 7), UGLY, Some(staff.id), now).await.unwrap();

    logins::make(&tx, &roll, "hash of a token", staff.id, Some(child), "203.0.113.7", now).await.unwrap();
    let link = Link {
        school: world.school.id,
        account: staff.id,
        purpose: "sign-in".to_owned(),
        expires_at: now.instant + jiff::SignedDuration::from_mins(30),
        used_at: None,
    };
    logins::make_link(&tx, &roll, "hash of a link", &link, now).await.unwrap();
    let mail = Mail {
        id: world.id(),
        school: world.school.id,
        to: "pat@example.test".to_owned(),
        subject: UGLY.to_owned(),
        body: UGLY.to_owned(),
        made_at: now.instant,
        sent_at: None,
        attempts: 0,
        fault: String::new(),
        files: vec![MailFile {
            name: UGLY.to_owned(),
            kind: "text/calendar".to_owned(),
            text: UGLY.to_owned(),
        }],
    };
    mails::queue(&tx, &mail).await.unwrap();
    let file = file(world, second.id);
    files::add(&tx, &on_child, &file).await.unwrap();
    files::add_piece(&tx, &on_child, &file, 0, &[7; files::PIECE]).await.unwrap();
    files::add_piece(&tx, &on_child, &file, 1, &[0, 255, 0]).await.unwrap();
    staged::keep(&tx, &roll, world.id(), "roll", UGLY, now).await.unwrap();
    let club =
        Intervention { name: UGLY.to_owned(), ..Intervention::shipped("lego-building").unwrap().clone() };
    interventions::save(&tx, &roll, &club, 0, now).await.unwrap();
    contracts::set(&tx, &roll, staff.id, Some(1500)).await.unwrap();
    plan_templates::add(&tx, &roll, &template(), now).await.unwrap();
    county_forms::add(&tx, &roll, &county_form(), now).await.unwrap();
    inspection::add(&tx, &on_child, child, now).await.unwrap();
    banks::add_strategies(&tx, &roll, 0, &Edits::default().hide(UGLY, true), now).await.unwrap();
    let paper = SentPaper {
        entry: second.id,
        pupil: child,
        paper: "iep".to_owned(),
        title: UGLY.to_owned(),
        recipient: UGLY.to_owned(),
        account: Some(staff.id),
        reason: UGLY.to_owned(),
        checked: "Zayn".to_owned(),
    };
    sent_papers::add(&tx, &on_child, &paper, "JVBERg==".to_owned()).await.unwrap();
    meetings::add(&tx, &on_child, &meeting(world, second.id, child, staff.id)).await.unwrap();
    feeds::renew(&tx, &roll, staff.id, &staff.id.to_string(), now).await.unwrap();
    let event = Event::entry(Happening::EntryAdded, child, second.id, UGLY);
    tx.commit(&on_child, now, [world.event(event)]).await.unwrap();

    let look = Look {
        id: world.id(),
        school: world.school.id,
        at: now.instant,
        account: staff.id,
        pupil: child,
        page: "child".to_owned(),
    };
    looks::write(&world.store, std::slice::from_ref(&look)).await.unwrap();
    let failures = Failures { count: 3, shut_until: Some(now.instant), since: Some(now.instant) };
    throttles::set(&world.store, "203.0.113.7", failures, now).await.unwrap();
    drafts::keep(world.write().await, staff.id, "concern", UGLY, "desk", now).await.unwrap();
    presence::note(world.write().await, staff.id, "concern", now).await.unwrap();
    outbox::key(world.write().await, staff.id, "key", now).await.unwrap();
    let tx = world.write().await;
    outbox::receive(&tx, staff.id, &[(world.id::<SessionId>().0, "done".to_owned())], now).await.unwrap();
    outbox::close(tx).await.unwrap();

    let [_, status] = spells;
    Everything {
        contact,
        record,
        round,
        entry: second,
        status,
        need,
        provision,
        session,
        score,
        attainment,
        look,
        file,
    }
}
