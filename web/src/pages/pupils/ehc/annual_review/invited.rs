//! `/pupils/{pupil}/ehc/annual-review/{entry}/invited`: who is invited to an annual review, and the notice sent to each.

use app::{
    Fault, FieldFault,
    county::{self, ChosenGuests},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    people::Pupil,
    permissions::Action,
    record::{AnnualGuest, AnnualReview, AsWhom, Entry, missing_guests},
};

use super::entry::found;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::{Child, Visit},
};

/// Ticks for those of the record, and boxes for those from outside.
#[derive(Debug)]
pub(crate) struct GuestBoxes {
    /// Who is on the record.
    pub invite: Choices,
    /// Somebody from outside: as whom, by code; name; address.
    pub outside: Vec<(&'static str, Field, Field)>,
}

impl GuestBoxes {
    /// The boxes, with what was typed.
    pub(crate) async fn of(
        web: &Web,
        visit: &Visit,
        pupil: &Pupil,
        review: Option<&AnnualReview>,
        typed: Option<&Typed>,
        wrong: &Errors,
    ) -> Result<Self, Fault> {
        let all = county::guests_to_choose(&web.app, visit.actor(), visit.now(), pupil, review).await?;
        let ticked = typed.map(|typed| typed.all("invite"));
        // Somebody else saved meanwhile: what stands on the list now stays beside what was typed.
        let is_stale = typed.is_some_and(|typed| typed.has("stale"));
        let has_list = review.is_some_and(|review| !review.invited.is_empty());
        // Who has the notice stays on the list, and is asked for no tick.
        let items = all.iter().filter(|one| one.guest.notice_on.is_none()).filter_map(|one| {
            let id = one.guest.id?.to_string();
            let stands = is_stale && has_list && one.ticked;
            let chosen = ticked.as_ref().map_or(one.ticked, |ticked| stands || ticked.contains(&id));
            let words = format!("{} ({})", one.guest.name, one.guest.as_whom.name());
            Some(Choice::new(id, words).chosen(chosen))
        });
        let invite =
            Choices::new("invite", "Who is invited?", items.collect::<Vec<_>>()).errors(wrong).small();
        let listed: Vec<&AnnualGuest> =
            review.iter().flat_map(|review| &review.invited).filter(|one| one.id.is_none()).collect();
        let empty: Vec<AsWhom> = AsWhom::FROM_OUTSIDE
            .into_iter()
            .filter(|as_whom| {
                *as_whom == AsWhom::Professional || !listed.iter().any(|one| one.as_whom == *as_whom)
            })
            .collect();
        let known = listed.iter().map(|one| (one.as_whom, one.name.clone(), one.email.clone()));
        let boxes: Vec<(AsWhom, String, String)> = match typed.map(chosen) {
            // Each under what it was typed for, whatever the list is by now.
            Some(typed) if !typed.outside.is_empty() => {
                let more: Vec<_> = known.filter(|one| is_stale && !typed.outside.contains(one)).collect();
                typed.outside.into_iter().chain(more).collect()
            }
            _ => known
                .chain(empty.into_iter().map(|as_whom| (as_whom, String::new(), String::new())))
                .collect(),
        };
        let outside = boxes.into_iter().enumerate().map(|(number, (as_whom, name, email))| {
            let shown = |field: Field, words: String| field.value(words).errors(wrong);
            let label = format!("{}: name", as_whom.name());
            (
                as_whom.code(),
                shown(Field::new(format!("name-{number}"), label), name),
                shown(
                    Field::email(format!("email-{number}"), format!("{}: e-mail", as_whom.name()))
                        .hint("Empty: they get a letter"),
                    email,
                ),
            )
        });
        Ok(Self { invite, outside: outside.collect() })
    }
}

/// The ticks and names of a form.
pub(crate) fn chosen(typed: &Typed) -> ChosenGuests {
    let outside = (0..)
        .map_while(|number| {
            let as_whom = typed.text(&format!("as-{number}"));
            let as_whom = AsWhom::ALL.into_iter().find(|known| known.code() == as_whom)?;
            Some((as_whom, typed.text(&format!("name-{number}")), typed.text(&format!("email-{number}"))))
        })
        .collect();
    ChosenGuests { ticked: typed.all("invite").iter().filter_map(|id| id.parse().ok()).collect(), outside }
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/annual_review/invited.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    back: String,
    meeting: String,
    version: u32,
    /// Who is on the list: name and as whom, since when, the notice and its colour.
    list: Vec<(String, String, String, &'static str)>,
    missing: Vec<&'static str>,
    boxes: GuestBoxes,
    /// How many get it by mail now.
    by_mail: usize,
    /// Who gets it on paper.
    on_paper: Vec<String>,
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    (entry, review): (&Entry, &AnnualReview),
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    if !visit.may(Action::WriteEhcp, pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let (frame, _) = Frame::of(web, visit, pupil, "Who is invited to the annual review", "/ehc").await?;
    let errors = errors(faults);
    let waits = county::notices_waiting(&web.app, visit.actor(), review).await?;
    let list = review.invited.iter().map(|one| {
        let since = one.listed_on.map(time_in_words::short_day).unwrap_or_default();
        let notice = one.notice_on.map(time_in_words::short_day);
        let (words, colour) = match notice {
            Some(on) => (format!("Notice {on}"), "green"),
            None => ("No notice yet".to_owned(), "yellow"),
        };
        (format!("{} ({})", one.name, one.as_whom.name()), since, words, colour)
    });
    let page = Page {
        back: format!("{}/ehc/annual-review/{}", frame.base, entry.id),
        meeting: review.meeting_on.map_or_else(|| "No meeting set".to_owned(), time_in_words::day),
        version: entry.version,
        list: list.collect(),
        missing: missing_guests(&review.invited).into_iter().map(AsWhom::name).collect(),
        boxes: GuestBoxes::of(web, visit, pupil, Some(review), typed, &errors).await?,
        by_mail: waits.mailed,
        on_paper: waits.on_paper,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The list.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let (entry, review) = found(&web, &visit, &pupil, &id).await?;
    show(&web, &visit, &pupil, (&entry, &review), None, &[]).await
}

/// Saves the list, or sends the notice.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let (entry, before) = found(&web, &visit, &pupil, &id).await?;
    if !visit.may(Action::WriteEhcp, &pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let here = format!("/pupils/{}/ehc/annual-review/{}/invited", pupil.id, entry.id);
    let of = (entry.id, typed.text("version").parse().unwrap_or(0));
    let doing = typed.text("do");
    if doing == "notice" || doing == "paper" {
        let base = &web.config.public_url;
        let sent = county::send_notices(app, actor, now, base, pupil.id, of, doing == "paper").await?;
        let mut said = match sent.mailed {
            0 => "No mail was to be sent.".to_owned(),
            1 => "The notice is on its way to one person.".to_owned(),
            many => format!("The notice is on its way to {many} people."),
        };
        if !sent.on_paper.is_empty() {
            said.push_str(if doing == "paper" {
                " The letters are written down as sent."
            } else {
                " The others get it on paper."
            });
        }
        return Ok(go_saying(&here, &said));
    }
    let saved = match county::guests_chosen(app, actor, now, &pupil, Some(&before), &chosen(&typed)).await {
        Ok(invited) => {
            let review = AnnualReview { invited, ..before.clone() };
            county::write_annual_review(app, actor, now, pupil.id, Some(of), review).await.map(|_| ())
        }
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(()) => Ok(go_saying(&here, "The list is saved.")),
        Err(Fault::Invalid(faults)) => {
            show(&web, &visit, &pupil, (&entry, &before), Some(&typed), &faults).await
        }
        Err(Fault::Stale) => {
            let sentence = "Somebody else changed this review since you opened the page. Look at it, then press the button again";
            show(
                &web,
                &visit,
                &pupil,
                (&entry, &before),
                Some(&typed.clone().set("stale", "yes")),
                &[FieldFault::new("invite", sentence)],
            )
            .await
        }
        Err(fault) => Err(fault.into()),
    }
}
