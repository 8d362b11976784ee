//! SEN provision and types of need: put in the order of time, and refused where they contradict each other.

use domain::{
    Date,
    census::{SenProvision, SenType},
};

use super::{
    SenNeed, SenPeriod,
    check::shortened,
    codes::{self, ProvisionCode},
    dates::{in_words, parse_any},
    draft::{DraftNeed, DraftProvision},
};

/// What the check of one pupil's SEN found.
#[derive(Debug, Default)]
pub(crate) struct Sen {
    pub(crate) periods: Option<Vec<SenPeriod>>,
    pub(crate) needs: Vec<SenNeed>,
    pub(crate) faults: Vec<String>,
    pub(crate) notes: Vec<String>,
}

/// A period on its way: with what its code was.
#[derive(Clone, Debug)]
struct Entry {
    code: ProvisionCode,
    written: String,
    start: Option<Date>,
    end: Option<Date>,
}

impl Entry {
    fn is_no_sen(&self) -> bool {
        self.code == ProvisionCode::Today(SenProvision::N)
    }

    /// Whether it ends by itself when another begins: no SEN, and the codes that nobody closed when they retired.
    fn gives_way(&self) -> bool {
        match self.code {
            ProvisionCode::Today(provision) => provision == SenProvision::N,
            ProvisionCode::ReplacedBySupport(_) | ProvisionCode::Statement => true,
        }
    }

    fn in_words(&self) -> String {
        match self.start {
            Some(start) => format!("{} from {}", self.written, in_words(start)),
            None => format!("{} without a start date", self.written),
        }
    }
}

/// Checks the provision and the needs of one pupil.
pub(crate) fn check(drafts: Option<&[DraftProvision]>, needs: &[DraftNeed]) -> Sen {
    let mut sen = Sen::default();
    if let Some(drafts) = drafts {
        let mut entries: Vec<Entry> =
            drafts.iter().filter_map(|draft| entry(draft, &mut sen.faults)).collect();
        if entries.len() > 1 && entries.iter().any(|entry| entry.start.is_none()) {
            sen.faults.push("One of several SEN provisions has no start date".to_owned());
        }
        entries.sort_by_key(|entry| (entry.start, !entry.is_no_sen()));
        let entries = in_a_row(entries, &mut sen);
        sen.periods = Some(entries.into_iter().filter_map(|entry| period(entry, &mut sen)).collect());
    }
    sen.needs = needs.iter().filter_map(|draft| need(draft, &mut sen.faults, &mut sen.notes)).collect();
    if sen.faults.is_empty() {
        together(&mut sen);
    }
    sen
}

fn entry(draft: &DraftProvision, faults: &mut Vec<String>) -> Option<Entry> {
    let written = shortened(&draft.code);
    if written.is_empty() {
        faults.push("A SEN provision has no code (N, K or E)".to_owned());
        return None;
    }
    let Some(code) = codes::provision(&draft.code) else {
        faults.push(format!("SEN provision “{written}” is not one of N, K and E"));
        return None;
    };
    let (start, end) = two_dates(&format!("SEN provision {written}"), &draft.start, &draft.end, faults)?;
    Some(Entry { code, written, start, end })
}

/// Start and end, either perhaps absent; a wrong date, or an end before its start, is a fault.
fn two_dates(
    what: &str,
    start: &str,
    end: &str,
    faults: &mut Vec<String>,
) -> Option<(Option<Date>, Option<Date>)> {
    let mut one = |name: &str, text: &str| match parse_any(text) {
        _ if text.trim().is_empty() => Some(None),
        Some(date) => Some(Some(date)),
        None => {
            faults.push(format!("{what}: its {name} date “{}” is not a date", shortened(text)));
            None
        }
    };
    let (start, end) = (one("start", start)?, one("end", end)?);
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        faults.push(format!("{what} ends on {}, before it starts on {}", in_words(end), in_words(start)));
        return None;
    }
    Some((start, end))
}

/// Closes what gives way to the next, and refuses what runs beside it.
fn in_a_row(entries: Vec<Entry>, sen: &mut Sen) -> Vec<Entry> {
    let mut row: Vec<Entry> = Vec::with_capacity(entries.len());
    for next in entries {
        let Some(last) = row.last_mut() else {
            row.push(next);
            continue;
        };
        let Some(start) = next.start else { continue };
        match last.end {
            Some(end) if end < start => {}
            None if last.gives_way() && !next.is_no_sen() => {
                if last.start == Some(start) {
                    let (gone, stays) = (last.in_words(), &next.written);
                    sen.notes
                        .push(format!("SEN provision {gone} starts on the same day as {stays}: left out"));
                    row.pop();
                } else {
                    last.end = start.yesterday().ok();
                }
            }
            None => sen.faults.push(format!(
                "Two open SEN provisions: {} and {}",
                last.in_words(),
                next.in_words()
            )),
            Some(end) if end == start && last.start.is_none_or(|begin| begin < start) => {
                let (earlier, later) = (&last.written, &next.written);
                sen.notes.push(format!(
                    "SEN provision {earlier} ends on {}, the day on which {later} starts: taken to end the day before",
                    in_words(end)
                ));
                last.end = start.yesterday().ok();
            }
            Some(end) => sen.faults.push(format!(
                "SEN provision {} ends on {}, after {}",
                last.in_words(),
                in_words(end),
                next.in_words()
            )),
        }
        row.push(next);
    }
    row
}

