//! SEN status and needs: what the file says, joined to what the school decided in Waymark since.

use domain::{
    Date, PupilId,
    census::{
        SenProvision, SenType,
        history::{Interval, SenHistory},
    },
};
use exchange::roll::{SenNeed, SenPeriod};
use store::queries::statuses::{Need, Status};

use crate::time_in_words::day;

/// The source of a spell that a file tells.
pub(crate) const ROLL: &str = "roll";

/// The history of a child after the import, when the file says anything of it.
///
/// A decision made in Waymark stands against a file whose latest spell began before it: the management system has not
/// heard of it yet. A later spell of the file takes its place.
pub(super) fn history(
    periods: Option<&[SenPeriod]>,
    standing: &[Status],
    pupil: PupilId,
    today: Date,
) -> Option<Vec<Status>> {
    let periods = periods.filter(|periods| !periods.is_empty())?;
    if let [SenPeriod { started_on: None, ended_on, provision }] = periods {
        let known = SenHistory::new(standing.iter().map(interval).collect());
        if known.on(today) == Some(*provision) || ended_on.is_some_and(|end| end < today) {
            return Some(standing.to_vec());
        }
        let changed = known.changed(*provision, today);
        return Some(changed.intervals().iter().map(|one| status(pupil, one, standing)).collect());
    }
    let mut spells: Vec<Status> = periods
        .iter()
        .filter_map(|period| {
            Some(Status {
                pupil,
                from_on: period.started_on?,
                until_on: period.ended_on,
                provision: period.provision,
                source: ROLL.to_owned(),
            })
        })
        .collect();
    let first_from = spells.iter().map(|spell| spell.from_on).min()?;
    if first_from > today {
        // What begins later says nothing of today: what stands goes on until then.
        let until = |spell: &Status| Status {
            until_on: spell.until_on.filter(|end| *end < first_from).or_else(|| first_from.yesterday().ok()),
            ..spell.clone()
        };
        let before = standing.iter().filter(|spell| spell.from_on < first_from).map(until);
        return Some(before.chain(spells).collect());
    }
    let last_from = spells.iter().map(|spell| spell.from_on).max()?;
    for decided in standing.iter().filter(|spell| spell.source != ROLL && spell.from_on > last_from) {
        let Some(last) = spells.last_mut() else { continue };
        if last.provision == decided.provision && last.until_on.is_none_or(|end| end >= decided.from_on) {
            continue;
        }
        if last.until_on.is_none_or(|end| end >= decided.from_on) {
            last.until_on = decided.from_on.yesterday().ok();
        }
        spells.push(decided.clone());
    }
    Some(spells)
}

fn interval(status: &Status) -> Interval {
    Interval { from: status.from_on, provision: status.provision, to: status.until_on }
}

fn status(pupil: PupilId, interval: &Interval, standing: &[Status]) -> Status {
    let known = standing.iter().find(|known| known.from_on == interval.from);
    Status {
        pupil,
        from_on: interval.from,
        until_on: interval.to,
        provision: interval.provision,
        source: known.map_or_else(|| ROLL.to_owned(), |known| known.source.clone()),
    }
}

/// The spell that stands on a day.
pub(super) fn on(spells: &[Status], today: Date) -> Option<&Status> {
    spells.iter().rfind(|spell| spell.from_on <= today && spell.until_on.is_none_or(|end| end >= today))
}

/// The spell of a day in words: "SEN support (K) since 13 January 2025".
pub(super) fn in_words(spell: Option<&Status>) -> String {
    spell.map_or_else(String::new, |spell| {
        format!("{} ({}) since {}", spell.provision.name(), spell.provision.code(), day(spell.from_on))
    })
}

/// The needs after the import, when the file says anything of them.
pub(super) fn needs(rows: &[SenNeed], standing: &[Need], pupil: PupilId) -> Option<Vec<Need>> {
    if rows.is_empty() {
        return None;
    }
    let mut needs: Vec<Need> = Vec::new();
    for row in rows {
        let known = standing.iter().find(|known| known.rank == u32::from(row.rank) && known.need == row.kind);
        let need = Need {
            pupil,
            rank: row.rank.into(),
            need: row.kind,
            from_on: row.started_on.or_else(|| known.and_then(|known| known.from_on)),
            until_on: row.ended_on,
        };
        // A need that ended and came back is told twice: the later one stands.
        match needs.iter_mut().find(|other| other.rank == need.rank && other.need == need.need) {
            Some(other) if other.until_on.is_some() => *other = need,
            Some(_) => {}
            None => needs.push(need),
        }
    }
    needs.sort_by_key(|need| (need.rank, need.need));
    Some(needs)
}

