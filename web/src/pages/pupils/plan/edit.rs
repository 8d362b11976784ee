//! `/pupils/{pupil}/plan/edit`: the whole plan on one page.

use app::{
    Fault, FieldFault,
    banks::{self, ScoresNow},
    planning::{self, ParentsWords, SavePlan, Saved, Which},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use domain::{
    EntryId, TargetId,
    people::Pupil,
    permissions::{Action, allow},
    plan_template::PlanTemplate,
    record::Target,
};

use super::{
    bank::{self, Known},
    boxes::{self, Boxes},
    form,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Conflict, ConflictPair, Errors, Unchanged},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan/edit.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    cycle: u32,
    from: Option<&'static str>,
    help_wanted: String,
    /// What parents told staff alone, with the day in words: to choose from.
    parents_words: Vec<(ParentsWords, String)>,
    left_behind: Vec<String>,
    /// What the last review decided to change.
    decided: String,
    template: (String, u32),
    /// The templates that a plan which is not begun can be written by; none of one that is.
    choose: Option<Choices>,
    /// What was typed in boxes that this template does not have: it comes back with another.
    aside: Vec<(String, String)>,
    of: String,
    version: String,
    boxes: Boxes,
    bank: bank::Bank,
    /// Somebody has answered the plan as it stands: a spelling can be corrected without asking again.
    may_correct: bool,
}

/// What stands round the boxes, whatever is in them.
struct Around {
    cycle: u32,
    from: Option<&'static str>,
    help_wanted: String,
    left_behind: Vec<String>,
    /// What the last review decided to change.
    decided: String,
    known: Vec<TargetId>,
    template: PlanTemplate,
    drafted: planning::Drafted,
    scores: ScoresNow,
    said: Vec<planning::SaidForPlan>,
}

/// What stands round the boxes. A form that comes back keeps the template that it was made by, even when the school has
/// edited it since.
async fn around(web: &Web, visit: &Visit, pupil: &Pupil, typed: Option<&Typed>) -> Result<Around, Fault> {
    let info = &visit.visitor.school;
    let wanted = typed.filter(|typed| typed.text("do") == "use-template").map(|typed| typed.text("wanted"));
    let wanted = wanted.filter(|wanted| !wanted.is_empty());
    let chosen = wanted.as_ref().unwrap_or(&info.school.settings.plan_template);
    let drafted = planning::draft_plan_by(&web.app, visit.actor(), visit.now(), info, pupil, chosen).await?;
    let known = drafted.plan.targets.iter().map(|target| target.id).filter(|id| *id != Target::NEW).collect();
    let made_by = typed
        .filter(|_| wanted.is_none())
        .map(|typed| (typed.text("template"), typed.text("template-version")));
    let template = match made_by {
        Some((id, version)) if drafted.of.is_none() && !id.is_empty() => {
            let version = version.parse().unwrap_or(0);
            planning::template_named(&web.app, visit.actor(), &id, version).await?
        }
        Some(_) | None => drafted.template.clone(),
    };
    let scores = banks::scores_now(&web.app, visit.actor(), pupil).await?;
    let said = planning::said_for_plan(&web.app, visit.actor(), pupil).await?;
    Ok(Around {
        said,
        cycle: drafted.plan.cycle,
        from: drafted.from,
        help_wanted: drafted.help_wanted.clone(),
        left_behind: drafted.left_behind.clone(),
        decided: drafted.decided.clone(),
        known,
        template,
        drafted,
        scores,
    })
}

