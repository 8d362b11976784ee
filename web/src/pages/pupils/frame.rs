//! What stands round every page about a child: who, the step, and the parts of the record that the visitor may open.

use app::{
    Fault,
    pupils::{self, Head},
};
use domain::{
    people::{Pupil, Role},
    permissions::Action,
};

use crate::{
    Web,
    view::{Chrome, Errors, NavItem},
    visit::Visit,
};

/// The frame of a page about a child: a template extends `pages/pupils/frame.html` and has a field `frame`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The page's own frame.
    pub chrome: Chrome,
    /// The child's address: `/pupils/{id}`.
    pub base: String,
    /// The child's name.
    pub name: String,
    /// What the child is called by.
    pub called: String,
    /// Class and year group.
    pub class: String,
    /// The child's status, in words: SEN support. Empty for the child, whom nobody calls by it.
    pub status: &'static str,
    /// Main need, when there is one.
    pub need: Option<&'static str>,
    /// What everybody must know to keep the child safe.
    pub key_facts: String,
    /// The step, in a sentence; empty for the child.
    pub step: String,
    /// The parts of the record.
    pub parts: Vec<NavItem>,
    /// What else is on the record: shown at the foot of the page.
    pub more: Vec<NavItem>,
}

/// The parts of a child's record, who may open each, and its path below the child's.
const PARTS: [(&str, &str, Action); 10] = [
    ("Now", "", Action::SeeChild),
    ("Story", "/story", Action::ReadConcern),
    ("Profile", "/profile", Action::ReadProfile),
    ("Plan", "/plan", Action::ReadTargets),
    ("Provision", "/provision", Action::ReadProvision),
    ("Progress", "/progress", Action::ReadScores),
    ("Reviews", "/reviews", Action::ReadTargets),
    ("EHC", "/ehc", Action::ReadEhcpAtAGlance),
    ("Documents", "/documents", Action::ReadTargets),
    ("People", "/people", Action::SeeChild),
];

/// What else is on a child's record, who may open each, and its path below the child's.
const MORE: [(&str, &str, Action); 7] = [
    ("Checklist", "/checklist", Action::ReadConcern),
    ("Adaptations in class", "/adaptations", Action::ReadConcern),
    ("Contact log", "/contacts", Action::ReadContacts),
    ("Referrals and reports", "/referrals", Action::ManageReferral),
    ("Pupil file", "/file", Action::ReadSharedFile),
    ("Move to the next class or school", "/transition", Action::ReadPlan),
    ("Confidential notes", "/notes", Action::WriteConfidentialNote),
];

/// The parts that the child opens of their own record, in their words: the path, the part, and what the page is called
/// there; none when it has a name of its own.
const CHILDS: [(&str, &str, Option<&str>); 9] = [
    ("", "My steps", None),
    ("/profile", "My page", Some("One page profile")),
    ("/plan", "My plan", None),
    ("/progress", "My chart", None),
    ("/reviews", "My meetings", Some("Reviews")),
    ("/ehc", "My big plan", None),
    ("/documents", "My papers", Some("Documents")),
    ("/people", "Who helps me", Some("People")),
    ("/file", "My work", Some("Pupil file")),
];

/// What a part of the record is called by the child; none when it is not shown to them.
fn childs_word(path: &str, head: &Head) -> Option<&'static str> {
    let has_plan = head.record.state.statutory.has_plan();
    CHILDS
        .iter()
        .find(|(known, _, _)| *known == path && (path != "/ehc" || has_plan))
        .map(|(_, word, _)| *word)
}

impl Frame {
    /// The frame of a page about `pupil`; `part` is the path below the child's that is marked as current.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(
        web: &Web,
        visit: &Visit,
        pupil: &Pupil,
        title: &str,
        part: &str,
    ) -> Result<(Self, Head), Fault> {
        let head =
            pupils::head(&web.app, visit.actor(), &visit.visitor.school, pupil, visit.now().today).await?;
        let base = format!("/pupils/{}", pupil.id);
        let class = match &head.class {
            Some(class) => format!("{} · {}", class.name, pupil.year.name()),
            None => pupil.year.name(),
        };
        let is_child = visit.role() == Some(Role::Pupil);
        let links = |of: &[(&'static str, &str, Action)]| {
            of.iter()
                .filter(|(_, _, action)| visit.may(*action, pupil))
                .filter_map(|(text, path, _)| {
                    let text = if is_child { childs_word(path, &head)? } else { text };
                    Some(NavItem::new(text, format!("{base}{path}"), *path == part))
                })
                .collect()
        };
        let childs = CHILDS.iter().find(|(_, _, page)| is_child && *page == Some(title));
        let title = childs.map_or(title, |(_, word, _)| *word);
        let (parts, more) = (links(&PARTS), links(&MORE));
        // They may name who must not collect the child: staff only.
        let is_staff = visit.actor().holdings.iter().any(|holding| holding.role.is_staff());
        let frame = Self {
            chrome: visit.chrome(title),
            name: pupil.name(),
            called: pupil.called().to_owned(),
            class,
            status: if is_child { "" } else { pupil.provision.name() },
            need: pupil.main_need.filter(|_| !is_child).map(domain::census::SenType::name),
            key_facts: if is_staff { pupil.key_facts.clone() } else { String::new() },
            step: if is_child { String::new() } else { head.step.sentence() },
            parts,
            more,
            base,
        };
        Ok((frame, head))
    }

    /// The same frame with what is wrong with the form.
    #[must_use]
    pub fn with_errors(self, errors: Errors) -> Self {
        Self { chrome: self.chrome.with_errors(errors), ..self }
    }
}
