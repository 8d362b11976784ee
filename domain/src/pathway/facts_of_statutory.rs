//! What the guards of the statutory machine need to know, read from a child's record: answers to the application, the
//! county's letters, the plan.

use crate::{
    Date,
    bundle::RequestBundle,
    calendar::{
        BankHolidays,
        count::{days_after, months_after},
    },
    census::SenProvision,
    deadlines::{Disagreement, amendment_comments, appeal, draft_plan_comments, mediation_adviser},
    record::{
        ApplicationAgreement, Content, CountyLetter, Entry, LetterKind, Party, TalkAbout, county_letters,
        decisions,
    },
};

use super::{CaseState, StatutoryFacts, StatutoryMove, StatutoryState, letters_lead, signed_consent};

/// The county need not assess again within so many months.
const SIX_MONTHS: i32 = 6;

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct StatutoryRecord<'a> {
    /// Both machines.
    pub state: &'a CaseState,
    /// Every entry of the child, of every round.
    pub entries: &'a [Entry],
    /// The child's SEN provision as the roll says it.
    pub roll_says: SenProvision,
    /// The day of leaving.
    pub left_on: Option<Date>,
    /// What the evidence list still lacks.
    pub evidence_missing: &'a [String],
    /// Bank holidays, for the last day of an appeal.
    pub bank_holidays: &'a BankHolidays,
    /// Today.
    pub today: Date,
}

/// Whether an entry was written for the newest application: since the school began to prepare it, or, where the record
/// does not say when, since the last one ended before the newest request came.
pub(super) fn of_this_application(entries: &[Entry]) -> impl Fn(&Entry) -> bool + use<> {
    let last = |is: fn(LetterKind) -> bool| {
        entries
            .iter()
            .filter(|entry| matches!(&entry.content, Content::CountyLetter(letter) if is(letter.kind)))
            .map(Entry::first_written_at)
            .max()
    };
    let begun = last(|kind| kind == LetterKind::Begun);
    let asked = last(|kind| matches!(kind, LetterKind::Received | LetterKind::ParentApplied));
    let ended = last(|kind| {
        matches!(
            kind,
            LetterKind::RefusedToAssess
                | LetterKind::RefusedToIssue
                | LetterKind::Withdrawn
                | LetterKind::Ceased
        )
    });
    // What ends this application belongs to it.
    let ended = ended.filter(|ended| asked.is_none_or(|asked| asked > *ended));
    move |entry| {
        let written = entry.first_written_at();
        match begun {
            Some(begun) => written >= begun,
            None => ended.is_none_or(|ended| written > ended),
        }
    }
}

/// The answers to the newest application: those written since the school began to prepare it.
pub fn answers<'a>(
    entries: &'a [Entry],
) -> impl Iterator<Item = (&'a Entry, &'a ApplicationAgreement)> + use<'a> {
    let of_this = of_this_application(entries);
    entries.iter().filter_map(move |entry| match &entry.content {
        Content::ApplicationAgreement(answer) if of_this(entry) => Some((entry, answer)),
        _ => None,
    })
}

/// The letter by which the newest application reached the county: the school's request, or the parents' own; none while it
/// has not.
#[must_use]
pub fn reached_the_county(entries: &[Entry]) -> Option<&CountyLetter> {
    let of_this = of_this_application(entries);
    entries.iter().rev().filter(|entry| of_this(entry)).find_map(|entry| match &entry.content {
        Content::CountyLetter(letter)
            if matches!(letter.kind, LetterKind::Received | LetterKind::ParentApplied) =>
        {
            Some(letter)
        }
        _ => None,
    })
}

/// The bundle of the newest application that was made last; none while none is made.
#[must_use]
pub fn newest_bundle(entries: &[Entry]) -> Option<(&Entry, &RequestBundle)> {
    let of_this = of_this_application(entries);
    let made = entries.iter().filter(|entry| of_this(entry)).filter_map(|entry| match &entry.content {
        Content::RequestBundle(bundle) => Some((entry, bundle)),
        _ => None,
    });
    made.max_by_key(|(entry, _)| entry.first_written_at())
}

/// When an answer was given: its day; of one day, as they were written down.
fn given_at(entry: &Entry) -> (Date, jiff::Timestamp) {
    (entry.on, entry.first_written_at())
}

/// The latest answer of each person of a party to the newest application, by the day on which it was given: each answer is
/// an entry of its own, and an earlier one of the same person counts no more, even when it is typed in later.
#[must_use]
pub fn latest_answers(entries: &[Entry], party: Party) -> Vec<(&Entry, &ApplicationAgreement)> {
    let mut latest: Vec<(&Entry, &ApplicationAgreement)> = Vec::new();
    let name = |answer: &ApplicationAgreement| answer.name.trim().to_lowercase();
    for (entry, answer) in answers(entries).filter(|(_, answer)| answer.party == party) {
        match latest.iter_mut().find(|(_, known)| name(known) == name(answer)) {
            Some(known) if given_at(known.0) <= given_at(entry) => *known = (entry, answer),
            Some(_) => {}
            None => latest.push((entry, answer)),
        }
    }
    latest
}

