//! Gathers the bundle and checks it: what stops it, and which names of other children stand in it, with their place.

use std::collections::BTreeSet;

use documents::{
    Furniture, Made, Sheet,
    papers::{Block, EhcRequest, RequestSection},
};
use domain::{
    FileId, Now,
    bundle::{CountyTemplate, Kept, Stop, Thing, look_for, other_numbers, stops, why_draft},
    people::{ContactNeeds, Pupil, Upn},
    permissions::{Action, Actor, allow},
};
use store::queries::{files, pupils};

use super::{
    blocks::Of,
    forms::form_named,
    load::Loaded,
    people,
    reports::{self, ReportFile},
    ways,
};
use crate::{
    App, Fault, SchoolInfo,
    papers::{self, class_in_words, names_to_look_for, signposts},
};

/// What the form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BundleForm {
    /// The county's template, by its id; empty means the neutral one.
    pub template: String,
    /// Reports that are left out.
    pub left_out: BTreeSet<FileId>,
    /// The names of other children, and what tells how one parent is reached, that were looked at.
    pub checked: BTreeSet<String>,
}

/// Another child's name in the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherInText {
    /// The name, as it stands there.
    pub name: String,
    /// Where, and the line round it.
    pub places: Vec<(String, String)>,
}

/// A bundle that is gathered and set, and waits to be made.
#[derive(Debug)]
pub struct Ready {
    /// The county's template.
    pub template: CountyTemplate,
    /// What is found and missing.
    pub things: Vec<Thing>,
    /// The reports that go in.
    pub reports: Vec<ReportFile>,
    /// What stops it.
    pub stops: Vec<Stop>,
    /// Names of other children in it.
    pub others: Vec<OtherInText>,
    /// How one parent is reached, in what both would open.
    pub ways: Vec<OtherInText>,
    /// Whether that stands in our own pages: then parents have no copy.
    pub no_copy: bool,
    /// The paper, for the Word copy.
    pub request: EhcRequest,
    /// Our own pages, set.
    pub made: Made,
    /// What stands on every page of the copy that parents open: whom they can ask, what they need.
    pub for_parents: Furniture,
}

impl Ready {
    /// How many pages the PDF has with the reports.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.made.pages() + self.request.appended()
    }
}

/// Gathers what goes into the bundle, sets it, and checks it. Nothing is written.
///
/// # Errors
/// When the actor may not prepare applications of this child, or there is no such template.
pub async fn prepare(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    form: &BundleForm,
) -> Result<Ready, Fault> {
    let _ = allow(actor, Action::PrepareApplication, pupil.subject())?;
    let template = form_named(app, actor, &form.template).await?;
    let loaded = Loaded::read(app, actor, now, info, pupil).await?;
    let mut reports = reports::read(app, actor, pupil, &loaded, &form.left_out).await?;
    let reader = app.store.read(actor.school);
    let class = class_in_words(app, info, pupil).await?;
    let cycles = loaded.cycles(now, info, pupil);
    let of = Of { loaded: &loaded, cycles: &cycles, reports: &reports, pupil, info, now };
    let sections = template
        .sections
        .iter()
        .map(|section| {
            let mut blocks = Vec::new();
            for part in &section.parts {
                if section.parts.len() > 1 {
                    blocks.push(Block::h3(part.title()));
                    // The headings of a part that shares its section stand one level lower.
                    blocks.extend(of.part(*part).into_iter().map(lower));
                } else {
                    blocks.extend(of.part(*part));
                }
            }
            RequestSection { heading: section.heading.clone(), asks: section.asks.clone(), blocks }
        })
        .collect();
    let mut request = EhcRequest::new(crate::papers::of_school(
        info,
        "Request for an EHC needs assessment",
        pupil.name(),
        now.today,
    ));
    request.to.clone_from(&info.school.settings.county);
    request.form = format!("Headings: {}, version {}.", template.name, template.version);
    if !template.says.is_empty() {
        request.form = format!("{} {}.", request.form, template.says.trim_end_matches('.'));
    }
    request.child = people::child(pupil, &class);
    request.school = people::school(&reader, info).await?;
    request.parents = people::parents(&loaded);
    request.consent = people::consent(&loaded.entries);
    request.sections = sections;
    request.reports = reports.iter().map(ReportFile::on_paper).collect();
    if let Some(why) = why_draft(&loaded.entries) {
        why.clone_into(&mut request.furniture.draft);
    }
    let found = ways::look(&loaded, &mut reports, &request);
    let made = papers::set(vec![Sheet::from(&request)]).await?;

    let kept = reports::kept(&loaded, &reports, &info.school.settings.plan_name);
    let pages = pages(&made, &reports, &class);
    let typed = Sheet::from(&request).typed();
    let (stops, others) = not_this_childs(app, actor, info, pupil, &kept, &pages, &typed).await?;
    let things = look_for(&loaded.entries, &loaded.look(pupil));
    let for_parents = for_parents(&request.furniture, info, pupil, &loaded);
    Ok(Ready {
        template,
        things,
        stops,
        others,
        ways: found.ways,
        no_copy: found.in_own,
        request,
        made,
        for_parents,
        reports,
    })
}

