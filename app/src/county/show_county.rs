//! Where the county's process of a child stands: clocks, letters, agreements, evidence, the plan and its reviews.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, ProvisionId, UserId,
    deadlines::{
        Application, Clock, Disagreement, ReviewDates,
        annual_review::{self, ReviewDue},
        exemption::ExemptionFinding,
        plan_the_meeting::{self, MeetingPlan},
    },
    pathway::{
        CaseState, Finding, StatutoryMove, StatutoryState, facts_of_statutory, moves, signed_consent, step,
    },
    people::Pupil,
    permissions::{Action, Actor},
    provision::Provision,
    record::{
        Content, Entry, LegalDates, Reading, county_letters,
        evidence::{self, Evidence, Held},
        readable, reading,
    },
};
use store::queries::{accounts, contacts, entries, provisions, records, scores, sessions};

use crate::{
    App, Fault, SchoolInfo, meetings,
    pathway::{facts, legal_clocks, of_child},
    time_in_words,
};

/// A provision of the child, to tie a line of section F to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionChoice {
    /// Its id.
    pub id: ProvisionId,
    /// Its name.
    pub name: String,
    /// Minutes a week that it gives.
    pub minutes_per_week: u32,
}

impl ProvisionChoice {
    /// As lists name it on a day: one that is over says so.
    pub(super) fn of(provision: &Provision, today: Date) -> Self {
        let name = if provision.runs_still(today) {
            provision.name.clone()
        } else {
            format!("{} (ended {})", provision.name, time_in_words::short_day(provision.until_on))
        };
        Self {
            id: provision.id,
            minutes_per_week: provision
                .minutes
                .saturating_mul(u32::try_from(provision.weekdays.len()).unwrap_or(0)),
            name,
        }
    }
}

/// What the pages of the county's process show; what the actor may not read is not in it.
#[derive(Clone, Debug)]
pub struct County {
    /// Both machines.
    pub state: CaseState,
    /// The week of the county's clock, while it runs.
    pub week: Option<u32>,
    /// The day on which the county received the newest request.
    pub received_on: Option<Date>,
    /// The legal clocks, by their days.
    pub clocks: Vec<Clock>,
    /// The dates of each annual review, of those that are finished and of the one that runs.
    pub review_dates: Vec<ReviewDates>,
    /// What the parents did about the newest decision that can be appealed, as far as it is known.
    pub disagreement: Disagreement,
    /// The dates of the reviews of this school year that are finished.
    pub finished: Vec<Clock>,
    /// What does not fit in an exemption that is recorded.
    pub exemption_findings: Vec<&'static str>,
    /// The county's letters, newest first.
    pub letters: Vec<Entry>,
    /// What each party says, newest first; while an application is agreed, only what was said to it.
    pub agreements: Vec<Entry>,
    /// Which yes of a parent is not their signed consent, and what to do about it.
    pub not_signed: BTreeMap<EntryId, &'static str>,
    /// The school's advice.
    pub advice: Option<Entry>,
    /// The newest plan, and how much of it may be read.
    pub plan: Option<(Entry, Reading)>,
    /// The day on which the plan was made.
    pub made_on: Option<Date>,
    /// The day on which the newest plan ceased; none while one is in place.
    pub ceased_on: Option<Date>,
    /// By when it is reviewed next.
    pub review_due: Option<ReviewDue>,
    /// Annual reviews, newest first.
    pub reviews: Vec<Entry>,
    /// By when to hold the next annual review's meeting.
    pub meeting: Option<MeetingPlan>,
    /// Whether the plan was reviewed this school year.
    pub reviewed_this_year: bool,
    /// What the Code and the county look for.
    pub evidence: Vec<Evidence>,
    /// The child's provisions.
    pub provisions: Vec<ProvisionChoice>,
    /// What still stands before asking the county, while it is agreed.
    pub before_request: Vec<Finding>,
    /// Names of parents and carers, for the forms.
    pub parents: Vec<String>,
    /// Names of accounts.
    pub names: BTreeMap<UserId, String>,
}

fn exemption_findings(dates: &Application) -> Vec<&'static str> {
    dates.exemption_findings().into_iter().map(ExemptionFinding::sentence).collect()
}

