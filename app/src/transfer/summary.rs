//! A record of another school, as a text that people read.

use std::fmt::Write;

use domain::{Date, progress::goal_attainment::Level};
use exchange::transfer::{Day, TargetWithScores, TransferFile};

use crate::time_in_words;

fn day(day: &Day) -> String {
    day.0.parse::<Date>().map_or_else(|_| day.0.clone(), time_in_words::day)
}

fn spell(from: &str, to: Option<&Day>) -> String {
    to.map_or_else(|| format!("since {from}"), |to| format!("{from} to {}", day(to)))
}

/// The kind of a confidential note, which stands in no summary.
const NOTE: &str = "note";

/// The confidential notes that the other school ticked, each with its day, and who wrote it where.
pub(super) fn notes(file: &TransferFile) -> Vec<String> {
    let notes = file.entries.iter().filter(|entry| entry.kind == NOTE);
    notes
        .map(|note| {
            let said: Vec<&str> = note.lines.iter().map(|line| line.says.as_str()).collect();
            format!("{}, {}, {}:\n{}", file.from.name.trim(), note.by, day(&note.on), said.join("\n"))
        })
        .collect()
}

/// The record in words: status, needs, targets with scores, entries by day; no confidential note.
pub(super) fn in_words(file: &TransferFile) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    if let Some(left_on) = &file.child.left_on {
        line(format!("Left {} on {}.", file.from.name, day(left_on)));
    }
    if !file.child.key_facts.trim().is_empty() {
        line(format!("Key facts: {}", file.child.key_facts.trim()));
    }
    for one in &file.status {
        let name = match one.provision.as_str() {
            "K" => "SEN support",
            "E" => "Education, health and care plan",
            "N" => "No special educational needs",
            other => other,
        };
        line(format!("{name}: {}.", spell(&day(&one.from), one.to.as_ref())));
    }
    for need in &file.needs {
        line(format!("Need {}: {}.", need.rank, need.name));
    }
    for TargetWithScores { target, scores } in &file.targets {
        let goal =
            target.goal.as_ref().map_or_else(String::new, |goal| format!(", goal {goal} {}", target.unit));
        line(format!("\nTarget: {}{goal}.", target.will));
        if let Some(levels) = &target.levels {
            for (level, says) in Level::ALL.into_iter().zip(&levels.descriptions) {
                line(format!("{}: {says}", level.signed()));
            }
        }
        let scores: Vec<String> =
            scores.iter().map(|score| format!("{}: {}", day(&score.on), score.value)).collect();
        if !scores.is_empty() {
            line(format!("Scores: {}.", scores.join("; ")));
        }
    }
    for entry in file.entries.iter().filter(|entry| entry.kind != NOTE) {
        line(format!("\n{}. {}, by {}.", day(&entry.on), entry.title, entry.by));
        for said in &entry.lines {
            line(format!("{}: {}", said.name, said.says));
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_spells_in_words() {
        let until = Day("2026-03-27".to_owned());
        assert_eq!(day(&until), "27 March 2026");
        assert_eq!(spell("1 May 2026", None), "since 1 May 2026");
        assert_eq!(spell("1 May 2025", Some(&until)), "1 May 2025 to 27 March 2026");
    }
}
