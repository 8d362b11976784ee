//! Each cycle of assess, plan, do, review: the plan, what was given for it, its scores, its reviews, what changed then.

use crate::{
    Date, PupilId, UserId,
    calendar::{SchoolCalendar, count::days_after},
    money::{Pence, funding_year::FundingYear, provision_cost, rates::OverTime},
    plan_template::PlanTemplate,
    progress::{
        ScoredOn,
        judged::{self, Judged},
    },
    provision::{Provision, Session, Timetable},
    record::{Content, Entry, OutcomeOfTarget, Plan, PlanDifference, Review, Target, TargetFate},
};

/// A place that the child had in a provision, while the cycle ran.
#[derive(Clone, Debug, PartialEq)]
pub struct CyclePlace {
    /// What it was.
    pub name: String,
    /// What was done.
    pub description: String,
    /// On which days: "Mon, Wed and Fri".
    pub days: String,
    /// Sessions a week.
    pub times_a_week: usize,
    /// Minutes of a session.
    pub minutes: u32,
    /// The most children at once, this one among them.
    pub group_size: usize,
    /// Who ran it.
    pub staff: Vec<UserId>,
    /// First and last day within the cycle.
    pub from: Date,
    /// Its last day, or the day of looking.
    pub until: Date,
    /// The number of the target that it served.
    pub target: Option<usize>,
    /// Sessions planned, and with the child there.
    pub planned: u32,
    /// Sessions that took place with the child there.
    pub delivered: u32,
    /// Sessions that were not run.
    pub not_run: u32,
    /// Sessions from which the child was away.
    pub away: u32,
    /// What its sessions cost for this child.
    pub cost: Pence,
}

/// A target while the cycle ran.
#[derive(Clone, Debug)]
pub struct CycleTarget {
    /// Its number, from 1.
    pub number: usize,
    /// The target.
    pub target: Target,
    /// Its scores until the cycle's end.
    pub scores: Vec<ScoredOn>,
    /// What the numbers said at the cycle's end.
    pub judged: Judged,
    /// Sessions missed, and why.
    pub missed: Vec<(Date, String)>,
    /// What the review said of it.
    pub outcome: Option<OutcomeOfTarget>,
}

/// What the next plan made of the targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPlan {
    /// Targets that go on: as they are, or changed.
    pub kept: Vec<String>,
    /// Targets that go on with another goal, day or wording.
    pub changed: Vec<String>,
    /// Targets that are new.
    pub new: Vec<String>,
    /// Targets that ended.
    pub ended: Vec<String>,
}

/// One cycle.
#[derive(Clone, Debug)]
pub struct Cycle<'a> {
    /// The round of the record.
    pub round: u32,
    /// The cycle, from 1.
    pub number: u32,
    /// The day of its plan.
    pub from: Date,
    /// The day before the next cycle's plan, or the day of looking.
    pub until: Date,
    /// Whether it still runs.
    pub runs: bool,
    /// The plan.
    pub plan: &'a Plan,
    /// Its targets.
    pub targets: Vec<CycleTarget>,
    /// What was given.
    pub places: Vec<CyclePlace>,
    /// Its reviews, in order, with their day.
    pub reviews: Vec<(Date, &'a Review)>,
    /// What the plan after it made of its targets.
    pub next: Option<NextPlan>,
}

