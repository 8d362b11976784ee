//! The annual review as a plan with steps to tick off; advice asked from everybody in one click, and who has answered.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    deadlines::{
        annual_review::ReviewDue,
        annual_review_plan::{self, Planned, Step},
        plan_the_meeting,
    },
    people::{Account, Pupil, Role},
    permissions::{Action, Actor, Who, allow},
    record::{
        AdviceAsked, AnnualGuest, AnnualReview, AsWhom, Content, Entry, EntryKind, Party, county_letters,
    },
};
use store::{
    Conn,
    queries::{accounts, bonds, classes, contacts, entries, provisions, schools},
};

use super::write_annual_review::{version_now, write_annual_review};
use crate::{App, Fault, SchoolInfo, child, early::tell, meetings};

/// Somebody who is asked for advice, and whether they answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adviser {
    /// Who.
    pub asked: AdviceAsked,
    /// When they answered since.
    pub answered_on: Option<Date>,
}

/// The plan of an annual review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewPlan {
    /// By when the review must be finished.
    pub due: ReviewDue,
    /// The steps.
    pub steps: Vec<Planned>,
    /// The review that runs, with its version; none while none is planned.
    pub review: Option<(EntryId, u32)>,
    /// Who was asked.
    pub advisers: Vec<Adviser>,
    /// How many can still be asked.
    pub to_ask: usize,
    /// What is too late about the meeting that is set, while it is still ahead.
    pub too_late: Vec<String>,
}

/// The entry of the review that runs: the last that is not finished.
fn running(written: &[Entry]) -> Option<(&Entry, &AnnualReview)> {
    let reviews = county_letters::review_dates(written);
    written
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::AnnualReview(review) => Some((entry, review)),
            _ => None,
        })
        .filter(|(_, review)| match (reviews.running.meeting_on, review.meeting_on) {
            (Some(runs), Some(on)) => on == runs,
            (None, Some(on)) => reviews.last_on().is_none_or(|finished| on > finished),
            (_, None) => false,
        })
        .max_by_key(|(entry, review)| (review.meeting_on, entry.first_written_at()))
}

/// The plan of a child's next annual review; none without a plan in place.
///
/// # Errors
/// When the database fails.
pub async fn show_review_plan(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    now: Now,
) -> Result<Option<ReviewPlan>, Fault> {
    if !actor.may_to(Action::ReadEhcp, pupil.subject()) {
        return Ok(None);
    }
    let county = super::show_county(app, actor, info, pupil, now.today).await?;
    let Some(due) = county.review_due else { return Ok(None) };
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let written = meetings::without_kept_days(&reader, actor, pupil, now.today, written).await?;
    let dates = county_letters::review_dates(&written).running;
    let running = running(&written);
    let asked_on = running.and_then(|(_, review)| review.asked_on());
    let steps = annual_review_plan::steps(due.on, &dates, asked_on, &info.calendar, now.today);
    let too_late = dates.meeting_on.filter(|on| *on > now.today).map_or_else(Vec::new, |on| {
        plan_the_meeting::too_late(due, on, dates.notice_given_on, &info.calendar, now.today)
    });
    let advisers: Vec<Adviser> = running
        .map(|(_, review)| review.asked.iter().map(|asked| answered(asked, &written)).collect())
        .unwrap_or_default();
    let to_ask = match running {
        Some((_, review)) if actor.may_to(Action::WriteEhcp, pupil.subject()) => {
            to_be_asked(&reader, actor, now, pupil, review).await?.len()
        }
        _ => 0,
    };
    let review = running.map(|(entry, _)| (entry.id, entry.version));
    Ok(Some(ReviewPlan { due, steps, review, advisers, to_ask, too_late }))
}

fn is_asked(review: &AnnualReview, one: &AdviceAsked) -> bool {
    review.asked.iter().any(|asked| match one.account {
        Some(account) => asked.account == Some(account),
        None => asked.party == one.party && asked.name == one.name,
    })
}

