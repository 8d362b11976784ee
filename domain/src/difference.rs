//! What differs between two texts: side by side for two editors who both saved, word by word or line by line between
//! two versions.

use similar::{Algorithm, ChangeTag, TextDiff, capture_diff_slices};

/// A part of two texts that are held side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both say it.
    Same(String),
    /// Each says something of its own; empty where it says nothing.
    Differs {
        /// What is saved.
        theirs: String,
        /// What was typed.
        yours: String,
    },
}

/// Two texts in parts, in order: a paragraph is a line, and neighbours that differ are one part.
///
/// # Example
/// ```
/// # use domain::difference::{Part, side_by_side};
/// let parts = side_by_side("Kind.\nLikes maths.", "Kind.\nLikes chess.");
/// assert_eq!(parts[0], Part::Same("Kind.".to_owned()));
/// assert_eq!(parts[1], Part::Differs { theirs: "Likes maths.".to_owned(), yours: "Likes chess.".to_owned() });
/// ```
#[must_use]
pub fn side_by_side(theirs: &str, yours: &str) -> Vec<Part> {
    let lines = |text: &str| -> Vec<String> {
        if text.is_empty() { Vec::new() } else { text.split('\n').map(|line| format!("{line}\n")).collect() }
    };
    let (theirs, yours) = (lines(theirs).concat(), lines(yours).concat());
    let difference = TextDiff::from_lines(&theirs, &yours);
    let mut parts: Vec<(bool, String, String)> = Vec::new();
    for change in difference.iter_all_changes() {
        let same = change.tag() == ChangeTag::Equal;
        if parts.last().is_none_or(|last| last.0 != same) {
            parts.push((same, String::new(), String::new()));
        }
        let Some((_, one, other)) = parts.last_mut() else { continue };
        if change.tag() != ChangeTag::Insert {
            one.push_str(change.value());
        }
        if change.tag() != ChangeTag::Delete {
            other.push_str(change.value());
        }
    }
    let whole = |text: String| text.strip_suffix('\n').map(str::to_owned).unwrap_or(text);
    parts
        .into_iter()
        .map(|(same, theirs, yours)| match same {
            true => Part::Same(whole(theirs)),
            false => Part::Differs { theirs: whole(theirs), yours: whole(yours) },
        })
        .collect()
}

/// A stretch of a text that stayed, went, or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It stands in both.
    Same(String),
    /// It stood before, and stands no more.
    Gone(String),
    /// It is new.
    New(String),
}

/// What changed, word by word. A word keeps the blanks after it, so that the pieces together are the text.
#[must_use]
pub fn words(before: &str, now: &str) -> Vec<Piece> {
    pieces(&split(before, |c| c.is_whitespace()), &split(now, |c| c.is_whitespace()))
}

/// What changed, line by line.
#[must_use]
pub fn lines(before: &str, now: &str) -> Vec<Piece> {
    let line = |text: &str| text.lines().map(|line| format!("{}\n", line.trim_end())).collect::<Vec<_>>();
    pieces(&line(before), &line(now))
}

/// Splits after each run of letters that end a word.
fn split(text: &str, ends: impl Fn(char) -> bool) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut ended = true;
    for c in text.chars() {
        let end = ends(c);
        match parts.last_mut() {
            Some(part) if end || !ended => part.push(c),
            _ => parts.push(c.to_string()),
        }
        ended = end;
    }
    parts
}

