//! `/pupils/{pupil}/profile/part`: one's own part of the profile, or one that an adult records for child or parents.

use app::{Fault, FieldFault, early, early::Written};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    FileId,
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind, Headings, PICTURES, Party, Picture, ProfilePart},
    uploads::Purpose,
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    files::Files,
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Chrome, Errors, Field, NavItem},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/profile/part.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    whose: Vec<NavItem>,
    party: &'static str,
    records_for: Option<&'static str>,
    boxes: Vec<(Field, String, bool)>,
    pictures: Vec<(&'static str, Vec<&'static Picture>)>,
    chosen: Vec<String>,
    photo: Photo,
    gathered: Field,
    attempts: Field,
    entry: String,
    version: String,
}

/// The photo or drawing that goes with a part: the one that is there, and the box for another.
#[derive(Debug)]
pub(crate) struct Photo {
    pub(crate) there: Option<String>,
    pub(crate) id: String,
    pub(crate) field: Field,
}

impl Photo {
    pub(crate) fn of(pupil: &Pupil, label: &str, typed: &Typed, errors: &Errors) -> Self {
        let id = typed.text("kept-photo");
        let there = id.parse::<FileId>().ok().map(|id| format!("/pupils/{}/files/{id}", pupil.id));
        let hint = format!(
            "Choose {}. It is made smaller; where and when it was taken is left out.",
            Purpose::Photo.takes()
        );
        Self { there, id, field: Field::new("photo", label).hint(hint).errors(errors) }
    }
}

const BOXES: [(&str, &str); 7] = [
    ("admire", "What people like and admire"),
    ("important", "What is important"),
    ("support", "How best to support"),
    ("difficult", "What is difficult"),
    ("help", "What help is wanted"),
    ("gathered", "How it was gathered"),
    ("attempts", "What was tried"),
];

/// The five boxes in the words of whoever writes.
pub(crate) fn boxes(party: Party, called: &str, typed: &Typed, errors: &Errors) -> Vec<Field> {
    let own = party == Party::Pupil;
    Headings::default()
        .rows()
        .map(|(field, title, _)| {
            let label = match field {
                _ if own => title.to_owned(),
                "admire" => format!("What people like and admire about {called}"),
                "important" => format!("What is important to {called}"),
                "support" => format!("How best to support {called}"),
                "difficult" => format!("What {called} finds difficult"),
                _ => format!("What {called} wants or needs help with"),
            };
            typed.into_field(Field::new(field, label).rows(3), errors)
        })
        .into_iter()
        .collect()
}

fn pictures_by_heading() -> Vec<(&'static str, Vec<&'static Picture>)> {
    let of = |name: &str| PICTURES.iter().filter(|picture| picture.heading == name).collect();
    Headings::default().rows().into_iter().map(|(name, title, _)| (title, of(name))).collect()
}

/// What was typed of a part.
pub(crate) fn part_of(typed: &Typed, party: Party) -> ProfilePart {
    ProfilePart {
        party,
        headings: headings_of(typed),
        pictures: typed.all("pictures"),
        photo: if typed.has("no-photo") { None } else { typed.text("kept-photo").parse().ok() },
        gathered: typed.text("gathered"),
        attempts: typed.text("attempts"),
    }
}

pub(crate) fn headings_of(typed: &Typed) -> Headings {
    Headings {
        admire: typed.text("admire"),
        important: typed.text("important"),
        support: typed.text("support"),
        difficult: typed.text("difficult"),
        help: typed.text("help"),
    }
}

/// Headings as they would be typed.
pub(crate) fn typed_headings(typed: Typed, headings: &Headings) -> Typed {
    headings.rows().into_iter().fold(typed, |typed, (field, _, text)| typed.with(field, text))
}

/// A part on the record, as it would be typed.
pub(crate) fn typed_of(entry: &domain::record::Entry) -> Typed {
    let Content::ProfilePart(part) = &entry.content else { return Typed::default() };
    let typed = Typed::default()
        .with("entry", entry.id.to_string())
        .with("version", entry.version.to_string())
        .with("gathered", &part.gathered)
        .with("attempts", &part.attempts);
    let typed = match part.photo {
        Some(photo) => typed.with("kept-photo", photo.to_string()),
        None => typed,
    };
    let typed = part.pictures.iter().fold(typed, |typed, picture| typed.with("pictures", picture));
    typed_headings(typed, &part.headings)
}

/// `?party=`: whose part.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    party: String,
}

