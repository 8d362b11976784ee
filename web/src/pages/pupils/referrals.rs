//! `/pupils/{pupil}/referrals`: referrals to outside agencies, and how far each is.

pub(crate) mod one;

use app::{early, files, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::{
    EntryId,
    permissions::Action,
    record::{Content, EntryKind, Referral},
};

use super::{files::FileLink, frame::Frame};
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/referrals.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    referrals: Vec<Row>,
    reports: Vec<ReportRow>,
    may_write: bool,
    may_add: bool,
}

/// A report, with its files.
#[derive(Debug)]
struct ReportRow {
    title: String,
    by: String,
    on: String,
    advises: String,
    done: String,
    files: Vec<FileLink>,
    referral: Option<EntryId>,
    href: String,
}

#[derive(Debug)]
struct Row {
    to: String,
    reason: String,
    state: &'static str,
    colour: &'static str,
    days: Vec<(&'static str, String)>,
    advice: String,
    done: String,
    href: String,
    add: String,
    reports: Vec<ReportRow>,
}

fn state(referral: &Referral, reports: &[ReportRow]) -> (&'static str, &'static str) {
    if !referral.done.trim().is_empty() || reports.iter().any(|report| !report.done.trim().is_empty()) {
        ("Advice followed", "green")
    } else if referral.report_on.is_some() || !reports.is_empty() {
        ("Report here: decide what to do", "yellow")
    } else if referral.seen_on.is_some() {
        ("Seen, report awaited", "blue")
    } else if referral.sent_on.is_some() {
        ("Sent, waiting", "blue")
    } else if referral.consent_on.is_some() {
        ("Consent given, to be sent", "yellow")
    } else {
        ("Waits for the parents’ consent", "grey")
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadSharedFile, pupil.subject())?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Referrals and reports", "/referrals").await?;
    let papers = files::by_entry(&web.app, visit.actor(), &pupil).await?;
    let may_add = visit.may(Action::AddReport, &pupil);
    let mut reports: Vec<ReportRow> = early::written(&web.app, visit.actor(), &pupil, &[EntryKind::Report])
        .await?
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::Report(report) => Some(ReportRow {
                title: report.title,
                by: report.author,
                on: time_in_words::day(one.entry.on),
                advises: report.advises,
                done: report.done,
                files: FileLink::all(&frame.base, papers.get(&one.entry.id)),
                referral: report.referral,
                href: format!("{}/reports/{}", frame.base, one.entry.id),
            }),
            _ => None,
        })
        .collect();
    reports.reverse();
    let mut referrals: Vec<Row> = early::written(&web.app, visit.actor(), &pupil, &[EntryKind::Referral])
        .await?
        .into_iter()
        .filter_map(|one| match &one.entry.content {
            Content::Referral(referral) => {
                let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut reports)
                    .into_iter()
                    .partition(|report| report.referral == Some(one.entry.id));
                reports = others;
                let (state, colour) = state(referral, &own);
                let days = [
                    ("Parents consented", referral.consent_on),
                    ("Sent", referral.sent_on),
                    ("Last chased", referral.chased_on),
                    ("Child seen", referral.seen_on),
                    ("Report", referral.report_on),
                ];
                let days = days.into_iter().filter_map(|(what, on)| Some((what, time_in_words::day(on?))));
                Some(Row {
                    to: referral.to.clone(),
                    reason: referral.reason.clone(),
                    state,
                    colour,
                    days: days.collect(),
                    advice: referral.advice.clone(),
                    done: referral.done.clone(),
                    href: format!("/pupils/{}/referrals/{}", pupil.id, one.entry.id),
                    add: format!("/pupils/{}/reports/new?referral={}", pupil.id, one.entry.id),
                    reports: own,
                })
            }
            _ => None,
        })
        .collect();
    referrals.reverse();
    let may_write = visit.may(Action::ManageReferral, &pupil);
    page(&Page { chrome: frame.chrome.clone(), frame, referrals, reports, may_write, may_add })
}
