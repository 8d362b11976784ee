//! Part of `/pupils/{pupil}/reviews/meeting`: somebody is added to the meeting's list by hand, left out of it, invited again.

use app::{
    Fault, FieldFault,
    meetings::{self, Addable, Adding, LeavingOut},
};
use domain::{
    meetings::{Ground, Invited, LeftOut, Meeting, Reached},
    people::Pupil,
    record::Party,
};

use crate::{
    Web,
    typed::Typed,
    view::{Choice, Choices, Errors, Field},
    visit::Visit,
};

/// The answer of the list for somebody who is not on it.
const OUTSIDE: &str = "outside";

/// What can be done to the list of a meeting.
#[derive(Debug)]
pub(crate) struct Guests {
    /// Who is left out: id, name, what they are, ground and reason.
    pub left_out: Vec<(String, String, &'static str, String)>,
    /// Whom to add.
    pub add: Choices,
    /// The name of somebody from outside.
    pub name: Field,
    /// Their address.
    pub email: Field,
    /// Whom to leave out; none when nobody can be.
    pub leave: Option<Choices>,
    /// On which ground.
    pub ground: Choices,
    /// In words.
    pub left_why: Field,
    /// Which of the two forms came back.
    pub open: &'static str,
}

/// Who is invited, with ticks, before a meeting is planned.
#[derive(Debug)]
pub(crate) struct ToInvite {
    /// Who: ticked, unless somebody took the tick away.
    pub invite: Choices,
    /// Who is left out since the last meeting.
    pub left_out: Vec<(String, String, &'static str, String)>,
    /// On which ground those without a tick are left out.
    pub ground: Choices,
    /// In words.
    pub left_why: Field,
}

/// How somebody hears of the meeting, where it needs somebody's hand.
pub(crate) fn by(one: &Invited) -> &'static str {
    match (one.reached(), one.party) {
        (Reached::InWaymark | Reached::InPerson, _) => "",
        (Reached::ByMail, _) => "told by mail only: write down what they say",
        (Reached::ByLetter, Party::Parent) => "has no way in: send the letter",
        (Reached::ByLetter, _) => "gets no mail: tell them, or write to them",
    }
}

fn left_out(left: &[LeftOut]) -> Vec<(String, String, &'static str, String)> {
    let line = |LeftOut { who, ground, why }: &LeftOut| {
        (who.id.to_string(), who.name.clone(), who.party.name(), format!("{}. {why}", ground.name()))
    };
    left.iter().map(line).collect()
}

fn ground(typed: &Typed, errors: &Errors) -> Choices {
    let items = Ground::ALL.map(|ground| Choice::new(ground.code(), ground.name()));
    let chosen = typed.text("ground");
    Choices::new("ground", "On which ground?", items).choose([chosen.as_str()]).errors(errors).small()
}

fn left_why(typed: &Typed, errors: &Errors) -> Field {
    let hint =
        "Which order, whose decision, what they said. It stays in the child’s trail; they do not read it";
    typed.into_field(Field::new("left_why", "Why?").hint(hint).rows(2), errors)
}

fn code(one: &Addable) -> String {
    match &one.who {
        Adding::Staff(id) => format!("staff:{id}"),
        Adding::Contact(id) => format!("contact:{id}"),
        Adding::Outside { .. } => OUTSIDE.to_owned(),
    }
}

impl Guests {
    /// The forms of a meeting's list, with what was typed in the one that was sent.
    pub(crate) async fn of(
        web: &Web,
        visit: &Visit,
        pupil: &Pupil,
        meeting: &Meeting,
        typed: &Typed,
        errors: &Errors,
    ) -> Result<Self, Fault> {
        let doing = typed.text("do");
        let nothing = Typed::default();
        let adding = if doing == "add" { typed } else { &nothing };
        let leaving = if doing == "out" { typed } else { &nothing };
        let all = meetings::who_can_be_added(&web.app, visit.actor(), pupil, meeting).await?;
        let items = std::iter::once(Choice::new("", "Choose"))
            .chain([Choice::new(OUTSIDE, "Somebody from outside the school: write their name below")])
            .chain(all.iter().map(|one| Choice::new(code(one), format!("{} ({})", one.name, one.what))));
        let can_go: Vec<Choice> = meeting
            .invited
            .iter()
            .filter(|one| one.account.is_none() || one.account != meeting.planner)
            .map(|one| Choice::new(one.id.to_string(), format!("{} ({})", one.name, one.party.name())))
            .collect();
        let email = "Empty: they get no mail, and you tell them or write to them. The mail names no child";
        Ok(Self {
            left_out: left_out(&meeting.left_out),
            add: Choices::new("add", "Who?", items).choose([adding.text("add").as_str()]).errors(errors),
            name: adding
                .into_field(Field::new("name", "Name of somebody from outside, and what they are"), errors),
            email: adding.into_field(Field::email("email", "Their e-mail address").hint(email), errors),
            leave: (!can_go.is_empty()).then(|| {
                let leave = Choices::new("leave", "Who is left out?", can_go);
                leave.choose([leaving.text("leave").as_str()]).errors(errors)
            }),
            ground: ground(leaving, errors),
            left_why: left_why(leaving, errors),
            open: match doing.as_str() {
                "add" => "add",
                "out" => "out",
                _ => "",
            },
        })
    }
}

impl ToInvite {
    /// Who would be invited, with the ticks as they were sent.
    pub(crate) async fn of(
        web: &Web,
        visit: &Visit,
        pupil: &Pupil,
        typed: Option<&Typed>,
        errors: &Errors,
    ) -> Result<Self, Fault> {
        let guests = meetings::would_be_invited(&web.app, visit.actor(), visit.now(), pupil).await?;
        let own = visit.actor().user();
        let ticked = typed.filter(|typed| typed.has("guests")).map(|typed| typed.all("invite"));
        let items =
            guests.invited.iter().filter(|one| one.account.is_none() || one.account != own).map(|one| {
                let id = one.id.to_string();
                let chosen = ticked.as_ref().is_none_or(|ticked| ticked.contains(&id));
                let choice = Choice::new(id, format!("{} ({})", one.name, one.party.name())).chosen(chosen);
                match by(one) {
                    "" => choice,
                    by => choice.hint(by),
                }
            });
        let nothing = Typed::default();
        let sent = typed.unwrap_or(&nothing);
        Ok(Self {
            invite: Choices::new("invite", "Who is invited?", items.collect::<Vec<_>>())
                .hint("Take the tick away from somebody who is to be left out. More people can be added afterwards.")
                .errors(errors)
                .small(),
            left_out: left_out(&guests.left_out),
            ground: ground(sent, errors),
            left_why: left_why(sent, errors),
        })
    }
}

/// Who is left out of a meeting that is planned: those without a tick.
pub(crate) async fn without(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
) -> Result<Vec<LeavingOut>, Fault> {
    if !typed.has("guests") {
        return Ok(Vec::new());
    }
    let guests = meetings::would_be_invited(&web.app, visit.actor(), visit.now(), pupil).await?;
    let (own, ticked) = (visit.actor().user(), typed.all("invite"));
    let gone = |one: &&Invited| {
        !ticked.contains(&one.id.to_string()) && (one.account.is_none() || one.account != own)
    };
    let gone: Vec<_> = guests.invited.iter().filter(gone).map(|one| one.id).collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let ground = Ground::from_code(&typed.text("ground"))
        .ok_or_else(|| Fault::field("ground", "Choose on which ground somebody is left out"))?;
    let why = typed.text("left_why");
    Ok(gone.into_iter().map(|who| LeavingOut { who, ground, why: why.clone() }).collect())
}

/// Adds, leaves out, or invites again; what is said afterwards.
pub(crate) async fn post(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
) -> Result<&'static str, Fault> {
    let (actor, now, base) = (visit.actor(), visit.now(), web.config.public_url.as_str());
    let at = (pupil.id, typed.text("from").parse().ok());
    match typed.text("do").as_str() {
        "add" => {
            let chosen = typed.text("add");
            let nobody = || Fault::field("add", "Choose who is added");
            let adding = match chosen.split_once(':') {
                Some(("staff", id)) => Adding::Staff(id.parse().map_err(|_| nobody())?),
                Some(("contact", id)) => Adding::Contact(id.parse().map_err(|_| nobody())?),
                // A name is enough to say that it is somebody from outside.
                _ if chosen == OUTSIDE || (chosen.is_empty() && !typed.text("name").is_empty()) => {
                    Adding::Outside { name: typed.text("name"), email: typed.text("email") }
                }
                _ => return Err(nobody()),
            };
            let added = meetings::invite_by_hand(&web.app, actor, now, base, at, &adding).await?;
            Ok(match added.reached() {
                Reached::InWaymark => "Added. Their invitation is on its way, and they answer in Waymark.",
                Reached::ByMail => "Added. Their invitation is on its way by mail; write down what they say.",
                Reached::ByLetter | Reached::InPerson => {
                    "Added. They get no mail: tell them, or write to them."
                }
            })
        }
        "again" => {
            let one = typed.text("one").parse().map_err(|_| Fault::NotFound)?;
            meetings::invite_again(&web.app, actor, now, base, at, one).await?;
            Ok("They are invited again.")
        }
        _ => {
            let (who, ground) = (typed.text("leave").parse(), Ground::from_code(&typed.text("ground")));
            let mut faults = Vec::new();
            if who.is_err() {
                faults.push(FieldFault::new("leave", "Choose who is left out"));
            }
            if ground.is_none() {
                faults.push(FieldFault::new("ground", "Choose on which ground"));
            }
            let (Ok(who), Some(ground)) = (who, ground) else { return Err(Fault::Invalid(faults)) };
            let leaving = LeavingOut { who, ground, why: typed.text("left_why") };
            meetings::leave_out_of_meeting(&web.app, actor, now, base, at, &leaving).await?;
            Ok(if ground.keeps_safe() {
                "Left out. They are told that they are not invited any more, and neither when nor where it is."
            } else {
                "Left out. They are told that the meeting goes on without them."
            })
        }
    }
}