/// The parties that the visitor writes for: their own first, then those for whom they may record.
fn parties(visit: &Visit, pupil: &Pupil) -> (Vec<Party>, Vec<Party>) {
    let own = Party::of(visit.actor(), Action::WriteProfilePart, pupil.subject());
    let mut others = early::may_record_for(&own);
    others.retain(|party| !own.contains(party));
    (own, others)
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    party: Party,
    typed: &Typed,
    faults: &[FieldFault],
) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "A part of the one page profile", "/profile").await?;
    let frame = frame.with_errors(errors.clone());
    let room = super::room::of(web, visit, pupil, typed).await?;
    let (own, others) = parties(visit, pupil);
    let name =
        |of: Party| if own.contains(&of) { format!("{} (you)", of.name()) } else { of.name().to_owned() };
    let whose = if own.len() + others.len() > 1 {
        own.iter()
            .chain(&others)
            .map(|of| {
                let href = format!("/pupils/{}/profile/part?party={}", pupil.id, of.code());
                NavItem::new(name(*of), href, *of == party)
            })
            .collect()
    } else {
        Vec::new()
    };
    let page = Page {
        chrome: frame.chrome.clone(),
        whose,
        party: party.code(),
        records_for: (!own.contains(&party)).then_some(match party {
            Party::Pupil => "the child",
            Party::Parent => "the parents",
            _ => "the class teacher",
        }),
        boxes: boxes(party, pupil.called(), typed, &errors)
            .into_iter()
            .map(|field| {
                let part = room.part(&field.name);
                let says = part.map_or_else(String::new, early::room_in_words);
                (field, says, part.is_none_or(documents::Part::fits))
            })
            .collect(),
        pictures: if party == Party::Pupil { pictures_by_heading() } else { Vec::new() },
        chosen: typed.all("pictures"),
        photo: Photo::of(pupil, "A photo or drawing (you need not add one)", typed, &errors),
        gathered: typed.into_field(
            Field::new("gathered", "How did you gather this?")
                .hint("For example: in a talk with picture cards on 12 March, in their own words"),
            &errors,
        ),
        attempts: typed.into_field(
            Field::new("attempts", "If they gave nothing: what did you try, and when?").rows(2),
            &errors,
        ),
        entry: typed.text("entry"),
        version: typed.text("version"),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

fn party_asked(visit: &Visit, pupil: &Pupil, code: &str) -> Result<Party, Fault> {
    let (own, others) = parties(visit, pupil);
    match Party::from_code(code) {
        Some(party) if own.contains(&party) || others.contains(&party) => Ok(party),
        Some(_) => Err(Fault::Forbidden(Action::WriteProfilePart)),
        None => own.first().copied().ok_or(Fault::Forbidden(Action::WriteProfilePart)),
    }
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::WriteProfilePart, pupil.subject())?;
    let party = party_asked(&visit, &pupil, &asked.party)?;
    let known = early::own_part(&web.app, visit.actor(), &pupil, party).await?;
    let typed = known.as_ref().map(typed_of).unwrap_or_default();
    form(&web, &visit, &pupil, party, &typed, &[]).await
}

/// Saves the part.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::WriteProfilePart, pupil.subject())?;
    let mut faults = Vec::new();
    let photo = upload.take(&web, &visit, "photo", Purpose::Photo, &mut faults).await.into_iter().next();
    let typed = upload.typed;
    let party = party_asked(&visit, &pupil, &typed.text("party"))?;
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, party, &typed, &faults).await;
    }
    let (of, part) = (typed.entry(), part_of(&typed, party));
    let (actor, now) = (visit.actor(), visit.now());
    match early::write_profile_part_with(&web.app, actor, now, pupil.id, of, part, photo).await {
        Ok(_) => Ok(go_saying(
            &format!("/pupils/{}/profile", pupil.id),
            "Your part is saved. The SENCO joins the parts on one page.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, party, &typed, &faults).await,
        Err(Fault::Stale) => {
            let saved = stale(&web, &visit, &pupil, party, &typed).await?;
            let typed = typed.set("entry", saved.entry.id.to_string());
            let leave = format!("/pupils/{}/profile", pupil.id);
            conflict(&visit, &saved, &typed_of(&saved.entry), &typed, &BOXES, &leave)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The part that was saved meanwhile: also by somebody who had none to go on from.
pub(crate) async fn stale(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    party: Party,
    typed: &Typed,
) -> Result<Written, Fault> {
    let id = match typed.entry() {
        Some((id, _)) => id,
        None => early::own_part(&web.app, visit.actor(), pupil, party).await?.ok_or(Fault::Stale)?.id,
    };
    early::one_written(&web.app, visit.actor(), pupil, EntryKind::ProfilePart, id).await
}
