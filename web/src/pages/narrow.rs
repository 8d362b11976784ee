//! What a list of children is narrowed by: read from the address, shown as folded lists, kept in links.

use app::lists::{Filter, Narrowing, SenStatus};
use domain::{census::SenType, people::YearGroup};

use crate::{
    typed::Typed,
    view::{Choice, Choices},
};

/// Those who are not here any more, in the list of statuses.
const LEFT: &str = "Left the school";

/// The folded lists over a list of children.
#[derive(Clone, Debug)]
pub(crate) struct Narrow {
    /// The address of the list.
    pub(crate) action: &'static str,
    /// Status, class, year, need.
    pub(crate) selects: Vec<Choices>,
    /// What else the address holds, kept when a filter is applied.
    pub(crate) kept: Vec<(&'static str, String)>,
    /// What is chosen, in words; empty when nothing is.
    pub(crate) chosen: String,
}

/// What an address asks for. What it names and nobody knows is as if nothing were asked.
pub(crate) fn filter_of(asked: &Typed) -> Filter {
    Filter {
        class: asked.text("class").parse().ok(),
        year: YearGroup::from_code(&asked.text("year")),
        need: SenType::from_code(&asked.text("need")),
        status: SenStatus::from_code(&asked.text("status")),
        left: asked.text("status") == Filter::LEFT,
    }
}

/// The value of the list of statuses: a status, or those who have left.
fn status_of(filter: &Filter) -> Option<String> {
    let left = || filter.left.then(|| Filter::LEFT.to_owned());
    filter.status.map(|status| status.code().to_owned()).or_else(left)
}

/// The same as part of an address: `class=...&status=K`.
pub(crate) fn query_of(filter: &Filter, more: &[(&'static str, String)]) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    pairs.extend(status_of(filter).map(|status| ("status", status)));
    pairs.extend(filter.class.map(|class| ("class", class.to_string())));
    pairs.extend(filter.year.map(|year| ("year", year.code())));
    pairs.extend(filter.need.map(|need| ("need", need.code().to_owned())));
    pairs.extend(more.iter().filter(|(_, value)| !value.is_empty()).cloned());
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

impl Narrow {
    /// The lists of what can be chosen, with what is.
    pub(crate) fn of(
        action: &'static str,
        filter: &Filter,
        narrowing: &Narrowing,
        kept: Vec<(&'static str, String)>,
    ) -> Self {
        let select =
            |name: &str, label: &str, all: &str, items: Vec<(String, String)>, chosen: Option<String>| {
                let all = Choice::new("", all);
                let items = items.into_iter().map(|(value, text)| Choice::new(value, text));
                Choices::new(name, label, std::iter::once(all).chain(items)).choose(chosen)
            };
        let mut statuses: Vec<_> =
            narrowing.statuses.iter().map(|s| (s.code().to_owned(), s.name().to_owned())).collect();
        if narrowing.leavers {
            statuses.push((Filter::LEFT.to_owned(), LEFT.to_owned()));
        }
        let classes: Vec<_> =
            narrowing.classes.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        let years: Vec<_> = narrowing.years.iter().map(|year| (year.code(), year.name())).collect();
        let needs: Vec<_> =
            narrowing.needs.iter().map(|need| (need.code().to_owned(), need.name().to_owned())).collect();
        let mut chosen: Vec<String> = Vec::new();
        chosen.extend(filter.status.map(|status| status.name().to_owned()));
        chosen.extend((filter.left && narrowing.leavers).then(|| LEFT.to_owned()));
        chosen.extend(filter.class.map(|id| {
            let known = narrowing.classes.iter().find(|(known, _)| *known == id);
            known.map_or_else(|| "another class".to_owned(), |(_, name)| name.clone())
        }));
        chosen.extend(filter.year.map(YearGroup::name));
        chosen.extend(filter.need.map(|need| need.name().to_owned()));
        Self {
            action,
            selects: vec![
                select("status", "Status", "All", statuses, status_of(filter)),
                select("class", "Class", "All classes", classes, filter.class.map(|class| class.to_string())),
                select("year", "Year", "All years", years, filter.year.map(YearGroup::code)),
                select(
                    "need",
                    "Main need",
                    "All needs",
                    needs,
                    filter.need.map(|need| need.code().to_owned()),
                ),
            ],
            kept,
            chosen: chosen.join(", "),
        }
    }
}
