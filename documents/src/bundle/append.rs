//! Puts the pages of reports behind the page that names each, in our tagged file; what cannot be is attached to it.
//!
//! Ours is the file that is changed, so that its tags, its language and its bookmarks stay. The reports' own tags,
//! bookmarks, scripts and actions are left behind.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::{Opened, stamp};
use crate::Fault;

/// What comes behind the page that names a report.
#[derive(Clone, Debug)]
pub enum Appended {
    /// Its pages.
    Pages(Box<Opened>),
    /// The file as an attachment, under this name.
    Attached {
        /// Its name.
        name: String,
        /// What it is.
        media_type: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Nothing: the page shows it, or says why it is elsewhere.
    Nothing,
}

/// Puts reports into our file. `own` is the PDF of the paper; its last pages are those that name the reports, one each,
/// in order: `names` are their numbers, from 1. Each page of a report bears whom it is `about`.
///
/// The result is tagged, and not PDF/UA: the reports' pages have no tags of ours.
///
/// # Errors
/// When our own file is not as we wrote it: a fault of the program. A report is never the reason.
pub fn append(own: &[u8], reports: Vec<Appended>, names: &[usize], about: &str) -> Result<Vec<u8>, Fault> {
    let about = stamp::name(about);
    let fault = |error: lopdf::Error| Fault(error.to_string());
    let mut document = Document::load_mem(own).map_err(fault)?;
    let ours: Vec<ObjectId> = document.get_pages().into_values().collect();
    let added: usize = reports
        .iter()
        .map(|report| match report {
            Appended::Pages(opened) => opened.pages(),
            Appended::Attached { .. } | Appended::Nothing => 0,
        })
        .sum();
    let total = ours.len() + added;
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).map_err(fault)?;
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut behind: BTreeMap<usize, Vec<ObjectId>> = BTreeMap::new();
    let mut attached = Vec::new();
    let mut before = 0;
    for (number, (report, page)) in (1..).zip(reports.into_iter().zip(names)) {
        match report {
            Appended::Pages(opened) => {
                let pages = take_in(&mut document, opened.document);
                let many = pages.len();
                for (at, id) in pages.iter().enumerate() {
                    let label = format!(
                        "{about}  -  Confidential  -  Report {number}, page {} of {many}  -  page {} of {total}",
                        at + 1,
                        page + before + at + 1
                    );
                    stamp::stamp(&mut document, *id, font, &label);
                }
                before += many;
                behind.insert(*page, pages);
            }
            Appended::Attached { name, media_type, bytes } => {
                attached.push(attach(&mut document, number, &name, media_type, bytes));
            }
            Appended::Nothing => {}
        }
    }
    let mut kids = Vec::with_capacity(total);
    for (at, id) in ours.iter().enumerate() {
        kids.push(*id);
        kids.extend(behind.remove(&(at + 1)).unwrap_or_default());
    }
    for id in &kids {
        document.get_dictionary_mut(*id).map_err(fault)?.set("Parent", root);
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let tree = document.get_dictionary_mut(root).map_err(fault)?;
    tree.set("Kids", kids.into_iter().map(Object::Reference).collect::<Vec<_>>());
    tree.set("Count", count);
    let names = names_with(&document, attached);
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.remove(b"PageLabels");
    if let Some(names) = names {
        catalog.set("Names", names);
    }
    if added > 0 {
        no_longer_ua(&mut document);
    }
    let mut out = Vec::with_capacity(own.len() + 64 * 1024);
    document.save_to(&mut out).map_err(|error| Fault(error.to_string()))?;
    Ok(out)
}

/// Takes the pages of a report in, with what they use, under numbers of ours. Only what the pages use comes along: no
/// catalog, no scripts, no form, no tags.
fn take_in(document: &mut Document, mut report: Document) -> Vec<ObjectId> {
    let pages: Vec<ObjectId> = report.get_pages().into_values().collect();
    for id in &pages {
        settle(&mut report, *id);
    }
    let mut known: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    let mut waiting: Vec<ObjectId> = Vec::new();
    let mut taken = Vec::with_capacity(pages.len());
    for id in pages {
        // A page that stands twice in the report is two pages here.
        let Ok(page) = report.get_dictionary(id).cloned() else { continue };
        let mut page = Object::Dictionary(page);
        renumber(&mut page, document, &mut known, &mut waiting);
        taken.push(document.add_object(page));
    }
    while let Some(old) = waiting.pop() {
        let new = known[&old];
        let mut object = report.objects.remove(&old).unwrap_or(Object::Null);
        if is_of_the_tree(&object) {
            object = Object::Null;
        }
        renumber(&mut object, document, &mut known, &mut waiting);
        document.objects.insert(new, object);
    }
    taken
}

/// Gives what an object refers to numbers of ours; what is new waits to be taken in.
fn renumber(
    object: &mut Object,
    document: &mut Document,
    known: &mut BTreeMap<ObjectId, ObjectId>,
    waiting: &mut Vec<ObjectId>,
) {
    match object {
        Object::Reference(id) => {
            let old = *id;
            *id = *known.entry(old).or_insert_with(|| {
                waiting.push(old);
                document.new_object_id()
            });
        }
        Object::Array(all) => {
            all.iter_mut().for_each(|one| renumber(one, document, known, waiting));
        }
        Object::Dictionary(all) => {
            all.iter_mut().for_each(|(_, one)| renumber(one, document, known, waiting));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, one)| renumber(one, document, known, waiting));
        }
        _ => {}
    }
}

