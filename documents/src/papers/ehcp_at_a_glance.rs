//! The EHCP at a glance, for staff.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// A line of section F.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SectionF {
    /// What must be made.
    pub what: String,
    /// How often, how long.
    pub how_much: String,
    /// Who delivers it.
    pub who: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct EhcpAtAGlance {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The needs.
    pub needs: String,
    /// The outcomes of section E.
    pub outcomes: Vec<String>,
    /// The lines of section F.
    pub provision: Vec<SectionF>,
    /// What keeps the child safe.
    pub safe: String,
}

impl Paper for EhcpAtAGlance {
    const NAME: &'static str = "ehcp-at-a-glance";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: EhcpAtAGlance::NAME,
    title: "EHCP at a glance",
    for_whom: "staff",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&of(samples::bare("EHCP at a glance"), "", &[], Vec::new(), ""))),
        ("ugly", || sheet(&ugly())),
    ],
};

fn of(
    furniture: Furniture,
    needs: &str,
    outcomes: &[&str],
    provision: Vec<SectionF>,
    safe: &str,
) -> EhcpAtAGlance {
    let outcomes = outcomes.iter().map(|one| (*one).to_owned()).collect();
    EhcpAtAGlance { furniture, needs: needs.to_owned(), outcomes, provision, safe: safe.to_owned() }
}

fn typical() -> EhcpAtAGlance {
    let line = |what: &str, how_much: &str, who: &str| SectionF {
        what: what.to_owned(),
        how_much: how_much.to_owned(),
        who: who.to_owned(),
    };
    of(
        samples::usual("EHCP at a glance"),
        "Autism. Understands short, plain language; change and noise overwhelm.",
        &[
            "By the end of Year 6 she plans and carries out a morning’s work with one check in.",
            "She plays with two children of her choice each week.",
        ],
        vec![
            line(
                "Speech and language programme, written by the therapist",
                "3 × 20 minutes a week",
                "Mr Osei; therapist each half term",
            ),
            line(
                "A quiet place and a trained adult when overwhelmed",
                "whenever needed",
                "Every member of staff",
            ),
            line("Social group of not more than four", "1 × 40 minutes a week", "Miss Okoro"),
        ],
        "Leaves the room when overwhelmed: an adult follows at a distance.",
    )
}

fn ugly() -> EhcpAtAGlance {
    let (ugly, long) = (samples::ugly_line(), samples::ten_pages());
    let line = SectionF { what: long.clone(), how_much: samples::ugly_name(), who: ugly.clone() };
    of(samples::ugly("EHCP at a glance"), &long, &[&ugly, "", &long], vec![line, SectionF::default()], &ugly)
}
