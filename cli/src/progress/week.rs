//! `waymark progress week`: what to say of a target this week.

use std::collections::BTreeMap;

use domain::{
    Date,
    progress::{
        self, AimLine, ScoredOn, projection,
        sessions::WeekSessions,
        theil_sen::Trend,
        weekly_verdict::{self, Facts},
    },
};

use crate::day;

use super::{Answer, Refusal, Week, table};

/// What the file says, up to the day judged.
#[derive(Default)]
struct Read {
    scores: Vec<ScoredOn>,
    /// The phase of each score.
    phases: Vec<(Date, String)>,
    /// A week's line, and where it was read.
    weeks: BTreeMap<progress::Week, (WeekSessions, String)>,
    notes: Vec<String>,
}

pub(super) fn run(args: &Week) -> Result<Answer, Refusal> {
    let aim = AimLine::new(
        ScoredOn::new(args.start_date, args.baseline),
        ScoredOn::new(args.goal_date, args.goal),
        args.direction.map(Into::into),
    )
    .map_err(|fault| Refusal::one("the target", fault.to_string()))?;
    let table = table::read(&args.file, &["date", "score", "planned", "delivered", "phase"], 2)?;
    let read = read(&table, args.today)?;
    let sessions: Vec<WeekSessions> = read.weeks.values().map(|(week, _)| *week).collect();
    // Without planned sessions anywhere, a week with a score is a school week.
    let mut school_weeks: Vec<progress::Week> = if sessions.is_empty() {
        read.scores.iter().map(|score| progress::Week::of(score.on)).collect()
    } else {
        sessions.iter().filter(|week| week.planned > 0).map(|week| week.week).collect()
    };
    school_weeks.sort_unstable();
    school_weeks.dedup();
    let phase_from = phase_from(&read.phases).map_or(args.start_date, |from| from.max(args.start_date));
    let finding = weekly_verdict::of(&Facts {
        aim,
        scores: &read.scores,
        phase_from,
        school_weeks: &school_weeks,
        sessions: &sessions,
        today: args.today,
    });
    let in_phase: Vec<ScoredOn> =
        read.scores.iter().filter(|score| score.on >= phase_from).copied().collect();
    let trend = Trend::of(&in_phase);
    let projected_on = trend.and_then(|trend| projection::reached_on(&trend, args.goal, aim.direction()));
    let (aim_today, trend_per_week) = (aim.at(args.today), trend.map(|trend| trend.per_week()));
    let mut notes: Vec<String> = table::note_unread(&table).into_iter().collect();
    notes.extend(read.notes);
    if read.scores.iter().any(|score| score.on < args.start_date) {
        notes.push("Scores before the start date are not judged.".to_owned());
    }
    let json = serde_json::json!({
        "verdict": finding.verdict.code(),
        "reason": finding.reason,
        "aim_today": aim_today,
        "trend_per_week": trend_per_week,
        "projected_on": projected_on,
        "notes": notes,
    });
    let mut text =
        format!("{}\n{}\n\naim today       {aim_today:.2}\n", finding.verdict.words(), finding.reason);
    text.push_str(
        &trend_per_week.map_or("trend           not enough data (needs 3 scores)\n".to_owned(), |slope| {
            format!("trend a week    {slope:+.2}\n")
        }),
    );
    text.push_str(&projected_on.map_or("goal reached    not on this trend\n".to_owned(), |on| {
        format!("goal reached    {on} on this trend\n")
    }));
    for note in &notes {
        text.push_str(&format!("\n{note}\n"));
    }
    Ok(Answer { text, json })
}

/// The first day of the latest run of scores with one phase.
fn phase_from(phases: &[(Date, String)]) -> Option<Date> {
    let (_, latest) = phases.last()?;
    phases.iter().rev().take_while(|(_, phase)| phase == latest).last().map(|(from, _)| *from)
}

fn read(table: &table::Table, today: Date) -> Result<Read, Refusal> {
    let mut refusal = Refusal::default();
    if table.has[2] != table.has[3] {
        refusal.add("line 1", "“planned” and “delivered” go together: one of them is missing");
        return Err(refusal);
    }
    let mut read = Read::default();
    let mut later = 0;
    for row in &table.rows {
        match read_row(&mut read, row, table.has[4], today) {
            Ok(true) => {}
            Ok(false) => later += 1,
            Err(reason) => refusal.add(&row.place, reason),
        }
    }
    if !refusal.refused.is_empty() {
        return Err(refusal);
    }
    if later > 0 {
        read.notes.push(format!("Rows after {today} left out: {later}."));
    }
    read.scores.sort_by_key(|score| score.on);
    read.phases.sort_by_key(|(on, _)| *on);
    Ok(read)
}

/// Reads a row; false when it lies after today.
fn read_row(read: &mut Read, row: &table::Row, phased: bool, today: Date) -> Result<bool, String> {
    let [date, score, planned, delivered, phase] = row.cells.as_slice() else { return Ok(true) };
    let on = day::read(date)?;
    let score = table::score(score)?;
    let sessions = match (table::sessions(planned, "planned")?, table::sessions(delivered, "delivered")?) {
        (Some(planned), Some(delivered)) => Some((planned, delivered)),
        (None, None) => None,
        (Some(_), None) if on > today => None,
        (Some(_), None) => {
            return Err("sessions are planned, but how many were delivered is empty".to_owned());
        }
        (None, Some(_)) => {
            return Err("sessions were delivered, but how many were planned is empty".to_owned());
        }
    };
    if on > today {
        return Ok(false);
    }
    if let Some(score) = score {
        if phased && phase.is_empty() {
            return Err("there is no phase".to_owned());
        }
        read.scores.push(ScoredOn::new(on, score));
        if phased {
            read.phases.push((on, phase.clone()));
        }
    } else if sessions.is_none() {
        read.notes.push(format!("No score on {}: left out.", row.place));
    }
    if let Some((planned, delivered)) = sessions {
        let week = progress::Week::of(on);
        let line = WeekSessions { week, planned, delivered, child_absent: 0, not_run: 0 };
        if let Some((known, place)) = read.weeks.get(&week) {
            if *known != line {
                return Err(format!("the sessions of this week are not those given on {place}"));
            }
        } else {
            read.weeks.insert(week, (line, row.place.clone()));
        }
    }
    Ok(true)
}
