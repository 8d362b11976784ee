//! The provision map of a class, a year or the school: by area and tier; with or without money.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// A provision.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MapLine {
    /// Universal, targeted, specialist.
    pub tier: String,
    /// What it is.
    pub name: String,
    /// Who of it is booked twice; empty when nobody is.
    pub twice: String,
    /// The children.
    pub children: String,
    /// Who runs it.
    pub staff: String,
    /// When, and how long.
    pub when: String,
    /// What it costs a year; empty without money.
    pub cost: String,
}

/// The provision of an area.
#[derive(Clone, Debug, Serialize)]
pub struct MapArea {
    /// The area of need.
    pub area: String,
    /// Its provision, by tier.
    pub lines: Vec<MapLine>,
}

/// The map.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionMap {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// Whether money stands on it.
    pub with_money: bool,
    /// The areas.
    pub areas: Vec<MapArea>,
    /// What all of it costs a year.
    pub total: String,
}

impl Paper for ProvisionMap {
    const NAME: &'static str = "provision-map";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: ProvisionMap::NAME,
    title: "Provision map",
    for_whom: "a class, a year, the school",
    samples: &[
        ("typical", || sheet(&typical(false))),
        ("with-money", || sheet(&typical(true))),
        ("empty", || {
            let furniture = samples::bare("Provision map");
            sheet(&ProvisionMap { furniture, with_money: false, areas: Vec::new(), total: String::new() })
        }),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical(with_money: bool) -> ProvisionMap {
    let line = |tier: &str, name: &str, children: &str, staff: &str, when: &str, cost: &str| MapLine {
        tier: tier.to_owned(),
        twice: String::new(),
        name: name.to_owned(),
        children: children.to_owned(),
        staff: staff.to_owned(),
        when: when.to_owned(),
        cost: if with_money { cost.to_owned() } else { String::new() },
    };
    ProvisionMap {
        furniture: Furniture {
            logo: with_money.then(samples::logo),
            address: if with_money { samples::ADDRESS.to_owned() } else { String::new() },
            ..Furniture::new(samples::SCHOOL, "Provision map", "Year 4, autumn term 2026", samples::TODAY)
        },
        with_money,
        areas: vec![
            MapArea {
                area: "Cognition and learning".to_owned(),
                lines: vec![
                    line(
                        "Targeted",
                        "Reading group",
                        "Siân, Cerys, Tobi, Harley",
                        "Mr Osei",
                        "Mon to Thu, 20 minutes",
                        "£1,140.00",
                    ),
                    line(
                        "Specialist",
                        "Precision teaching",
                        "Siân",
                        "Mrs Patel",
                        "Daily, 10 minutes",
                        "£760.00",
                    ),
                ],
            },
            MapArea {
                area: "Communication and interaction".to_owned(),
                lines: vec![line(
                    "Targeted",
                    "Talk partners",
                    "Siân, Zayn",
                    "Mr Osei",
                    "Tue and Fri, 15 minutes",
                    "£420.00",
                )],
            },
        ],
        total: if with_money { "£2,320.00 a year".to_owned() } else { String::new() },
    }
}

fn ugly() -> ProvisionMap {
    let line = MapLine {
        tier: "Universal".repeat(9),
        twice: String::new(),
        name: samples::ugly_name(),
        children: samples::ten_pages(),
        staff: samples::ugly_line(),
        when: samples::ugly_line(),
        cost: "£999,999,999,999.99".to_owned(),
    };
    ProvisionMap {
        furniture: samples::ugly("Provision map"),
        with_money: true,
        areas: vec![
            MapArea { area: samples::ugly_name(), lines: vec![line, MapLine::default()] },
            MapArea { area: String::new(), lines: Vec::new() },
        ],
        total: samples::ugly_name(),
    }
}
