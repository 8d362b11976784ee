//! Tells those who are invited: one mail each, however many meetings it is about, each with its calendar file.

use std::collections::BTreeMap;

use domain::{
    Now, UserId,
    meetings::Meeting,
    people::{Account, School},
    permissions::Allowed,
};
use store::Tx;

use super::as_calendar::file;
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
    /// It is called off, or goes on without them.
    CalledOff,
}

/// What one person is told.
#[derive(Debug)]
struct Letter<'a> {
    account: Account,
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

/// Collects what each is told.
#[derive(Debug, Default)]
pub(super) struct Letters<'a>(BTreeMap<UserId, Letter<'a>>);

/// When and where, in words: "Tuesday 1 December 2026 at 15:30 for 30 minutes, Room 4".
fn when(meeting: &Meeting) -> String {
    let when = &meeting.when;
    let place = if when.place.is_empty() { String::new() } else { format!(", {}", when.place) };
    format!("{} at {} for {} minutes{place}", time_in_words::day(when.on), when.time(), when.minutes)
}

fn sentence(news: News, meeting: &Meeting) -> String {
    let when = when(meeting);
    match news {
        News::Planned => format!("A review meeting is planned for {when}."),
        News::Moved => format!("A review meeting has moved. It is now on {when}. Please answer again."),
        News::Changed => format!("Where or how long a review meeting is has changed: {when}."),
        News::CalledOff => format!("The review meeting of {when} is called off, or goes on without you."),
    }
}

impl<'a> Letters<'a> {
    /// Adds a meeting to what somebody is told; those without an address are told on their page only.
    pub(super) fn add(&mut self, account: &Account, right: usize, news: News, meeting: &'a Meeting) {
        if account.email.is_some() {
            let new = || Letter { account: account.clone(), right, news: Vec::new() };
            self.0.entry(account.id).or_insert_with(new).news.push((news, meeting));
        }
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
        for Letter { account, right, news } in self.0.into_values() {
            let (Some(email), Some(allowed)) = (account.email.as_deref(), rights.get(right)) else {
                continue;
            };
            let says: Vec<String> = news.iter().map(|(news, meeting)| sentence(*news, meeting)).collect();
            let off = news.iter().all(|(news, _)| *news == News::CalledOff);
            let ask = if off {
                "Why stands in Waymark."
            } else {
                "Please say whether you come, and write before it what goes well, what does not, and what should \
                 happen next. If the day does not suit you, say so there. The calendar file puts it into your calendar."
            };
            let (what, subject, to) = match &news[..] {
                [(news, meeting)] => {
                    let day = time_in_words::day(meeting.when.on);
                    let subject = match news {
                        News::Planned => format!("A review on {day} at {}", school.name),
                        News::Moved => format!("A review has moved to {day} at {}", school.name),
                        News::Changed => format!("A review on {day} at {} has changed", school.name),
                        News::CalledOff => format!("A review on {day} at {} is called off", school.name),
                    };
                    (format!("{} {ask}", says[0]), subject, format!("/meetings/{}", meeting.id))
                }
                several => {
                    let subject = format!("{} review meetings at {}", several.len(), school.name);
                    (format!("{}\n\n{ask}", says.join("\n")), subject, String::new())
                }
            };
            let files: Vec<_> = news
                .iter()
                .map(|(news, meeting)| {
                    let invited = (account.name.clone(), email.to_owned());
                    file(meeting, school, base, planner, invited, *news == News::CalledOff)
                })
                .collect();
            let mail = tell::Invite {
                email,
                name: &account.name,
                school,
                base,
                what: &what,
                subject: Some(&subject),
                to: &to,
                files: &files,
            };
            tell::a_way_in(app, tx, allowed, now, &account, &mail).await?;
        }
        Ok(())
    }
}
