//! The documents of a bundle: our papers as PDF, and the files that came with reports and letters.

use std::collections::BTreeSet;

use documents::{Sheet, bundle};
use domain::{
    Date, EntryId, FileId, Now,
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry},
    uploads::{FileKind, StoredFile, file_readable},
};
use exchange::transfer::{Day, Document, Part};
use store::queries::{entries, files};

use crate::{
    App, Fault, SchoolInfo, files as kept_files,
    papers::{PaperName, paper, pdf, review_record, set},
    record::title,
    time_in_words::day,
};

/// The papers that go, when there is something to make them from, with their places.
const PAPERS: [(PaperName, &str); 6] = [
    (PaperName::OnePageProfile, "one-page-profile"),
    (PaperName::Iep, "plan"),
    (PaperName::EhcpAtAGlance, "ehcp-at-a-glance"),
    (PaperName::AnnualReview, "annual-review"),
    (PaperName::TransitionSheet, "transition-sheet"),
    (PaperName::TestArrangements, "test-arrangements"),
];

/// Documents as they are gathered, with the words in them and the place of each.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) documents: Vec<Document>,
    pub(super) parts: Vec<Part>,
    pub(super) pages: Vec<(String, String)>,
    /// The files in which no words were read: a person looks whether they name another child.
    pub(super) unread: BTreeSet<FileId>,
}

impl Gathered {
    fn add(&mut self, name: &str, title: String, on: Date, bytes: Vec<u8>) {
        let path = format!("documents/{name}");
        self.documents.push(Document { path: path.clone(), title, on: Day(on.to_string()) });
        self.parts.push(Part { path, bytes });
    }

    async fn sheet(&mut self, name: &str, title: String, on: Date, sheet: Sheet) -> Result<(), Fault> {
        let made = set(vec![sheet]).await?;
        let words = (0..made.pages()).filter_map(|page| made.words(page)).collect::<Vec<_>>().join("\n");
        self.pages.push((title.clone(), words));
        self.add(name, title, on, pdf(made).await?);
        Ok(())
    }
}

/// Our papers: the newest of each, and the record of every review that goes.
pub(super) async fn ours(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    going: &[Entry],
) -> Result<Gathered, Fault> {
    let mut gathered = Gathered::default();
    for (name, place) in PAPERS {
        match paper(app, actor, now, info, pupil, name).await {
            Ok(sheet) => {
                gathered.sheet(&format!("{place}.pdf"), name.title(info), now.today, sheet).await?;
            }
            Err(Fault::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    let reviews = going.iter().filter(|entry| matches!(entry.content, Content::Review(_)));
    for (number, entry) in (1..).zip(reviews) {
        let sheet = review_record(app, actor, now, info, pupil, entry.id).await?;
        let title = format!("Progress review of {}", day(entry.on));
        gathered.sheet(&format!("review-{number}-{}.pdf", entry.on), title, entry.on, sheet).await?;
    }
    Ok(gathered)
}

/// A file that somebody gave the school and that may go.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) file: StoredFile,
    pub(super) title: String,
    pub(super) on: Date,
}

/// The files that came with reports, letters, plans and annual reviews that go.
pub(super) async fn given(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    going: &[Entry],
    plan_name: &str,
) -> Result<Vec<Given>, Fault> {
    let reader = app.store.read(actor.school);
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let of = |id: Option<EntryId>| going.iter().find(|entry| Some(entry.id) == id);
    let given = files::of_pupil(&reader, pupil.id).await?.into_iter().filter_map(|file| {
        let entry = of(file.entry)?;
        let is_paper = matches!(
            entry.content,
            Content::Report(_)
                | Content::Referral(_)
                | Content::CountyLetter(_)
                | Content::Ehcp(_)
                | Content::AnnualReview(_)
        );
        (is_paper && file_readable(actor, pupil.subject(), &file, &all)).then(|| Given {
            title: title(&entry.content, plan_name),
            on: entry.on,
            file,
        })
    });
    Ok(given.collect())
}

impl Gathered {
    /// Adds the files that were given, but for those that are left out. Of a Word document, a picture, a scan or a locked
    /// file no words are read: a person looks.
    pub(super) async fn take(
        &mut self,
        app: &App,
        actor: &Actor,
        pupil: &Pupil,
        given: &[Given],
        left_out: &BTreeSet<FileId>,
    ) -> Result<(), Fault> {
        for (number, one) in (1..).zip(given.iter().filter(|one| !left_out.contains(&one.file.id))) {
            let mut bytes = Vec::new();
            let mut open = kept_files::open_file(app, actor, pupil, one.file.id).await?;
            while let Some(piece) = open.next().await? {
                bytes.extend(piece);
            }
            self.pages.push((format!("the name of “{}”", one.title), one.file.name.clone()));
            if one.file.kind == FileKind::Pdf {
                let look = bytes.clone();
                let words =
                    tokio::task::spawn_blocking(move || bundle::open(&look).map(|opened| opened.words()))
                        .await
                        .ok()
                        .and_then(Result::ok)
                        .unwrap_or_default();
                if words.iter().all(|words| words.trim().is_empty()) {
                    self.unread.insert(one.file.id);
                }
                for (page, words) in (1..).zip(words) {
                    self.pages.push((format!("“{}”, its page {page}", one.title), words));
                }
            } else {
                self.unread.insert(one.file.id);
            }
            self.add(&format!("given-{number}-{}", one.file.name), one.title.clone(), one.on, bytes);
        }
        Ok(())
    }
}
