//! What typst may see while it sets a paper: our templates, the paper's data, its pictures. No disk, no network, no clock.

use std::{collections::HashMap, path::PathBuf, sync::OnceLock};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::fonts::fonts;
use crate::templates::TEMPLATES;

/// The templates, parsed once.
struct Shelf {
    library: LazyHash<Library>,
    main: FileId,
    sources: HashMap<FileId, Source>,
}

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let sources = TEMPLATES
            .iter()
            .map(|(name, text)| {
                let id = id(&format!("/{name}"));
                (id, Source::new(id, (*text).to_owned()))
            })
            .collect();
        Shelf { library: LazyHash::new(Library::default()), main: id("/main.typ"), sources }
    })
}

/// The id of one of our own files.
#[allow(clippy::expect_used, reason = "the paths are written in this program and are paths")]
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a template's name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One making: the data and pictures of the papers that are set together.
pub(crate) struct Desk {
    files: HashMap<String, Bytes>,
}

impl Desk {
    /// A desk with `data` (JSON) and pictures by their names.
    pub(crate) fn new(data: Vec<u8>, pictures: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut files: HashMap<String, Bytes> = pictures.into_iter().collect();
        files.insert("data.json".to_owned(), Bytes::new(data));
        Self { files }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &shelf().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        shelf().main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        shelf().sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.vpath().get_without_slash()).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}
