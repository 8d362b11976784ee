//! `/pupils/{pupil}/ehc/annual-review/{entry}/invited`: who is invited to an annual review, and the notice sent to each.

use app::{
    Fault, FieldFault,
    county::{self, ChosenGuests},
    meetings::{self, Answer as Said},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    meetings::Reply,
    people::Pupil,
    permissions::Action,
    record::{AnnualGuest, AnnualReview, AsWhom, Entry, annual_meeting},
};

use super::{entry::found, meeting::in_words};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::{frame::Frame, reviews::meeting::sum},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field, invitation},
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
        let invite = Choices::new("invite", "Who is invited?", items.collect::<Vec<_>>())
            .hint("Parents are, by law. When an order or a decision keeps one away, it is written down on the page People.")
            .errors(wrong)
            .small();
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

/// Somebody on the list.
#[derive(Debug)]
struct GuestShown {
    /// Name, and as whom.
    who: String,
    /// Since when they are on the list.
    since: String,
    /// The notice, and its colour.
    notice: (String, &'static str),
    /// What they answered, and its colour; none without the notice.
    answer: Option<(&'static str, &'static str)>,
    /// Their sentence.
    words: String,
}

impl GuestShown {
    fn of(one: &AnnualGuest) -> Self {
        let notice = match one.notice_on.map(time_in_words::short_day) {
            // Nothing is sent to a child: the adults tell them, and it stands on their page.
            Some(_) if one.as_whom == AsWhom::Pupil => {
                ("On their own page: tell them too".to_owned(), "grey")
            }
            Some(on) => (format!("Notice {on}"), "green"),
            None if one.told_before => ("Has the notice of before the change".to_owned(), "yellow"),
            None => ("No notice yet".to_owned(), "yellow"),
        };
        Self {
            who: format!("{} ({})", one.name, one.as_whom.name()),
            since: one.listed_on.map(time_in_words::short_day).unwrap_or_default(),
            notice,
            answer: one.notice_on.map(|_| invitation::answer(one.reply)),
            words: one.words.clone(),
        }
    }
}

/// How many come, in words, for staff: of an annual review with its time and place, whose notice somebody has. Of two parents
/// the one who comes would read in it what the other answered.
pub(super) fn sum_of(visit: &Visit, entry: &Entry) -> Option<String> {
    let is_staff = visit.actor().holdings.iter().any(|holding| holding.role.is_staff());
    let meeting = annual_meeting(entry).filter(|meeting| is_staff && !meeting.invited.is_empty())?;
    Some(sum(&meeting))
}

/// The boxes to write down what somebody said.
fn said_boxes(review: &AnnualReview, typed: Option<&Typed>, errors: &Errors) -> (Choices, Choices, Field) {
    let nothing = Typed::default();
    let sent = typed.unwrap_or(&nothing);
    let told = review.invited.iter().enumerate().filter(|(_, one)| one.notice_on.is_some());
    let who = told.map(|(number, one)| {
        Choice::new(number.to_string(), format!("{} ({})", one.name, one.as_whom.name()))
    });
    let chosen = |name: &str, choices: Choices| choices.choose(sent.all(name)).errors(errors);
    let replies = Reply::ALL.map(|reply| Choice::new(reply.code(), reply.name()));
    (
        chosen("who", Choices::new("who", "Who said it?", who.collect::<Vec<_>>())),
        chosen("reply", Choices::new("reply", "What did they say?", replies)).small(),
        sent.into_field(Field::new("words", "In their words (needed for another day)").rows(2), errors),
    )
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/annual_review/invited.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    back: String,
    meeting: String,
    version: u32,
    /// How many come, in words; empty while nobody has the notice.
    who_comes: String,
    list: Vec<GuestShown>,
    /// What must be said of the meeting before the notice can go, and where.
    not_said: String,
    set_href: String,
    /// To write down what somebody said: who, what, in their words; none while nobody has the notice.
    said: Option<(Choices, Choices, Field)>,
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
    let missing = county::guests_missing(&web.app, visit.actor(), visit.now(), pupil, review).await?;
    let answers = annual_meeting(entry)
        .is_some_and(|meeting| !meeting.invited.is_empty() && meeting.takes_answers(visit.now().today));
    // Each of the two forms keeps what was typed in it.
    let (of_said, of_list) = match typed {
        Some(typed) if typed.text("do") == "said" => (Some(typed), None),
        typed => (None, typed),
    };
    let page = Page {
        back: format!("{}/ehc/annual-review/{}", frame.base, entry.id),
        meeting: in_words(review),
        who_comes: sum_of(visit, entry).unwrap_or_default(),
        not_said: domain::pathway::facts::and(&review.not_said()).unwrap_or_default(),
        set_href: format!("{}/ehc/annual-review/{}#at", frame.base, entry.id),
        said: answers.then(|| said_boxes(review, of_said, &errors)),
        version: entry.version,
        list: review.invited.iter().map(GuestShown::of).collect(),
        missing: missing.into_iter().map(AsWhom::name).collect(),
        boxes: GuestBoxes::of(web, visit, pupil, Some(review), of_list, &errors).await?,
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
    if doing == "said" {
        let (who, reply) = (typed.text("who").parse().ok(), Reply::from_code(&typed.text("reply")));
        let done = match (who, reply) {
            (Some(number), Some(reply)) => {
                let said = Said { reply, words: typed.text("words") };
                meetings::answer_for_guest(app, actor, now, pupil.id, of, (number, said)).await
            }
            (None, _) => Err(Fault::field("who", "Choose who said it")),
            (Some(_), None) => Err(Fault::field("reply", "Choose what they said")),
        };
        return match done {
            Ok(()) => Ok(go_saying(&here, "Their answer is written down.")),
            Err(Fault::Invalid(faults)) => {
                show(&web, &visit, &pupil, (&entry, &before), Some(&typed), &faults).await
            }
            Err(fault) => Err(fault.into()),
        };
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
