//! Who is invited to an annual review: chosen from the record with ticks, or typed in; the notice sent to each.

use domain::{
    EntryId, InvitedId, Now, PupilId,
    audit::{Event, Happening},
    meetings::{Invited, Meeting, Reply},
    pathway::facts::and,
    people::{Account, Pupil, Role, email},
    permissions::{Action, Actor},
    record::{AnnualGuest, AnnualReview, AsWhom, Content, Entry, EntryKind, annual_meeting, missing_guests},
};
use store::queries::{accounts, actors, cares, contacts, entries, schools};

use super::write_annual_review::version_now;
use crate::{
    App, Fault, FieldFault, child,
    early::tell,
    meetings::{self, CopyFor, calendar_file, is_responsible},
    time_in_words,
};

/// Somebody of the record who can be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestToChoose {
    /// Who.
    pub guest: AnnualGuest,
    /// Whether they are ticked: on the list, or nobody has chosen yet.
    pub ticked: bool,
    /// Whether the law asks that they are invited: a parent whom no order and no decision keeps away.
    pub must_be: bool,
}

/// What was chosen and typed.
#[derive(Clone, Debug, Default)]
pub struct ChosenGuests {
    /// The ticks.
    pub ticked: Vec<InvitedId>,
    /// Those from outside: as whom, name, address (empty when they get a letter).
    pub outside: Vec<(AsWhom, String, String)>,
}

/// What became of the notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// To how many a mail went.
    pub mailed: usize,
    /// Who gets it on paper.
    pub on_paper: Vec<String>,
}

fn guest_of(one: &Invited, own: bool) -> AnnualGuest {
    AnnualGuest {
        id: Some(one.id),
        account: one.account,
        as_whom: if own { AsWhom::Senco } else { AsWhom::of_party(one.party) },
        name: one.name.clone(),
        email: one.email.clone(),
        ..AnnualGuest::default()
    }
}

/// Those of the record who can be invited: as to any review, and the head. Who is left out of the child's meetings on a ground
/// that lasts is not offered.
///
/// # Errors
/// When the database fails.
pub async fn guests_to_choose(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    review: Option<&AnnualReview>,
) -> Result<Vec<GuestToChoose>, Fault> {
    let guests = meetings::would_be_invited(app, actor, now, pupil).await?;
    let mut all: Vec<AnnualGuest> = guests
        .invited
        .iter()
        .map(|one| guest_of(one, one.account.is_some() && one.account == actor.user()))
        .collect();
    for account in accounts::all(&app.store.read(actor.school)).await? {
        let is_head = account.active && account.roles.contains(&Role::Head);
        if is_head && !all.iter().any(|one| one.account == Some(account.id)) {
            all.push(AnnualGuest {
                id: Some(account.id.0.into()),
                account: Some(account.id),
                as_whom: AsWhom::Head,
                name: account.name,
                ..AnnualGuest::default()
            });
        }
    }
    if pupil.looked_after {
        let care = cares::of_pupil(&app.store.read(actor.school), pupil.id).await?;
        for one in all.iter_mut().filter(|one| one.id.is_some() && one.id == care.social_worker.id) {
            one.as_whom = AsWhom::SocialCare;
        }
    }
    all.sort_by(|a, b| (a.as_whom, &a.name).cmp(&(b.as_whom, &b.name)));
    let listed = review.map(|review| review.invited.as_slice()).unwrap_or_default();
    let contacts = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    let is_ahead = review.and_then(|review| review.meeting_on).is_none_or(|on| on >= now.today);
    let mut choices: Vec<GuestToChoose> = all
        .into_iter()
        .map(|guest| {
            let is_parent = guest.as_whom == AsWhom::Parent && is_responsible(&contacts, &guest.line(0));
            let must_be = is_ahead && is_parent;
            match listed.iter().find(|known| known.id == guest.id) {
                Some(known) => GuestToChoose { guest: known.clone(), ticked: true, must_be },
                None => GuestToChoose { guest, ticked: must_be || listed.is_empty(), must_be },
            }
        })
        .collect();
    // Who is on the list stays on it, whatever became of them since.
    for known in listed.iter().filter(|known| known.id.is_some()) {
        if !choices.iter().any(|one| one.guest.id == known.id) {
            choices.push(GuestToChoose { guest: known.clone(), ticked: true, must_be: false });
        }
    }
    Ok(choices)
}