impl Around {
    fn known<'a>(&'a self, visit: &'a Visit, pupil: &'a Pupil) -> Known<'a> {
        Known::of(visit, pupil, &self.drafted, &self.scores, &self.template)
    }
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    around: Around,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let settings = &visit.visitor.school.school.settings;
    let name = around.template.called(&settings.plan_template, &settings.plan_name);
    let (frame, _) = Frame::of(web, visit, pupil, &format!("Write the {name}"), "/plan").await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let frame = frame.with_errors(errors.clone());
    let known = around.known(visit, pupil);
    let mut boxes =
        boxes::boxes(typed, &errors, pupil.called(), &around.known, &around.template, &around.said);
    for card in &mut boxes.targets {
        card.beside = bank::beside(&known, typed, card.number);
        let (usual, start) = bank::hints(&known, typed, card.number);
        card.goal.hint = usual.or(card.goal.hint.take());
        card.baseline.hint = start.or(card.baseline.hint.take());
    }
    let bank = bank::search(&known, typed);
    let choose = if typed.has("of") {
        None
    } else {
        let all = planning::templates_to_choose(&web.app, visit.actor(), pupil).await?;
        let choices = all
            .iter()
            .map(|one| Choice::new(&one.id, one.called(&settings.plan_template, &settings.plan_name)));
        Some(Choices::new("wanted", "Write it by", choices).choose([around.template.id.as_str()]))
            .filter(|_| all.len() > 1)
    };
    let may_correct = typed.has("of") && {
        let today = visit.now().today;
        let shown = planning::show_plan(&web.app, visit.actor(), today, pupil, Which::default()).await?;
        shown.is_current && shown.said.iter().flat_map(|said| &said.answers).any(|answer| answer.to_this)
    };
    Ok(Page {
        may_correct,
        chrome: frame.chrome.clone(),
        cycle: around.cycle,
        from: around.from,
        help_wanted: around.help_wanted,
        parents_words: around
            .drafted
            .parents_words
            .iter()
            .map(|words| (words.clone(), time_in_words::day(words.on)))
            .collect(),
        left_behind: around.left_behind,
        decided: around.decided,
        aside: form::aside(typed, &around.template),
        template: (around.template.id.clone(), around.template.version),
        choose,
        of: typed.text("of"),
        version: typed.text("version"),
        boxes,
        bank,
        frame,
    })
}

/// The form: what is saved, or a first draft.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let around = around(&web, &visit, &pupil, None).await?;
    let typed = form::fields_of(&around.drafted.plan, &around.drafted.template);
    let mut pairs: Vec<(String, String)> =
        typed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    if let Some((id, version)) = around.drafted.of {
        pairs.push(("of".to_owned(), id.to_string()));
        pairs.push(("version".to_owned(), version.to_string()));
    }
    page(&show(&web, &visit, &pupil, around, &Typed::from_pairs(pairs), &[]).await?)
}

