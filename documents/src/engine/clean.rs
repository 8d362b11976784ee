//! What people typed, made fit to be set: same words, without what would break a page.
//!
//! Control letters go, line ends become one kind, a heap of accents on one letter is cut, a word without end gets
//! places where it may break. Nothing becomes markup: the text reaches typst as data.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The box that stands for a letter which no typeface has.
pub const BOX: char = '\u{25fb}';

/// The longest run of letters that is left whole; after it a line may break anywhere.
const WHOLE: usize = 16;
/// The longest address, of mail or of a page, that is left whole: who copies it from the paper gets nothing else.
const ADDRESS: usize = 36;
/// The most accents on one letter.
const ACCENTS: usize = 4;

/// After [`WHOLE`] letters a line may break after each so many.
const PIECE: usize = 6;

/// The text as it is set; letters that stand for nothing become a box and are added to `boxed`.
pub(crate) fn clean(text: &str, boxed: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut accents, mut run, mut whole) = (0, 0, WHOLE);
    let has_addresses = ADDRESSES.iter().any(|part| text.contains(part));
    let mut letters = text.nfc().peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\r' if letters.peek() == Some(&'\n') => continue,
            '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            other => other,
        };
        if is_dropped(letter) {
            continue;
        }
        if is_combining_mark(letter) {
            accents += 1;
            if accents > ACCENTS {
                continue;
            }
        } else {
            accents = 0;
        }
        if letter.is_whitespace() || letter == '-' {
            run = 0;
        } else {
            if run == 0 {
                let is_whole = has_addresses && is_address(letter, letters.clone());
                whole = if is_whole { ADDRESS } else { WHOLE };
            }
            run += 1;
            let joins = is_combining_mark(letter) || letter == '\u{200d}' || out.ends_with('\u{200d}');
            let modifies = matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
            if run > whole && !joins && !modifies && !is_flag(letter) {
                run = WHOLE - PIECE;
                out.push('\u{200b}');
            }
        }
        if is_boxed(letter) {
            boxed.push(format!("U+{:04X}", u32::from(letter)));
            out.push(BOX);
        } else {
            out.push(letter);
        }
    }
    out
}

/// What only addresses have.
const ADDRESSES: [&str; 3] = ["@", "www.", "://"];

/// Whether a word is an address that is short enough to stay whole.
fn is_address(first: char, rest: impl Iterator<Item = char>) -> bool {
    let mut word = String::from(first);
    word.extend(rest.take_while(|letter| !letter.is_whitespace()).take(ADDRESS));
    word.chars().count() <= ADDRESS && ADDRESSES.iter().any(|part| word.contains(part))
}

/// Letters that show nothing and would upset the setting: controls, orders of direction, marks of byte order.
fn is_dropped(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter,
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
            | '\u{e0000}'..='\u{e001f}' | '\u{e0080}'..='\u{e0fff}' | '\u{1d173}'..='\u{1d17a}')
}

/// Letters that stand for nothing that can be read aloud: private use, and code points that are none.
fn is_boxed(letter: char) -> bool {
    let code = letter as u32;
    matches!(code, 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff | 0xfdd0..=0xfdef | 0xfffc)
        || code & 0xfffe == 0xfffe
}

fn is_flag(letter: char) -> bool {
    matches!(letter, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        clean(text, &mut Vec::new())
    }

    #[test]
    fn words_stay_and_what_breaks_pages_goes() {
        for (typed, set) in [
            ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("a\0b\u{202e}c\u{feff}", "abc"),
            ("#set page(fill: red) *no* _markup_ $x$", "#set page(fill: red) *no* _markup_ $x$"),
            ("\u{e000}\u{fffe}", "◻◻"),
            ("a\tb", "a b"),
            ("", ""),
        ] {
            assert_eq!(super::clean(typed, &mut Vec::new()), set, "{typed:?}");
        }
    }

    #[test]
    fn letters_that_stand_for_nothing_are_reported() {
        let mut boxed = Vec::new();
        assert_eq!(clean("a\u{e123}b", &mut boxed), "a◻b");
        assert_eq!(boxed, ["U+E123"]);
    }

    #[test]
    fn a_word_without_end_may_break_and_a_heap_of_accents_is_cut() {
        assert!(set(&"a".repeat(300)).contains("a\u{200b}a"));
        assert_eq!(set(&"a".repeat(16)), "a".repeat(16));
        let heap = format!("a{}", "\u{32d}".repeat(100));
        assert_eq!(set(&heap).chars().count(), 5);
    }

    #[test]
    fn an_address_is_copied_as_it_is() {
        for address in
            ["advice@sendiass.example", "www.meadshire.example/local-offer", "https://a.example/send"]
        {
            let text = format!("Ask {address} or us.");
            assert_eq!(set(&text), text);
        }
        assert!(set(&format!("{}@a.example", "a".repeat(60))).contains('\u{200b}'));
    }

    #[test]
    fn a_family_of_joined_faces_is_not_torn() {
        let family = "👩\u{200d}👩\u{200d}👧\u{200d}👦".repeat(6);
        assert!(!set(&family).contains("\u{200d}\u{200b}"));
        assert!(!set(&family).contains("\u{200b}\u{200d}"));
    }
}