/// As whom nobody is invited yet who must be: no parent, when an order or a decision keeps every one of them away.
///
/// # Errors
/// When the database fails.
pub async fn guests_missing(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    review: &AnnualReview,
) -> Result<Vec<AsWhom>, Fault> {
    let mut missing = missing_guests(&review.invited);
    if missing.contains(&AsWhom::Parent) {
        let contacts = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
        let is_kept = contacts.iter().any(|one| one.has_responsibility() && one.is_kept_away());
        let all = guests_to_choose(app, actor, now, pupil, Some(review)).await?;
        let can_be = all.iter().any(|one| one.guest.as_whom == AsWhom::Parent);
        missing.retain(|as_whom| *as_whom != AsWhom::Parent || can_be || !is_kept);
    }
    Ok(missing)
}

/// The list that follows from ticks and names. Who got the notice already stays.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20(2): the child's parent is invited to the meeting. In force since 2014-09-01;
/// read 2026-11-30.
///
/// # Errors
/// [`Fault::Invalid`] at `invite` when a parent is left off whom the law asks to invite, at `email-{place}` for an address that
/// is none or of somebody kept away, at `name-{place}` for one without a name, or of somebody kept away.
pub async fn guests_chosen(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    review: Option<&AnnualReview>,
    chosen: &ChosenGuests,
) -> Result<Vec<AnnualGuest>, Fault> {
    let mut faults = Vec::new();
    let listed = review.map(|review| review.invited.as_slice()).unwrap_or_default();
    let kept = meetings::KeptAddresses::of(&app.store.read(actor.school), pupil).await?;
    let is_on =
        |one: &AnnualGuest| one.notice_on.is_some() || one.id.is_some_and(|id| chosen.ticked.contains(&id));
    let (list, off): (Vec<GuestToChoose>, Vec<GuestToChoose>) =
        guests_to_choose(app, actor, now, pupil, review)
            .await?
            .into_iter()
            .partition(|one| is_on(&one.guest));
    // Nobody is chosen yet: the day alone is planned.
    let chooses =
        !chosen.ticked.is_empty() || chosen.outside.iter().any(|(_, name, _)| !name.trim().is_empty());
    if let Some(parent) = off.iter().find(|one| one.must_be && chooses) {
        let sentence = format!(
            "Tick {}: a parent is invited by law. When an order or a decision keeps them away, write it down on the page \
             People first (Bar), and they are not offered here any more",
            parent.guest.name
        );
        faults.push(FieldFault::new("invite", sentence));
    }
    let mut list: Vec<AnnualGuest> = list.into_iter().map(|one| one.guest).collect();
    for (number, (as_whom, name, email)) in chosen.outside.iter().enumerate() {
        let (name, email) = (name.trim(), email.trim().to_lowercase());
        if !email.is_empty() && !email::is_address(&email) {
            let sentence = "Enter an e-mail address like name@example.org, or none: then they get a letter";
            faults.push(FieldFault::new(format!("email-{number}"), sentence));
        }
        if name.is_empty() {
            if !email.is_empty() {
                let sentence = "Enter their name and what they are";
                faults.push(FieldFault::new(format!("name-{number}"), sentence));
            }
            continue;
        }
        if let Some(why) = kept.why_not_named(name) {
            faults.push(FieldFault::new(format!("name-{number}"), why));
        }
        if let Some(why) = kept.why(&email) {
            faults.push(FieldFault::new(format!("email-{number}"), why));
        }
        let known = listed.iter().find(|known| {
            known.id.is_none() && known.as_whom == *as_whom && known.name == name && known.email == email
        });
        list.push(known.cloned().unwrap_or_else(|| AnnualGuest {
            as_whom: *as_whom,
            name: name.to_owned(),
            email,
            ..AnnualGuest::default()
        }));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    for told in listed.iter().filter(|known| known.id.is_none() && known.notice_on.is_some()) {
        if !list.contains(told) {
            list.push(told.clone());
        }
    }
    for one in &mut list {
        one.listed_on = one.listed_on.or(Some(now.today));
    }
    Ok(list)
}

/// How somebody on the list gets the notice: their account when they have one, and the address; empty when on paper.
fn reached<'a>(all: &'a [Account], one: &AnnualGuest) -> (Option<&'a Account>, String) {
    let account = all.iter().find(|account| Some(account.id) == one.account && account.active);
    let email = account.and_then(|account| account.email.clone()).unwrap_or_else(|| one.email.clone());
    (account, email)
}

