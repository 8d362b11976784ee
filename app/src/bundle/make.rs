//! Makes the bundle: PDF with the reports in it, Word copy, manifest; kept as they are, with who made them.

use documents::{Sheet, bundle, papers::EhcRequest, word};
use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    bundle::{ManifestPart, RequestBundle, Thing},
    permissions::{Action, Actor},
    record::Content,
    uploads::FileKind,
};
use store::queries::entries;

use super::{
    BundleForm, Ready,
    check::{refused, unseen},
    prepare,
};
use crate::{App, Fault, SchoolInfo, child, files, record::new_entry};

/// The name of the PDF.
const PDF: &str = "EHC request.pdf";
/// The name of the copy that parents open.
const FOR_PARENTS: &str = "EHC request, parents’ copy.pdf";
/// The name of the Word copy.
const WORD: &str = "EHC request.docx";

/// The files of a bundle.
#[derive(Clone, Debug)]
pub struct BundleFiles {
    /// The PDF with the reports in it.
    pub pdf: Vec<u8>,
    /// The Word copy.
    pub word: Vec<u8>,
    /// The PDF without how each parent is reached, with whom parents can ask, as they need it; when it was asked for.
    pub for_parents: Option<Vec<u8>>,
    /// The names of other children that were looked at.
    pub checked: Vec<String>,
    /// What it is made of.
    pub bundle: RequestBundle,
    /// The same as JSON.
    pub manifest: String,
}

/// Writes the files of a bundle that was checked. It takes some tenths of a second of computing.
///
/// # Errors
/// When a template is wrong: a fault of the program.
pub async fn files_of(
    ready: Ready,
    checked: Vec<String>,
    now: Now,
    for_parents: bool,
) -> Result<BundleFiles, Fault> {
    let written = tokio::task::spawn_blocking(move || write(ready, checked, now, for_parents)).await;
    match written {
        Ok(Ok(files)) => Ok(files),
        Ok(Err(fault)) => Err(failed(&fault)),
        Err(fault) => Err(failed(&fault)),
    }
}

fn failed(fault: &dyn std::fmt::Display) -> Fault {
    tracing::error!(%fault, "a bundle could not be made");
    Fault::rule(
        "bundle",
        "The bundle could not be made. It is written down for those who run Waymark; leave a report out, or try again later.",
    )
}

fn write(
    mut ready: Ready,
    checked: Vec<String>,
    now: Now,
    for_parents: bool,
) -> Result<BundleFiles, documents::Fault> {
    let copy = word::ehc_request(&ready.request)?;
    let own = ready.made.pdf()?;
    let pages = ready.pages();
    let names = name_pages(ready.made.pages(), &ready.request);
    let mut before = 0;
    let mut parts = Vec::new();
    for (report, page) in ready.reports.iter().zip(&names) {
        parts.push(ManifestPart {
            name: format!("Report {}: {} ({})", report.number, report.title, report.file.name),
            sha256: report.file.digest.clone(),
            bytes: report.file.bytes,
            pages: report.pages,
            begins_on: if report.pages > 0 { page + before + 1 } else { 0 },
            beside: report.beside.clone(),
        });
        before += report.pages;
    }
    let is_kept: Vec<bool> = ready.reports.iter().map(|report| report.kept_from_parents).collect();
    let not_in_copy: Vec<String> = ready
        .reports
        .iter()
        .filter(|report| report.kept_from_parents && !report.is_consent)
        .map(|report| format!("report {} ({}, {})", report.number, report.author, report.on))
        .collect();
    let appended: Vec<_> = ready.reports.iter_mut().map(super::ReportFile::appended).collect();
    let about = ready.request.furniture.about.clone();
    let whole = |own: Vec<u8>, appended, names: &[usize]| {
        if names.is_empty() { Ok(own) } else { bundle::append(&own, appended, names, &about) }
    };
    let for_parents = if for_parents && !ready.no_copy {
        let mut request = ready.request.clone();
        request.furniture = ready.for_parents;
        for parent in &mut request.parents {
            parent.reached.clear();
        }
        // A signed consent can say where a parent lives; so do some reports.
        let mut kept = is_kept.iter();
        request.reports.retain(|_| !kept.next().is_some_and(|is_kept| *is_kept));
        if !not_in_copy.is_empty() {
            request.form = format!(
                "{} Not in the parents’ copy: {}. Ask the school about it.",
                request.form,
                not_in_copy.join(", ")
            );
        }
        let appended = appended.iter().zip(&is_kept).filter(|(_, is_kept)| !**is_kept);
        let appended: Vec<_> = appended.map(|(one, _)| one.clone()).collect();
        let made = documents::make(&[Sheet::from(&request)])?;
        let names = name_pages(made.pages(), &request);
        Some(whole(made.pdf()?, appended, &names)?)
    } else {
        None
    };
    let pdf = whole(own, appended, &names)?;
    let of = |name: &str, bytes: &[u8], pages: usize| ManifestPart {
        name: name.to_owned(),
        sha256: bundle::digest(bytes),
        bytes: bytes.len() as u64,
        pages,
        ..ManifestPart::default()
    };
    parts.insert(0, of(PDF, &pdf, pages));
    parts.insert(1, of(WORD, &copy, 0));
    let missing = ready.things.iter().filter(|thing| thing.is_missing());
    let made = RequestBundle {
        template: ready.template.id.clone(),
        template_version: ready.template.version,
        template_name: ready.template.name.clone(),
        pages,
        checked: checked.len(),
        missing: missing.map(|thing: &Thing| thing.title.to_owned()).collect(),
        parts,
        for_parents: None,
        sent_on: None,
    };
    let manifest = bundle::manifest(&made, now.today);
    Ok(BundleFiles { pdf, word: copy, for_parents, checked, bundle: made, manifest })
}

