//! The report: a line for each thing measured, with what was promised beside it.

use std::{fmt::Write, path::Path, time::Duration};

use super::{
    TODAY,
    times::{Times, in_words},
};

/// One thing measured.
#[derive(Clone, Debug)]
pub(super) struct Line {
    what: String,
    measured: String,
    promised: String,
    kept: bool,
}

impl Line {
    /// A time that was promised to be under another.
    pub(super) fn under(what: impl Into<String>, measured: Duration, promised: Duration) -> Self {
        Self {
            what: what.into(),
            measured: in_words(measured),
            promised: format!("under {}", in_words(promised)),
            kept: measured < promised,
        }
    }

    /// A time of which nothing was promised.
    pub(super) fn told(what: impl Into<String>, measured: Duration) -> Self {
        let promised = "–".to_owned();
        Self { what: what.into(), measured: in_words(measured), promised, kept: true }
    }

    /// Many times: the middle one and the slowest of a hundred.
    pub(super) fn distribution(
        what: impl Into<String>,
        times: &Times,
        middle: Option<Duration>,
        slowest: Duration,
    ) -> Self {
        let of = |percent| in_words(times.at(percent));
        let measured = format!(
            "p50 {}, p90 {}, p99 {}, longest {} ({} times)",
            of(50),
            of(90),
            of(99),
            of(100),
            times.count()
        );
        let middle_kept = middle.is_none_or(|middle| times.at(50) < middle);
        let promised = match middle {
            Some(middle) => format!("p50 under {}, p99 under {}", in_words(middle), in_words(slowest)),
            None => format!("p99 under {}", in_words(slowest)),
        };
        Self { what: what.into(), measured, promised, kept: middle_kept && times.at(99) < slowest }
    }

    /// A number that was promised not to be over another.
    pub(super) fn at_most(what: impl Into<String>, measured: f64, promised: f64) -> Self {
        Self {
            what: what.into(),
            measured: number(measured),
            promised: format!("at most {}", number(promised)),
            kept: measured <= promised,
        }
    }

    /// A number that was promised not to be under another.
    pub(super) fn at_least(what: impl Into<String>, measured: f64, promised: f64) -> Self {
        Self {
            what: what.into(),
            measured: number(measured),
            promised: format!("at least {}", number(promised)),
            kept: measured >= promised,
        }
    }
}

fn number(value: f64) -> String {
    if value.fract().abs() < f64::EPSILON {
        format!("{value:.0}")
    } else if value.abs() >= 100.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// Everything measured in one run.
#[derive(Debug)]
pub(super) struct Report {
    machine: String,
    size: Option<u64>,
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Report {
    /// A report about a program on a machine.
    pub(super) fn new(machine: String, binary: &Path) -> Self {
        let size = std::fs::metadata(binary).ok().map(|file| file.len());
        Self { machine, size, lines: Vec::new(), notes: Vec::new() }
    }

    /// Adds a line, and says it.
    pub(super) fn add(&mut self, line: Line) {
        let mark = if line.kept { "" } else { "  NOT KEPT" };
        super::say(&format!("  {}: {} ({}){mark}", line.what, line.measured, line.promised));
        self.lines.push(line);
    }

    /// Adds a sentence.
    pub(super) fn note(&mut self, sentence: &str) {
        super::say(sentence);
        self.notes.push(sentence.to_owned());
    }

    /// Whether everything promised is kept.
    pub(super) fn is_kept(&self) -> bool {
        self.lines.iter().all(|line| line.kept)
    }

    /// The page.
    pub(super) fn page(&self) -> String {
        let mut page = String::from("# Benchmarks\n\n");
        let _ = writeln!(
            page,
            "Written by `cargo run --release --package xtask -- bench`; do not edit. The release build, on {}. The load\n\
             generator runs on the same machine. The school is the demonstration of {TODAY}: 420 pupils, a year of\n\
             history. Times are until the last byte of the compressed answer.",
            self.machine
        );
        if let Some(size) = self.size {
            let _ = writeln!(page, "The program is one file of {:.1} MB.", size as f64 / 1_000_000.0);
        }
        page.push_str("\n| what | measured | promised | kept |\n|---|---|---|---|\n");
        for line in &self.lines {
            let kept = if line.kept { "yes" } else { "**no**" };
            let _ = writeln!(page, "| {} | {} | {} | {kept} |", line.what, line.measured, line.promised);
        }
        for note in &self.notes {
            let _ = writeln!(page, "\n{note}");
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_that_is_not_kept_shows() {
        let ms = Duration::from_millis;
        let times = Times::of((1..=100).map(ms).collect());
        let mut report = Report::new("a machine".to_owned(), Path::new("/no/such/file"));
        report.add(Line::distribution("A page", &times, Some(ms(60)), ms(100)));
        report.add(Line::under("A start", ms(900), ms(1000)));
        assert!(report.is_kept());
        report.add(Line::at_most("Memory, MB", 100.5, 100.0));
        assert!(!report.is_kept());
        let page = report.page();
        assert!(page.contains("| A page | p50 50.0 ms, p90 90.0 ms, p99 99.0 ms, longest 100.0 ms (100 times) | p50 under 60.0 ms, p99 under 100.0 ms | yes |"), "{page}");
        assert!(page.contains("| **no** |"));
    }
}
