//! Tells those who are invited: one mail each, however many meetings it is about, each with its calendar file.

use std::collections::BTreeMap;

use domain::{
    Now, UserId,
    meetings::{Invited, Meeting, Reached},
    people::{Account, School},
    permissions::{Actor, Allowed},
};
use store::Tx;

use super::as_calendar::{CopyFor, file};
use crate::{App, Fault, early::tell, time_in_words};

/// What happened to a meeting, for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum News {
    /// They are invited.
    Planned,
    /// It moved, and they are asked anew.
    Moved,
    /// Its place or length changed.
    Changed,
    /// It is called off.
    CalledOff,
    /// It goes on without them.
    WithoutYou,
    /// They are kept away from it, so that the child is safe, or have no way to the child any more: they hear no day, no time and no place.
    KeptAway,
}

impl News {
    /// Whether it goes out of their calendar.
    const fn is_off(self) -> bool {
        matches!(self, News::CalledOff | News::WithoutYou | News::KeptAway)
    }

    /// What somebody hears who is not invited any more. Who is not in the list of those left out is so by what the roll says.
    pub(super) fn of_gone(meeting: &Meeting, gone: &Invited) -> Self {
        let left = meeting.left_out.iter().find(|left| left.who.id == gone.id);
        if left.is_some_and(|left| left.ground.keeps_safe()) { News::KeptAway } else { News::WithoutYou }
    }
}

/// To whom a mail goes.
#[derive(Debug)]
enum To<'a> {
    /// Somebody who answers in Waymark.
    Account(&'a Account),
    /// Somebody who is told by mail only: name and address.
    Address(String, String),
}

/// What one person is told.
#[derive(Debug)]
struct Letter<'a> {
    to: To<'a>,
    /// A right of the actor over one of the children, for the link.
    right: usize,
    news: Vec<(News, &'a Meeting)>,
}

/// Who invites, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inviting<'a> {
    /// The server's address.
    pub base: &'a str,
    /// The school.
    pub school: &'a School,
    /// Who plans the meetings: calendars name them.
    pub planner: Option<&'a Account>,
}

/// Collects what each is told: one mail for an address.
#[derive(Debug)]
pub(super) struct Letters<'a> {
    accounts: &'a [Account],
    but: Option<UserId>,
    all: BTreeMap<String, Letter<'a>>,
}

/// When and where, in words: "Tuesday 1 December 2026 at 15:30 for 30 minutes, Room 4".
pub(crate) fn when(meeting: &Meeting) -> String {
    let when = &meeting.when;
    let place = if when.place.is_empty() { String::new() } else { format!(", {}", when.place) };
    format!("{} at {} for {} minutes{place}", time_in_words::day(when.on), when.time(), when.minutes)
}

/// What happened, with when and where.
pub(super) fn sentence(news: News, meeting: &Meeting) -> String {
    let when = when(meeting);
    match news {
        News::Planned => format!("A review meeting is planned for {when}."),
        News::Moved => format!("A review meeting has moved. It is now on {when}. Please answer again."),
        News::Changed => format!("Where or how long a review meeting is has changed: {when}."),
        News::CalledOff => format!("The review meeting of {when} is called off."),
        News::WithoutYou => format!("The review meeting of {when} goes on without you."),
        News::KeptAway => "You are not invited to a review meeting any more.".to_owned(),
    }
}

/// What is asked of somebody, after what happened.
fn ask(news: &[(News, &Meeting)], to: &To<'_>, planner: Option<&Account>) -> String {
    let by_mail = matches!(to, To::Address(..));
    if news.iter().all(|(news, _)| matches!(news, News::WithoutYou | News::KeptAway)) {
        "If you have a question about it, please ask the school.".to_owned()
    } else if news.iter().all(|(news, _)| news.is_off()) {
        if by_mail { String::new() } else { "Why stands in Waymark.".to_owned() }
    } else if by_mail {
        let whom = planner.map_or("the school", |account| account.name.as_str());
        format!(
            "Whom it is about, the school tells you: mail is not private enough for it. Please tell {whom} whether you come. \
             The calendar file puts it into your calendar."
        )
    } else {
        "Please say whether you come, and write before it what goes well, what does not, and what should happen next. If the \
         day does not suit you, say so there. The calendar file puts it into your calendar."
            .to_owned()
    }
}

