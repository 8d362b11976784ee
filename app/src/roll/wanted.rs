//! A row of the file as a child: what the file says, and where it is silent what stands.

use domain::{
    Date, PupilId,
    calendar::AcademicYear,
    census::SenProvision,
    people::{Class, Pupil, YearGroup, name::fold},
};
use exchange::roll::RollPupil;
use sha2::{Digest, Sha256};

use super::Standing;

/// The digest of a row: the same file again gives the same, wherever in the file the row stands.
pub(super) fn digest(row: &RollPupil) -> String {
    let unplaced = RollPupil { place: String::new(), ..row.clone() };
    let json = serde_json::to_vec(&unplaced).unwrap_or_default();
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Sessions possible and attended in the latest year that the row tells.
fn attendance(row: &RollPupil) -> Option<(u32, u32)> {
    let latest = row.attendance.iter().map(|year| year.year).max()?;
    let of_year = row.attendance.iter().filter(|year| year.year == latest);
    Some(of_year.fold((0, 0), |(possible, attended), year| {
        (possible.saturating_add(year.possible), attended.saturating_add(year.attended))
    }))
}

/// The classes of the year, and those that the file makes necessary.
pub(super) struct Classes<'a> {
    standing: &'a Standing,
    pub(super) new: Vec<Class>,
}

impl<'a> Classes<'a> {
    pub(super) fn of(standing: &'a Standing) -> Self {
        Self { standing, new: Vec::new() }
    }

    /// The class of a name: known, or made with the year group of the first child in it.
    fn named(
        &mut self,
        name: &str,
        year: YearGroup,
        new_id: &mut dyn FnMut() -> uuid::Uuid,
    ) -> domain::ClassId {
        let known =
            self.standing.classes.iter().chain(&self.new).find(|class| fold(&class.name) == fold(name));
        if let Some(class) = known {
            return class.id;
        }
        let class = Class {
            id: new_id().into(),
            name: name.to_owned(),
            year,
            academic_year: self.standing.academic_year,
        };
        self.new.push(class.clone());
        class.id
    }

    /// What stands.
    pub(super) fn standing(&self) -> &'a Standing {
        self.standing
    }

    /// Every class that a difference may name.
    pub(super) fn all(&self) -> Vec<Class> {
        self.standing.classes.iter().chain(&self.new).cloned().collect()
    }
}

/// The child that a row tells of, SEN left as it stands.
pub(super) fn pupil(
    row: &RollPupil,
    known: Option<&Pupil>,
    classes: &mut Classes<'_>,
    today: Date,
    new_id: &mut dyn FnMut() -> uuid::Uuid,
) -> Pupil {
    let standing = classes.standing;
    let or_known = |text: &Option<String>, known: Option<&String>| {
        text.clone().or_else(|| known.cloned()).unwrap_or_default()
    };
    let year = row.year.and_then(|year| YearGroup::from_code(&year.to_string()));
    let year = year
        .or(known.map(|known| known.year))
        .unwrap_or_else(|| YearGroup::by_age(row.born_on, AcademicYear::starting_in(standing.academic_year)));
    let class = match &row.class {
        Some(name) => Some(classes.named(name, year, new_id)),
        None => known.and_then(|known| known.class),
    };
    let came_back = known.is_some_and(|known| known.left_on.is_some());
    let first_roll = standing.pupils.is_empty();
    let joined_on = match known {
        Some(known) if !came_back => known.joined_on,
        // The first roll tells who is here, not since when: the year's first day is the best guess.
        None if first_roll => AcademicYear::starting_in(standing.academic_year).first_day().min(today),
        _ => today,
    };
    // A temporary number does not replace a permanent one.
    let upn = match known {
        Some(known) if row.upn.is_temporary() && !known.upn.is_temporary() => known.upn.clone(),
        _ => row.upn.clone(),
    };
    Pupil {
        id: known.map_or_else(|| PupilId::from(new_id()), |known| known.id),
        school: standing.school.id,
        upn,
        surname: row.surname.clone(),
        forename: row.forename.clone(),
        preferred_surname: preferred(
            &row.preferred_surname,
            &row.surname,
            known.map(|k| &k.preferred_surname),
        ),
        preferred_forename: preferred(
            &row.preferred_forename,
            &row.forename,
            known.map(|k| &k.preferred_forename),
        ),
        middle_names: or_known(&row.middle_names, known.map(|known| &known.middle_names)),
        born_on: row.born_on,
        sex: or_known(&row.sex.map(|sex| sex.code().to_owned()), known.map(|known| &known.sex)),
        year,
        class,
        language: or_known(&row.language, known.map(|known| &known.language)),
        eal: row.eal.or(known.and_then(|known| known.eal)),
        fsm: row.free_meals.unwrap_or_else(|| known.is_some_and(|known| known.fsm)),
        looked_after: row.looked_after.unwrap_or_else(|| known.is_some_and(|known| known.looked_after)),
        attendance: attendance(row).or(known.and_then(|known| known.attendance)),
        key_facts: known.map(|known| known.key_facts.clone()).unwrap_or_default(),
        provision: known.map_or(SenProvision::N, |known| known.provision),
        main_need: known.and_then(|known| known.main_need),
        joined_on,
        left_on: None,
        version: known.map_or(1, |known| known.version),
    }
}

/// The preferred name; one that is the legal one says nothing.
fn preferred(told: &Option<String>, legal: &str, known: Option<&String>) -> String {
    match told {
        Some(name) if name == legal => String::new(),
        Some(name) => name.clone(),
        None => known.cloned().unwrap_or_default(),
    }
}