/// The facts for one move: which letter counts depends on what it records.
///
/// # Source
/// pathway, steps 7 and 8; `statute.md`.
#[must_use]
pub fn facts(record: &StatutoryRecord<'_>, the_move: StatutoryMove) -> StatutoryFacts {
    let StatutoryRecord { entries, today, .. } = *record;
    let all = county_letters::all(entries);
    // What is asked for now has letters of its own; everything later belongs to the newest application.
    let letters = if before_the_request(the_move) {
        letters_lead::waiting(record.state.statutory, entries)
    } else {
        county_letters::newest_application(&all)
    };
    let on = |kind| county_letters::day(&letters, kind);
    let anywhere = |kind| county_letters::day(&all, kind);
    let ehcp = county_letters::ehcp(entries);
    let decision = county_letters::decision(&letters);
    let dispute =
        decision.map_or_else(Disagreement::default, |decision| decisions::since(&letters, decision.dated_on));
    let agrees = |party| {
        let said = latest_answers(entries, party);
        !said.is_empty() && said.iter().all(|(_, answer)| answer.agrees)
    };
    let talks_about = |about| {
        entries.iter().filter(move |entry| {
            matches!(&entry.content, Content::Talk(talk)
                if talk.reached && talk.with == Party::Parent && talk.about == about)
        })
    };
    let talked_about = |about| talks_about(about).map(|entry| entry.on).max();
    let of_this = of_this_application(entries);
    let letter = letter_of(the_move).and_then(|kind| county_letters::last(&letters, kind));
    let served = on(LetterKind::Draft);
    let notice = anywhere(LetterKind::AmendmentNotice);
    let had_time = |served: Option<Date>, last_day: fn(Date) -> Date| {
        served.is_none_or(|served| {
            today > last_day(served) || county_letters::parents_answered_on(entries, served).is_some()
        })
    };
    // A plan that has ceased says nothing of the next.
    let ceased = record.state.statutory == StatutoryState::Ceased;
    let ceased_on =
        anywhere(LetterKind::Ceased).max(anywhere(LetterKind::AppealDismissed)).filter(|_| ceased);
    let since_it_ceased = |on: &Date| ceased_on.is_none_or(|ceased| *on > ceased);
    let amends = the_move == StatutoryMove::MakeAmendedPlan;
    let ehcp_made_on = ehcp.and_then(|plan| plan.made_on);
    let plan_made_on = if amends {
        let since = notice.max(anywhere(LetterKind::WillReassess)).max(anywhere(LetterKind::AppealLodged));
        let after = |on: &Date| since.is_none_or(|since| *on >= since);
        anywhere(LetterKind::AmendedPlan)
            .max(anywhere(LetterKind::Final).filter(|_| since.is_some()))
            .max(ehcp_made_on)
            .filter(after)
    } else {
        let received_on = county_letters::received_on(&letters);
        let of_this = |on: &Date| received_on.is_none_or(|received| *on >= received);
        // Nor does the final plan that has ceased, while the school asks again.
        let asks_again =
            matches!(record.state.statutory, StatutoryState::Agreeing | StatutoryState::NotAgreed);
        let ended_on = anywhere(LetterKind::Ceased).filter(|_| ceased || asks_again);
        on(LetterKind::Final)
            .filter(|on| ended_on.is_none_or(|ended| *on > ended))
            .or(ehcp_made_on.filter(of_this).filter(since_it_ceased))
    };
    let appeal_due_on = decision.and_then(|letter| {
        appeal::due_on(letter.dated_on, dispute.certificate_on, record.bank_holidays).ok()
    });
    let lodged = county_letters::last(&letters, LetterKind::AppealLodged)
        .filter(|lodged| decision.is_none_or(|decision| lodged.dated_on >= decision.dated_on));
    let decided = on(LetterKind::AppealUpheld).max(on(LetterKind::AppealDismissed));
    StatutoryFacts {
        parents_consented_on: signed_consent::given_on(entries),
        teacher_agrees: agrees(Party::Teacher),
        senco_agrees: agrees(Party::Senco),
        head_agrees: agrees(Party::Head),
        pupils_view: answers(entries)
            .any(|(_, answer)| answer.party == Party::Pupil && !answer.words.trim().is_empty())
            || entries.iter().any(|entry| {
                entry.round == record.state.round.max(1)
                    && matches!(&entry.content, Content::View(view) if view.party == Party::Pupil)
            }),
        evidence_missing: record.evidence_missing.to_vec(),
        parents_told_of_request_on: talks_about(TalkAbout::ApplicationAlthough)
            .filter(|entry| of_this(entry))
            .map(|entry| entry.on)
            .max(),
        parents_told_they_may_apply: talked_about(TalkAbout::Application).is_some(),
        assessed_within_six_months: anywhere(LetterKind::RefusedToIssue)
            .max(anywhere(LetterKind::Final))
            .is_some_and(|on| months_after(on, SIX_MONTHS) > today),
        request_elsewhere_shown: county_letters::received_on(&letters).is_some(),
        request_received_on: county_letters::received_on(&letters),
        county_has_answered: before_the_request(the_move)
            && letters_lead::has_answered(&letters, county_letters::begun_on(entries)),
        withdrawal_recorded: {
            let begun = county_letters::since_begun(entries);
            county_letters::day(&county_letters::newest_application(&begun), LetterKind::Withdrawn).is_some()
        },
        letter_on: letter.map(|letter| letter.dated_on),
        parents_told_of_appeal: letter.or(decision).is_some_and(|letter| {
            letter.parents_told_on.is_some()
                || talked_about(TalkAbout::Appeal).is_some_and(|told| told >= letter.dated_on)
        }),
        draft_served_on: served,
        parents_had_time_to_comment: if amends {
            had_time(notice, amendment_comments::due_on)
        } else {
            had_time(served, draft_plan_comments::due_on)
        },
        plan_made_on,
        plan_document: ehcp.is_some_and(|plan| !plan.document.trim().is_empty()),
        sections_recorded: ehcp.is_some_and(|plan| !plan.outcomes.is_empty() && !plan.provision.is_empty()),
        lines_without_provision: ehcp.map_or(0, |plan| {
            let without = plan.provision.iter().filter(|line| line.provision.is_none()).count();
            u32::try_from(without).unwrap_or(u32::MAX)
        }),
        parents_have_copy: ehcp.is_some_and(|plan| plan.copy_on.is_some()),
        talk_in_school_on: ehcp.and_then(|plan| plan.talk_on).or(talked_about(TalkAbout::EhcpTalk)),
        roll_says_plan: record.roll_says == SenProvision::E
            || anywhere(LetterKind::ArrivesWithPlan).filter(since_it_ceased).is_some()
            || ehcp_made_on.filter(since_it_ceased).is_some(),
        moved_on: anywhere(LetterKind::MovedIn),
        adviser_contacted_on: dispute.adviser_contacted_on,
        adviser_due_on: decision.map(|letter| mediation_adviser::due_on(letter.dated_on)),
        certificate_on: dispute.certificate_on,
        appeal_about_section_i_alone: lodged.is_some_and(|letter| letter.section_i_alone),
        appeal_lodged_on: lodged.map(|letter| letter.dated_on),
        appeal_due_on,
        tribunal_decided_on: decided.filter(|on| {
            county_letters::day(&letters, LetterKind::AppealLodged).is_none_or(|lodged| *on >= lodged)
        }),
        amendment_notice_on: notice,
        ceased_on: on(LetterKind::Ceased).or_else(|| {
            // Of the plan in place, although a new request is on the record already.
            let is_later = |on: &Date| anywhere(LetterKind::Final).is_none_or(|made| *on >= made);
            anywhere(LetterKind::Ceased).filter(is_later).filter(|_| record.state.statutory.has_plan())
        }),
        appeal_time_is_over: time_is_over(&letters, appeal_due_on, today),
        left_on: record.left_on,
    }
}