/// The subject of a mail about one meeting.
fn subject(news: News, meeting: &Meeting, school: &School) -> String {
    let day = time_in_words::day(meeting.when.on);
    match news {
        News::Planned => format!("A review on {day} at {}", school.name),
        News::Moved => format!("A review has moved to {day} at {}", school.name),
        News::Changed => format!("A review on {day} at {} has changed", school.name),
        News::CalledOff => format!("A review on {day} at {} is called off", school.name),
        News::WithoutYou => format!("A review on {day} at {} goes on without you", school.name),
        News::KeptAway => format!("A review at {}", school.name),
    }
}

impl<'a> Letters<'a> {
    /// None yet: `accounts` are the school's; the actor knows already.
    pub(super) fn of(accounts: &'a [Account], actor: &Actor) -> Self {
        Self { accounts, but: actor.user(), all: BTreeMap::new() }
    }

    /// Adds a meeting to what everybody who is invited is told.
    pub(super) fn add_everybody(&mut self, right: usize, news: News, meeting: &'a Meeting) {
        for one in &meeting.invited {
            self.add(one, right, news, meeting);
        }
    }

    /// Adds a meeting to what somebody is told; those without an address are told on their page, by letter or in person.
    pub(super) fn add(&mut self, one: &Invited, right: usize, news: News, meeting: &'a Meeting) {
        let account = self.accounts.iter().find(|account| {
            Some(account.id) == one.account && account.active && Some(account.id) != self.but
        });
        let (email, to) =
            match (account.and_then(|account| Some((account, account.email.clone()?))), one.reached()) {
                (Some((account, email)), _) => (email, To::Account(account)),
                (None, Reached::ByMail) => {
                    (one.email.clone(), To::Address(one.name.clone(), one.email.clone()))
                }
                (None, Reached::InWaymark | Reached::ByLetter | Reached::InPerson) => return,
            };
        let new = || Letter { to, right, news: Vec::new() };
        self.all.entry(email.to_lowercase()).or_insert_with(new).news.push((news, meeting));
    }

    /// Queues the mails, in the transaction of what they tell of. None names a child.
    pub(super) async fn send(
        self,
        app: &App,
        tx: &Tx,
        rights: &[Allowed],
        now: Now,
        inviting: Inviting<'_>,
    ) -> Result<(), Fault> {
        let Inviting { base, school, planner } = inviting;
        for Letter { to, right, news } in self.all.into_values() {
            let (name, email) = match &to {
                To::Account(account) => (account.name.as_str(), account.email.as_deref().unwrap_or_default()),
                To::Address(name, email) => (name.as_str(), email.as_str()),
            };
            let Some(allowed) = rights.get(right) else { continue };
            let says: Vec<String> = news.iter().map(|(news, meeting)| sentence(*news, meeting)).collect();
            let ask = ask(&news, &to, planner);
            let (what, subject, page) = match &news[..] {
                [(news, meeting)] => {
                    // Who is left out finds no page of this meeting.
                    let page = match news {
                        News::WithoutYou | News::KeptAway => String::new(),
                        News::Planned | News::Moved | News::Changed | News::CalledOff => {
                            format!("/meetings/{}", meeting.id)
                        }
                    };
                    (format!("{} {ask}", says[0]), subject(*news, meeting, school), page)
                }
                several => {
                    let subject = format!("{} review meetings at {}", several.len(), school.name);
                    (format!("{}\n\n{ask}", says.join("\n")), subject, String::new())
                }
            };
            let in_waymark = matches!(to, To::Account(_));
            let files: Vec<_> = news
                .iter()
                .map(|(news, meeting)| {
                    let copy = CopyFor {
                        invited: (name.to_owned(), email.to_owned()),
                        in_waymark,
                        is_annual: false,
                    };
                    // A calendar takes a meeting out by its number and start; where it is, is nobody's who is kept away.
                    let mut shown = Meeting::clone(meeting);
                    if *news == News::KeptAway {
                        shown.when.place.clear();
                    }
                    file(&shown, school, base, planner, copy, news.is_off())
                })
                .collect();
            let mail = tell::Invite {
                email,
                name,
                school,
                base,
                what: what.trim_end(),
                subject: Some(&subject),
                to: &page,
                files: &files,
            };
            match &to {
                To::Account(account) => tell::a_way_in(app, tx, allowed, now, account, &mail).await?,
                To::Address(..) => tell::by_mail_only(app, tx, now, &mail).await?,
            }
        }
        Ok(())
    }
}
