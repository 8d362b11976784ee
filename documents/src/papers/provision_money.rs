//! What provision costs in a funding year: the school's sums, and each child against 6,000 pounds.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, furniture::Fact};

/// A child's money.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChildCost {
    /// The child.
    pub name: String,
    /// The class.
    pub class: String,
    /// What it has cost.
    pub to_date: String,
    /// What is planned.
    pub planned: String,
    /// Both.
    pub at_year_end: String,
    /// What is left of 6,000 pounds, or how much over it is.
    pub against: String,
    /// What came of the county's top-up; empty when none is expected.
    pub top_up: String,
    /// What pays for it, less the cost.
    pub balance: String,
}

/// The money of a funding year.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionMoney {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The school's sums.
    pub sums: Vec<Fact>,
    /// How they are counted.
    pub counted: String,
    /// Each child; nobody for those who see sums only.
    pub children: Vec<ChildCost>,
    /// Whether children are shown.
    pub with_children: bool,
}

impl Paper for ProvisionMoney {
    const NAME: &'static str = "provision-money";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: ProvisionMoney::NAME,
    title: "Money of provision",
    for_whom: "the SENCO and the head; the sums alone for governors",
    samples: &[
        ("typical", || sheet(&typical(true))),
        ("sums", || sheet(&typical(false))),
        ("empty", || {
            sheet(&ProvisionMoney {
                furniture: samples::bare("Money of provision"),
                sums: Vec::new(),
                counted: String::new(),
                children: Vec::new(),
                with_children: true,
            })
        }),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical(with_children: bool) -> ProvisionMoney {
    let child = |words: [&str; 8]| {
        let [name, class, to_date, planned, at_year_end, against, top_up, balance] = words.map(str::to_owned);
        ChildCost { name, class, to_date, planned, at_year_end, against, top_up, balance }
    };
    let children = vec![
        child([
            "Siân Łukasiewicz-O’Shea",
            "4 Oak",
            "£4,310.00",
            "£2,940.50",
            "£7,250.50",
            "£1,250.50 over",
            "£2,000.00 of £3,000.00",
            "£749.50",
        ]),
        child(["Tobi Adeyemi", "4 Oak", "£420.00", "£310.00", "£730.00", "£5,270.00 left", "", "£5,270.00"]),
    ];
    ProvisionMoney {
        furniture: Furniture::new(
            samples::SCHOOL,
            "Money of provision",
            "Funding year 2026-27, 1 April 2026 to 31 March 2027",
            samples::TODAY,
        ),
        sums: [
            ("Cost to date", "£4,730.00"),
            ("Planned", "£3,250.50"),
            ("At the year’s end", "£7,980.50"),
            ("Top-up received", "£2,000.00 of £3,000.00"),
            ("Left of the notional budget", "£76,019.50 of £84,000.00"),
        ]
        .map(|(label, text)| Fact::new(label, text))
        .to_vec(),
        counted: "2 children have provision that costs something; 1 of them costs more than £6,000 by the year’s end."
            .to_owned(),
        children: if with_children { children } else { Vec::new() },
        with_children,
    }
}

fn ugly() -> ProvisionMoney {
    let child = |at: usize| ChildCost {
        name: samples::ugly_name(),
        class: samples::ugly_line(),
        to_date: "£999,999,999,999.99".to_owned(),
        planned: "−£999,999,999,999.99".to_owned(),
        at_year_end: "9".repeat(60),
        against: samples::ugly_line(),
        top_up: if at.is_multiple_of(2) { samples::ugly_line() } else { String::new() },
        balance: "£999,999,999,999.99".to_owned(),
    };
    ProvisionMoney {
        furniture: samples::ugly("Money of provision"),
        sums: vec![Fact::new(samples::ugly_line(), samples::ugly_name()), Fact::new("", "")],
        counted: samples::ugly_line(),
        children: (0..20).map(child).chain([ChildCost::default()]).collect(),
        with_children: true,
    }
}
