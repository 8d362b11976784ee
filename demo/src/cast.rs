//! The children of the school: who they are, and the story that each will have had.

use domain::{
    Date,
    calendar::AcademicYear,
    census::{SenProvision, SenType},
    people::{Upn, YearGroup},
};

use crate::{Plan, dice::Dice, names, shares::Shares};

/// What a child's year was like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// Nothing.
    None,
    /// A concern that nobody has acknowledged yet, raised so many days ago.
    ConcernWaiting(u16),
    /// A concern, acknowledged; the checklist not done.
    ConcernAcknowledged,
    /// The teacher adapts.
    Adapting,
    /// A concern that was resolved.
    Resolved,
    /// The one page profile is being made.
    Profile,
    /// SEN support: the IEP is being written.
    Iep,
    /// SEN support: provision is being arranged.
    Provision,
    /// SEN support: monitored, with scores of a shape.
    Monitoring(Shape),
    /// SEN support: the review is due.
    Review,
    /// SEN support: reviewed, and continues; the next cycle is not planned yet.
    Continues,
    /// SEN support: a second cycle.
    SecondCycle(Shape),
    /// Support stopped.
    Stopped,
    /// Monitored while an application runs, so far.
    Application(Stage),
    /// An EHCP is in place.
    PlanInPlace,
}

/// How the scores of a child run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// On the line.
    OnTrack,
    /// Under it.
    OffTrack,
    /// Above it.
    Ahead,
    /// The goal reached, lately.
    Met,
    /// The goal reached, and again later.
    MetAndKept,
    /// Sessions missed.
    Missed,
    /// Few scores.
    Sparse,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 7] = [
        Shape::OnTrack,
        Shape::OffTrack,
        Shape::Ahead,
        Shape::Met,
        Shape::MetAndKept,
        Shape::Missed,
        Shape::Sparse,
    ];
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The school agrees it.
    Agreeing,
    /// The county has had it for so many weeks.
    Week(u16),
    /// Refused, and an appeal lodged.
    RefusedAppealed,
    /// The draft plan has been served.
    Draft,
}

/// One child.
#[derive(Clone, Debug)]
pub struct Child {
    /// Unique pupil number.
    pub upn: Upn,
    /// Surname.
    pub surname: String,
    /// Forename.
    pub forename: String,
    /// Date of birth.
    pub born_on: Date,
    /// F or M.
    pub sex: &'static str,
    /// Year group.
    pub year: YearGroup,
    /// Which class of the year group, from 0.
    pub class: usize,
    /// English as an additional language.
    pub eal: bool,
    /// Free school meals.
    pub fsm: bool,
    /// Sessions possible and attended last year.
    pub attendance: (u32, u32),
    /// N, K or E on the roll.
    pub provision: SenProvision,
    /// Main need.
    pub need: Option<SenType>,
    /// Their parents' surname and forenames.
    pub parents: Vec<String>,
    /// The story.
    pub story: Story,
}

/// The children of one school.
pub fn children(plan: &Plan, shares: &Shares, establishment: u16, dice: &mut Dice) -> Vec<Child> {
    let total = usize::try_from(plan.pupils).unwrap_or(20);
    let starts = AcademicYear::of(plan.today).starts_in();
    let mut children: Vec<Child> =
        (0..total).map(|n| child(n, total, starts, shares, establishment, dice)).collect();
    give_stories(&mut children, shares, dice);
    children
}

fn child(n: usize, total: usize, starts: i16, shares: &Shares, establishment: u16, dice: &mut Dice) -> Child {
    let group = i8::try_from(n * 7 / total).unwrap_or(0);
    let birthday = dice.below(365);
    let first = Date::new(starts - 5 - i16::from(group), 9, 1).unwrap_or_default();
    let born_on = domain::calendar::count::days_after(first, i32::try_from(birthday).unwrap_or(0));
    let possible = 380;
    let absent = u32::try_from(dice.below(30) + if dice.percent(8.0) { 40 } else { 0 }).unwrap_or(0);
    let surname = names::surname(dice);
    let adults = if dice.percent(75.0) { 2 } else { 1 };
    let parents =
        (0..adults).map(|_| names::adult(dice).split(' ').next().unwrap_or("Sam").to_owned()).collect();
    let serial = u16::try_from(n % 1000).unwrap_or(0);
    let allocated = u16::try_from(starts - i16::from(group)).unwrap_or(2020) % 100;
    // A thousand serials a year are enough for one school; a larger one borrows the next establishment's.
    let upn = Upn::compose(919, establishment + u16::try_from(n / 1000 * 50).unwrap_or(0), allocated, serial);
    Child {
        upn,
        surname,
        forename: names::forename(dice),
        born_on,
        sex: if dice.percent(51.0) { "M" } else { "F" },
        year: YearGroup(group),
        class: n % shares.roll.classes_per_year.max(1),
        eal: dice.percent(shares.roll.eal_percent),
        fsm: dice.percent(shares.roll.fsm_percent_of.get("none").copied().unwrap_or(22.0)),
        attendance: (possible, possible - absent),
        provision: SenProvision::N,
        need: None,
        parents,
        story: Story::None,
    }
}

fn need_of(table: &std::collections::BTreeMap<String, f64>, dice: &mut Dice) -> Option<SenType> {
    let all: f64 = table.values().sum();
    let mut rest = dice.below(10_000) as f64 / 10_000.0 * all;
    for (code, share) in table {
        rest -= share;
        if rest <= 0.0 {
            return SenType::from_code(code);
        }
    }
    table.keys().next().and_then(|code| SenType::from_code(code))
}

