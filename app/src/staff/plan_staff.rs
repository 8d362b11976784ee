//! What a list of staff would do: compared with accounts and classes. It adds; it never takes a role or a class away.

use domain::{
    ClassId, Date, SchoolId, UserId,
    people::{Account, Class, Role, YearGroup, name::fold},
};
use exchange::{
    roll::RefusedRow,
    staff_sheet::{StaffList, StaffMember},
};
use store::queries::classes::ClassStaff;

use crate::roll::Difference;

/// What a list is compared with.
#[derive(Clone, Debug)]
pub struct StaffStanding {
    /// The school.
    pub school: SchoolId,
    /// The accounts of the school.
    pub accounts: Vec<Account>,
    /// The classes of the academic year.
    pub classes: Vec<Class>,
    /// Who works in which class.
    pub staff: Vec<ClassStaff>,
    /// The academic year, by the calendar year in which it starts.
    pub academic_year: i16,
    /// Whether whoever imports may make accounts and give roles; else such rows are refused.
    pub may_make_accounts: bool,
}

/// Somebody whose account is made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffChange {
    /// The account as it will be.
    pub account: Account,
    /// Whether it is made.
    pub is_new: bool,
    /// What changes, in words.
    pub differences: Vec<Difference>,
}

/// What a list of staff would do.
#[derive(Clone, Debug, Default)]
pub struct StaffPlan {
    /// Accounts that are made, or get a role or a class.
    pub changes: Vec<StaffChange>,
    /// How many rows change nothing.
    pub unchanged: usize,
    /// Rows that are not taken.
    pub refused: Vec<RefusedRow>,
    /// Classes that are made.
    pub new_classes: Vec<Class>,
    /// Who begins to work in which class.
    pub assign: Vec<ClassStaff>,
    /// What somebody should know.
    pub notes: Vec<String>,
}

/// The year group that the name of a class begins with: "3 Hazel", "4B", "R Oak", "Year 2".
fn year_of_name(name: &str) -> Option<YearGroup> {
    let lower = name.trim().to_lowercase();
    let lower = lower.strip_prefix("year").or(lower.strip_prefix("class")).unwrap_or(&lower).trim();
    let digits: String = lower.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return YearGroup::from_code(&digits);
    }
    let first = lower.split([' ', '-', '/']).next().unwrap_or_default();
    match first {
        "r" | "rec" | "reception" => Some(YearGroup(0)),
        "n" | "nursery" | "n2" => Some(YearGroup(-1)),
        _ => None,
    }
}

/// Compares a list of staff with what stands.
#[must_use]
pub fn plan_staff(
    list: &StaffList,
    standing: &StaffStanding,
    today: Date,
    new_id: &mut dyn FnMut() -> uuid::Uuid,
) -> StaffPlan {
    let mut plan =
        StaffPlan { refused: list.refused.clone(), notes: list.notes.clone(), ..StaffPlan::default() };
    for member in &list.staff {
        if let Err(reason) = take(member, standing, today, &mut plan, new_id) {
            plan.refused.push(RefusedRow {
                place: format!("{} ({})", member.place, member.email),
                upn: None,
                reason,
            });
        }
    }
    let used = |class: &Class| plan.assign.iter().any(|staff| staff.class == class.id);
    let (kept, _) = std::mem::take(&mut plan.new_classes).into_iter().partition(used);
    plan.new_classes = kept;
    plan
}

fn take(
    member: &StaffMember,
    standing: &StaffStanding,
    today: Date,
    plan: &mut StaffPlan,
    new_id: &mut dyn FnMut() -> uuid::Uuid,
) -> Result<(), String> {
    let known = standing.accounts.iter().find(|account| {
        account.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(&member.email))
    });
    if known.is_some_and(|account| !account.active) {
        return Err(
            "The account of this address is closed. Open it again first, on the page of accounts.".to_owned()
        );
    }
    let mut roles = known.map(|account| account.roles.clone()).unwrap_or_default();
    let added: Vec<Role> = member.roles.iter().copied().filter(|role| !roles.contains(role)).collect();
    roles.extend(&added);
    roles.sort();
    if (known.is_none() || !added.is_empty()) && !standing.may_make_accounts {
        return Err(match known {
            None => "There is no account of this address, and only an administrator may make one.",
            Some(_) => "The account lacks a role of this row, and only an administrator may give it.",
        }
        .to_owned());
    }
    let teaches = [Role::Teacher, Role::Ta].into_iter().find(|role| member.roles.contains(role));
    let id: UserId = known.map_or_else(|| new_id().into(), |account| account.id);
    let mut begins = Vec::new();
    for name in &member.classes {
        let Some(role) = teaches else {
            plan.notes.push(format!(
                "{}: a class is named, but the row is neither a class teacher's nor a teaching assistant's. Left out.",
                member.place
            ));
            break;
        };
        let class = class_of(name, standing, plan, new_id)?;
        let works = standing.staff.iter().any(|staff| {
            staff.class == class
                && staff.account == id
                && staff.role == role
                && staff.until_on.is_none_or(|until| until >= today)
        });
        if !works {
            begins.push((
                name.clone(),
                ClassStaff { class, account: id, role, from_on: today, until_on: None },
            ));
        }
    }
    let mut differences = Vec::new();
    if !added.is_empty() {
        let titles = |roles: &[Role]| roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ");
        let before = known.map(|account| titles(&account.roles)).unwrap_or_default();
        differences.push(Difference { field: "Roles", before, after: titles(&roles) });
    }
    if !begins.is_empty() {
        let after = begins.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        differences.push(Difference { field: "Begins in class", before: String::new(), after });
    }
    if known.is_some() && differences.is_empty() {
        plan.unchanged += 1;
        return Ok(());
    }
    plan.assign.extend(begins.into_iter().map(|(_, staff)| staff));
    let account = match known {
        Some(account) => Account { roles, ..account.clone() },
        None => Account {
            id,
            school: standing.school,
            name: member.name.clone(),
            email: Some(member.email.clone()),
            active: true,
            roles,
        },
    };
    plan.changes.push(StaffChange { account, is_new: known.is_none(), differences });
    Ok(())
}

fn class_of(
    name: &str,
    standing: &StaffStanding,
    plan: &mut StaffPlan,
    new_id: &mut dyn FnMut() -> uuid::Uuid,
) -> Result<ClassId, String> {
    let same = |class: &&Class| fold(&class.name) == fold(name);
    if let Some(class) = standing.classes.iter().chain(&plan.new_classes).find(same) {
        return Ok(class.id);
    }
    let year = year_of_name(name).ok_or_else(|| {
        format!(
            "The class “{name}” is not there yet, and its name does not say its year group. Add it on the page of \
             classes first."
        )
    })?;
    let class =
        Class { id: new_id().into(), name: name.to_owned(), year, academic_year: standing.academic_year };
    let id = class.id;
    plan.new_classes.push(class);
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_group_of_a_class_name() {
        for (name, year) in [
            ("3 Hazel", Some(3)),
            ("4B", Some(4)),
            ("Year 2 Oak", Some(2)),
            ("R Oak", Some(0)),
            ("Reception", Some(0)),
            ("Nursery", Some(-1)),
            ("Hazel", None),
            ("2026", None),
        ] {
            assert_eq!(year_of_name(name).map(|year| year.0), year, "{name}");
        }
    }
}