/// Whether an account reaches the child, as staff or by what binds it to the child today.
async fn has_a_way(opened: &child::Opened, now: Now, account: &Account) -> Result<bool, Fault> {
    let is_staff = account.roles.iter().any(|role| role.is_staff());
    let actor = if is_staff { None } else { actors::actor(&opened.tx, account.id, now.today).await? };
    Ok(is_staff || actor.is_some_and(|actor| actor.may_to(Action::SeeChild, opened.pupil.subject())))
}

/// Whether somebody needs no notice: whoever sends it, and the child, whom the adults round them tell.
fn is_told(actor: &Actor, one: &AnnualGuest) -> bool {
    one.as_whom == AsWhom::Pupil || (one.account.is_some() && one.account == actor.user())
}

/// To how many the notice would go by mail now, and who gets it on paper.
///
/// # Errors
/// When the database fails.
pub async fn notices_waiting(app: &App, actor: &Actor, review: &AnnualReview) -> Result<Notices, Fault> {
    let all = accounts::all(&app.store.read(actor.school)).await?;
    let mut waiting = Notices::default();
    for one in review.invited.iter().filter(|one| one.notice_on.is_none() && !is_told(actor, one)) {
        if reached(&all, one).1.is_empty() {
            waiting.on_paper.push(one.name.clone());
        } else {
            waiting.mailed += 1;
        }
    }
    Ok(waiting)
}