/// The period of today's code; retired codes are mapped with a note, or refused by name.
fn period(entry: Entry, sen: &mut Sen) -> Option<SenPeriod> {
    let provision = match entry.code {
        ProvisionCode::Today(provision) => provision,
        ProvisionCode::ReplacedBySupport(name) => {
            sen.notes.push(format!(
                "SEN provision {name} is retired and read as K, SEN support, which replaced it"
            ));
            SenProvision::K
        }
        ProvisionCode::Statement if entry.end.is_some() => {
            sen.notes.push(format!(
                "SEN provision {}, a statement, is retired and over: left out, because it was not an EHC plan",
                entry.in_words()
            ));
            return None;
        }
        ProvisionCode::Statement => {
            sen.faults.push(
                "SEN provision S, a statement, is retired (statements ended on 31 March 2018) and still open here: \
                 say in your system whether there is an EHC plan (E) or SEN support (K)"
                    .to_owned(),
            );
            return None;
        }
    };
    Some(SenPeriod { started_on: entry.start, ended_on: entry.end, provision })
}

fn need(draft: &DraftNeed, faults: &mut Vec<String>, notes: &mut Vec<String>) -> Option<SenNeed> {
    let written = shortened(&draft.code);
    if written.is_empty() {
        faults.push("A SEN need has no type".to_owned());
        return None;
    }
    let kind = codes::sen_type(&draft.code);
    if let (None, Some(retired)) = (kind, codes::retired_sen_type(&draft.code)) {
        if draft.end.trim().is_empty() {
            faults.push(format!(
                "The need is of a retired type: {retired}; choose a type of today in your system"
            ));
        } else {
            notes.push(format!("A need that is over is left out: {retired}"));
        }
        return None;
    }
    let Some(kind) = kind else {
        faults.push(format!("SEN type “{written}” is not one of the census"));
        return None;
    };
    let rank = draft.rank.trim().parse().ok().filter(|rank| (1..=99).contains(rank));
    let Some(rank) = rank else {
        faults.push(format!(
            "SEN type {} has the rank “{}”, which is not 1, 2 ...",
            kind.code(),
            shortened(&draft.rank)
        ));
        return None;
    };
    let (started_on, ended_on) =
        two_dates(&format!("SEN type {}", kind.code()), &draft.start, &draft.end, faults)?;
    Some(SenNeed { rank, kind, started_on, ended_on })
}

