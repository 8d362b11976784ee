//! One page a class: for the class teacher, supply, lunchtime.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

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
}

impl Paper for ClassSheet {
    const NAME: &'static str = "class-sheet";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: ClassSheet::NAME,
    title: "Class sheet",
    for_whom: "the class teacher, supply, lunchtime",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || {
            sheet(&ClassSheet {
                furniture: samples::bare("Class sheet"),
                children: Vec::new(),
                lead: String::new(),
            })
        }),
        ("ugly", || sheet(&ugly())),
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
    ClassSheet {
        furniture: Furniture::new(
            samples::SCHOOL,
            "Class sheet",
            "4 Oak (Year 4), Mrs Patel",
            samples::TODAY,
        ),
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
    }
}

fn ugly() -> ClassSheet {
    ClassSheet {
        furniture: samples::ugly("Class sheet"),
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
                safe: samples::ten_pages(),
            })
            .collect(),
        lead: samples::ugly_name(),
    }
}