/// Whether somebody has written a view (or, a professional, a report) since they were asked.
fn answered(asked: &AdviceAsked, written: &[Entry]) -> Adviser {
    let answered_on = written
        .iter()
        .filter(|entry| asked.on.is_some_and(|on| entry.on >= on))
        .filter(|entry| match (&entry.content, asked.account) {
            // Somebody may have written it down in their name.
            (Content::View(view), Some(account)) if view.whose.is_some() => {
                view.whose.map(|whose| whose.0) == Some(account.0)
            }
            // What they wrote down for somebody else is not their own.
            (Content::View(view), Some(account)) => {
                view.party == asked.party && entry.author == Who::Person(account)
            }
            (Content::Report(_), Some(account)) => entry.author == Who::Person(account),
            // A child has no account to write from: what an adult wrote down for them counts.
            (Content::View(view), None) => {
                let named = view.said_by.trim();
                view.party == asked.party
                    && (named == asked.name || (named.is_empty() && asked.party == Party::Pupil))
            }
            // What somebody from outside wrote comes in as a report.
            (Content::Report(report), None) => report.author.trim() == asked.name,
            _ => false,
        })
        .map(|entry| entry.on)
        .min();
    Adviser { asked: asked.clone(), answered_on }
}

/// For whom an annual review asks for advice: the child, parents, class teachers, those who run the child's groups, and
/// the professionals who are invited.
pub(crate) async fn everybody(
    db: &impl Conn,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
) -> Result<Vec<(AdviceAsked, Option<Account>)>, Fault> {
    let today = now.today;
    let all = accounts::all(db).await?;
    let ask = |account: &Account, party| AdviceAsked {
        account: Some(account.id),
        name: account.name.clone(),
        party,
        on: Some(today),
    };
    let barred: Vec<_> = contacts::of_pupil(db, pupil.id)
        .await?
        .into_iter()
        .filter(|contact| contact.barred)
        .filter_map(|contact| contact.account)
        .collect();
    let child = AdviceAsked { name: pupil.name(), party: Party::Pupil, on: Some(today), account: None };
    let mut found: Vec<(AdviceAsked, Option<Account>)> = vec![(child, None)];
    let add = |found: &mut Vec<(AdviceAsked, Option<Account>)>, id, party| {
        let known = found.iter().any(|(one, _)| one.account == Some(id));
        let account =
            all.iter().find(|account| account.id == id && account.active && Who::Person(id) != actor.who);
        if let (Some(account), false) = (account, known) {
            found.push((ask(account, party), Some(account.clone())));
        }
    };
    for bond in bonds::of_pupil(db, pupil.id).await?.iter().filter(|bond| bond.runs_on(today)) {
        match bond.role {
            Role::Parent if !barred.contains(&bond.account) => add(&mut found, bond.account, Party::Parent),
            Role::Agency => add(&mut found, bond.account, Party::Agency),
            _ => {}
        }
    }
    for staff in classes::staff(db).await? {
        let here = Some(staff.class) == pupil.class
            && staff.from_on <= today
            && staff.until_on.is_none_or(|until| until >= today);
        if here && staff.role == Role::Teacher {
            add(&mut found, staff.account, Party::Teacher);
        }
    }
    for group in provisions::of_pupil(db, pupil.id).await? {
        let has_place = group.places.iter().any(|place| place.pupil == pupil.id && place.holds_on(today));
        if group.from_on <= today && group.runs_still(today) && has_place {
            for account in &group.staff {
                add(&mut found, *account, Party::Ta);
            }
        }
    }
    Ok(found)
}

/// Somebody who is to be asked, and how they are reached.
struct ToAsk {
    asked: AdviceAsked,
    account: Option<Account>,
    /// Empty when they get no mail.
    email: String,
}

/// Who is still to be asked for advice: those who are invited, or everybody round the child while nobody is; not the head, who
/// writes none.
async fn to_be_asked(
    db: &impl Conn,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    review: &AnnualReview,
) -> Result<Vec<ToAsk>, Fault> {
    let mut all: Vec<ToAsk> = Vec::new();
    if review.invited.is_empty() {
        for (asked, account) in everybody(db, actor, now, pupil).await? {
            let email = account.as_ref().and_then(|account| account.email.clone()).unwrap_or_default();
            all.push(ToAsk { asked, account, email });
        }
    } else {
        let accounts = accounts::all(db).await?;
        let own = |one: &&AnnualGuest| one.account.is_some() && one.account == actor.user();
        let asks = |one: &&AnnualGuest| one.as_whom != AsWhom::Head && !own(one);
        for one in review.invited.iter().filter(asks) {
            let account = accounts.iter().find(|account| Some(account.id) == one.account && account.active);
            let email =
                account.and_then(|account| account.email.clone()).unwrap_or_else(|| one.email.clone());
            let asked = AdviceAsked {
                account: account.map(|account| account.id),
                name: one.name.clone(),
                party: one.as_whom.party(),
                on: Some(now.today),
            };
            all.push(ToAsk { asked, account: account.cloned(), email });
        }
    }
    let kept_out = meetings::kept_out(db, pupil).await?;
    all.retain(|one| {
        let is_out = one.asked.account.is_some_and(|account| kept_out.has(account.0.into()));
        !is_out && !is_asked(review, &one.asked)
    });
    Ok(all)
}

