//! `/invited/{pupil}/referrals/{entry}`: a professional reads the referral that was made to them, and says when they saw the
//! child.

use app::{Fault, FieldFault, early, time_in_words};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{EntryId, PupilId, people::Pupil, record::Referral};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, DateField},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/invited/referral.html")]
struct Page {
    chrome: Chrome,
    name: String,
    reason: String,
    days: Vec<(&'static str, String)>,
    seen_on: DateField,
    version: u32,
    report: String,
}

/// The days of a referral that are known, in words.
pub(super) fn days(referral: &Referral) -> Vec<(&'static str, String)> {
    [
        ("Parents consented", referral.consent_on),
        ("Sent", referral.sent_on),
        ("You saw the child", referral.seen_on),
        ("Report", referral.report_on),
    ]
    .into_iter()
    .filter_map(|(what, on)| Some((what, time_in_words::day(on?))))
    .collect()
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    entry: EntryId,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let all = early::own_referrals(&web.app, visit.actor(), pupil).await?;
    let (one, referral) = all.into_iter().find(|(one, _)| one.entry.id == entry).ok_or(Fault::NotFound)?;
    let errors = errors(faults);
    let seen_on = DateField::new("seen_on", "On which day did you see the child?");
    let page = Page {
        chrome: visit.chrome("A referral to you").with_errors(errors.clone()),
        name: pupil.name(),
        days: days(&referral),
        seen_on: match typed {
            Some(typed) => typed.into_date(seen_on, &errors),
            None => seen_on.value(referral.seen_on),
        },
        reason: referral.reason,
        version: one.entry.version,
        report: format!("/pupils/{}/reports/new?referral={entry}", pupil.id),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

fn entry_of(id: &str) -> Result<EntryId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

/// The referral.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(PupilId, String)>,
) -> Answer {
    form(&web, &visit, &pupil, entry_of(&entry)?, None, &[]).await
}

/// Saves the day.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(PupilId, String)>,
    typed: Typed,
) -> Answer {
    let entry = entry_of(&entry)?;
    let mut faults = Vec::new();
    let seen_on = typed.date("seen_on", "The day", &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, entry, Some(&typed), &faults).await;
    }
    let of = (entry, typed.text("version").parse().unwrap_or(0));
    match early::seen_by_professional(&web.app, visit.actor(), visit.now(), pupil.id, of, seen_on).await {
        Ok(()) => Ok(go_saying("/invited", "Thank you: the school and the parents read it.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, entry, Some(&typed), &faults).await,
        // One day is asked for: who saved meanwhile changed something else, and it is looked at anew.
        Err(Fault::Stale) => {
            let fault = FieldFault::new(
                "seen_on-day",
                "The school changed this referral since. Look at it, then save again",
            );
            form(&web, &visit, &pupil, entry, Some(&typed), &[fault]).await
        }
        Err(fault) => Err(fault.into()),
    }
}
