//! Section F on the plan's page: each line with what was given, as a bar and a table, what is missing and why.

use app::{
    county::{Delivery, LineDelivered},
    time_in_words,
};
use domain::{
    money::delivered::Minutes,
    provision::section_f::{LineFinding, Why},
};

use super::minutes;

/// So many missed sessions are named; the others are counted.
const MOST_GAPS: usize = 40;

/// A line as the page shows it.
#[derive(Debug)]
pub(crate) struct LineShown {
    /// Its number, from 1.
    pub number: usize,
    /// What the plan says.
    pub text: String,
    /// How much, how often, in what group.
    pub how_much: String,
    /// Who gives it.
    pub who: String,
    /// What delivers it.
    pub given_by: Vec<(String, String)>,
    /// The bar of all weeks that are over; none when nothing can be compared.
    pub bar: Option<Bar>,
    /// The table: what, this week, to date.
    pub rows: Vec<(&'static str, String, String)>,
    /// What is found, and whether it is grave.
    pub findings: Vec<(String, bool)>,
    /// The sessions that were missed, and why.
    pub gaps: Vec<(String, String)>,
    /// How many more there are.
    pub more_gaps: usize,
    /// What it can be tied to: id and words, the likeliest first.
    pub ties: Vec<(String, String)>,
    /// Whether nothing delivers it.
    pub is_untied: bool,
}

/// How much of the specified time was given: parts of a hundred.
#[derive(Debug)]
pub(crate) struct Bar {
    /// Given.
    pub given: u64,
    /// The child was away.
    pub absent: u64,
    /// The whole in words.
    pub words: String,
}

fn row(
    name: &'static str,
    week: Option<Minutes>,
    to_date: Option<Minutes>,
) -> Option<(&'static str, String, String)> {
    let is_nothing = |minutes: Option<Minutes>| minutes.is_none_or(|minutes| minutes.0 == 0);
    let words =
        |minutes: Option<Minutes>| minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string());
    (!is_nothing(week) || !is_nothing(to_date)).then(|| (name, words(week), words(to_date)))
}

fn shown(number: usize, one: &LineDelivered, sees_words: bool) -> LineShown {
    let LineDelivered { line, delivery, given_by, could_be } = one;
    let week = delivery.this_week();
    let to_date = &delivery.to_date;
    let mut rows = Vec::new();
    let tied = !delivery.weeks.is_empty();
    if tied {
        let specified = Minutes(line.minutes_per_week);
        rows.push((
            "The plan says",
            week.map_or(specified, |week| week.time.specified).to_string(),
            to_date.specified.to_string(),
        ));
        rows.push((
            "Given",
            week.map_or(Minutes(0), |week| week.time.delivered).to_string(),
            to_date.delivered.to_string(),
        ));
        rows.extend(row("Still to come", week.map(|week| week.ahead), None));
        for (why, name) in [
            (Why::NotRun, "Not run"),
            (Why::Shortened, "Cut short"),
            (Why::NotPlanned, "Not planned"),
            (Why::NotEntered, "Nothing entered"),
            (Why::ChildAbsent, "Child absent"),
        ] {
            rows.extend(row(name, week.map(|week| week.missing.of(why)), Some(delivery.missing.of(why))));
        }
    }
    let bar = to_date.percent().map(|percent| {
        let given = percent.min(100);
        let absent = (u64::from(to_date.child_absent.0) * 100 / u64::from(to_date.specified.0.max(1)))
            .min(100 - given);
        let mut words = format!("{percent}% given: {} of {}", to_date.delivered, to_date.specified);
        if to_date.child_absent.0 > 0 {
            words.push_str(&format!("; {} missed because the child was absent", to_date.child_absent));
        }
        Bar { given, absent, words }
    });
    let gap = |gap: &domain::provision::section_f::Gap| {
        let why = if sees_words && !gap.words.is_empty() {
            format!("{} {}: {}", gap.minutes, gap.why.name(), gap.words)
        } else {
            format!("{} {}", gap.minutes, gap.why.name())
        };
        (time_in_words::short_day(gap.on), why)
    };
    LineShown {
        number,
        text: line.text.clone(),
        how_much: line.how_much(),
        who: line.who.clone(),
        given_by: given_by
            .iter()
            .map(|known| (known.name.clone(), minutes(known.minutes_per_week)))
            .collect(),
        bar,
        rows,
        findings: delivery
            .findings
            .iter()
            .map(|finding| (finding.sentence(), matches!(finding, LineFinding::UnderDelivered { .. })))
            .collect(),
        gaps: delivery.gaps.iter().take(MOST_GAPS).map(gap).collect(),
        more_gaps: delivery.gaps.len().saturating_sub(MOST_GAPS),
        ties: could_be
            .iter()
            .map(|known| {
                let much = minutes(known.minutes_per_week);
                let words =
                    if much.is_empty() { known.name.clone() } else { format!("{} ({much})", known.name) };
                (known.id.to_string(), words)
            })
            .collect(),
        is_untied: line.provisions().next().is_none(),
    }
}

/// The lines of section F.
pub(crate) fn lines(delivery: &Delivery) -> Vec<LineShown> {
    (1..).zip(&delivery.lines).map(|(number, one)| shown(number, one, delivery.sees_words)).collect()
}