/// The moves for which only letters of an application that has not ended count.
const fn before_the_request(the_move: StatutoryMove) -> bool {
    use StatutoryMove as M;
    matches!(the_move, M::Prepare | M::AskAgain | M::NotAgree | M::Request | M::ParentApplies)
}

/// The letter that a move records.
const fn letter_of(the_move: StatutoryMove) -> Option<LetterKind> {
    use StatutoryMove as M;
    match the_move {
        M::AgreeToAssess => Some(LetterKind::WillAssess),
        M::RefuseToAssess => Some(LetterKind::RefusedToAssess),
        M::RefuseToIssue => Some(LetterKind::RefusedToIssue),
        M::Reassess => Some(LetterKind::WillReassess),
        M::KeepPlan => Some(LetterKind::KeepsPlan),
        M::DecideToCease => Some(LetterKind::WillCease),
        M::ArriveWithPlan => Some(LetterKind::ArrivesWithPlan),
        M::MoveIn => Some(LetterKind::MovedIn),
        M::Prepare
        | M::AskAgain
        | M::NotAgree
        | M::Request
        | M::ParentApplies
        | M::Withdraw
        | M::IssueDraft
        | M::MakePlan
        | M::GoToMediation
        | M::EndMediation
        | M::Appeal
        | M::Uphold
        | M::Dismiss
        | M::Amend
        | M::MakeAmendedPlan
        | M::Cease
        | M::Leave => None,
    }
}

/// A plan may cease when its appeal can be lodged no more, or was dismissed; or when nobody decided to cease it but it
/// ran out (the child moved away).
fn time_is_over(letters: &[&CountyLetter], appeal_due_on: Option<Date>, today: Date) -> bool {
    let Some(decided) = county_letters::day(letters, LetterKind::WillCease) else { return false };
    let day = |kind| county_letters::day(letters, kind).filter(|on| *on >= decided);
    match (day(LetterKind::AppealLodged), day(LetterKind::AppealDismissed)) {
        (_, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => appeal_due_on.is_some_and(|last| days_after(last, 1) <= today),
    }
}

#[cfg(test)]
#[path = "facts_of_statutory_tests.rs"]
mod tests;
