//! `/provision.pdf`, `/provision/adults.pdf`: the map as it is narrowed, as a list or as a week, and adults' weeks, as
//! papers to print.

use app::{papers, teaching};
use axum::extract::{Query, State};
use domain::permissions::Action;

use super::{Asked, filters, narrowed_map, taken_out};
use crate::{Web, answer::Answer, view::pages_of_paper, visit::Visit};

/// The map as a PDF, to look at and to print. That each child stands on it is noted as a look at the child.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let info = &visit.visitor.school;
    let with_costs = asked.costs == "yes";
    let narrowed = asked.narrowed();
    let map = teaching::show_map(&web.app, visit.actor(), visit.now(), info, &narrowed, with_costs).await?;
    taken_out(&web, &visit, &map);
    let of = whose(&visit, &asked, &map);
    if asked.is_week() {
        let sheet = papers::provision_week(info, visit.now(), &map, &of);
        return pages_of_paper::pdf(sheet, "provision-week", true).await;
    }
    let sheet = papers::provision_map(info, visit.now(), &map, &of, with_costs);
    pages_of_paper::pdf(sheet, "provision-map", true).await
}

/// Adults' weeks as a PDF: what the page shows, and no child.
pub(crate) async fn adults(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let info = &visit.visitor.school;
    let (narrowed, map) = narrowed_map(&web, &visit, &asked).await?;
    let (actor, now, on) = (visit.actor(), visit.now(), asked.week());
    let weeks = teaching::show_adults(&web.app, actor, now, info, (&map, &narrowed), on).await?;
    let sheet = papers::adults_weeks(info, now, &whose(&visit, &asked, &map), &weeks);
    pages_of_paper::pdf(sheet, "adults-weeks", true).await
}

/// Whose map it is: what it is narrowed to, else the school's, or what the visitor sees of it.
pub(super) fn whose(visit: &Visit, asked: &Asked, map: &teaching::ProvisionMap) -> String {
    let (_, tags) = filters(asked, map);
    let whole = visit.actor().scope_for(Action::ReadProvision).is_whole_school();
    match tags.as_slice() {
        [] if whole => "The whole school".to_owned(),
        [] => format!("As {} sees it", visit.chrome("").person_name),
        tags => tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>().join(", "),
    }
}