/// Saves, or comes back with a row more or less and everything typed.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let typed = form::spread_dates(&typed);
    let around = around(&web, &visit, &pupil, Some(&typed)).await?;
    let known = around.known(&visit, &pupil);
    let mut what = typed.text("do");
    // Enter in the box that finds, where no script runs, presses the first button of the form.
    if what == "draft" && bank::asked(&typed) != typed.text("bank-asked") {
        "find".clone_into(&mut what);
    }
    let number = |prefix: &str| what.strip_prefix(prefix).and_then(|number| number.parse::<usize>().ok());
    let changed = match what.as_str() {
        "add-need" => Some(form::with_one_more(&typed, "need")),
        "add-target" if form::rows(&typed).1 < form::MOST_TARGETS => Some(bank::one_more(&known, &typed)),
        "find" => Some(typed.clone()),
        // What is typed stays; boxes that were not there begin as a draft by the new template does.
        "use-template" => {
            let drafted = form::fields_of(&around.drafted.plan, &around.template);
            let new =
                drafted.iter().filter(|(name, _)| typed.all(name).is_empty() && !name.starts_with("target-"));
            Some(new.fold(typed.clone(), |typed, (name, value)| typed.with(name, value)))
        }
        _ => number("remove-need-")
            .map(|gone| form::without(&typed, "need", gone))
            .or_else(|| number("remove-target-").map(|gone| form::without(&typed, "target", gone)))
            .or_else(|| number("take-").map(|number| bank::take_better(&known, &typed, number)))
            .or_else(|| {
                let words = around.drafted.parents_words.get(number("parents-")?.checked_sub(1)?)?;
                Some(form::with_words(&typed, &around.template, words))
            })
            .or_else(|| {
                let (number, id) = what.strip_prefix("use-")?.split_once('-')?;
                Some(bank::take_idea(&known, &typed, number.parse().ok()?, id).0)
            })
            .or_else(|| boxes::take_words(&typed, &what, &around.said, &around.template))
            .or_else(|| Some(bank::take_strategy(&known, &typed, what.strip_prefix("strategy-")?))),
    };
    if let Some(changed) = changed {
        return page(&show(&web, &visit, &pupil, around, &changed, &[]).await?);
    }
    let mut faults = Vec::new();
    let (plan, places) = form::read(&typed, &around.template, &mut faults);
    if !matches!(what.as_str(), "draft" | "correct") && faults.is_empty() {
        form::not_filled(&plan, &around.template, &mut faults);
        let targets = &visit.visitor.school.banks.targets;
        let example = |target: &Target| domain::bank::example(targets, &target.will, target.area, pupil.year);
        form::not_smart(&plan, &places, example, &mut faults);
    }
    if !faults.is_empty() {
        let page = show(&web, &visit, &pupil, around, &typed, &faults).await?;
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let of = match (typed.text("of").parse::<EntryId>(), typed.text("version").parse::<u32>()) {
        (Ok(id), Ok(version)) => Some((id, version)),
        _ => None,
    };
    let complete = !plan.targets.is_empty()
        && plan.targets.iter().all(|target| target.is_complete())
        && around.template.lacking(&plan).is_empty();
    let input = SavePlan { pupil: pupil.id, of, plan };
    let to = format!("/pupils/{}/plan", pupil.id);
    let saved = if what == "correct" {
        planning::correct_plan(&web.app, visit.actor(), visit.now(), input).await
    } else {
        planning::save_plan(&web.app, visit.actor(), visit.now(), input).await
    };
    match saved {
        Ok(Saved::Done(_)) if what == "correct" => Ok(go_saying(
            &to,
            "The spelling is corrected in a new version. What was agreed stays agreed, to the version before.",
        )),
        Err(Fault::Invalid(faults)) => {
            let faults = form::at_their_rows(faults, &places);
            let page = show(&web, &visit, &pupil, around, &typed, &faults).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Ok(Saved::Done(_)) if complete => {
            Ok(go_saying(&to, "Saved. Next: ask everybody whether they agree."))
        }
        Ok(Saved::Done(_)) => Ok(go_saying(&to, "Saved as a draft. What is missing is said at each target.")),
        Ok(Saved::AlreadyThere(_)) => Ok(go_saying(&to, "Nothing had changed: it is saved as it was.")),
        Err(Fault::Stale) => conflict(&web, &visit, &pupil, &typed).await,
        Err(fault) => Err(fault.into()),
    }
}

/// The check of one target, while it is written: a part of the page, for the script.
pub(crate) async fn check(visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    allow(visit.actor(), Action::WritePlan, pupil.subject())?;
    let number = typed.text("number").parse::<usize>().unwrap_or(1);
    match bank::checked(&visit, &pupil, &typed, number) {
        Some(check) => page(&check),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// What the bank has for the words typed: a part of the page, for the script.
pub(crate) async fn find(visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    allow(visit.actor(), Action::WritePlan, pupil.subject())?;
    page(&bank::found(&visit, &pupil, &typed))
}

/// Somebody else saved first: both texts, nothing lost.
async fn conflict(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed) -> Answer {
    let shown =
        planning::show_plan(&web.app, visit.actor(), visit.now().today, pupil, Which::default()).await?;
    let Some(entry) = shown.entry.filter(|_| shown.is_current) else { return Err(Fault::Stale.into()) };
    let (theirs, yours) = (form::flat(&form::fields_of(&shown.plan, &shown.template)), form::flat(typed));
    let skipped = [
        "of",
        "version",
        "do",
        "needs",
        "targets",
        "template",
        "template-version",
        "wanted",
        "bank-find",
        "bank-area",
        "bank-asked",
    ];
    let mut pairs = Vec::new();
    let mut unchanged = vec![Unchanged { name: "of".to_owned(), value: entry.id.to_string() }];
    for kind in ["needs", "targets"] {
        let most = |of: &std::collections::BTreeMap<String, String>| {
            of.get(kind).and_then(|count| count.parse::<usize>().ok()).unwrap_or(1)
        };
        let value = most(&theirs).max(most(&yours)).to_string();
        unchanged.push(Unchanged { name: kind.to_owned(), value });
    }
    let names: std::collections::BTreeSet<&String> = theirs.keys().chain(yours.keys()).collect();
    for name in names.into_iter().filter(|name| !skipped.contains(&name.as_str())) {
        let (one, other) =
            (theirs.get(name).cloned().unwrap_or_default(), yours.get(name).cloned().unwrap_or_default());
        if one == other || name.ends_with("-id") {
            let value = if other.is_empty() { one } else { other };
            unchanged.push(Unchanged { name: name.clone(), value });
        } else {
            pairs.push(ConflictPair {
                name: name.clone(),
                label: form::label_of(name, &shown.template),
                theirs: one,
                yours: other,
            });
        }
    }
    let when = shown.written_at.map(time_in_words::moment).unwrap_or_default();
    let conflict = Conflict {
        chrome: visit.chrome("Somebody else has changed this"),
        who: shown.author,
        when: format!("on {when}"),
        action: visit.address(),
        leave: format!("/pupils/{}/plan", pupil.id),
        version: entry.version.to_string(),
        pairs,
        unchanged,
    };
    page_with(StatusCode::CONFLICT, &conflict)
}
