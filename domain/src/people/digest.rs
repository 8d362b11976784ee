//! How often somebody is mailed what waits for them.

use super::Role;

/// How often somebody is mailed what waits for them in Waymark. The mail names no child.
///
/// # Source
/// `screens.md`: notices are shown in Waymark, and by a daily or weekly e-mail digest that never names a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Digest {
    /// Never.
    None,
    /// On each school morning.
    Daily,
    /// On the first school morning of a week.
    Weekly,
}

impl Digest {
    /// Every choice, in the order of the form.
    pub const ALL: [Digest; 3] = [Digest::None, Digest::Daily, Digest::Weekly];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Digest::None => "none",
            Digest::Daily => "daily",
            Digest::Weekly => "weekly",
        }
    }

    /// The words on the form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Digest::None => "Never",
            Digest::Daily => "Each school morning",
            Digest::Weekly => "On the first school morning of each week",
        }
    }

    /// The choice of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Digest::ALL.into_iter().find(|digest| digest.code() == code)
    }

    /// Whether there is a digest for a role: those for whom something waits in Waymark.
    #[must_use]
    pub const fn is_for(role: Role) -> bool {
        match role {
            Role::Senco | Role::Teacher | Role::Ta | Role::DataManager | Role::Head => true,
            Role::Governor | Role::Parent | Role::Pupil | Role::Agency | Role::Admin => false,
        }
    }

    /// What somebody gets who has not chosen: the SENCO a mail a week, nobody else any; none when there is no digest
    /// for any of their roles.
    ///
    /// # Example
    /// ```
    /// # use domain::people::{Digest, Role};
    /// assert_eq!(Digest::unless_chosen(&[Role::Teacher, Role::Senco]), Some(Digest::Weekly));
    /// assert_eq!(Digest::unless_chosen(&[Role::Ta]), Some(Digest::None));
    /// assert_eq!(Digest::unless_chosen(&[Role::Parent]), None);
    /// ```
    #[must_use]
    pub fn unless_chosen(roles: &[Role]) -> Option<Self> {
        let any = roles.iter().any(|role| Digest::is_for(*role));
        any.then_some(if roles.contains(&Role::Senco) { Digest::Weekly } else { Digest::None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for digest in Digest::ALL {
            assert_eq!(Digest::from_code(digest.code()), Some(digest));
        }
        assert_eq!(Digest::from_code("hourly"), None);
        assert_eq!(Digest::unless_chosen(&[]), None);
    }
}
