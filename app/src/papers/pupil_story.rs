//! The pupil story from the record: one child on two pages: what happened, what was tried, what changed, what is next.

use documents::papers::{Happened, PupilStory, Tried};
use domain::{
    Date, Now,
    people::Pupil,
    permissions::Actor,
    record::{Content, EntryKind, is_for_staff},
};

use super::{
    furniture,
    iep::{amount, charts},
    offered::PaperName,
};
use crate::{
    App, Fault, SchoolInfo, early,
    gathering::TargetProgress,
    pathway, pupils,
    record::story::{self, Kind},
    teaching, time_in_words,
};

/// So many lines of the timeline stand on two pages: the first, and the latest.
const FIRST: usize = 4;
const LATEST: usize = 10;
/// So many things that were tried, the latest of each kind.
const TRIED: usize = 4;
/// So many charts.
const CHARTS: usize = 1;
/// The most letters of a line.
const LINE: usize = 110;

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<PupilStory, Fault> {
    let kinds =
        [EntryKind::Concern, EntryKind::Adaptation, EntryKind::Profile, EntryKind::Plan, EntryKind::Review];
    let written = early::written(app, actor, pupil, &kinds).await?;
    let mut timeline: Vec<(Date, String)> = written
        .iter()
        .filter_map(|one| happened(&one.entry.content, info).map(|what| (one.entry.on, what)))
        .collect();
    let mut tried: Vec<Tried> = written
        .iter()
        .rev()
        .filter_map(|one| adapted(one.entry.on, &one.entry.content))
        .take(TRIED)
        .collect();
    for kind in [Kind::Moves, Kind::County] {
        let told = story::story(app, actor, info, pupil, Some(kind)).await?;
        timeline.extend(told.into_iter().map(|one| (one.on, one.title)));
    }
    if timeline.is_empty() && tried.is_empty() {
        return Err(Fault::NotFound);
    }
    timeline.sort_by_key(|one| one.0);
    let places = match teaching::show_child(app, actor, now, info, pupil).await {
        Ok(shown) => shown.places,
        Err(Fault::NotFound | Fault::Forbidden(_)) => Vec::new(),
        Err(fault) => return Err(fault),
    };
    let mut places: Vec<_> = places.into_iter().filter(|place| place.from_on <= now.today).collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.from_on));
    tried.extend(places.into_iter().take(TRIED).map(|place| provided(&place)));
    let progress = charts(app, actor, now, info, pupil, hears).await?;
    let scored: Vec<&TargetProgress> = progress.iter().filter(|one| !one.judged.scores.is_empty()).collect();
    let head = pupils::head(app, actor, info, pupil, now.today).await?;
    let next = pathway::what_next(app, actor, info, pupil, now.today).await?;
    let title = PaperName::PupilStory.title(info);
    let story = PupilStory::new(furniture::of_child(app, info, pupil, &title, now.today).await?);
    Ok(PupilStory {
        summary: format!("{}, {}: {}.", pupil.called(), pupil.provision.name(), head.step.sentence()),
        timeline: shortened(timeline),
        tried,
        changed: scored.iter().map(|one| changed(one)).collect::<Vec<_>>().join("\n"),
        charts: scored
            .iter()
            .take(CHARTS)
            .map(|one| documents::chart::OnPaper::new(&one.judged.target.will, &one.chart))
            .collect(),
        next: next
            .dates
            .iter()
            .filter(|_| hears)
            .take(3)
            .map(|one| format!("- {}: {}", one.what, time_in_words::day(one.on)))
            .collect::<Vec<_>>()
            .join("\n"),
        ..story
    })
}

/// What an entry says in a line of the timeline; nothing for one that stands elsewhere on the paper.
fn happened(content: &Content, info: &SchoolInfo) -> Option<String> {
    Some(match content {
        Content::Concern(_) if is_for_staff(content) => "Initial concern of a parent".to_owned(),
        Content::Concern(concern) => cut(&format!("Initial concern: {}", concern.noticed.trim())),
        Content::Profile(page) if page.signed_off_on.is_some() => "One page profile signed off".to_owned(),
        Content::Plan(plan) => {
            let targets = match plan.targets.len() {
                1 => "1 target".to_owned(),
                many => format!("{many} targets"),
            };
            format!("{} of cycle {}: {targets}", info.school.settings.plan_name, plan.cycle)
        }
        Content::Review(review) => format!("Review of cycle {}: {}", review.cycle, review.decision.name()),
        _ => return None,
    })
}

