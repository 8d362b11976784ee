//! Which role somebody may give to a second person: a head names deputies, a SENCO a second SENCO.

use super::{Action, Actor, Subject};
use crate::people::{Account, Role};

/// The roles that somebody may give to a member of staff, and take back: of head and SENCO those that they hold.
///
/// # Source
/// `people.md`: a head may name deputies, and a SENCO a second SENCO. Every other role is the administrator's to give.
///
/// # Example
/// ```
/// # use domain::{SchoolId, people::Role, permissions::{Actor, deputies::may_name}};
/// let head = Actor::operator_with(SchoolId::new(1, &[0; 10]), Role::Head);
/// assert_eq!(may_name(&head), [Role::Head]);
/// ```
#[must_use]
pub fn may_name(actor: &Actor) -> Vec<Role> {
    let may = actor.may_to(Action::NameDeputies, Subject::School(actor.school));
    [Role::Senco, Role::Head].into_iter().filter(|role| may && actor.holds(*role)).collect()
}

/// Whether somebody can be named: staff who sign in, and no governor alone, who sees no child.
#[must_use]
pub fn can_be_named(account: &Account, role: Role) -> bool {
    let works_here = |role: &Role| role.is_staff() && *role != Role::Governor;
    account.active
        && account.email.is_some()
        && !account.roles.contains(&role)
        && account.roles.iter().any(works_here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SchoolId, UserId};

    #[test]
    fn each_names_only_what_they_are() {
        let school = SchoolId::new(1, &[0; 10]);
        for role in Role::ALL {
            let expected: &[Role] = match role {
                Role::Senco => &[Role::Senco],
                Role::Head => &[Role::Head],
                _ => &[],
            };
            assert_eq!(may_name(&Actor::operator_with(school, role)), expected, "{role:?}");
        }
    }

    #[test]
    fn staff_with_an_account_can_be_named() {
        let account = |roles: &[Role], active, email: Option<&str>| Account {
            id: UserId::new(1, &[0; 10]),
            school: SchoolId::new(1, &[0; 10]),
            name: "Ana Example".to_owned(),
            email: email.map(str::to_owned),
            active,
            roles: roles.to_vec(),
        };
        let email = Some("ana@example.test");
        let table = [
            (account(&[Role::Teacher], true, email), true),
            (account(&[Role::Ta, Role::Parent], true, email), true),
            (account(&[Role::Governor], true, email), false),
            (account(&[Role::Parent], true, email), false),
            (account(&[Role::Agency], true, email), false),
            (account(&[Role::Head], true, email), false),
            (account(&[Role::Teacher], false, email), false),
            (account(&[Role::Teacher], true, None), false),
        ];
        for (account, expected) in table {
            assert_eq!(can_be_named(&account, Role::Head), expected, "{account:?}");
        }
    }
}
