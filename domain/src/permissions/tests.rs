//! The matrix against `people.md`, and what out of scope answers.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::{ClassId, PupilId, SchoolId, UserId, people::Role};

fn school(n: u128) -> SchoolId {
    SchoolId(Uuid::from_u128(n))
}

fn child(n: u128, class: u128) -> Subject {
    Subject::Pupil {
        school: school(1),
        pupil: PupilId(Uuid::from_u128(n)),
        class: Some(ClassId(Uuid::from_u128(class))),
    }
}

fn actor(role: Role, classes: &[u128], pupils: &[u128]) -> Actor {
    let classes: BTreeSet<_> = classes.iter().map(|n| ClassId(Uuid::from_u128(*n))).collect();
    let pupils: BTreeSet<_> = pupils.iter().map(|n| PupilId(Uuid::from_u128(*n))).collect();
    let who = Who::Person(UserId(Uuid::from_u128(9)));
    Actor { school: school(1), who, holdings: vec![Holding { role, classes, pupils, ..Holding::of(role) }] }
}

#[test]
fn each_action_has_one_line_in_order() {
    let lines: Vec<Action> = MATRIX.iter().map(|(action, _)| *action).collect();
    assert_eq!(lines, Action::ALL);
}

#[test]
fn who_sees_whom() {
    let table: &[(Role, bool, bool, bool)] = &[
        // role, own child in own class, child of own class, child of another class
        (Role::Senco, true, true, true),
        (Role::Teacher, true, true, false),
        (Role::Ta, true, false, false),
        (Role::DataManager, true, true, true),
        (Role::Head, true, true, true),
        (Role::Governor, false, false, false),
        (Role::Parent, true, false, false),
        (Role::Pupil, true, false, false),
        (Role::Agency, true, false, false),
        (Role::Admin, false, false, false),
    ];
    for (role, own, class, other) in table {
        let actor = actor(*role, &[10], &[100]);
        assert_eq!(actor.may_to(Action::SeeChild, child(100, 10)), *own, "{role:?}");
        assert_eq!(actor.may_to(Action::SeeChild, child(101, 10)), *class, "{role:?}");
        assert_eq!(actor.may_to(Action::SeeChild, child(102, 11)), *other, "{role:?}");
    }
}

#[test]
fn out_of_scope_is_not_found_and_in_scope_is_forbidden() {
    let teacher = actor(Role::Teacher, &[10], &[]);
    assert!(matches!(allow(&teacher, Action::MoveAlong, child(102, 11)), Err(Refusal::NotFound)));
    assert!(matches!(
        allow(&teacher, Action::MoveAlong, child(101, 10)),
        Err(Refusal::Forbidden(Action::MoveAlong))
    ));
    assert!(allow(&teacher, Action::MoveToAdapts, child(101, 10)).is_ok());
    let elsewhere = Subject::School(school(2));
    assert!(matches!(allow(&teacher, Action::ManageSettings, elsewhere), Err(Refusal::NotFound)));
}

#[test]
fn whoever_may_do_something_to_a_child_may_see_that_child() {
    for role in Role::ALL {
        let actor = actor(role, &[10], &[100]);
        for action in Action::ALL {
            for subject in [child(100, 10), child(101, 10), child(102, 11)] {
                let figures = matches!(
                    action,
                    Action::SeeTotals
                        | Action::SeeGovernorFigures
                        | Action::CoverGroup
                        | Action::ManageAccounts
                        | Action::NameDeputies
                        | Action::ManageSettings
                        | Action::ManageCalendar
                        | Action::ManageClasses
                        | Action::ReadSignIns
                );
                if actor.may_to(*action, subject) && !figures {
                    assert!(actor.may_to(Action::SeeChild, subject), "{role:?} {action:?}");
                }
            }
        }
    }
}

#[test]
fn a_right_covers_its_own_rows_only() {
    let teacher = actor(Role::Teacher, &[10], &[]);
    let allowed = allow(&teacher, Action::MoveToAdapts, child(101, 10)).unwrap();
    assert!(allowed.covers(school(1), Some(PupilId(Uuid::from_u128(101)))));
    assert!(!allowed.covers(school(1), Some(PupilId(Uuid::from_u128(102)))));
    assert!(!allowed.covers(school(2), Some(PupilId(Uuid::from_u128(101)))));
    assert!(!allowed.covers(school(1), None));
}

#[test]
fn a_list_shows_what_the_single_page_shows() {
    for role in Role::ALL {
        let actor = actor(role, &[10], &[100]);
        for action in Action::ALL {
            let scope = actor.scope_for(*action);
            for subject in [child(100, 10), child(101, 10), child(102, 11)] {
                assert_eq!(scope.holds(subject), actor.may_to(*action, subject), "{role:?} {action:?}");
            }
        }
    }
}