/// How many children of a roll have something that so many in a hundred have.
fn count(total: usize, percent: f64) -> usize {
    (total as f64 * percent / 100.0).round() as usize
}

/// What every school of some size has: of the shapes of scores, the steps and the stages of an application each one.
const FIRST: [Story; 17] = [
    Story::Monitoring(Shape::OnTrack),
    Story::Iep,
    Story::Monitoring(Shape::OffTrack),
    Story::Application(Stage::Week(9)),
    Story::Monitoring(Shape::Ahead),
    Story::Review,
    Story::Monitoring(Shape::Met),
    Story::Application(Stage::Week(22)),
    Story::Monitoring(Shape::MetAndKept),
    Story::Provision,
    Story::Monitoring(Shape::Missed),
    Story::Monitoring(Shape::Sparse),
    Story::Continues,
    Story::SecondCycle(Shape::OnTrack),
    Story::Application(Stage::Agreeing),
    Story::Application(Stage::Draft),
    Story::Application(Stage::RefusedAppealed),
];

/// The story of the so-many-eth child with SEN support.
fn supported(number: usize) -> Story {
    let shape = Shape::ALL[number % Shape::ALL.len()];
    match FIRST.get(number) {
        Some(story) => *story,
        None if number.is_multiple_of(12) => Story::Iep,
        None if number % 12 == 4 => Story::Review,
        None if number % 12 == 8 => Story::Provision,
        None if number % 12 == 10 => Story::Continues,
        None if number % 5 == 3 => Story::SecondCycle(shape),
        None => Story::Monitoring(shape),
    }
}

fn give_stories(children: &mut [Child], shares: &Shares, dice: &mut Dice) {
    let total = children.len();
    let mut stories: Vec<(Story, SenProvision)> = Vec::new();
    let mut tell = |story, provision, times: usize| {
        stories.extend(std::iter::repeat_n((story, provision), times));
    };
    for number in 0..count(total, shares.steps.concern).max(2) {
        let story = match number % 3 {
            0 => Story::ConcernWaiting(2 + u16::try_from(number).unwrap_or(0)),
            _ => Story::ConcernAcknowledged,
        };
        tell(story, SenProvision::N, 1);
    }
    tell(Story::Adapting, SenProvision::N, count(total, shares.steps.teacher_adapts).max(1));
    tell(Story::Profile, SenProvision::N, count(total, shares.steps.one_page_profile).max(1));
    tell(Story::Resolved, SenProvision::N, count(total, 0.5).max(1));
    tell(Story::Stopped, SenProvision::K, count(total, 0.7).max(1));
    for number in 0..count(total, shares.roll.sen_support_percent) {
        tell(supported(number), SenProvision::K, 1);
    }
    tell(Story::PlanInPlace, SenProvision::E, count(total, shares.roll.ehcp_percent).max(1));

    // Each story goes to a child of its own. A stride of the golden section spreads every story over the year groups.
    let stride = (total as f64 * 0.618) as usize;
    let mut taken = vec![false; total];
    for (number, (story, provision)) in stories.into_iter().enumerate() {
        let mut at = (number * stride + dice.below(3)) % total;
        // Whoever came in September has no story of last year.
        let of_last_year = provision != SenProvision::N || story == Story::Resolved;
        while taken[at] || of_last_year && children[at].year == YearGroup::RECEPTION {
            at = (at + 1) % total;
        }
        taken[at] = true;
        let child = &mut children[at];
        child.story = story;
        child.provision = provision;
        let (key, types) = match provision {
            SenProvision::E => ("ehcp", Some(&shares.type_percent_of_ehcp_in_mainstream)),
            SenProvision::K => ("sen_support", Some(&shares.type_percent_of_sen_support)),
            SenProvision::N => ("none", None),
        };
        child.need = types.and_then(|types| need_of(types, dice));
        if let Some(boys) = shares.roll.boys_percent_of.get(key) {
            child.sex = if dice.percent(*boys) { "M" } else { "F" };
        }
        if let Some(fsm) = shares.roll.fsm_percent_of.get(key) {
            child.fsm = dice.percent(*fsm);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shares::shares;

    #[test]
    fn shares_and_shapes_are_all_there() {
        let plan = Plan {
            pupils: 420,
            seed: 1,
            today: domain::date(2026, 11, 23),
            schools: 1,
            pupils_elsewhere: 40,
        };
        let children = children(&plan, &shares(), 2003, &mut Dice::new(1, 0));
        assert_eq!(children.len(), 420);
        let of = |provision| children.iter().filter(|child| child.provision == provision).count();
        assert_eq!(of(SenProvision::E), 17);
        assert_eq!(of(SenProvision::K), 65 + 3);
        for shape in Shape::ALL {
            let tells = |child: &&Child| matches!(child.story, Story::Monitoring(s) | Story::SecondCycle(s) if s == shape);
            assert!(children.iter().any(|child| tells(&child)), "{shape:?}");
        }
        for provision in [SenProvision::E, SenProvision::K] {
            let years: std::collections::BTreeSet<_> = children
                .iter()
                .filter(|child| child.provision == provision)
                .map(|child| child.year)
                .collect();
            assert!(years.len() >= 5 && years.contains(&YearGroup(6)), "{provision:?}: {years:?}");
        }
        let upns: std::collections::BTreeSet<_> = children.iter().map(|child| child.upn.as_str()).collect();
        assert_eq!(upns.len(), 420);
    }
}
