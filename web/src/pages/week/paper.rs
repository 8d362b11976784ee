//! The week as the paper that the SENCO takes to a meeting: the same lines as on the page.

use app::{
    gathering::{self, WeekLine},
    papers, time_in_words,
};
use documents::{
    Furniture,
    furniture::Fact,
    papers::{SencoWeek, WeekLine as OnPaper, WeekMove, WeekSection},
};
use domain::calendar::count::days_after;

use super::{MayDo, headings, latest, may_do, missed, next, reason, will};
use crate::visit::Visit;

fn line(of: &WeekLine, may: MayDo) -> OnPaper {
    let next = next(of, of.target.judged.is_silent(), may);
    let line = OnPaper {
        name: of.name.clone(),
        class: of.class.clone(),
        will: will(of),
        reason: reason(of),
        missed: missed(of),
        latest: latest(of).unwrap_or_default(),
        next: next.into_iter().map(|(words, _)| words.to_owned()).collect(),
        ..OnPaper::default()
    };
    line.chart(of.chart.as_ref())
}

/// The paper of a week.
pub(super) fn of(week: &gathering::Week, visit: &Visit) -> SencoWeek {
    let sessions = &week.sessions;
    let may = may_do(visit.actor());
    let mut entered = format!("{} of {}", sessions.entered, sessions.expected);
    if sessions.not_run > 0 {
        entered.push_str(&format!(", {} not run", sessions.not_run));
    }
    let count = |title: &str, lines: &[WeekLine]| Fact::new(title, lines.len().to_string());
    let closed = week.closed.as_ref();
    let handed = closed.map_or_else(
        || "The week is not closed yet".to_owned(),
        |closed| format!("Closed on {}", time_in_words::moment(closed.at)),
    );
    let friday = days_after(week.monday, 4);
    let over = format!("Monday {} to Friday {}", time_in_words::day(week.monday), time_in_words::day(friday));
    let mut judged = time_in_words::day(week.judged_on);
    if !week.is_now {
        judged.push_str(", by the plans of that day");
    }
    SencoWeek {
        furniture: Furniture {
            facts: vec![
                Fact::new("Sessions entered", entered),
                count("Off track", &week.off_track),
                count("Sessions missed", &week.sessions_missed),
                count("No data, or not enough", &week.no_data),
                count("Met and kept", &week.met_and_kept),
                Fact::new("Handed over", handed),
                Fact::new("Judged on", judged),
            ],
            ..papers::of_school(&visit.visitor.school, "The week", over, visit.now().today)
        },
        note: closed.map(|closed| closed.note.clone()).unwrap_or_default(),
        corrections: closed
            .iter()
            .flat_map(|closed| &closed.corrections)
            .map(|one| format!("{} ({})", one.reason, time_in_words::moment(one.at)))
            .collect(),
        late: week
            .late
            .iter()
            .map(|late| format!("{}, {}", late.name, time_in_words::short_day(late.on)))
            .collect(),
        moves: week
            .changed()
            .map(|one| WeekMove {
                name: one.name.clone(),
                of: will(one),
                before: one.before.map(|(_, words)| words.to_owned()).unwrap_or_default(),
                now: one.now.to_owned(),
            })
            .collect(),
        gaps: week
            .gaps
            .iter()
            .map(|gap| WeekMove {
                name: gap.name.clone(),
                of: format!("{}: {}", gap.subject, gap.question),
                before: gap.before.to_owned(),
                now: gap.now.to_owned(),
            })
            .collect(),
        sections: headings(week)
            .into_iter()
            .map(|(_, title, what, lines)| WeekSection {
                title: title.to_owned(),
                what: what.to_owned(),
                lines: lines.iter().map(|one| line(one, may)).collect(),
            })
            .collect(),
        on_track: week.on_track.len(),
    }
}