/// What provision and needs say about each other.
fn together(sen: &mut Sen) {
    sen.needs.sort_by_key(|need| (need.rank, need.started_on));
    if sen.needs.is_empty() {
        return;
    }
    let periods = sen.periods.as_deref().unwrap_or_default();
    let Some(support) = periods.iter().rfind(|period| period.provision != SenProvision::N) else {
        let types: Vec<&str> = sen.needs.iter().map(|need| need.kind.code()).collect();
        sen.faults.push(format!("A type of need ({}) without SEN provision K or E", types.join(", ")));
        return;
    };
    if let Some(last_day) = support.ended_on {
        for need in sen.needs.iter_mut().filter(|need| need.ended_on.is_none()) {
            if need.started_on.is_some_and(|start| start > last_day) {
                sen.faults.push(format!(
                    "SEN type {} starts after SEN provision {} ended on {}",
                    need.kind.code(),
                    support.provision.code(),
                    in_words(last_day)
                ));
            } else {
                sen.notes.push(format!(
                    "SEN type {} has no end: taken to end with SEN provision {} on {}",
                    need.kind.code(),
                    support.provision.code(),
                    in_words(last_day)
                ));
                need.ended_on = Some(last_day);
            }
        }
    } else {
        let open = |need: &&SenNeed| need.ended_on.is_none();
        for need in sen.needs.iter().filter(open).filter(|need| !need.kind.allowed_with(support.provision)) {
            sen.faults.push(match need.kind {
                SenType::Nsa => {
                    "SEN type NSA (no specialist assessment) stands with an EHC plan (E); NSA is for SEN support only"
                        .to_owned()
                }
                kind => format!("SEN type {} does not go with {}", kind.code(), support.provision.code()),
            });
        }
        for rank in 1..=2 {
            if sen.needs.iter().filter(open).filter(|need| need.rank == rank).count() > 1 {
                sen.notes.push(format!("More than one open need has the rank {rank}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::date;

    use super::*;

    fn run(provisions: &[(&str, &str, &str)], needs: &[(&str, &str, &str)]) -> Sen {
        let provisions: Vec<DraftProvision> = provisions
            .iter()
            .map(|(code, start, end)| DraftProvision {
                code: (*code).to_owned(),
                start: (*start).to_owned(),
                end: (*end).to_owned(),
            })
            .collect();
        let needs: Vec<DraftNeed> = needs
            .iter()
            .map(|(rank, code, start)| DraftNeed {
                rank: (*rank).to_owned(),
                code: (*code).to_owned(),
                start: (*start).to_owned(),
                end: String::new(),
            })
            .collect();
        check(Some(&provisions), &needs)
    }

    #[test]
    fn an_open_n_ends_the_day_before_support() {
        let sen = run(&[("K", "2025-01-13", ""), ("N", "2023-09-05", "")], &[("1", "SLCN", "2025-01-13")]);
        assert_eq!(sen.faults, Vec::<String>::new());
        let periods = sen.periods.unwrap();
        assert_eq!(periods[0].ended_on, Some(date(2025, 1, 12)));
        assert_eq!((periods[1].provision, periods[1].ended_on), (SenProvision::K, None));
    }

    #[test]
    fn faults_by_name() {
        for (provisions, needs, expected) in [
            (
                &[("K", "2025-01-13", ""), ("E", "2026-06-22", "")][..],
                &[][..],
                "Two open SEN provisions: K from 13 January 2025 and E from 22 June 2026",
            ),
            (&[("K", "2025-01-13", ""), ("N", "2026-01-01", "")], &[], "Two open SEN provisions"),
            (&[("N", "2025-01-13", ""), ("N", "2026-01-01", "")], &[], "Two open SEN provisions"),
            (
                &[("K", "2024-01-01", "2025-06-01"), ("E", "2025-01-01", "")],
                &[],
                "ends on 1 June 2025, after E",
            ),
            (&[("X", "2024-01-01", "")], &[], "“X” is not one of N, K and E"),
            (&[("", "2024-01-01", "")], &[], "has no code"),
            (&[("K", "soon", "")], &[], "its start date “soon” is not a date"),
            (&[("K", "2024-02-01", "2024-01-01")], &[], "before it starts"),
            (&[("K", "", ""), ("E", "2024-01-01", "")], &[], "no start date"),
            (&[("S", "2010-01-01", "")], &[], "SEN provision S, a statement, is retired"),
            (&[("K", "2024-01-01", "")], &[("1", "PLD", "")], "SEN type PLD is retired"),
            (&[("K", "2024-01-01", "")], &[("1", "BESD", "")], "SEN type BESD is retired"),
            (&[("K", "2024-01-01", "")], &[("1", "XYZ", "")], "“XYZ” is not one of the census"),
            (&[("K", "2024-01-01", "")], &[("", "SLCN", "")], "has the rank “”"),
            (&[("E", "2024-01-01", "")], &[("1", "NSA", "")], "NSA is for SEN support only"),
            (&[], &[("1", "SLCN", "")], "A type of need (SLCN) without SEN provision"),
            (&[("N", "2024-01-01", "")], &[("1", "SLCN", "")], "A type of need (SLCN) without SEN provision"),
            (
                &[("K", "2024-01-01", "2024-12-31"), ("N", "2025-01-01", "")],
                &[("1", "SLCN", "2025-03-01")],
                "starts after SEN provision K ended on 31 December 2024",
            ),
        ] {
            let sen = run(provisions, needs);
            assert!(sen.faults.iter().any(|fault| fault.contains(expected)), "{expected}: {:?}", sen.faults);
        }
    }

    #[test]
    fn retired_codes_are_mapped_with_a_note() {
        let sen = run(&[("A", "2011-01-10", ""), ("P", "2012-01-10", ""), ("E", "2016-01-10", "")], &[]);
        assert_eq!(sen.faults, Vec::<String>::new());
        let codes: Vec<SenProvision> = sen.periods.unwrap().iter().map(|period| period.provision).collect();
        assert_eq!(codes, [SenProvision::K, SenProvision::K, SenProvision::E]);
        assert_eq!(sen.notes.len(), 2);
        let sen = run(&[("S", "2011-01-10", ""), ("E", "2016-01-10", "")], &[]);
        assert_eq!(sen.faults, Vec::<String>::new());
        assert_eq!(sen.periods.unwrap().len(), 1);
        assert!(sen.notes[0].contains("a statement, is retired and over"), "{:?}", sen.notes);
    }

    #[test]
    fn a_need_ends_with_its_support() {
        let provisions = [("K", "2024-01-01", "2024-12-31"), ("N", "2025-01-01", "")];
        let sen = run(&provisions, &[("1", "SLCN", "2024-01-01")]);
        assert_eq!(sen.faults, Vec::<String>::new());
        assert_eq!(sen.needs[0].ended_on, Some(date(2024, 12, 31)));
        assert_eq!(sen.notes.len(), 1);
    }
}
