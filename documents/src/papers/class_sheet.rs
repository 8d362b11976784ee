//! One page a class: for the class teacher, supply, lunchtime.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Fault, Furniture, Paper, Sheet, make};

/// A child of the class.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InClass {
    /// The child's name.
    pub name: String,
    /// SEN status in words.
    pub status: String,
    /// Needs in a line.
    pub needs: String,
    /// Two or three strategies.
    pub helps: Vec<String>,
    /// What keeps the child safe.
    pub safe: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct ClassSheet {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The children, by name.
    pub children: Vec<InClass>,
    /// The safeguarding lead with telephone.
    pub lead: String,
    /// How closely it is set, from 0 (11 points, whole lines): see [`ClassSheet::fitted`].
    pub fit: usize,
}

impl Paper for ClassSheet {
    const NAME: &'static str = "class-sheet";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

impl ClassSheet {
    /// Ways to set it, from wide to close: letters and number of lines, in `class-sheet.typ`.
    const FITS: usize = 7;

    /// The sheet of a class in which nobody is named.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self { furniture, children: Vec::new(), lead: String::new(), fit: 0 }
    }

    /// The same, set as widely as its one page allows: closer first, then in smaller letters, down to 9 points, then with
    /// shortened lines; what keeps a child safe is never shortened. When the closest does not fit, the widest with as few pages.
    ///
    /// # Errors
    /// As [`make`].
    pub fn fitted(mut self) -> Result<Self, Fault> {
        let (mut best, mut fewest) = (0, usize::MAX);
        for fit in 0..Self::FITS {
            self.fit = fit;
            let pages = make(&[Sheet::from(&self)])?.pages();
            if pages < fewest {
                (best, fewest) = (fit, pages);
            }
            if pages == 1 {
                break;
            }
        }
        self.fit = best;
        Ok(self)
    }
}

pub(super) const KIND: Kind = Kind {
    name: ClassSheet::NAME,
    title: "Class sheet",
    for_whom: "the class teacher, supply, lunchtime",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&ClassSheet::new(samples::bare("Class sheet")))),
        ("ugly", || sheet(&ugly())),
        ("full", || sheet(&of(12).fitted().unwrap_or_else(|_| typical()))),
    ],
};

fn typical() -> ClassSheet {
    let child = |name: &str, status: &str, needs: &str, helps: &[&str], safe: &str| InClass {
        name: name.to_owned(),
        status: status.to_owned(),
        needs: needs.to_owned(),
        helps: helps.iter().map(|one| (*one).to_owned()).collect(),
        safe: safe.to_owned(),
    };
    let furniture =
        Furniture::new(samples::SCHOOL, "Class sheet", "4 Oak (Year 4), Mrs Patel", samples::TODAY);
    ClassSheet {
        children: vec![
            child(
                "Adeyemi, Tobi",
                "EHCP",
                "Autism: language, change, noise",
                &[
                    "First–then board on his table",
                    "Tell him about changes at register",
                    "Ear defenders in the hall",
                ],
                "Leaves the room when overwhelmed: an adult follows at a distance",
            ),
            child(
                "Hughes, Cerys",
                "SEN support",
                "Attention and working memory",
                &["One instruction at a time", "A job between tasks: she gives out books"],
                "",
            ),
            child(
                "Khan, Zayn",
                "SEN support",
                "Hearing: aids in both ears",
                &["Face him; repeat what others said", "Radio aid: hand it on with the microphone"],
                "Does not hear shouts in the playground",
            ),
            child(
                "Łukasiewicz-O’Shea, Siân",
                "SEN support",
                "Reading; understanding long instructions",
                &[
                    "Picture timetable in her tray",
                    "Wait ten seconds for an answer",
                    "Reads to one adult, not to the class",
                ],
                "",
            ),
            child("Novák, Petra", "Concern", "Being looked at: spelling", &[], ""),
            child(
                "Wright, Harley",
                "SEN support",
                "Social, emotional and mental health",
                &["Check in at 8:45 with Miss Okoro", "Choice of two, never a bare no"],
                "Asthma: blue inhaler in the class box",
            ),
        ],
        lead: "Amara Okafor, 01632 960001".to_owned(),
        ..ClassSheet::new(furniture)
    }
}

/// A class in which so many children have needs.
fn of(many: usize) -> ClassSheet {
    let mut paper = typical();
    paper.children = paper.children.iter().cycle().take(many).cloned().collect();
    paper
}

fn ugly() -> ClassSheet {
    ClassSheet {
        children: (0..34)
            .map(|at| InClass {
                name: samples::ugly_name(),
                status: if at % 2 == 0 { "E".repeat(60) } else { String::new() },
                needs: samples::ugly_line(),
                helps: if at % 3 == 0 {
                    Vec::new()
                } else {
                    vec![samples::ugly_line(), String::new(), samples::ten_pages()]
                },
                safe: if at % 9 == 0 {
                    samples::ten_pages().chars().take(1000).collect()
                } else {
                    samples::ugly_line()
                },
            })
            .collect(),
        lead: samples::ugly_name(),
        ..ClassSheet::new(samples::ugly("Class sheet"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_one_page_set_as_widely_as_it_allows() {
        assert_eq!(typical().fitted().unwrap().fit, 0, "a usual class needs no small letters");
        for many in [8, 12, 14] {
            let full = of(many).fitted().unwrap();
            let made = make(&[Sheet::from(&full)]).unwrap();
            assert_eq!(made.pages(), 1, "{many} children, fit {}", full.fit);
            let words = made.all_words();
            let is_smaller = words.contains("so that the class has one page");
            assert_eq!(is_smaller, full.fit > 1, "fit {}: {words}", full.fit);
            assert!(
                !words.contains('…') || words.contains("ines are shortened"),
                "said where it is so: {words}"
            );
        }
    }

    #[test]
    fn what_keeps_a_child_safe_is_never_shortened_and_takes_a_second_page() {
        let mut paper = of(30);
        for (at, child) in paper.children.iter_mut().enumerate() {
            child.safe = format!("{}END-{at}", "Nuts: the pen is in the red bag by the door. ".repeat(12));
        }
        let made = make(&[Sheet::from(&paper.fitted().unwrap())]).unwrap();
        assert!(made.pages() > 1);
        let words = made.all_words();
        assert!((0..30).all(|at| words.contains(&format!("END-{at}"))), "{words}");
        assert!(words.matches("To keep them safe").count() > 1, "the head comes again");
    }
}