/// What of things that are gathered is not this child's: what stops them, and the names of other children in their
/// words. `pages` are the words with the place that they stand in; `typed` the words of the fields.
pub(crate) async fn not_this_childs(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    kept: &[Kept],
    pages: &[(String, String)],
    typed: &[String],
) -> Result<(Vec<Stop>, Vec<OtherInText>), Fault> {
    let reader = app.store.read(actor.school);
    let digests: Vec<String> = kept.iter().filter_map(|one| one.digest.clone()).collect();
    let elsewhere = files::digests_elsewhere(&reader, pupil.id, &digests).await?;
    let mut found = stops(pupil.id, kept, &elsewhere);
    let everybody = pupils::for_roll(&reader).await?;
    let numbers: BTreeSet<Upn> = everybody
        .values()
        .filter(|(other, _)| other.id != pupil.id)
        .map(|(other, _)| other.upn.clone())
        .collect();
    found.extend(other_numbers(pages, &numbers));
    let look = names_to_look_for(app, actor, info, pupil).await?;
    let words: Vec<String> = pages.iter().map(|(_, words)| words.clone()).collect();
    let others = look
        .in_paper(&words, typed)
        .into_iter()
        .map(|other| OtherInText {
            name: other.name,
            places: other
                .places
                .into_iter()
                .map(|(page, line)| match page.checked_sub(1).and_then(|at| pages.get(at)) {
                    Some((place, _)) => (place.clone(), line),
                    None => ("in the text".to_owned(), line),
                })
                .collect(),
        })
        .collect();
    Ok((found, others))
}

/// Why what was gathered is not made; nothing when it may be: something stops it, or a name was not looked at.
pub(crate) fn refused(stops: &[Stop], others: &[OtherInText], checked: &BTreeSet<String>) -> Option<Fault> {
    if let Some(first) = stops.first() {
        let sentences: Vec<String> = stops.iter().map(Stop::sentence).collect();
        return Some(Fault::rule(first.code(), sentences.join(" ")));
    }
    let names = not_ticked(others, checked)?;
    let sentence =
        format!("Look at the names that other children of the school have, too, and tick each: {names}");
    Some(Fault::field("checked", sentence))
}

/// Why a bundle is not made yet: a report says how one parent is reached, and nobody looked at it.
pub(super) fn unseen(ways: &[OtherInText], checked: &BTreeSet<String>) -> Option<Fault> {
    let unseen = not_ticked(ways, checked)?;
    let sentence = format!("Look at what tells how one parent is reached, and tick each: {unseen}");
    Some(Fault::field("ways", sentence))
}

/// What was found and nobody ticked, each with its places; none when all is ticked.
fn not_ticked(found: &[OtherInText], checked: &BTreeSet<String>) -> Option<String> {
    let with_places = |one: &OtherInText| {
        let places: Vec<&str> = one.places.iter().map(|(place, _)| place.as_str()).collect();
        format!("{} ({})", one.name, places.join("; "))
    };
    let left: Vec<String> =
        found.iter().filter(|one| !checked.contains(&one.name)).map(with_places).collect();
    (!left.is_empty()).then(|| left.join(", "))
}

/// The parents' copy is one for all of them: it says what one of them needs without saying who, and is set in large print
/// when one of them reads it.
fn for_parents(furniture: &Furniture, info: &SchoolInfo, pupil: &Pupil, loaded: &Loaded) -> Furniture {
    let needs = ContactNeeds::of_all(people::with_copy(loaded).map(|contact| &contact.needs));
    Furniture {
        signposts: signposts(info),
        made_for: needs.made_for(&pupil.language),
        large_print: needs.large_print,
        ..furniture.clone()
    }
}

/// The words of each page with its place: ours, then those of the reports. Classes are called Rowan or Hazel, as children
/// are: the class on the cover is no name.
fn pages(made: &Made, reports: &[ReportFile], class: &str) -> Vec<(String, String)> {
    let own = (0..made.pages())
        .filter_map(|page| Some((format!("page {}", page + 1), made.words(page)?.replace(class, ""))));
    let theirs = reports.iter().flat_map(|report| {
        (1..)
            .zip(&report.words)
            .map(move |(page, words)| (format!("report {}, its page {page}", report.number), words.clone()))
    });
    own.chain(theirs).collect()
}

fn lower(block: Block) -> Block {
    match block {
        Block::Heading { text, .. } => Block::Heading { level: 4, text },
        other => other,
    }
}
