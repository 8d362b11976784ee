//! The drawings that a child chooses from, as they stand on paper: the same file as on the pages.

use std::fmt::Write;

use serde::Serialize;

use crate::Picture;

/// Every drawing, each in a group of its own, on a line of its own.
const DRAWINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/pictures.svg"));

/// A drawing with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Drawing {
    /// The drawing; none when there is none of that name.
    pub picture: Option<Picture>,
    /// What is said with it.
    pub words: String,
}

impl Drawing {
    /// The drawing of a name in the file of drawings.
    #[must_use]
    pub fn new(name: &str, words: impl Into<String>) -> Self {
        Self { picture: svg(name).map(Picture::drawn), words: words.into() }
    }
}

/// Cuts one drawing out: the view says where it lies, the group what it is.
fn svg(name: &str) -> Option<String> {
    let view = DRAWINGS
        .split("<view id=\"")
        .find_map(|view| view.strip_prefix(name)?.strip_prefix("\" viewBox=\""))?;
    let left = view.split(' ').next()?;
    let (_, group) = DRAWINGS.split_once(&format!("<g transform=\"translate({left})\""))?;
    let group = group.lines().next()?.strip_suffix("</g>")?;
    let mut out = String::new();
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\" width=\"64\" height=\"64\">";
    write!(out, "{head}<g{group}</g></svg>").ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_record_has_a_drawing() {
        for picture in domain::record::PICTURES {
            assert!(svg(picture.drawing).is_some_and(|svg| svg.len() > 150), "{}", picture.drawing);
        }
        assert!(svg("feeling-good").is_some());
        assert!(svg("no-such").is_none());
    }
}