/// Sends the notice of the meeting to everybody on the list who did not get it and has an address, by mail, which names no
/// child and brings a calendar file; or, `on_paper`, writes down that the others got it as a letter. When all have it, the review's notice is given.
///
/// # Errors
/// [`Fault::Rule`] when nobody is left, the list is empty, the meeting is not ahead, its time, length or place is missing, or
/// somebody on the list is left out of the child's meetings or has no way to the child any more; [`Fault::Stale`] when somebody saved since.
pub async fn send_notices(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    pupil: PupilId,
    of: (EntryId, u32),
    on_paper: bool,
) -> Result<Notices, Fault> {
    let opened = child::open(app, actor, Action::WriteEhcp, pupil).await?;
    let entry = entries::get(&opened.tx, pupil, of.0).await?.ok_or(Fault::NotFound)?;
    let Content::AnnualReview(mut review) = entry.content.clone() else { return Err(Fault::NotFound) };
    if version_now(&opened.tx, &entry, of.1).await? != entry.version {
        return Err(Fault::Stale);
    }
    if review.meeting_on.is_none_or(|on| on < now.today) {
        return Err(Fault::rule("meeting-over", "The meeting is not ahead, so no notice of it is sent."));
    }
    let Some(meeting) = annual_meeting(&entry) else {
        let sentence = format!(
            "Set {} of the meeting first: nothing was sent. Who is invited must know when and where.",
            and(&review.not_said()).unwrap_or_default()
        );
        return Err(Fault::rule("no-time", sentence));
    };
    if review.invited.iter().all(|one| one.notice_on.is_some()) {
        return Err(Fault::rule("all-told", "Everybody on the list has the notice already."));
    }
    let kept_out = meetings::kept_out(&opened.tx, &opened.pupil).await?;
    let waits = |one: &&AnnualGuest| one.notice_on.is_none() && one.id.is_some_and(|id| kept_out.has(id));
    if let Some(one) = review.invited.iter().find(waits) {
        return Err(Fault::rule(
            "left-out",
            format!(
                "{} is left out of the meetings about this child. Take them off the list, or invite them to its meetings \
                 again first: nothing was sent.",
                one.name
            ),
        ));
    }
    let all = accounts::all(&opened.tx).await?;
    for one in review.invited.iter().filter(|one| one.notice_on.is_none()) {
        let Some(account) = reached(&all, one).0 else { continue };
        if !has_a_way(&opened, now, account).await? {
            let sentence = format!(
                "{} does not reach this child in Waymark any more. Take them off the list, or invite them to the child again \
                 first: nothing was sent.",
                one.name
            );
            return Err(Fault::rule("no-way-in", sentence));
        }
    }
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let when = meetings::when_and_where(&meeting);
    let subject = format!("An annual review on {} at {}", time_in_words::day(meeting.when.on), school.name);
    // The calendar's copy is of what is saved below.
    let meeting =
        Meeting { sequence: entry.version + 1, planner: actor.user(), changed_at: now.instant, ..meeting };
    let own = all.iter().find(|account| Some(account.id) == actor.user());
    let page = format!("/meetings/{}", meeting.id);
    let mut notices = Notices::default();
    for one in review.invited.iter_mut().filter(|one| one.notice_on.is_none()) {
        let (account, email) = reached(&all, one);
        if is_told(actor, one) {
            one.notice_on = Some(now.today);
            if one.account.is_some() && one.account == actor.user() && one.reply.is_none() {
                // Who sends the notice comes.
                *one = one.clone().answered(Reply::Yes, "", now.instant);
            }
            continue;
        }
        if email.is_empty() {
            notices.on_paper.push(one.name.clone());
            one.notice_on = on_paper.then_some(now.today);
            continue;
        }
        if on_paper {
            // The letters are ticked off: the mails wait for their own button.
            continue;
        }
        let changed = if one.told_before { "The meeting has changed: " } else { "" };
        let asks = if account.is_some() {
            "Whom it is about stands in Waymark. Please say there whether you come; if the day does not suit you, say so."
        } else {
            "Whom it is about, the school tells you: mail is not private enough for it. Please tell the school whether you \
             come."
        };
        let what = format!(
            "{changed}this is the notice of an annual review meeting on {when}, to which you are invited. {asks} The calendar \
             file puts it into your calendar."
        );
        let copy = CopyFor {
            invited: (one.name.clone(), email.clone()),
            in_waymark: account.is_some(),
            is_annual: true,
        };
        let file = calendar_file(&meeting, &school, base, own, copy, false);
        let mail = tell::Invite {
            email: &email,
            name: &one.name,
            school: &school,
            base,
            what: &what,
            subject: Some(&subject),
            to: if account.is_some() { &page } else { "" },
            files: std::slice::from_ref(&file),
        };
        match account {
            Some(account) => tell::with_a_way_in(app, &opened, now, account, &mail).await?,
            None => tell::by_mail_only(app, &opened.tx, now, &mail).await?,
        }
        one.notice_on = Some(now.today);
        notices.mailed += 1;
    }
    if review.invited.iter().all(|one| one.notice_on.is_some()) {
        review.notice_on = review.notice_on.or(Some(now.today));
    }
    let changed =
        Entry { content: Content::AnnualReview(review), author: actor.who, written_at: now.instant, ..entry };
    entries::save(&opened.tx, &opened.allowed, &changed).await?;
    let kind = EntryKind::AnnualReview.code();
    let events = [Event::entry(Happening::EntryChanged, pupil, of.0, kind)];
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(notices)
}
