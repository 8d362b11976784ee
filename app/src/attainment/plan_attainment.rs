//! What a list of attainment would change, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId,
    people::{Pupil, name::fold},
    progress::{Score, scale, subject::same},
};
use exchange::{
    attainment_sheet::{AttainmentLine, AttainmentList, Beside, WhichPupil},
    roll::RefusedRow,
};
use store::queries::scores::Attainment;

use super::signs;
use crate::time_in_words;

/// What a list is compared with.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The children on the roll.
    pub pupils: Vec<Pupil>,
    /// What is kept of them.
    pub results: Vec<Attainment>,
    /// The day that a list of these same rows was taken for before, when its rows named none.
    pub day_before: Option<Date>,
}

impl Standing {
    /// The names of the subjects that there are results of, the most used first.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for result in &self.results {
            *names.entry(result.subject.as_str()).or_default() += 1;
        }
        let mut names: Vec<(&str, usize)> = names.into_iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        names.into_iter().map(|(name, _)| name.to_owned()).collect()
    }
}

/// A result that is new, or another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine {
    /// Where it stands.
    pub place: String,
    /// The child's name.
    pub name: String,
    /// The result as it will be kept.
    pub attainment: Attainment,
    /// What is kept now; none when it is new.
    pub before: Option<String>,
}

/// How many are new, changed and as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New.
    pub new: usize,
    /// Changed.
    pub changed: usize,
    /// As they were.
    pub unchanged: usize,
}

impl Plan {
    /// Ten signs that tell what this would change from what another would.
    #[must_use]
    pub fn mark(&self) -> String {
        let of = |line: &ResultLine| {
            let one = &line.attainment;
            format!(
                "{} {} {} {} {} {:?}\n",
                one.pupil, one.subject, one.scale, one.on, one.written, line.before
            )
        };
        let all: String = self.results.iter().map(of).collect();
        signs(all.as_bytes())
    }
}

/// What a list would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The day that stands for rows that name none.
    pub on: Option<Date>,
    /// Results that are new or changed, in the order of the file.
    pub results: Vec<ResultLine>,
    /// Results.
    pub counts: Counts,
    /// Children: new when one result is, else changed when one is.
    pub pupils: Counts,
    /// Each subject with its scale, and how many results it has.
    pub subjects: Vec<(String, String, usize)>,
    /// Rows and cells that are not taken.
    pub refused: Vec<RefusedRow>,
    /// What somebody should know.
    pub notes: Vec<String>,
}

