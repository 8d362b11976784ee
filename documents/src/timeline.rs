//! The timeline of a request, drawn: geometry from `domain`, one template.

use askama::Template;
use domain::deadlines::timeline::{Mark, Stop, Timeline};

#[derive(Template)]
#[template(path = "charts/timeline.svg", escape = "html")]
struct Picture<'a> {
    id: &'a str,
    title: &'a str,
    line: &'a Timeline,
}

/// The timeline as SVG; `id` is one that nothing else on the page has.
#[must_use]
pub fn timeline(line: &Timeline, id: &str, title: &str) -> String {
    Picture { id, title, line }.render().unwrap_or_default()
}

/// The outline of a stop round the origin: told by its shape, so that colour is not needed.
fn outline(stop: &Stop) -> &'static str {
    match stop.mark {
        Mark::Done | Mark::DoneLate | Mark::Ahead | Mark::Ended => {
            "M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0z"
        }
        Mark::Late => "M-10 -10h20v20h-20z",
        Mark::LateExempt => "M0 -13l13 13l-13 13l-13 -13z",
    }
}

/// Ground, edge, and the number's colour.
const fn colours(stop: &Stop) -> (&'static str, &'static str, &'static str) {
    match stop.mark {
        Mark::Done => ("#0d5c5e", "#0d5c5e", "#ffffff"),
        Mark::DoneLate => ("#0d5c5e", "#b3261e", "#ffffff"),
        Mark::Ahead => ("#ffffff", "#33418f", "#17232b"),
        Mark::Late => ("#b3261e", "#b3261e", "#ffffff"),
        Mark::LateExempt => ("#7d4a00", "#7d4a00", "#ffffff"),
        Mark::Ended => ("#eceae4", "#4a5962", "#17232b"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        date,
        deadlines::{Application, application, timeline::lay_out},
    };

    #[test]
    fn every_date_is_in_the_picture_and_names_are_harmless() {
        let dates = Application { received_on: Some(date(2026, 9, 22)), ..Application::default() };
        let today = date(2026, 11, 23);
        let clocks = application::clocks(&dates, today);
        let found = lay_out(&clocks, date(2026, 9, 22), today, 760).unwrap();
        let svg = timeline(&found, "dates", "<script>");
        for number in 1..=clocks.len() {
            assert!(svg.contains(&format!(">{number}</text>")), "{number}: {svg}");
        }
        assert!(svg.contains("today") && svg.contains("week 20") && !svg.contains("<script>"));
        assert!(svg.contains("Final plan, 9 February 2027: in 78 days"));
    }
}
