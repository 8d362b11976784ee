//! `waymark progress analyse`: effect sizes of a baseline (A) and a support phase (B).

use domain::{
    Date,
    calendar::count::days_between,
    progress::{Score, analysis, in_words, phases::Phases},
};

use crate::day;

use super::{Analyse, Answer, Refusal, table};

/// A score as read: whether it is of the support phase, its session number, its date and its value.
struct Read {
    place: String,
    support: bool,
    session: i64,
    on: Option<Date>,
    score: Score,
}

pub(super) fn run(args: &Analyse) -> Result<Answer, Refusal> {
    let table = table::read(&args.file, &["phase", "score", "date"], 2)?;
    let mut notes: Vec<String> = table::note_unread(&table).into_iter().collect();
    let mut scores = read(&table, &mut notes)?;
    let dated = scores.iter().any(|score| score.on.is_some());
    // By date, and on one day the baseline first; without dates the file's order is that of the sessions.
    scores.sort_by_key(|score| (score.on, dated && score.support));
    let mut refusal = Refusal::default();
    let mut supported = false;
    for score in &scores {
        supported |= score.support;
        if dated && score.on.is_none() {
            refusal.add(&score.place, "there is no date: give every score a date, or none");
        } else if supported && !score.support {
            refusal.add(&score.place, "a baseline score (A) comes after a support score (B)");
        }
    }
    if !refusal.refused.is_empty() {
        return Err(refusal);
    }
    let first = scores.iter().filter_map(|score| score.on).min();
    let place = |score: &Read| match (first, score.on) {
        (Some(first), Some(on)) => days_between(first, on).into(),
        _ => score.session,
    };
    let phase = |support: bool| {
        scores
            .iter()
            .filter(|score| score.support == support)
            .map(|score| (place(score), score.score))
            .collect()
    };
    let phases = Phases { direction: args.direction.into(), baseline: phase(false), support: phase(true) };
    let mut analysis = analysis::of(&phases);
    analysis.notes.append(&mut notes);
    let text = text(&in_words::of(&phases), &analysis, dated);
    Ok(Answer { text, json: serde_json::json!(analysis) })
}

fn read(table: &table::Table, notes: &mut Vec<String>) -> Result<Vec<Read>, Refusal> {
    let mut refusal = Refusal::default();
    let mut scores = Vec::new();
    for (session, row) in (1..).zip(&table.rows) {
        let support = match row.cells[0].as_str() {
            "A" | "a" => false,
            "B" | "b" => true,
            "" => {
                refusal.add(&row.place, "there is no phase: A (baseline) or B (support)");
                continue;
            }
            other => {
                refusal.add(&row.place, format!("“{other}” is not a phase: A (baseline) or B (support)"));
                continue;
            }
        };
        let on = if row.cells[2].is_empty() { Ok(None) } else { day::read(&row.cells[2]).map(Some) };
        match (table::score(&row.cells[1]), on) {
            (Ok(Some(score)), Ok(on)) => {
                scores.push(Read { place: row.place.clone(), support, session, on, score });
            }
            (Ok(None), Ok(_)) => notes.push(format!("No score on {}: left out.", row.place)),
            (Err(reason), _) | (_, Err(reason)) => refusal.add(&row.place, reason),
        }
    }
    if refusal.refused.is_empty() { Ok(scores) } else { Err(refusal) }
}

fn text(words: &str, analysis: &analysis::Analysis, dated: bool) -> String {
    let each = if dated { "day" } else { "session" };
    let shown =
        |value: Option<f64>| value.map_or("not enough data".to_owned(), |value| format!("{value:.4}"));
    let mut text = format!("{words}\n\n");
    for (name, value) in [
        ("baseline scores", analysis.n_baseline.to_string()),
        ("support scores", analysis.n_support.to_string()),
        ("NAP", shown(analysis.nap)),
        ("standard error of NAP", shown(analysis.nap_se)),
        ("Tau", shown(analysis.tau)),
        ("Tau-U (A-trend)", shown(analysis.tau_u_a)),
        ("Tau-BC", shown(analysis.tau_bc)),
        ("PND", shown(analysis.pnd)),
        (&format!("baseline's trend a {each}"), shown(analysis.theil_sen_baseline)),
        (&format!("support's trend a {each}"), shown(analysis.theil_sen_support)),
    ] {
        text.push_str(&format!("{name:<28}{value}\n"));
    }
    for note in &analysis.notes {
        text.push_str(&format!("\n{note}\n"));
    }
    text
}