fn adapted(on: Date, content: &Content) -> Option<Tried> {
    let Content::Adaptation(adaptation) = content else { return None };
    if !adaptation.counts() {
        return None;
    }
    let since = format!("Since {}", time_in_words::day(adaptation.from_on.unwrap_or(on)));
    let often = adaptation.how_often.trim();
    let effect = adaptation.difference.map(|difference| {
        let seen = adaptation.seen.trim();
        let name = first_up(difference.name());
        cut(&if seen.is_empty() { name } else { format!("{name}. {seen}") })
    });
    Some(Tried {
        what: cut(adaptation.what.trim()),
        how_long: if often.is_empty() { since } else { format!("{since}, {often}") },
        effect: effect.unwrap_or_default(),
    })
}

fn provided(place: &teaching::ChildsPlace) -> Tried {
    let [planned, delivered, ..] = place.counted;
    let from = time_in_words::day(place.from_on);
    let until = if place.is_open {
        format!("Since {from}")
    } else {
        let last = place.until_on.unwrap_or(place.provision.until_on).min(place.provision.until_on);
        format!("{from} to {}", time_in_words::day(last))
    };
    let sessions = match planned {
        0 => "No session was due yet".to_owned(),
        _ => format!("{delivered} of {planned} sessions took place with the child there"),
    };
    Tried {
        what: cut(&place.provision.name),
        how_long: format!("{until}, {}", place.provision.dose_in_words()),
        effect: sessions,
    }
}

/// What became of a target's scores, in a line.
fn changed(one: &TargetProgress) -> String {
    let (target, judged) = (&one.judged.target, &one.judged.judged);
    let latest = amount(judged.latest.map(|latest| latest.score), &target.unit, "", None);
    let start = amount(target.baseline, &target.unit, "", None);
    let goal = amount(target.goal, &target.unit, " by", target.by);
    let from = if start.is_empty() { String::new() } else { format!("from {start} ") };
    let goal = if goal.is_empty() { String::new() } else { format!(" (goal {goal})") };
    format!("- {}: {from}to {latest}{goal}. {}.", cut(&target.will), judged.finding.verdict.words())
}

/// The first lines and the latest; how many stand between them is said.
fn shortened(all: Vec<(Date, String)>) -> Vec<Happened> {
    let between = all.len().saturating_sub(FIRST + LATEST);
    let mut lines = Vec::new();
    for (at, (on, what)) in all.into_iter().enumerate() {
        if at == FIRST && between > 0 {
            let what = format!("… and {between} more on the record");
            lines.push(Happened { on: None, what });
        }
        if at < FIRST || at >= FIRST + between {
            lines.push(Happened { on: Some(on), what });
        }
    }
    lines
}

/// As much of a line as has room.
fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LINE {
        return text;
    }
    let short: String = text.chars().take(LINE).collect();
    let whole = short.rsplit_once(' ').map_or(short.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn first_up(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use domain::date;

    use super::*;

    #[test]
    fn a_long_record_keeps_its_beginning_and_its_end() {
        let all = |count: usize| (0..count).map(|at| (date(2026, 9, 14), at.to_string())).collect();
        assert!(shortened(all(0)).is_empty());
        assert_eq!(shortened(all(FIRST + LATEST)).len(), FIRST + LATEST);
        let long: Vec<String> = shortened(all(20)).into_iter().map(|one| one.what).collect();
        assert_eq!(long.len(), FIRST + LATEST + 1);
        assert_eq!(
            (long[3].as_str(), long[4].as_str(), long[5].as_str()),
            ("3", "… and 6 more on the record", "10")
        );
        assert_eq!(long.last().unwrap(), "19");
        assert_eq!(cut(&"word ".repeat(40)).chars().last(), Some('…'));
        assert_eq!(cut("  two \n words "), "two words");
    }
}
