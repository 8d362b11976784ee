//! `/pupils/{pupil}/reviews/meeting`: the meeting of the next review: planned, moved, called off; who is invited, who comes.

use std::collections::BTreeSet;

use app::{
    Fault, FieldFault,
    meetings::{self, Answer as Said, Planning},
    pupils, reviewing,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use documents::papers::LetterKind;
use domain::{
    InvitedId,
    meetings::{Meeting, Reply, When, starts},
    people::Pupil,
    permissions::Action,
    record::Party,
};

use super::guests::{self, Guests, ToInvite};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::{documents::letter, frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field, invitation},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/meeting.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    planned: Option<Planned>,
    on: DateField,
    at: Field,
    minutes: Field,
    place: Field,
    why: Field,
    who: Option<Choices>,
    reply: Choices,
    words: Field,
    needs: Vec<(String, String)>,
    guests: Option<Guests>,
    to_invite: Option<ToInvite>,
    /// Letters for those who get no mail: title and address.
    letters: Vec<(&'static str, String)>,
}

/// The meeting with everybody's answer.
#[derive(Debug)]
pub(crate) struct Planned {
    /// Its id.
    pub id: String,
    /// Its sequence: how often it was changed.
    pub sequence: u32,
    /// Day, time and length.
    pub when: String,
    /// Where.
    pub place: String,
    /// How many come, in words.
    pub sum: String,
    /// Who is invited.
    pub invited: Vec<InvitedShown>,
}

/// Somebody who is invited, and what they answered.
#[derive(Debug)]
pub(crate) struct InvitedShown {
    /// Their name.
    pub name: String,
    /// As whom.
    pub party: &'static str,
    /// Their answer: words and colour.
    pub answer: (&'static str, &'static str),
    /// Their sentence.
    pub words: String,
    /// How they hear of it, where it needs somebody's hand.
    pub by: &'static str,
    /// Whether their view is given; none of those who are asked for none.
    pub view: Option<bool>,
}

/// How many come, in words: "2 come, 1 does not, 3 have not answered".
pub(crate) fn sum(meeting: &Meeting) -> String {
    let [yes, no, other, open] =
        [Some(Reply::Yes), Some(Reply::No), Some(Reply::OtherDay), None].map(|one| meeting.answered(one));
    let mut parts = vec![format!("{yes} {}", if yes == 1 { "comes" } else { "come" })];
    for (number, one, many) in [
        (no, "does not", "do not"),
        (other, "asks for another day", "ask for another day"),
        (open, "has not answered", "have not answered"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {}", if number == 1 { one } else { many }));
        }
    }
    parts.join(", ")
}

impl Planned {
    /// A meeting in words.
    pub(crate) fn of(meeting: &Meeting, given: &BTreeSet<InvitedId>) -> Self {
        let asked = |party| !matches!(party, Party::Senco | Party::Head);
        let invited = meeting.invited.iter().map(|one| InvitedShown {
            name: one.name.clone(),
            party: one.party.name(),
            answer: invitation::answer(one.reply),
            words: one.words.clone(),
            by: guests::by(one),
            view: asked(one.party).then(|| given.contains(&one.id)),
        });
        Self {
            id: meeting.id.to_string(),
            sequence: meeting.sequence,
            when: invitation::when(meeting),
            place: meeting.when.place.clone(),
            sum: sum(meeting),
            invited: invited.collect(),
        }
    }
}

/// The boxes as the page begins: of the meeting that stands, else the day that is due and the usual time.
async fn begun(web: &Web, visit: &Visit, pupil: &Pupil, meeting: Option<&Meeting>) -> Result<Typed, Fault> {
    let (info, today) = (&visit.visitor.school, visit.now().today);
    if let Some(Meeting { when, .. }) = meeting {
        return Ok(Typed::default()
            .with_date("on", Some(when.on))
            .with("at", when.time())
            .with("minutes", when.minutes.to_string())
            .with("place", when.place.clone()));
    }
    let usual = reviewing::Usual::default();
    let due = reviewing::show_reviews(&web.app, visit.actor(), info, pupil, today).await?.due;
    Ok(Typed::default()
        .with_date("on", due.map(|due| due.on).filter(|on| *on >= today))
        .with("at", usual.at.strftime("%H:%M").to_string())
        .with("minutes", usual.minutes.to_string()))
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    if !visit.may(Action::MoveAlong, pupil) {
        return Err(Fault::Forbidden(Action::MoveAlong).into());
    }
    let (frame, _) = Frame::of(web, visit, pupil, "Review meeting", "/reviews").await?;
    let meeting = meetings::next_meeting(&web.app, visit.actor(), pupil, visit.now().today).await?;
    let nothing = Typed::default();
    let (doing, sent) = (typed.map(|typed| typed.text("do")).unwrap_or_default(), typed.unwrap_or(&nothing));
    // Each of the forms keeps what was typed in it; the others show what stands.
    let standing = begun(web, visit, pupil, meeting.as_ref()).await?;
    let planning = if typed.is_some() && doing.is_empty() { sent } else { &standing };
    let errors: Errors = errors(faults);
    let field = |typed: &Typed, field: Field| typed.into_field(field, &errors);
    let given = match &meeting {
        Some(meeting) => meetings::views_given(&web.app, meeting, visit.actor()).await?,
        None => BTreeSet::new(),
    };
    let (guests, to_invite) = match &meeting {
        Some(meeting) => (Some(Guests::of(web, visit, pupil, meeting, sent, &errors).await?), None),
        None => (None, Some(ToInvite::of(web, visit, pupil, typed, &errors).await?)),
    };
    let kinds = [LetterKind::Invitation, LetterKind::InvitationToOthers];
    let letters = letter::links(web, visit, pupil, &frame.base, &kinds).await?;
    let invited = meeting.iter().flat_map(|meeting| &meeting.invited);
    let who = invited
        .map(|one| Choice::new(one.id.to_string(), format!("{} ({})", one.name, one.party.name())))
        .collect::<Vec<_>>();
    let chosen = sent.text("who");
    let reply = sent.text("reply");
    let replies = Reply::ALL.map(|reply| Choice::new(reply.code(), reply.name()));
    let page = Page {
        planned: meeting.as_ref().map(|meeting| Planned::of(meeting, &given)),
        guests,
        to_invite,
        letters,
        on: planning.into_date(DateField::new("on", "Day"), &errors),
        at: field(planning, Field { kind: "time", typed: false, ..Field::new("at", "Begins at").chars(10) }),
        minutes: field(planning, Field::number("minutes", "How long?", 3).suffix("minutes")),
        place: field(
            planning,
            Field::new("place", "Where?")
                .hint("A room, “by video” or “by telephone”. It stands in mails: name no child."),
        ),
        why: field(
            if doing == "off" { sent } else { &nothing },
            Field::new("why", "Why is it called off?")
                .hint("Everybody who is invited reads it in Waymark")
                .rows(2),
        ),
        who: (!who.is_empty())
            .then(|| Choices::new("who", "Who said it?", who).choose([chosen.as_str()]).errors(&errors)),
        reply: Choices::new("reply", "What did they say?", replies)
            .choose([reply.as_str()])
            .errors(&errors)
            .small(),
        words: field(
            if doing == "said" { sent } else { &nothing },
            Field::new("words", "In their words (needed for another day)").rows(2),
        ),
        needs: pupils::needs_of_parents(&web.app, visit.actor(), pupil).await?,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, None, &[]).await
}

/// Day, time, length and place as they were typed.
fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> Option<When> {
    let on = typed.date("on", "The day", faults);
    if on.is_none() && faults.is_empty() {
        faults.push(FieldFault::new("on-day", "Enter the day of the meeting"));
    }
    let at = starts::read(&typed.text("at"));
    if at.is_none() {
        faults.push(FieldFault::new("at", "Enter when it begins, like 15:30"));
    }
    let minutes = typed.whole("minutes", "How long it is", faults).unwrap_or_default();
    Some(When { on: on?, at: at?, minutes, place: typed.text("place") }).filter(|_| faults.is_empty())
}

/// Plans it or moves it; calls it off; writes down what somebody said; adds somebody, leaves somebody out.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let (actor, now, base) = (visit.actor(), visit.now(), web.config.public_url.as_str());
    let from = typed.text("from").parse().ok();
    let (done, said) = match typed.text("do").as_str() {
        "off" => (
            meetings::call_off(&web.app, actor, now, base, (pupil.id, from), &typed.text("why")).await,
            "The meeting is called off. Everybody who was invited is told.",
        ),
        "said" => {
            let who: Option<InvitedId> = typed.text("who").parse().ok();
            let reply = Reply::from_code(&typed.text("reply"));
            let (Some(who), Some(reply), Ok(meeting)) = (who, reply, typed.text("meeting").parse()) else {
                let fault = match who {
                    Some(_) => FieldFault::new("reply", "Choose what they said"),
                    None => FieldFault::new("who", "Choose who said it"),
                };
                return form(&web, &visit, &pupil, Some(&typed), &[fault]).await;
            };
            let said = Said { reply, words: typed.text("words") };
            let done = meetings::answer_for(&web.app, actor, now, pupil.id, (meeting, who), said).await;
            (done, "Their answer is written down.")
        }
        "add" | "again" | "out" => match guests::post(&web, &visit, &pupil, &typed).await {
            Ok(said) => (Ok(()), said),
            Err(fault) => (Err(fault), ""),
        },
        _ => {
            let mut faults = Vec::new();
            let Some(when) = read(&typed, &mut faults) else {
                return form(&web, &visit, &pupil, Some(&typed), &faults).await;
            };
            let without = match guests::without(&web, &visit, &pupil, &typed).await {
                Err(Fault::Invalid(faults)) => {
                    return form(&web, &visit, &pupil, Some(&typed), &faults).await;
                }
                without => without?,
            };
            let plans = [Planning { pupil: pupil.id, when, from, without }];
            match meetings::plan_meetings(&web.app, actor, now, base, &plans).await {
                Ok(0) => (Ok(()), "Nothing changed."),
                Ok(_) => (
                    Ok(()),
                    "The meeting is planned. Everybody who is invited is told, and asked for their view.",
                ),
                Err(fault) => (Err(fault), ""),
            }
        }
    };
    match done {
        Ok(()) => Ok(go_saying(&format!("/pupils/{}/reviews/meeting", pupil.id), said)),
        Err(Fault::Invalid(faults)) => {
            let at = |fault: FieldFault| {
                let own = fault.field.trim_end_matches(&format!("-{}", pupil.id)).to_owned();
                FieldFault::new(if own == "day" { "on-day".to_owned() } else { own }, fault.sentence)
            };
            let faults: Vec<_> = faults.into_iter().map(at).collect();
            form(&web, &visit, &pupil, Some(&typed), &faults).await
        }
        Err(fault) => Err(fault.into()),
    }
}
