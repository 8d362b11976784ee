//! What the guards of the statutory machine need to know, read from a child's record: answers to the application, the
//! county's letters, the plan.

use crate::{
    Date,
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

use super::{CaseState, StatutoryFacts, StatutoryMove, StatutoryState};

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
fn of_this_application(entries: &[Entry]) -> impl Fn(&Entry) -> bool + use<> {
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
        county_letters::open_application(&all)
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
            today > last_day(served) || anywhere(LetterKind::Commented).is_some_and(|on| on >= served)
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
        on(LetterKind::Final).or(ehcp_made_on.filter(of_this).filter(since_it_ceased))
    };
    let appeal_due_on = decision.and_then(|letter| {
        appeal::due_on(letter.dated_on, dispute.certificate_on, record.bank_holidays).ok()
    });
    let lodged = county_letters::last(&letters, LetterKind::AppealLodged)
        .filter(|lodged| decision.is_none_or(|decision| lodged.dated_on >= decision.dated_on));
    let decided = on(LetterKind::AppealUpheld).max(on(LetterKind::AppealDismissed));
    StatutoryFacts {
        parents_consented_on: agrees(Party::Parent)
            .then(|| latest_answers(entries, Party::Parent).iter().map(|(entry, _)| entry.on).max())
            .flatten(),
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
        withdrawal_recorded: entries.iter().filter(|entry| of_this(entry)).any(|entry| {
            matches!(&entry.content, Content::CountyLetter(letter) if letter.kind == LetterKind::Withdrawn)
        }),
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
        ceased_on: on(LetterKind::Ceased),
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
mod tests {
    use super::*;
    use crate::{
        date,
        pathway::guards,
        record::{Ehcp, EhcpOutcome, SectionFLine, Talk},
    };

    fn entry(number: u64, on: Date, content: Content) -> Entry {
        Entry::sample(number, on, content)
    }

    fn letters(of: &[(LetterKind, Date)]) -> Vec<Entry> {
        (1..)
            .zip(of)
            .map(|(number, (kind, on))| {
                entry(number, *on, Content::CountyLetter(CountyLetter::new(*kind, *on)))
            })
            .collect()
    }

    fn answer(number: u64, party: Party, name: &str, agrees: bool) -> Entry {
        let answer =
            ApplicationAgreement { party, name: name.to_owned(), agrees, ..ApplicationAgreement::default() };
        entry(number, date(2026, 11, 2), Content::ApplicationAgreement(answer))
    }

    fn read(statutory: StatutoryState, entries: &[Entry], the_move: StatutoryMove) -> StatutoryFacts {
        let state = CaseState { round: 1, statutory, ..CaseState::default() };
        let record = StatutoryRecord {
            state: &state,
            entries,
            roll_says: SenProvision::K,
            left_on: None,
            evidence_missing: &[],
            bank_holidays: BankHolidays::england(),
            today: date(2026, 11, 23),
        };
        facts(&record, the_move)
    }

    #[test]
    fn everyone_agrees_or_not() {
        let read = |entries: &[Entry]| read(StatutoryState::Agreeing, entries, StatutoryMove::Request);
        let all = [
            answer(1, Party::Parent, "Ana", true),
            answer(2, Party::Teacher, "T", true),
            answer(3, Party::Senco, "S", true),
            answer(4, Party::Head, "H", true),
        ];
        let facts = read(&all);
        assert_eq!(facts.parents_consented_on, Some(date(2026, 11, 2)));
        let codes: Vec<_> = guards::request::findings(&facts).iter().map(|finding| finding.code).collect();
        assert_eq!(
            codes,
            ["request.no-pupils-view", "request.no-day-received", "request.parents-not-told-they-may-apply"]
        );
        // The other parent disagrees: there is no consent; the same parent who agrees later has consented.
        let two = [all[0].clone(), answer(5, Party::Parent, "Ben", false)];
        assert_eq!(read(&two).parents_consented_on, None);
        let turned = [answer(1, Party::Parent, "Ana", false), answer(5, Party::Parent, "ana ", true)];
        assert!(read(&turned).parents_consented_on.is_some());
        // What was said to an application that was refused does not count for the next.
        let mut refused = all.to_vec();
        let no = CountyLetter::new(LetterKind::RefusedToAssess, date(2026, 11, 9));
        refused.push(entry(9, no.dated_on, Content::CountyLetter(no)));
        assert!(!read(&refused).senco_agrees);
        let talk = |number, about| {
            let talk = Talk { with: Party::Parent, about, reached: true, ..Talk::default() };
            entry(number, date(2026, 11, 3), Content::Talk(talk))
        };
        // That they may ask themselves is one thing; that the school asks although not everyone agrees is another.
        let told = read(&[talk(1, TalkAbout::Application)]);
        assert!(told.parents_told_they_may_apply && told.parents_told_of_request_on.is_none());
        let told = read(&[talk(1, TalkAbout::ApplicationAlthough)]);
        assert_eq!(told.parents_told_of_request_on, Some(date(2026, 11, 3)));
        assert!(!told.parents_told_they_may_apply);
    }

    #[test]
    fn what_was_said_before_an_application_was_begun_is_no_part_of_it() {
        let letter = |number, kind| {
            entry(
                number,
                date(2026, 11, 9),
                Content::CountyLetter(CountyLetter::new(kind, date(2026, 11, 9))),
            )
        };
        let talk = Talk {
            with: Party::Parent,
            about: TalkAbout::ApplicationAlthough,
            reached: true,
            ..Talk::default()
        };
        // The first was not agreed: nothing of the county's ended it.
        let mut entries = vec![
            letter(1, LetterKind::Begun),
            answer(2, Party::Parent, "Ana", true),
            answer(3, Party::Senco, "S", true),
            entry(4, date(2026, 11, 3), Content::Talk(talk.clone())),
            letter(5, LetterKind::Withdrawn),
        ];
        let told = |entries: &[Entry]| {
            let request = read(StatutoryState::Agreeing, entries, StatutoryMove::Request);
            let withdraw = read(StatutoryState::Agreeing, entries, StatutoryMove::Withdraw);
            (
                request.parents_consented_on.is_some(),
                request.senco_agrees,
                request.parents_told_of_request_on.is_some(),
                withdraw.withdrawal_recorded,
            )
        };
        assert_eq!(told(&entries), (true, true, true, true));
        entries.push(letter(6, LetterKind::Begun));
        assert_eq!(told(&entries), (false, false, false, false));
        entries.push(answer(6, Party::Parent, "Ana", true));
        entries.push(entry(8, date(2026, 11, 3), Content::Talk(talk)));
        assert_eq!(told(&entries), (true, false, true, false));
    }

    #[test]
    fn a_request_of_the_parents_own_is_withdrawn_like_the_schools() {
        use LetterKind::{ParentApplied, Received, Withdrawn};
        let day = |day| date(2026, 11, day);
        for (of, is_recorded) in [
            (vec![(ParentApplied, day(2)), (Withdrawn, day(9))], true),
            (vec![(ParentApplied, day(2)), (Received, day(3)), (Withdrawn, day(9))], true),
            (vec![(ParentApplied, day(2)), (Received, day(3))], false),
            (vec![(ParentApplied, day(2)), (Withdrawn, day(9)), (ParentApplied, day(16))], false),
        ] {
            let facts = read(StatutoryState::Requested, &letters(&of), StatutoryMove::Withdraw);
            assert_eq!(facts.withdrawal_recorded, is_recorded, "{of:?}");
        }
    }

    #[test]
    fn a_plan_that_has_ceased_lets_nobody_arrive_with_it() {
        let plan = Ehcp { made_on: Some(date(2024, 1, 13)), ..Ehcp::default() };
        let ceased = |more: &[(LetterKind, Date)]| {
            let mut entries = letters(&[&[(LetterKind::Ceased, date(2026, 11, 16))], more].concat());
            entries.push(entry(9, date(2024, 1, 20), Content::Ehcp(plan.clone())));
            let state = CaseState { statutory: StatutoryState::Ceased, ..CaseState::default() };
            let record = StatutoryRecord {
                state: &state,
                entries: &entries,
                roll_says: SenProvision::K,
                left_on: None,
                evidence_missing: &[],
                bank_holidays: BankHolidays::england(),
                today: date(2026, 11, 23),
            };
            facts(&record, StatutoryMove::ArriveWithPlan)
        };
        let old = ceased(&[]);
        assert_eq!((old.roll_says_plan, old.plan_made_on), (false, None));
        let new = ceased(&[(LetterKind::ArrivesWithPlan, date(2026, 11, 20))]);
        assert_eq!((new.roll_says_plan, new.letter_on), (true, Some(date(2026, 11, 20))));
        let earlier = ceased(&[(LetterKind::ArrivesWithPlan, date(2025, 9, 3))]);
        assert!(!earlier.roll_says_plan);
    }

    #[test]
    fn the_answer_of_the_latest_day_counts_whenever_it_was_typed_in() {
        let on = |number, day, agrees| Entry {
            on: date(2026, 11, day),
            ..answer(number, Party::Parent, "Ana", agrees)
        };
        for (entries, agrees) in [
            ([on(1, 12, false), on(2, 2, true)], false),
            ([on(1, 12, true), on(2, 2, false)], true),
            ([on(1, 12, true), on(2, 12, false)], false),
        ] {
            let latest = latest_answers(&entries, Party::Parent);
            assert_eq!(latest.iter().map(|(_, answer)| answer.agrees).collect::<Vec<_>>(), [agrees]);
        }
    }

    #[test]
    fn an_old_applications_letters_do_not_count_for_a_new_one() {
        use LetterKind::*;
        let old = [(Received, date(2025, 9, 1)), (RefusedToAssess, date(2025, 10, 10))];
        let facts = read(StatutoryState::Agreeing, &letters(&old), StatutoryMove::Request);
        assert_eq!(facts.request_received_on, None);
        let again = [old[0], old[1], (Received, date(2026, 9, 22))];
        let facts = read(StatutoryState::Agreeing, &letters(&again), StatutoryMove::Request);
        assert_eq!(facts.request_received_on, Some(date(2026, 9, 22)));
        let facts = read(StatutoryState::Requested, &letters(&again), StatutoryMove::RefuseToAssess);
        assert_eq!(facts.letter_on, None);
        let facts = read(StatutoryState::RefusedToAssess, &letters(&old), StatutoryMove::Appeal);
        assert_eq!(
            (facts.adviser_due_on, facts.appeal_due_on),
            (Some(date(2025, 12, 10)), Some(date(2025, 12, 10)))
        );
    }

    #[test]
    fn the_letter_of_each_move() {
        use LetterKind::*;
        let list = letters(&[
            (Received, date(2026, 3, 2)),
            (WillAssess, date(2026, 4, 10)),
            (Draft, date(2026, 7, 1)),
            (Final, date(2026, 7, 20)),
        ]);
        let facts = read(StatutoryState::Requested, &list, StatutoryMove::AgreeToAssess);
        assert_eq!(facts.letter_on, Some(date(2026, 4, 10)));
        let facts = read(StatutoryState::DraftPlan, &list, StatutoryMove::MakePlan);
        assert_eq!(
            (facts.draft_served_on, facts.plan_made_on),
            (Some(date(2026, 7, 1)), Some(date(2026, 7, 20)))
        );
        assert!(facts.parents_had_time_to_comment && facts.assessed_within_six_months);
        let facts = read(StatutoryState::EhcpInPlace, &list, StatutoryMove::MakeAmendedPlan);
        assert_eq!(facts.plan_made_on, None, "the first plan is not the amended one");
    }

    #[test]
    fn the_plan_and_its_lines() {
        let plan = Ehcp {
            made_on: Some(date(2026, 7, 20)),
            outcomes: vec![EhcpOutcome::default()],
            provision: vec![SectionFLine::default(), SectionFLine::default()],
            document: "Cabinet".to_owned(),
            ..Ehcp::default()
        };
        let facts = read(
            StatutoryState::None,
            &[entry(1, date(2026, 9, 1), Content::Ehcp(plan))],
            StatutoryMove::ArriveWithPlan,
        );
        assert!(facts.roll_says_plan && facts.plan_document && facts.sections_recorded);
        assert_eq!((facts.lines_without_provision, facts.plan_made_on), (2, Some(date(2026, 7, 20))));
        assert!(!facts.parents_have_copy && facts.talk_in_school_on.is_none());
    }

    #[test]
    fn a_plan_ceases_when_the_time_for_an_appeal_is_over() {
        use LetterKind::*;
        let over = |list: &[(LetterKind, Date)]| {
            read(StatutoryState::Ceasing, &letters(list), StatutoryMove::Cease).appeal_time_is_over
        };
        assert!(!over(&[(WillCease, date(2026, 11, 2))]));
        assert!(over(&[(WillCease, date(2026, 6, 2))]));
        assert!(!over(&[(WillCease, date(2026, 6, 2)), (AppealLodged, date(2026, 7, 1))]));
        let dismissed = [
            (WillCease, date(2026, 6, 2)),
            (AppealLodged, date(2026, 7, 1)),
            (AppealDismissed, date(2026, 11, 2)),
        ];
        assert!(over(&dismissed));
    }
}