/// Compares a list with what is kept. `on` is the day of the collection for rows that do not say it.
#[must_use]
pub fn plan(list: &AttainmentList, standing: &Standing, on: Option<Date>, today: Date) -> Plan {
    let without_day = list.lines.iter().any(|line| line.on.is_none());
    let day = on.or(standing.day_before).unwrap_or(today);
    let mut plan = Plan {
        on: without_day.then_some(day),
        refused: list.refused.clone(),
        notes: list.notes.clone(),
        ..Plan::default()
    };
    if without_day && on.is_none() {
        let day = time_in_words::day(day);
        plan.notes.push(match standing.day_before {
            Some(_) => format!(
                "These rows were imported before, as the collection of {day}. They are compared with it."
            ),
            None => format!("The rows do not say when they were collected: today, {day}, is taken."),
        });
    }
    let known = Known::new(standing);
    let subjects_kept = standing.subjects();
    let scales = scale::shipped();
    let mut subjects: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: BTreeMap<(PupilId, Option<Date>), Vec<&AttainmentLine>> = BTreeMap::new();
    for line in &list.lines {
        if let Ok(pupil) = known.find(line) {
            rows.entry((pupil.id, line.on)).or_default().push(line);
        }
    }
    for line in &list.lines {
        let refuse = |reason: String| RefusedRow { place: line.place.clone(), upn: line.upn.clone(), reason };
        let pupil = match known.find(line) {
            Ok(pupil) => pupil,
            Err(reason) => {
                plan.refused.push(refuse(reason));
                continue;
            }
        };
        if let Some(reason) = said_twice(line, &rows[&(pupil.id, line.on)]) {
            plan.refused.push(refuse(reason));
            continue;
        }
        let on = line.on.unwrap_or(day);
        if on > today {
            plan.refused.push(refuse("The day of the collection is still to come.".to_owned()));
            continue;
        }
        let mut of_pupil = Counts::default();
        for cell in &line.cells {
            let Some(scale) = scale::find(scales, &cell.scale) else { continue };
            let Ok(value) = scale.read(&cell.written) else { continue };
            // Under the name that the school has for it.
            let subject = subjects_kept
                .iter()
                .find(|kept| **kept == cell.subject)
                .or_else(|| subjects_kept.iter().find(|kept| same(kept, &cell.subject)))
                .unwrap_or(&cell.subject);
            *subjects.entry((subject, &scale.name)).or_default() += 1;
            let before = known.value(pupil.id, subject, &cell.scale, on);
            match before {
                Some(before) if before == value => of_pupil.unchanged += 1,
                Some(_) => of_pupil.changed += 1,
                None => of_pupil.new += 1,
            }
            if before == Some(value) {
                continue;
            }
            plan.results.push(ResultLine {
                place: line.place.clone(),
                name: pupil.name(),
                before: before.map(|before| scale.show(before)),
                attainment: Attainment {
                    pupil: pupil.id,
                    subject: subject.clone(),
                    scale: cell.scale.clone(),
                    on,
                    value,
                    written: cell.written.trim().to_owned(),
                },
            });
        }
        plan.counts.new += of_pupil.new;
        plan.counts.changed += of_pupil.changed;
        plan.counts.unchanged += of_pupil.unchanged;
        plan.pupils.new += usize::from(of_pupil.new > 0);
        plan.pupils.changed += usize::from(of_pupil.new == 0 && of_pupil.changed > 0);
        plan.pupils.unchanged += usize::from(of_pupil.new == 0 && of_pupil.changed == 0);
    }
    plan.subjects = subjects
        .into_iter()
        .map(|((subject, scale), count)| (subject.to_owned(), scale.to_owned(), count))
        .collect();
    plan
}

/// Why a row is not taken when its child stands on several rows of one day: of rows that say different things none is
/// taken, of rows that say the same the first.
fn said_twice(line: &AttainmentLine, rows: &[&AttainmentLine]) -> Option<String> {
    let others = rows.iter().filter(|other| other.place != line.place);
    let first = rows.first().filter(|first| first.place != line.place);
    match others.clone().find(|other| other.cells != line.cells) {
        Some(other) => Some(format!(
            "It is the same child as that of {}, with other results: which are right, the sheet does not say.",
            other.place
        )),
        None => first.map(|first| format!("It is the same child as that of {}.", first.place)),
    }
}