/// Asks everybody for advice who was not asked yet: each gets a mail that names no child, and answers on their own
/// page. Gives how many were asked.
///
/// # Errors
/// [`Fault::Rule`] when everybody was asked; [`Fault::NotFound`] when no review is planned; [`Fault::Stale`] when
/// somebody changed it since.
pub async fn ask_for_advice(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    pupil: PupilId,
    of: (EntryId, u32),
) -> Result<usize, Fault> {
    let opened = child::open(app, actor, Action::WriteEhcp, pupil).await?;
    let entry = entries::get(&opened.tx, pupil, of.0).await?.ok_or(Fault::NotFound)?;
    let Content::AnnualReview(mut review) = entry.content.clone() else { return Err(Fault::NotFound) };
    if version_now(&opened.tx, &entry, of.1).await? != entry.version {
        return Err(Fault::Stale);
    }
    let wanted = to_be_asked(&opened.tx, actor, now, &opened.pupil, &review).await?;
    if wanted.is_empty() {
        return Err(Fault::rule("all-asked", "Everybody has been asked already."));
    }
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let subject = format!("Your advice is asked at {}", school.name);
    let what = "an annual review is coming. Please write what goes well, what does not, and what should be different: \
                everybody who is invited reads it before the meeting.";
    let outside = "an annual review is coming, to which you are invited. Please send the school what you advise. Whom it is \
                   about, the school tells you: mail is not private enough for it.";
    for ToAsk { asked, account, email } in &wanted {
        review.asked.push(asked.clone());
        let mail = tell::Invite {
            email,
            name: &asked.name,
            school: &school,
            base,
            what: outside,
            subject: Some(&subject),
            to: "",
            files: &[],
        };
        let Some(account) = account else {
            if !email.is_empty() {
                tell::by_mail_only(app, &opened.tx, now, &mail).await?;
            }
            continue;
        };
        if email.is_empty() {
            continue;
        }
        let to = match asked.party {
            Party::Parent => format!("/my-child/{pupil}/view"),
            Party::Agency => format!("/invited/{pupil}/view"),
            _ => format!("/pupils/{pupil}/view"),
        };
        let mail = tell::Invite { what, to: &to, ..mail };
        tell::with_a_way_in(app, &opened, now, account, &mail).await?;
    }
    let changed =
        Entry { content: Content::AnnualReview(review), author: actor.who, written_at: now.instant, ..entry };
    entries::save(&opened.tx, &opened.allowed, &changed).await?;
    let kind = EntryKind::AnnualReview.code();
    let events = [Event::entry(Happening::EntryChanged, pupil, of.0, kind)];
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(wanted.len())
}

/// Ticks a step off as done on a day: notice, papers, report. The others are known from elsewhere.
///
/// # Errors
/// [`Fault::Invalid`] when the day cannot be; [`Fault::NotFound`] when the step has no tick of its own.
pub async fn tick(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    step: Step,
    on: Date,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::WriteEhcp, child.subject())?;
    let entry = entries::get(&app.store.read(actor.school), pupil, of.0).await?.ok_or(Fault::NotFound)?;
    let Content::AnnualReview(mut review) = entry.content else { return Err(Fault::NotFound) };
    match step {
        Step::Notice => review.notice_on = Some(on),
        Step::Papers => review.advice_on = Some(on),
        Step::Report => review.report_on = Some(on),
        Step::AskForAdvice | Step::Meeting | Step::Decision | Step::AmendedPlan => {
            return Err(Fault::NotFound);
        }
    }
    write_annual_review(app, actor, now, pupil, Some(of), review).await
}

/// The day of an annual review's meeting for which this person was asked and has not answered yet.
///
/// # Errors
/// When the database fails.
pub async fn advice_owed(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<Date>, Fault> {
    let Some(account) = actor.user() else { return Ok(None) };
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let written = meetings::without_kept_days(&reader, actor, pupil, app.now().today, written).await?;
    let Some((_, review)) = running(&written) else { return Ok(None) };
    let mine = review.asked.iter().find(|asked| asked.account == Some(account));
    Ok(mine.filter(|asked| answered(asked, &written).answered_on.is_none()).and(review.meeting_on))
}
