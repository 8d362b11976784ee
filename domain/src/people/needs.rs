//! What a parent or carer needs to take part: an interpreter, large print, another format.

use super::HomeLanguage;

/// What somebody needs when the school meets them or gives them paper.
///
/// # Source
/// documents.md: a home language, interpreter or large print recorded for a parent is said wherever something is made for them.
/// Equality Act 2010 s.20: reasonable adjustments, with information in an accessible format (s.20(6)).
///
/// # Example
/// ```
/// # use domain::people::ContactNeeds;
/// let needs = ContactNeeds { interpreter: "Polish".into(), large_print: true, other_format: String::new() };
/// assert_eq!(needs.in_words(), "An interpreter is wanted: Polish. Large print is wanted.");
/// assert_eq!(ContactNeeds::default().in_words(), "");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactNeeds {
    /// The language for which an interpreter is wanted; empty when none is.
    pub interpreter: String,
    /// Whether papers are to be set in large print.
    pub large_print: bool,
    /// Another format: Braille, easy read, on yellow paper, read aloud. Empty when none is wanted.
    pub other_format: String,
}

impl ContactNeeds {
    /// The most letters of a language.
    pub const LONGEST_LANGUAGE: usize = 60;
    /// The most letters of another format.
    pub const LONGEST_FORMAT: usize = 120;

    /// Without spaces round what was typed.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            interpreter: one_line(&self.interpreter),
            large_print: self.large_print,
            other_format: one_line(&self.other_format),
        }
    }

    /// What is wrong with it: the box, and what to do.
    #[must_use]
    pub fn wrong(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if self.interpreter.chars().count() > Self::LONGEST_LANGUAGE {
            wrong.push((
                "interpreter",
                format!("Write the language alone, in at most {} letters", Self::LONGEST_LANGUAGE),
            ));
        }
        if self.other_format.chars().count() > Self::LONGEST_FORMAT {
            wrong.push((
                "other_format",
                format!("Say the format in at most {} letters", Self::LONGEST_FORMAT),
            ));
        }
        wrong
    }

    /// Whether anything is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_words().is_empty()
    }

    /// What is wanted, in sentences; empty when nothing is.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut said = Vec::new();
        let Self { interpreter, large_print, other_format } = self.trimmed();
        if !interpreter.is_empty() {
            said.push(format!("An interpreter is wanted: {interpreter}."));
        }
        if large_print {
            said.push("Large print is wanted.".to_owned());
        }
        if !other_format.is_empty() {
            said.push(format!("Another format is wanted: {}.", other_format.trim_end_matches('.')));
        }
        said.join(" ")
    }

    /// What is wanted together with the home's language, as the roll writes it: what is said wherever something is made for
    /// a parent. Whether an interpreter is wanted is asked while nobody has written it down.
    ///
    /// # Example
    /// ```
    /// # use domain::people::ContactNeeds;
    /// let large = ContactNeeds { large_print: true, ..ContactNeeds::default() };
    /// assert_eq!(
    ///     large.made_for("POL"),
    ///     "Home language: Polish. Ask whether an interpreter or a translation is wanted. Large print is wanted."
    /// );
    /// ```
    #[must_use]
    pub fn made_for(&self, language: &str) -> String {
        let language = HomeLanguage::of(language);
        let language = if self.interpreter.trim().is_empty() { language.ask() } else { language.in_words() };
        [language, self.in_words()].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What several parents need, for one paper that they share: each language and format once, large print when one of them
    /// reads it.
    #[must_use]
    pub fn of_all<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut shared = Self::default();
        let add = |text: &mut String, more: String| {
            if more.is_empty() || text.split(", ").any(|known| known.eq_ignore_ascii_case(&more)) {
                return;
            }
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&more);
        };
        for needs in all {
            let Self { interpreter, large_print, other_format } = needs.trimmed();
            add(&mut shared.interpreter, interpreter);
            add(&mut shared.other_format, other_format);
            shared.large_print |= large_print;
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(interpreter: &str, large_print: bool) -> ContactNeeds {
        ContactNeeds { interpreter: interpreter.into(), large_print, other_format: String::new() }
    }

    #[test]
    fn a_need_does_not_hide_the_homes_language_and_answers_what_was_to_be_asked() {
        let table = [
            (of("", false), "English", ""),
            (of("", false), "NOT", ""),
            (of("", true), "ENG", "Large print is wanted."),
            (of("Polish", false), "POL", "Home language: Polish. An interpreter is wanted: Polish."),
            (
                of("British Sign Language", true),
                "OTB",
                "The home language is not English, and not written down. An interpreter is wanted: British Sign Language. Large print is wanted.",
            ),
        ];
        for (needs, language, words) in table {
            assert_eq!(needs.made_for(language), words);
        }
    }

    #[test]
    fn what_two_parents_share_says_each_need_once() {
        let shared = ContactNeeds::of_all(&[of("Polish", false), of("polish ", true), of("Urdu", false)]);
        assert_eq!(shared, of("Polish, Urdu", true));
        assert!(ContactNeeds::of_all([]).is_empty());
    }

    #[test]
    fn what_is_wanted_is_said_and_nothing_else() {
        let table = [
            ("", false, "", ""),
            ("  ", false, "\n", ""),
            (" British  Sign\nLanguage ", false, "", "An interpreter is wanted: British Sign Language."),
            ("", true, "", "Large print is wanted."),
            ("", false, "Braille.", "Another format is wanted: Braille."),
            (
                "Polish",
                true,
                "on yellow paper",
                "An interpreter is wanted: Polish. Large print is wanted. Another format is wanted: on yellow paper.",
            ),
        ];
        for (interpreter, large_print, other_format, words) in table {
            let needs = ContactNeeds {
                interpreter: interpreter.into(),
                large_print,
                other_format: other_format.into(),
            };
            assert_eq!(needs.in_words(), words);
            assert_eq!(needs.is_empty(), words.is_empty());
            assert!(needs.wrong().is_empty());
        }
        let long =
            ContactNeeds { interpreter: "x".repeat(61), large_print: false, other_format: "x".repeat(121) };
        assert_eq!(long.wrong().iter().map(|one| one.0).collect::<Vec<_>>(), ["interpreter", "other_format"]);
    }
}