/// The main need of a day; none with N.
pub(super) fn main_need(needs: &[Need], provision: SenProvision, today: Date) -> Option<SenType> {
    if provision == SenProvision::N {
        return None;
    }
    open(needs, today).min_by_key(|need| need.rank).map(|need| need.need)
}

fn open(needs: &[Need], today: Date) -> impl Iterator<Item = &Need> {
    needs.iter().filter(move |need| {
        need.from_on.is_none_or(|from| from <= today) && need.until_on.is_none_or(|end| end >= today)
    })
}

/// Needs in words: "SLCN, SPLD".
pub(super) fn needs_in_words(needs: &[Need], today: Date) -> String {
    open(needs, today).map(|need| need.need.code()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{
        SenProvision::{E, K, N},
        *,
    };
    use domain::date;

    const CHILD: [u8; 10] = [0; 10];

    fn spell(provision: SenProvision, from_on: Date, until_on: Option<Date>, source: &str) -> Status {
        Status { pupil: PupilId::new(1, &CHILD), from_on, until_on, provision, source: source.to_owned() }
    }

    fn period(provision: SenProvision, from: Date) -> SenPeriod {
        SenPeriod { started_on: Some(from), ended_on: None, provision }
    }

    #[test]
    fn a_decision_made_here_stands_until_the_file_has_heard_of_it() {
        let today = date(2026, 11, 23);
        let (file, decided) = (date(2023, 9, 5), date(2026, 10, 12));
        let here = [spell(N, file, Some(date(2026, 10, 11)), ROLL), spell(K, decided, None, "waymark")];
        let pupil = PupilId::new(1, &CHILD);
        let of = |periods: &[SenPeriod]| history(Some(periods), &here, pupil, today).unwrap();
        // The file still says N: what the school decided stays.
        assert_eq!(of(&[period(N, file)]), here);
        // The file has heard of it, a day early or a week late.
        for from in [date(2026, 10, 11), date(2026, 10, 19)] {
            let heard = [SenPeriod { ended_on: from.yesterday().ok(), ..period(N, file) }, period(K, from)];
            let after = of(&heard);
            assert_eq!(after.len(), 2, "{after:?}");
            assert_eq!((after[1].provision, after[1].from_on, after[1].source.as_str()), (K, from, ROLL));
        }
        // A file that says E later takes its place.
        assert_eq!(on(&of(&[period(E, date(2026, 11, 1))]), today).unwrap().provision, E);
        // One that says only what begins later leaves today as it is.
        let later = of(&[period(E, date(2027, 1, 5))]);
        assert_eq!((later.len(), on(&later, today).unwrap().provision), (3, K), "{later:?}");
        assert_eq!(on(&later, date(2027, 1, 5)).unwrap().provision, E);
        // A file that says nothing changes nothing.
        assert_eq!(history(None, &here, pupil, today), None);
        assert_eq!(history(Some(&[]), &here, pupil, today), None);
    }

    #[test]
    fn a_spreadsheet_tells_only_today() {
        let today = date(2026, 11, 23);
        let pupil = PupilId::new(1, &CHILD);
        let bare = |provision| SenPeriod { started_on: None, ended_on: None, provision };
        assert_eq!(history(Some(&[bare(K)]), &[], pupil, today).unwrap(), [spell(K, today, None, ROLL)]);
        let known = [spell(K, date(2025, 1, 13), None, ROLL)];
        assert_eq!(history(Some(&[bare(K)]), &known, pupil, today).unwrap(), known);
        let after = history(Some(&[bare(E)]), &known, pupil, today).unwrap();
        assert_eq!(after[0].until_on, Some(date(2026, 11, 22)));
        assert_eq!((after[1].provision, after[1].from_on), (E, today));
    }
}