/// Every cycle of a child, the oldest first. A score belongs to each cycle in which its target stands and that had begun
/// by its day; a session to the cycle in whose days it lies. `hourly` says what an hour of a provision's adults costs.
///
/// # Source
/// `documents.md`, EHC request bundle: "every cycle: plan, targets, provision with frequency, minutes, group size, staff,
/// cost, sessions delivered, progress charts, review outcome and what was changed because of it".
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each is another list of the record")]
pub fn cycles<'a, H: Into<OverTime>>(
    pupil: PupilId,
    entries: &'a [Entry],
    provisions: &[Provision],
    sessions: &[Session],
    scores: &[(crate::TargetId, ScoredOn)],
    hourly: impl Fn(&Provision) -> H,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<Cycle<'a>> {
    let mut plans: Vec<(&Entry, &Plan)> = entries
        .iter()
        .filter(|entry| entry.on <= today)
        .filter_map(|entry| match &entry.content {
            Content::Plan(plan) => Some((entry, plan)),
            _ => None,
        })
        .collect();
    plans.sort_by_key(|(entry, plan)| (entry.round, plan.cycle, entry.on));
    let table = Timetable::new(provisions, sessions, calendar, today);
    let mut found = Vec::new();
    for (at, (entry, plan)) in plans.iter().enumerate() {
        let after = plans.get(at + 1);
        let next_plan = after.filter(|(next, _)| next.round == entry.round);
        let until = after.map_or(today, |(next, _)| days_after(next.on, -1)).max(entry.on).min(today);
        let reviews: Vec<(Date, &Review)> = entries
            .iter()
            .filter_map(|other| match &other.content {
                Content::Review(review) if other.round == entry.round && review.cycle == plan.cycle => {
                    Some((other.on, review))
                }
                _ => None,
            })
            .collect();
        let outcome = |target: &Target| {
            let of = |list: &[OutcomeOfTarget]| list.iter().find(|one| one.target == target.id).cloned();
            reviews
                .iter()
                .rev()
                .find_map(|(_, review)| of(&review.outcomes))
                .or_else(|| of(&plan.outcomes_of_targets))
        };
        let targets = (1..)
            .zip(&plan.targets)
            .map(|(number, target)| {
                let first = target.baseline_on.map_or(entry.on, |on| on.min(entry.on));
                let mut scores: Vec<ScoredOn> = scores
                    .iter()
                    .filter(|(of, score)| *of == target.id && first <= score.on && score.on <= until)
                    .map(|(_, score)| *score)
                    .collect();
                scores.sort_by_key(|score| score.on);
                CycleTarget {
                    number,
                    judged: judged::of(target, pupil, &scores, &table, calendar, until),
                    missed: table.missed(pupil, Some(target.id), entry.on, until),
                    outcome: outcome(target),
                    target: target.clone(),
                    scores,
                }
            })
            .collect();
        found.push(Cycle {
            round: entry.round,
            number: plan.cycle,
            from: entry.on,
            until,
            runs: after.is_none(),
            plan,
            targets,
            places: places(pupil, plan, provisions, sessions, &hourly, calendar, (entry.on, until), today),
            reviews,
            next: next_plan.map(|(_, next)| what_became(plan, next)),
        });
    }
    found
}

fn what_became(plan: &Plan, next: &Plan) -> NextPlan {
    let template = PlanTemplate::first();
    let mut became = NextPlan { kept: Vec::new(), changed: Vec::new(), new: Vec::new(), ended: Vec::new() };
    for change in PlanDifference::between(plan, next, template).targets {
        let list = match change.fate {
            TargetFate::Kept => &mut became.kept,
            TargetFate::Changed(_) => &mut became.changed,
            TargetFate::New => &mut became.new,
            TargetFate::Gone => &mut became.ended,
        };
        list.push(change.will);
    }
    became
}

#[expect(clippy::too_many_arguments, reason = "as above")]
fn places<H: Into<OverTime>>(
    pupil: PupilId,
    plan: &Plan,
    provisions: &[Provision],
    sessions: &[Session],
    hourly: &impl Fn(&Provision) -> H,
    calendar: &SchoolCalendar,
    (from, until): (Date, Date),
    today: Date,
) -> Vec<CyclePlace> {
    let mut places = Vec::new();
    for provision in provisions {
        for place in provision.places.iter().filter(|place| place.pupil == pupil && !place.never_was()) {
            let first = from.max(place.from_on).max(provision.from_on);
            let last = until.min(place.until_on.unwrap_or(Date::MAX)).min(provision.until_on);
            if first > last {
                continue;
            }
            let mut only = provision.clone();
            only.places.retain(|other| other.pupil != pupil || other == place);
            let alone = [only];
            let counted = Timetable::new(&alone, sessions, calendar, today)
                .weeks(pupil, None, first, last)
                .into_iter()
                .fold([0; 4], |sum, week| {
                    let week = [week.planned, week.delivered, week.not_run, week.child_absent];
                    std::array::from_fn(|at| sum[at] + week[at])
                });
            let year = FundingYear { from: first, to: last };
            let costs = provision_cost::of_year(&alone, sessions, hourly, calendar, year, today);
            let sizes = [first, last].map(|day| provision.children_on(day).count());
            places.push(CyclePlace {
                name: provision.name.clone(),
                description: provision.description.clone(),
                days: provision.days_in_words(),
                times_a_week: provision.weekdays.len(),
                minutes: provision.minutes,
                group_size: sizes.into_iter().max().unwrap_or(1).max(1),
                staff: provision.staff.clone(),
                from: first,
                until: last,
                target: place
                    .target
                    .and_then(|id| plan.targets.iter().position(|target| target.id == id))
                    .map(|at| at + 1),
                planned: counted[0],
                delivered: counted[1],
                not_run: counted[2],
                away: counted[3],
                cost: costs.children.get(&pupil).map_or(Pence::ZERO, |cost| cost.to_date),
            });
        }
    }
    places.sort_by(|one, other| {
        (one.target, one.from, &one.name).cmp(&(other.target, other.from, &other.name))
    });
    places
}

#[cfg(test)]
#[path = "cycles_tests.rs"]
mod tests;