/// Why a row's name or date of birth are not those of the child who has its UPN: of a sheet that was sorted by one of its
/// columns the scores would go to other children. Accents, preferred names, joined names and their order do not matter.
fn contradiction(pupil: &Pupil, beside: &Beside) -> Option<String> {
    let words = |names: &[&str]| -> BTreeSet<String> {
        let plain = names.iter().map(|name| fold(name).replace('\'', "").replace(['-', '.', ','], " "));
        plain.flat_map(|name| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let said = words(&[&beside.surname, &beside.forename]);
    // A letter stands for a name that begins with it.
    let is = |known: &String, word: &String| {
        known == word || (word.chars().count() == 1 && known.starts_with(word.as_str()))
    };
    let meets = |known: &[&str]| words(known).iter().any(|known| said.iter().any(|word| is(known, word)));
    let surnames = [pupil.surname.as_str(), &pupil.preferred_surname];
    let forenames = [pupil.forename.as_str(), &pupil.preferred_forename];
    let is_named = match (beside.surname.is_empty(), beside.forename.is_empty()) {
        (true, true) => true,
        // Called otherwise at home: the surname and the day of birth are enough.
        (false, false) => meets(&surnames) && (meets(&forenames) || beside.born_on == Some(pupil.born_on)),
        (true, false) | (false, true) => meets(&surnames) || meets(&forenames),
    };
    let is_born = beside.born_on.is_none_or(|born_on| born_on == pupil.born_on);
    if is_named && is_born {
        return None;
    }
    let name = [beside.forename.trim(), beside.surname.trim()].join(" ");
    let born = beside.born_on.map(|on| format!("born {}", time_in_words::day(on)));
    let row: Vec<String> =
        [Some(name.trim().to_owned()).filter(|name| !name.is_empty()), born].into_iter().flatten().collect();
    Some(format!(
        "The UPN is that of {} {}, born {}; the row says {}: which is right, the sheet does not say.",
        pupil.called(),
        pupil.surname,
        time_in_words::day(pupil.born_on),
        row.join(", ")
    ))
}

type Name = (String, String, Date);

/// Children and their results, found by what a row says.
struct Known<'a> {
    by_upn: BTreeMap<&'a str, &'a Pupil>,
    by_name: BTreeMap<Name, Vec<&'a Pupil>>,
    by_full_name: BTreeMap<(String, Date), Vec<&'a Pupil>>,
    values: BTreeMap<(PupilId, &'a str, &'a str, Date), Score>,
}

impl<'a> Known<'a> {
    fn new(standing: &'a Standing) -> Self {
        let mut by_name: BTreeMap<Name, Vec<&Pupil>> = BTreeMap::new();
        let mut by_full_name: BTreeMap<(String, Date), Vec<&Pupil>> = BTreeMap::new();
        for pupil in &standing.pupils {
            let or = |own: &'a str, legal: &'a str| if own.is_empty() { legal } else { own };
            let surnames = [pupil.surname.as_str(), or(&pupil.preferred_surname, &pupil.surname)];
            let forenames = [pupil.forename.as_str(), or(&pupil.preferred_forename, &pupil.forename)];
            let names: BTreeSet<Name> = surnames
                .iter()
                .flat_map(|surname| {
                    forenames.iter().map(|forename| (fold(surname), fold(forename), pupil.born_on))
                })
                .collect();
            for name in names {
                let full = (fold(&format!("{} {}", name.1, name.0)), name.2);
                let children: &mut Vec<&Pupil> = by_full_name.entry(full).or_default();
                if children.last().is_none_or(|last| last.id != pupil.id) {
                    children.push(pupil);
                }
                by_name.entry(name).or_default().push(pupil);
            }
        }
        let value = |result: &'a Attainment| {
            ((result.pupil, result.subject.as_str(), result.scale.as_str(), result.on), result.value)
        };
        Self {
            by_upn: standing.pupils.iter().map(|pupil| (pupil.upn.as_str(), pupil)).collect(),
            by_name,
            by_full_name,
            values: standing.results.iter().map(value).collect(),
        }
    }

    fn find(&self, line: &AttainmentLine) -> Result<&'a Pupil, String> {
        match &line.pupil {
            WhichPupil::Upn(upn) => {
                let found = self.by_upn.get(upn.as_str()).copied();
                let pupil = found.ok_or_else(|| "Nobody on the roll has this UPN.".to_owned())?;
                contradiction(pupil, &line.beside).map_or(Ok(pupil), Err)
            }
            WhichPupil::Named { surname, forename, born_on } => {
                // A name in one cell may have been parted at the wrong space: "Amara ap Chwedl".
                let found = self
                    .by_name
                    .get(&(fold(surname), fold(forename), *born_on))
                    .or_else(|| self.by_full_name.get(&(fold(&format!("{forename} {surname}")), *born_on)));
                match found.map(Vec::as_slice) {
                    Some([pupil]) => Ok(pupil),
                    Some([_, _, ..]) => {
                        Err("Several children on the roll have this name and date of birth: give the UPN."
                            .to_owned())
                    }
                    Some([]) | None => Err("Nobody on the roll has this name and date of birth.".to_owned()),
                }
            }
        }
    }

    fn value(&self, pupil: PupilId, subject: &str, scale: &str, on: Date) -> Option<Score> {
        self.values.get(&(pupil, subject, scale, on)).copied()
    }
}
