//! `/invited`: the home of a professional from outside: the child, what is asked, until when.

pub(crate) mod referral;
pub(crate) mod view;

use app::{early, files, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::{permissions::Action, record::Content};

use crate::{
    Web,
    answer::{Answer, page},
    pages::{
        pupils::{files::FileLink, profile::filled},
        views,
    },
    view::{Chrome, Invitation},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/invited.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    children: Vec<Card>,
}

#[derive(Debug)]
struct Card {
    id: String,
    name: String,
    until: Option<String>,
    asked: Vec<(String, String)>,
    referrals: Vec<ReferralShown>,
    read: Vec<(&'static str, String)>,
    written: Vec<Given>,
}

/// A referral that was made to them.
#[derive(Debug)]
struct ReferralShown {
    reason: String,
    days: Vec<(&'static str, String)>,
    href: String,
}

/// Something that they wrote or gave.
#[derive(Debug)]
struct Given {
    day: String,
    rows: Vec<(&'static str, String)>,
    files: Vec<FileLink>,
}

/// What an agency may read, where.
const READ: [(&str, &str, Action); 5] = [
    ("The one page profile", "/profile", Action::ReadProfile),
    ("The plan", "/plan", Action::ReadPlan),
    ("What was changed in class", "/adaptations", Action::ReadConcern),
    ("The checklist", "/checklist", Action::ReadConcern),
    ("What is shared of the pupil file", "/file", Action::ReadSharedFile),
];

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let name = &visit.visitor.login.name;
    let invited = early::invited(&web.app, visit.actor(), visit.now(), name).await?;
    let mut children = Vec::new();
    for one in invited {
        let (account, pupil) = (visit.visitor.login.account, &one.pupil);
        web.app.looked(visit.now(), pupil.school, account, pupil.id, "/invited");
        let id = pupil.id.to_string();
        let referrals = early::own_referrals(&web.app, visit.actor(), pupil).await?;
        let papers = files::by_entry(&web.app, visit.actor(), pupil).await?;
        children.push(Card {
            name: pupil.name(),
            until: one.until_on.map(|on| {
                let from_now = time_in_words::from_today(on, visit.now().today);
                format!("{} ({from_now})", time_in_words::day(on))
            }),
            referrals: referrals
                .into_iter()
                .map(|(one, referral)| ReferralShown {
                    days: referral::days(&referral),
                    href: format!("/invited/{id}/referrals/{}", one.entry.id),
                    reason: referral.reason,
                })
                .collect(),
            asked: one.asked.into_iter().map(|(on, text)| (time_in_words::day(on), text)).collect(),
            read: READ
                .iter()
                .filter(|(_, _, action)| visit.may(*action, pupil))
                .map(|(text, path, _)| (*text, format!("/pupils/{id}{path}")))
                .collect(),
            written: one
                .written
                .iter()
                .map(|one| {
                    let rows = match &one.entry.content {
                        Content::View(view) => views::rows(view),
                        Content::ProfilePart(part) => filled(&part.headings),
                        Content::Report(report) => [
                            ("What it is", &report.title),
                            ("What it advises", &report.advises),
                            ("What the school did with it", &report.done),
                        ]
                        .into_iter()
                        .filter(|(_, text)| !text.trim().is_empty())
                        .map(|(title, text)| (title, text.clone()))
                        .collect(),
                        _ => Vec::new(),
                    };
                    let files = FileLink::all(&format!("/pupils/{id}"), papers.get(&one.entry.id));
                    Given { day: time_in_words::day(one.entry.on), rows, files }
                })
                .collect(),
            id,
        });
    }
    let invitations = super::meetings::mine(&web, &visit).await?;
    page(&Page { chrome: visit.chrome("Invited"), invitations, children })
}