/// Everything about the county's process of a child that the actor may read.
///
/// # Errors
/// When the database fails.
pub async fn show_county(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<County, Fault> {
    let reader = app.store.read(actor.school);
    let subject = pupil.subject();
    let record = records::get(&reader, pupil.id).await?;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    // Whoever is kept out of a meeting reads it off no day that is counted from it.
    let all = meetings::without_kept_days(&reader, actor, pupil, today, all).await?;
    let follows = actor.may_to(Action::ReadApplication, subject);
    let whole_plan = actor.may_to(Action::ReadEhcp, subject);
    let held = if follows {
        Held {
            results: scores::attainments(&reader, None, Some(pupil.id)).await?.len(),
            scores: scores::of_pupil(&reader, pupil.id).await?.len(),
            sessions: sessions::of_pupil(&reader, pupil.id)
                .await?
                .iter()
                .filter(|session| session.was_given_to(pupil.id))
                .count(),
            provisions: provisions::of_pupil(&reader, pupil.id).await?.len(),
            attendance: pupil.attendance.is_some(),
        }
    } else {
        Held::default()
    };
    let writes = actor.may_to(Action::WriteEhcp, subject);
    let provisions = if whole_plan {
        provisions::of_pupil(&reader, pupil.id)
            .await?
            .into_iter()
            .map(|provision| ProvisionChoice::of(&provision, today))
            .collect()
    } else {
        Vec::new()
    };
    let parents = if writes {
        contacts::of_pupil(&reader, pupil.id)
            .await?
            .iter()
            .filter(|contact| contact.has_responsibility() && !contact.barred)
            .map(domain::people::Contact::name)
            .collect()
    } else {
        Vec::new()
    };
    let dates = county_letters::application_of(&all);
    let has_plan = record.state.statutory.has_plan();
    let counted = LegalDates::of(&all);
    let made_on = counted.made_on.filter(|_| whole_plan && has_plan);
    let review_due = counted
        .review_due(&of_child(pupil, &record.state, info), &info.calendar, today)
        .filter(|_| whole_plan);
    let newest_plan = all
        .iter()
        .filter(|entry| matches!(entry.content, Content::Ehcp(_)))
        .max_by_key(|entry| entry.written_at)
        .map(|entry| (entry.clone(), reading(actor, subject, entry)))
        .filter(|(_, reading)| *reading != Reading::Nothing);
    let pick = |is: fn(&Content) -> bool| -> Vec<Entry> {
        all.iter()
            .rev()
            .filter(|entry| is(&entry.content) && readable(actor, subject, entry))
            .cloned()
            .collect()
    };
    let mut agreements = pick(|content| matches!(content, Content::ApplicationAgreement(_)));
    if record.state.statutory == StatutoryState::Agreeing {
        let of_this: Vec<EntryId> = facts_of_statutory::answers(&all).map(|(entry, _)| entry.id).collect();
        agreements.retain(|entry| of_this.contains(&entry.id));
    }
    let first = signed_consent::asked_from(&all);
    let not_signed = agreements
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::ApplicationAgreement(said) => {
                signed_consent::why_not(said, entry.on, first).map(|why| (entry.id, why.sentence()))
            }
            _ => None,
        })
        .collect();
    let before_request = if record.state.statutory == StatutoryState::Agreeing && follows {
        let loaded = facts::load(&reader, pupil, &record, &info.calendar, today).await?;
        let facts = loaded.statutory(StatutoryMove::Request, &info.calendar, today);
        moves::statutory_findings(StatutoryMove::Request, &facts)
    } else {
        Vec::new()
    };
    Ok(County {
        before_request,
        week: dates
            .received_on
            .filter(|_| record.state.statutory.clock_runs() && follows)
            .map(|on| step::week(on, today)),
        received_on: dates.received_on.filter(|_| follows),
        clocks: if follows || whole_plan {
            legal_clocks(pupil, &record.state, &all, info, today)
        } else {
            Vec::new()
        },
        review_dates: if whole_plan {
            counted.finished.iter().chain([&counted.review]).cloned().collect()
        } else {
            Vec::new()
        },
        disagreement: counted.decided.last().map(|one| one.since.clone()).unwrap_or_default(),
        finished: if follows || whole_plan {
            counted.finished_this_year(&info.calendar, today)
        } else {
            Vec::new()
        },
        exemption_findings: if follows { exemption_findings(&dates) } else { Vec::new() },
        letters: pick(|content| matches!(content, Content::CountyLetter(_))),
        agreements,
        not_signed,
        advice: pick(|content| matches!(content, Content::SchoolsAdvice(_))).into_iter().next(),
        plan: newest_plan,
        reviews: pick(|content| matches!(content, Content::AnnualReview(_))),
        meeting: review_due.map(|due| plan_the_meeting::plan(due.on, &info.calendar)),
        reviewed_this_year: annual_review::reviewed_this_school_year(counted.last_review_on, today),
        made_on,
        ceased_on: county_letters::ceased_on(&county_letters::all(&all)).filter(|_| !has_plan),
        review_due,
        evidence: if follows { evidence::of(&all, &held) } else { Vec::new() },
        provisions,
        parents,
        names: accounts::names(&reader).await?,
        state: record.state,
    })
}

impl County {
    /// Whether a review is finished: what is still to come is the next one's.
    #[must_use]
    pub fn runs_no_more(&self, review: &ReviewDates) -> bool {
        self.review_dates.split_last().is_some_and(|(_, finished)| finished.contains(review))
    }
}