fn pieces(before: &[String], now: &[String]) -> Vec<Piece> {
    // The last word of a text has no blank after it: it is the same word all the same.
    let bare = |parts: &[String]| parts.iter().map(|part| part.trim_end().to_owned()).collect::<Vec<_>>();
    let (one, two) = (bare(before), bare(now));
    let mut pieces: Vec<Piece> = Vec::new();
    for change in
        capture_diff_slices(Algorithm::Patience, &one, &two).iter().flat_map(|op| op.iter_changes(&one, &two))
    {
        let (tag, old, new) = (change.tag(), change.old_index(), change.new_index());
        let text = match (tag, old, new) {
            (ChangeTag::Delete, Some(at), _) => &before[at],
            (_, _, Some(at)) => &now[at],
            (_, Some(at), None) => &before[at],
            (_, None, None) => continue,
        };
        match (pieces.last_mut(), tag) {
            (Some(Piece::Same(so_far)), ChangeTag::Equal)
            | (Some(Piece::Gone(so_far)), ChangeTag::Delete)
            | (Some(Piece::New(so_far)), ChangeTag::Insert) => so_far.push_str(text),
            (_, ChangeTag::Equal) => pieces.push(Piece::Same(text.clone())),
            (_, ChangeTag::Delete) => pieces.push(Piece::Gone(text.clone())),
            (_, ChangeTag::Insert) => pieces.push(Piece::New(text.clone())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn differs(theirs: &str, yours: &str) -> Part {
        Part::Differs { theirs: theirs.to_owned(), yours: yours.to_owned() }
    }

    #[test]
    fn edges() {
        assert!(side_by_side("", "").is_empty());
        assert_eq!(side_by_side("", "mine"), [differs("", "mine")]);
        assert_eq!(side_by_side("theirs", ""), [differs("theirs", "")]);
        let same = Part::Same("a\nb".to_owned());
        assert_eq!(side_by_side("a\nb", "a\nb"), [same]);
        let parts = side_by_side("one\ntwo\nthree", "one\nzwei\nthree\nfour");
        let wanted = [
            Part::Same("one".to_owned()),
            differs("two", "zwei"),
            Part::Same("three".to_owned()),
            differs("", "four"),
        ];
        assert_eq!(parts, wanted);
    }

    #[test]
    fn words_that_stayed_went_and_came() {
        let same = |text: &str| Piece::Same(text.into());
        let gone = |text: &str| Piece::Gone(text.into());
        let new = |text: &str| Piece::New(text.into());
        let table = [
            ("", "", vec![]),
            ("one", "", vec![gone("one")]),
            ("", "one two", vec![new("one two")]),
            ("read 22 words", "read 40 words", vec![same("read "), gone("22 "), new("40 "), same("words")]),
            ("one two", "one two three", vec![same("one two "), new("three")]),
        ];
        for (before, now, expected) in table {
            assert_eq!(words(before, now), expected, "{before:?} {now:?}");
        }
        let lines = lines("Short lines\nA quiet place", "Short lines\nA visual timetable\nA quiet place");
        assert_eq!(lines, [same("Short lines\n"), new("A visual timetable\n"), same("A quiet place\n")]);
    }

    proptest! {
        /// Whoever takes the same side everywhere gets that text back, whatever it says.
        #[test]
        fn either_side_comes_back_whole(
            theirs in "[ab \u{e9}\n]{0,20}[ab]",
            yours in "[ab \u{e9}\n]{0,20}[ab]",
        ) {
            let parts = side_by_side(&theirs, &yours);
            let side = |mine: bool| -> String {
                let texts: Vec<&str> = parts
                    .iter()
                    .map(|part| match part {
                        Part::Same(text) => text.as_str(),
                        Part::Differs { theirs, .. } if !mine => theirs,
                        Part::Differs { yours, .. } => yours,
                    })
                    .collect();
                texts.join("\n")
            };
            // An empty side of a part leaves an empty line at most.
            let bare = |text: &str| text.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(bare(&side(false)), bare(&theirs));
            prop_assert_eq!(bare(&side(true)), bare(&yours));
        }
        #[test]
        fn the_pieces_are_both_texts(before in "\\PC{0,60}", now in "\\PC{0,60}") {
            let pieces = words(&before, &now);
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let of = |keep: fn(&Piece) -> Option<&String>| pieces.iter().filter_map(keep).fold(String::new(), |all, piece| {
                if all.is_empty() || all.ends_with(char::is_whitespace) { all + piece } else { all + " " + piece }
            });
            let old = of(|piece| match piece { Piece::Same(text) | Piece::Gone(text) => Some(text), Piece::New(_) => None });
            let new = of(|piece| match piece { Piece::Same(text) | Piece::New(text) => Some(text), Piece::Gone(_) => None });
            prop_assert_eq!(flat(&old), flat(&before));
            prop_assert_eq!(flat(&new), flat(&now));
        }
    }
}