/// Our pages that name the reports: the last ones, one each.
fn name_pages(own: usize, request: &EhcRequest) -> Vec<usize> {
    let many = request.reports.len();
    (1..=many).map(|number| own - many + number).collect()
}

/// Makes a bundle and keeps it on the record: what was sent can be read again as it was.
///
/// # Errors
/// [`Fault::Rule`] when another child's record or file is in it; [`Fault::Invalid`] while another child's name is not
/// looked at; [`Fault::Forbidden`] when they may not.
pub async fn make(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: PupilId,
    form: &BundleForm,
) -> Result<EntryId, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let ready = prepare(app, actor, now, info, &seen, form).await?;
    keep(app, actor, now, pupil, ready, form).await
}

/// Keeps a bundle that was prepared a moment ago.
///
/// # Errors
/// As [`make`].
pub async fn keep(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    ready: Ready,
    form: &BundleForm,
) -> Result<EntryId, Fault> {
    let mut files = checked_files(now, ready, form, true).await?;
    let opened = child::open(app, actor, Action::PrepareApplication, pupil).await?;
    let detail = detail(&files);
    let of_parents =
        files.for_parents.take().map(|bytes| files::made(app, now, FileKind::Pdf, FOR_PARENTS, bytes));
    files.bundle.for_parents = of_parents.as_ref().map(|ready| ready.id);
    let content = Content::RequestBundle(files.bundle);
    let entry = new_entry(app, actor, now, &opened, now.today, content);
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let mut events = vec![Event::entry(Happening::PaperMade, pupil, entry.id, detail)];
    let of_county = [(FileKind::Pdf, PDF, files.pdf), (FileKind::Docx, WORD, files.word)];
    let of_county = of_county.map(|(kind, name, bytes)| files::made(app, now, kind, name, bytes));
    for ready in of_county.into_iter().chain(of_parents) {
        events.push(files::keep(&opened, actor, now, entry.id, ready).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(entry.id)
}

/// Makes a bundle for a file outside: it is not kept, and that it was made is written down.
///
/// # Errors
/// As [`make`].
pub async fn export(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: PupilId,
    form: &BundleForm,
) -> Result<BundleFiles, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let ready = prepare(app, actor, now, info, &seen, form).await?;
    let files = checked_files(now, ready, form, false).await?;
    let opened = child::open(app, actor, Action::PrepareApplication, pupil).await?;
    let event = Event::pupil(Happening::PaperMade, pupil, detail(&files));
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(files)
}

async fn checked_files(
    now: Now,
    ready: Ready,
    form: &BundleForm,
    for_parents: bool,
) -> Result<BundleFiles, Fault> {
    if let Some(fault) = refused(&ready.stops, &ready.others, &form.checked) {
        return Err(fault);
    }
    if let Some(fault) = unseen(&ready.ways, &form.checked) {
        return Err(fault);
    }
    let named = ready.others.iter().chain(&ready.ways).map(|other| other.name.clone()).collect();
    files_of(ready, named, now, for_parents).await
}

/// What the trail says of it, for SENCO and head: also which names were looked at.
fn detail(files: &BundleFiles) -> String {
    let bundle = &files.bundle;
    let digest = bundle.parts.first().map_or("", |part| part.sha256.as_str());
    let looked = if files.checked.is_empty() {
        String::new()
    } else {
        format!(", names looked at: {}", files.checked.join(", "))
    };
    format!(
        "ehc-request, {} pages, {} {}, SHA-256 {digest}{looked}",
        bundle.pages, bundle.template, bundle.template_version
    )
}
