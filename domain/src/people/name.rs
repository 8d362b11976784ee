//! Sorting and finding names: computed by us, so that both engines sort and find alike.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a name for comparison: accents off, lower case, letters that do not decompose spelled plainly.
///
/// # Example
/// ```
/// # use domain::people::name::fold;
/// assert_eq!(fold("Łukasz O’Shea"), "lukasz o'shea");
/// assert_eq!(fold("Siân"), "sian");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ł' | 'Ł' => folded.push('l'),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ħ' | 'Ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'þ' | 'Þ' => folded.push_str("th"),
            '’' | '‘' | 'ʼ' | '`' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// What a list of people is sorted by: surname, then forename, folded, without hyphens and apostrophes.
#[must_use]
pub fn sort_key(surname: &str, forename: &str) -> String {
    let plain = |text: &str| fold(text).replace(['\'', '-', '.'], "").trim().to_owned();
    format!("{}\u{1}{}", plain(surname), plain(forename))
}

/// The words by which a person is found: each name and each part of a joined name, folded, blank before each.
///
/// A search for the first letters of any word looks for `" " + letters` in it.
///
/// # Example
/// ```
/// # use domain::people::name::search_words;
/// assert_eq!(search_words(&["Van-Sample", "Zoë O'Shea"]), " van-sample sample vansample zoe o'shea shea oshea");
/// ```
#[must_use]
pub fn search_words(names: &[&str]) -> String {
    let mut words = String::new();
    let mut push = |word: &str| {
        if !word.is_empty() && !words.split(' ').any(|known| known == word) {
            words.push(' ');
            words.push_str(word);
        }
    };
    for name in names {
        for word in fold(name).split_whitespace() {
            push(word);
            if word.contains(['\'', '-']) {
                for part in word.split(['\'', '-']).skip(1) {
                    push(part);
                }
                push(&word.replace(['\'', '-'], ""));
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_many_languages_sort_and_are_found() {
        let mut names = ["Zając", "Łukasik", "O'Shea", "Ösel", "van-Sample", "Abara", "Ábel"];
        names.sort_by_key(|name| sort_key(name, ""));
        assert_eq!(names, ["Abara", "Ábel", "Łukasik", "Ösel", "O'Shea", "van-Sample", "Zając"]);
        assert!(search_words(&["ليلى", "Siân"]).contains(" sian"));
        assert!(search_words(&["ليلى"]).contains(" ليلى"));
    }
}
