//! Queries, a file for each thing: every one inside one school, every list inside a scope, every write with its right.

pub mod accounts;
pub mod actors;
pub mod banks;
pub mod bonds;
pub mod cares;
pub mod class_reaches;
pub mod classes;
pub mod contacts;
pub mod contracts;
pub mod county_forms;
pub mod covers;
pub mod drafts;
pub mod entries;
pub mod events;
pub mod feeds;
pub mod files;
pub mod inspection;
pub mod interventions;
pub mod logins;
pub mod looks;
pub mod mails;
pub mod meetings;
pub mod outbox;
pub mod plan_templates;
pub mod presence;
pub mod provisions;
pub mod pupils;
pub mod records;
pub mod schools;
pub mod scores;
pub mod sent_papers;
pub mod sessions;
pub mod staged;
pub mod statuses;
pub mod throttles;

use domain::permissions::Scope;
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, IntoCondition, Query, SelectStatement},
};

use crate::rows::pupil;

/// The pupils that a scope holds, as a condition on table `pupil`.
pub(crate) fn in_scope(scope: &Scope) -> Condition {
    // Who has left is out of reach of a class, a group and a bond: the lists do not show them either.
    in_scope_of(scope, pupil::Column::LeftOn.is_null().into_condition())
}

/// The children who were in a scope on a day: whoever has left since is among them.
pub(crate) fn in_scope_on(scope: &Scope, day: domain::Date) -> Condition {
    let here = Condition::any()
        .add(pupil::Column::LeftOn.is_null())
        .add(pupil::Column::LeftOn.gte(crate::edge::day(day)));
    in_scope_of(scope, here)
}

fn in_scope_of(scope: &Scope, here: Condition) -> Condition {
    let school = Condition::all().add(pupil::Column::SchoolId.eq(scope.school().0));
    if scope.is_whole_school() {
        return school;
    }
    let of_classes = pupil::Column::ClassId.is_in(scope.classes().iter().map(|class| class.0));
    let of_their_own = pupil::Column::Id.is_in(scope.pupils().iter().map(|pupil| pupil.0));
    // One list where one will do: neither engine finds children by an index through an empty other.
    let reached = match (scope.classes().is_empty(), scope.pupils().is_empty()) {
        (false, true) => Condition::all().add(of_classes),
        (true, _) => Condition::all().add(of_their_own),
        (false, false) => Condition::any().add(of_classes).add(of_their_own),
    };
    school.add(here).add(reached)
}

/// The ids of the children in a scope: what a query of other tables is narrowed by.
pub(crate) fn pupils_in(scope: &Scope) -> SelectStatement {
    Query::select().column(pupil::Column::Id).from(pupil::Entity).cond_where(in_scope(scope)).to_owned()
}

/// Adds one to a row's version where it is still the one started from.
pub(crate) fn next_version(column: impl ColumnTrait) -> sea_orm::sea_query::SimpleExpr {
    Expr::col(column).add(1)
}