/// Whether an object leads back to the whole of the report.
fn is_of_the_tree(object: &Object) -> bool {
    const TREES: [&[u8]; 6] = [b"Pages", b"Page", b"Catalog", b"StructTreeRoot", b"StructElem", b"Outlines"];
    match object {
        Object::Dictionary(dictionary) => dictionary.get_type().is_ok_and(|kind| TREES.contains(&kind)),
        _ => false,
    }
}

/// A page without its tree: what it inherits stands on it, what it would do is gone.
fn settle(report: &mut Document, id: ObjectId) {
    for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
        if let Some(value) = inherited(report, id, key.as_bytes())
            && let Ok(page) = report.get_dictionary_mut(id)
        {
            page.set(key, value);
        }
    }
    let notes = report.get_dictionary(id).ok().and_then(|page| page.get(b"Annots").ok().cloned());
    let notes = match notes {
        Some(Object::Reference(list)) => report.get_object(list).ok().cloned(),
        other => other,
    };
    let kept: Vec<Object> = match notes {
        Some(Object::Array(all)) => all.into_iter().filter_map(|note| harmless(report, note)).collect(),
        _ => Vec::new(),
    };
    if let Ok(page) = report.get_dictionary_mut(id) {
        for key in [&b"Parent"[..], b"StructParents", b"AA", b"B", b"Tabs", b"Annots", b"Thumb", b"PieceInfo"]
        {
            page.remove(key);
        }
        if !kept.is_empty() {
            page.set("Annots", kept);
        }
    }
}

/// What a page has from itself or from above it; the tree's loops end.
fn inherited(report: &Document, id: ObjectId, key: &[u8]) -> Option<Object> {
    let mut at = id;
    for _ in 0..64 {
        let node = report.get_dictionary(at).ok()?;
        if let Ok(value) = node.get(key) {
            return Some(value.clone());
        }
        at = node.get(b"Parent").ok()?.as_reference().ok()?;
    }
    None
}

/// A note on a page, as it looks, doing nothing: no action, no file, no sound.
fn harmless(report: &Document, note: Object) -> Option<Object> {
    let mut dictionary = match note {
        Object::Reference(id) => report.get_dictionary(id).ok()?.clone(),
        Object::Dictionary(dictionary) => dictionary,
        _ => return None,
    };
    let kind = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"").to_vec();
    const LEFT_OUT: [&[u8]; 9] = [
        b"Link",
        b"FileAttachment",
        b"Sound",
        b"Movie",
        b"Screen",
        b"RichMedia",
        b"3D",
        b"Popup",
        b"TrapNet",
    ];
    if LEFT_OUT.contains(&kind.as_slice()) {
        return None;
    }
    for key in [&b"A"[..], b"AA", b"Dest", b"PA", b"P", b"Popup", b"Parent", b"Kids", b"StructParent", b"IRT"]
    {
        dictionary.remove(key);
    }
    Some(Object::Dictionary(dictionary))
}

/// A file in our file; the pair of its name and its description.
fn attach(
    document: &mut Document,
    number: usize,
    name: &str,
    media_type: &str,
    bytes: Vec<u8>,
) -> (String, ObjectId) {
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let file = Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => Object::Name(media_type.as_bytes().to_vec()),
            "Params" => dictionary! { "Size" => length },
        },
        bytes,
    );
    let file = document.add_object(file.with_compression(false));
    let name = format!("Report {number} - {name}");
    let words = lopdf::text_string(&name);
    let about = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::String(plain(&name), StringFormat::Literal),
        "UF" => words.clone(),
        "Desc" => words,
        "AFRelationship" => "Supplement",
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    (format!("{number:04}"), about)
}

/// A name in plain letters, for old programs.
fn plain(name: &str) -> Vec<u8> {
    name.chars()
        .map(|letter| if letter.is_ascii_graphic() || letter == ' ' { letter as u8 } else { b'-' })
        .collect()
}

/// The catalog's names with our attachments; none when there are none.
fn names_with(document: &Document, attached: Vec<(String, ObjectId)>) -> Option<Dictionary> {
    if attached.is_empty() {
        return None;
    }
    let mut names = match document.catalog().and_then(|catalog| catalog.get(b"Names")) {
        Ok(Object::Reference(id)) => document.get_dictionary(*id).cloned().unwrap_or_default(),
        Ok(Object::Dictionary(known)) => known.clone(),
        _ => Dictionary::new(),
    };
    let list: Vec<Object> = attached
        .into_iter()
        .flat_map(|(key, id)| [Object::string_literal(key), Object::Reference(id)])
        .collect();
    names.set("EmbeddedFiles", dictionary! { "Names" => list });
    Some(names)
}

/// The merged file does not say that it is PDF/UA: the reports' pages have no tags.
fn no_longer_ua(document: &mut Document) {
    let metadata = document.catalog().and_then(|catalog| catalog.get(b"Metadata")?.as_reference());
    let Ok(id) = metadata else { return };
    let Some(words) = document
        .get_object(id)
        .and_then(Object::as_stream)
        .ok()
        .and_then(|stream| stream.get_plain_content().ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
    else {
        return;
    };
    let words = without(&words, "<pdfuaid:part>", "</pdfuaid:part>");
    if let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
        stream.set_plain_content(words.into_bytes());
    }
}

/// A text without what stands between two marks, and the marks.
fn without(text: &str, from: &str, to: &str) -> String {
    match text.split_once(from) {
        Some((head, rest)) => match rest.split_once(to) {
            Some((_, tail)) => format!("{head}{tail}"),
            None => text.to_owned(),
        },
        None => text.to_owned(),
    }
}
