//! The professionals' reports of a child, and the consents that were signed for this request: each file with its number, its pages or why they stay outside, its words.

use std::collections::BTreeSet;

use documents::{
    Picture,
    bundle::{self, Appended, Opened, Unfit},
    papers::ReportOnPaper,
};
use domain::{
    EntryId, FileId,
    bundle::{Kept, MOST_MERGED_BYTES},
    pathway::facts_of_statutory,
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry, Party},
    uploads::{FileKind, StoredFile},
};

use super::load::Loaded;
use crate::{App, Fault, files, time_in_words::day};

/// A file of a report.
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// Its number in the bundle, from 1.
    pub number: usize,
    /// The entry of the report.
    pub entry: EntryId,
    /// The file.
    pub file: StoredFile,
    /// The report's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Its day, in words.
    pub on: String,
    /// What it advises.
    pub advises: String,
    /// What was done with its advice.
    pub done: String,
    /// Whether it is a consent that a parent signed: it goes to the county, and not to the other parent.
    pub is_consent: bool,
    /// Whether it is left out of the parents’ copy: it says how one of them is reached, or cannot be read.
    pub kept_from_parents: bool,
    /// Pages that are merged.
    pub pages: usize,
    /// Why it is attached; empty when its pages are merged or it is a picture.
    pub beside: String,
    /// Whether it lies in the PDF as an attachment.
    pub attached: bool,
    pub(super) bytes: Vec<u8>,
    pub(super) opened: Option<Box<Opened>>,
    /// The words of each page, as far as they can be read.
    pub(super) words: Vec<String>,
}

/// What stands on the page that names a file.
struct Named {
    title: String,
    author: String,
    advises: String,
    done: String,
    is_consent: bool,
}

/// The entries whose files go in: reports in the order of the record, then the consents to this application.
fn with_files(loaded: &Loaded) -> Vec<(&Entry, Named)> {
    let reports = loaded.entries.iter().filter_map(|entry| {
        let Content::Report(report) = &entry.content else { return None };
        let named = Named {
            title: report.title.trim().to_owned(),
            author: report.author.trim().to_owned(),
            advises: report.advice().to_owned(),
            done: report.done.clone(),
            is_consent: false,
        };
        Some((entry, named))
    });
    let consents = facts_of_statutory::latest_answers(&loaded.entries, Party::Parent).into_iter();
    let consents = consents.filter(|(_, answer)| answer.agrees).map(|(entry, answer)| {
        let named = Named {
            title: "Signed consent".to_owned(),
            author: answer.name.trim().to_owned(),
            advises: String::new(),
            done: String::new(),
            is_consent: true,
        };
        (entry, named)
    });
    reports.chain(consents).collect()
}

/// Reads the files of the reports and consents, without those that are left out.
pub(super) async fn read(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    loaded: &Loaded,
    left_out: &BTreeSet<FileId>,
) -> Result<Vec<ReportFile>, Fault> {
    let mut found = Vec::new();
    for (entry, named) in with_files(loaded) {
        for file in loaded.files.iter().filter(|file| file.entry == Some(entry.id)) {
            if left_out.contains(&file.id) {
                continue;
            }
            let mut bytes = Vec::with_capacity(usize::try_from(file.bytes).unwrap_or(0));
            let mut open = files::open_file(app, actor, pupil, file.id).await?;
            while let Some(piece) = open.next().await? {
                bytes.extend(piece);
            }
            found.push(ReportFile {
                number: found.len() + 1,
                entry: entry.id,
                file: file.clone(),
                title: named.title.clone(),
                author: named.author.clone(),
                on: day(entry.on),
                advises: named.advises.clone(),
                done: named.done.clone(),
                is_consent: named.is_consent,
                kept_from_parents: named.is_consent,
                pages: 0,
                beside: String::new(),
                attached: false,
                bytes,
                opened: None,
                words: Vec::new(),
            });
        }
    }
    // Looking into files is computing.
    tokio::task::spawn_blocking(move || {
        let mut merged = 0;
        for report in &mut found {
            merged += report.file.bytes;
            look_into(report, merged > MOST_MERGED_BYTES);
        }
        found
    })
    .await
    .map_err(|_| {
        Fault::rule("reports", "The reports could not be read. Try again; leave one out if it stays so.")
    })
}

fn look_into(report: &mut ReportFile, is_too_much: bool) {
    let beside = if report.file.kind.is_picture() {
        (!Picture::photo(report.bytes.clone()).is_readable()).then_some("The picture cannot be read.")
    } else {
        match bundle::open(&report.bytes) {
            Ok(opened) => {
                report.words = opened.words();
                if !is_too_much {
                    report.pages = opened.pages();
                    report.opened = Some(Box::new(opened));
                }
                None
            }
            Err(Unfit::NoPdf) if report.file.kind == FileKind::Pdf => Some(Unfit::Broken.sentence()),
            Err(unfit) => Some(unfit.sentence()),
        }
    };
    report.attached = beside.is_some() && !is_too_much;
    beside.or(is_too_much.then_some(TOO_MUCH)).unwrap_or_default().clone_into(&mut report.beside);
}

/// Why a report is sent by itself.
const TOO_MUCH: &str = "The reports together are more than 40 MB, which most mail and portals refuse. Send this one as a file of its own.";

impl ReportFile {
    /// The page that names it.
    pub(super) fn on_paper(&self) -> ReportOnPaper {
        let is_shown = self.file.kind.is_picture() && self.beside.is_empty();
        ReportOnPaper {
            number: self.number,
            title: self.title.clone(),
            author: self.author.clone(),
            on: self.on.clone(),
            file: self.file.name.clone(),
            advises: self.advises.clone(),
            done: self.done.clone(),
            pages: self.pages,
            beside: self.beside.clone(),
            attached: self.attached,
            picture: is_shown.then(|| Picture::photo(self.bytes.clone())),
        }
    }

    /// What comes behind that page.
    pub(super) fn appended(&mut self) -> Appended {
        match self.opened.take() {
            Some(opened) => Appended::Pages(opened),
            None if self.attached => Appended::Attached {
                name: self.file.name.clone(),
                media_type: self.file.kind.media_type(),
                bytes: std::mem::take(&mut self.bytes),
            },
            None => Appended::Nothing,
        }
    }
}

/// Everything that goes into a bundle, with whose record it is on.
pub(super) fn kept(loaded: &Loaded, reports: &[ReportFile], plan_name: &str) -> Vec<Kept> {
    let entries = loaded.entries.iter().map(|entry| Kept {
        what: crate::record::title(&entry.content, plan_name),
        pupil: Some(entry.pupil),
        digest: None,
    });
    let files = reports.iter().map(|report| Kept {
        what: format!("{} ({})", report.title, report.file.name),
        pupil: report.file.pupil,
        digest: Some(report.file.digest.clone()),
    });
    let referred = reports.iter().filter_map(|report| {
        // A report that answers a referral must answer one of this child's.
        let entry = loaded.entries.iter().find(|entry| entry.id == report.entry)?;
        let Content::Report(written) = &entry.content else { return None };
        let referral = written.referral?;
        let is_own = loaded.entries.iter().any(|other| other.id == referral);
        (!is_own).then(|| Kept {
            what: format!("the referral of {}", report.title),
            pupil: None,
            digest: None,
        })
    });
    entries.chain(files).chain(referred).collect()
}
