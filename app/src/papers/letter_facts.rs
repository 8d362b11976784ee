//! Which letters of step 8 a child's record has the facts for, and those facts as their fields. Nothing is invented:
//! what the record does not say stays a gap in the letter.

use documents::papers::{Fields, LetterKind};
use domain::{
    Date,
    deadlines::{Appealable, annual_review, annual_review_notice},
    meetings::{Invited, Meeting, Reached},
    pathway::{CaseState, CloseReason, StatutoryState, SupportState},
    people::{Contact, Pupil},
    permissions::{Action, Actor},
    record::{
        AnnualReview, Content, CountyLetter, Entry, EntryKind, LetterKind as CountyKind, Party, Review,
        county_letters,
    },
};
use store::queries::records;

use crate::{App, Fault, SchoolInfo, county, early, meetings, time_in_words};

/// What the letters about an outcome are made from, as far as the actor may read it.
#[derive(Debug)]
pub(super) struct LetterFacts {
    state: CaseState,
    entries: Vec<Entry>,
    meeting: Option<Meeting>,
    today: Date,
}

impl LetterFacts {
    pub(super) async fn load(
        app: &App,
        actor: &Actor,
        pupil: &Pupil,
        today: Date,
    ) -> Result<LetterFacts, Fault> {
        let kinds = [
            EntryKind::Plan,
            EntryKind::Review,
            EntryKind::CountyLetter,
            EntryKind::Ehcp,
            EntryKind::AnnualReview,
        ];
        let written = early::written(app, actor, pupil, &kinds).await?;
        let records::Record { state, .. } = records::get(&app.store.read(actor.school), pupil.id).await?;
        let meeting = meetings::next_meeting(app, actor, pupil, today).await?;
        let entries = written.into_iter().map(|one| one.entry).collect();
        Ok(LetterFacts { state, entries, meeting, today })
    }

    /// Those invited to the next meeting who are neither the child nor the parents, and get neither mail nor a task in
    /// Waymark.
    pub(super) fn others_invited(&self) -> impl Iterator<Item = &Invited> {
        let invited = self.meeting.iter().flat_map(|meeting| &meeting.invited);
        invited.filter(|one| one.party != Party::Parent && one.reached() == Reached::ByLetter)
    }

    /// Whether a contact is invited to the next meeting.
    pub(super) fn invites(&self, contact: &Contact) -> bool {
        let mut invited = self.meeting.iter().flat_map(|meeting| &meeting.invited);
        invited
            .any(|one| one.id.0 == contact.id.0 || (one.account.is_some() && one.account == contact.account))
    }

    /// The annual review whose meeting is ahead.
    pub(super) fn annual_review(&self) -> Option<&AnnualReview> {
        self.entries
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::AnnualReview(review) if review.meeting_on.is_some_and(|on| on >= self.today) => {
                    Some(review)
                }
                _ => None,
            })
            .min_by_key(|review| review.meeting_on)
    }

    /// Day, time and place of the meeting, and who else comes.
    fn fill_meeting(&self, to: &str, fields: &mut Fields) {
        let Some(meeting) = &self.meeting else { return };
        fields.date = Some(meeting.when.on);
        fields.time = format!("{}, for {} minutes", meeting.when.time(), meeting.when.minutes);
        fields.place.clone_from(&meeting.when.place);
        let others = meeting
            .invited
            .iter()
            .filter(|one| !matches!(one.party, Party::Pupil | Party::Parent) && one.name != to)
            .map(|one| format!("{} ({})", one.name, one.party.name()));
        fields.who = others.collect::<Vec<_>>().join(", ");
    }

    /// Day, time and place of the annual review’s meeting, and who else is invited.
    fn fill_annual_review(&self, to: &str, fields: &mut Fields) {
        let Some(review) = self.annual_review() else { return };
        if let Some(when) = review.when() {
            fields.time = format!("{}, for {} minutes", when.time(), when.minutes);
            fields.place = when.place;
        }
        fields.date = review.meeting_on;
        fields.next_date = review.meeting_on.map(annual_review_notice::due_on);
        let names = review
            .invited
            .iter()
            .filter(|one| one.name != to)
            .map(|one| format!("{} ({})", one.name, one.as_whom.name()));
        fields.who = names.collect::<Vec<_>>().join(", ");
    }

    /// Whether the record has the fact that the letter tells.
    pub(super) fn has(&self, kind: LetterKind) -> bool {
        match kind {
            LetterKind::ConcernShared | LetterKind::SenSupportBegins | LetterKind::Invitation => true,
            LetterKind::InvitationToOthers => self.others_invited().next().is_some(),
            // A notice without time and place is none: the list of who is invited says what is missing.
            LetterKind::AnnualReviewNotice => self
                .annual_review()
                .is_some_and(|review| !review.invited.is_empty() && review.when().is_some()),
            LetterKind::Outcome => self.review().is_some(),
            LetterKind::SupportContinues => {
                self.review().is_some_and(|(_, review)| review.decision.continues()) && !self.stopped()
            }
            LetterKind::SupportEnds => {
                self.stopped()
                    || self
                        .review()
                        .is_some_and(|(_, review)| review.decision == domain::record::Decision::Stop)
            }
            LetterKind::EhcpInPlace => self.state.statutory.has_plan() && self.plan_made_on().is_some(),
            LetterKind::RefusedToAssess | LetterKind::RefusedToIssue => self.refused(kind).is_some(),
            LetterKind::PlanCeases => self.ceases().is_some(),
            LetterKind::PlanStays => self.stays().is_some(),
        }
    }

    /// Puts in what the record says.
    pub(super) fn fill(&self, kind: LetterKind, info: &SchoolInfo, fields: &mut Fields) {
        let to = fields.parent.clone();
        match kind {
            LetterKind::ConcernShared | LetterKind::SenSupportBegins => {}
            LetterKind::Invitation | LetterKind::InvitationToOthers => self.fill_meeting(&to, fields),
            LetterKind::AnnualReviewNotice => self.fill_annual_review(&to, fields),
            LetterKind::Outcome => {
                if let Some((on, review)) = self.review() {
                    fields.date = Some(on);
                    fields.decided = review.decision.name().to_owned();
                    fields.next_date = review.next_on;
                }
            }
            LetterKind::SupportContinues => {
                if let Some((on, review)) = self.review() {
                    fields.date = Some(on);
                    fields.next_date = review.next_on;
                    fields.targets = self.targets(review);
                    fields.changes.clone_from(&review.changes);
                }
            }
            LetterKind::SupportEnds => {
                fields.date = if self.stopped() { self.state.support_entered_on } else { Some(self.today) };
                if let Some((_, review)) = self.review() {
                    fields.targets = self.targets(review);
                    fields.stays.clone_from(&review.changes);
                }
            }
            LetterKind::EhcpInPlace => self.fill_plan(info, fields),
            LetterKind::RefusedToAssess | LetterKind::RefusedToIssue => {
                if let Some((county, on, reasons)) = self.refused(kind) {
                    fields.date = Some(on);
                    fields.reasons = reasons;
                    self.fill_last_days(county, on, info, fields);
                }
                fields.advice.clone_from(&info.school.settings.sendiass);
            }
            LetterKind::PlanCeases => {
                if let Some(letter) = self.ceases() {
                    fields.date = Some(letter.dated_on);
                    fields.reasons.clone_from(&letter.words);
                    self.fill_last_days(letter.kind, letter.dated_on, info, fields);
                }
                fields.advice.clone_from(&info.school.settings.sendiass);
            }
            LetterKind::PlanStays => {
                if let Some(letter) = self.stays() {
                    fields.date = Some(letter.dated_on);
                    fields.decided = letter.kind.appealable().map_or("", Appealable::name).to_owned();
                    fields.reasons.clone_from(&letter.words);
                    self.fill_last_days(letter.kind, letter.dated_on, info, fields);
                }
                fields.advice.clone_from(&info.school.settings.sendiass);
            }
        }
    }

    /// The newest letter by which the county keeps the plan as it is, or will not assess again.
    fn stays(&self) -> Option<&CountyLetter> {
        let letters = county_letters::all(&self.entries);
        let of = [CountyKind::KeepsPlan, CountyKind::RefusedToReassess].into_iter();
        of.filter_map(|kind| county_letters::last(&letters, kind)).max_by_key(|letter| letter.dated_on)
    }

    fn fill_plan(&self, info: &SchoolInfo, fields: &mut Fields) {
        fields.date = self.plan_made_on();
        if let Some(plan) = county_letters::ehcp(&self.entries) {
            fields.talk = plan.talk_on;
            let lines = plan.provision.iter().map(|line| match line.how_much() {
                much if much.is_empty() => format!("- {}", line.text.trim()),
                much => format!("- {}: {much}", line.text.trim()),
            });
            fields.provision = lines.collect::<Vec<_>>().join("\n");
        }
        let last_review_on = county_letters::review_dates(&self.entries).last_on();
        fields.next_date = fields.date.map(|made_on| annual_review::due_on(made_on, last_review_on));
        let letters = county_letters::all(&self.entries);
        let newest = [CountyKind::Final, CountyKind::AmendedPlan]
            .into_iter()
            .filter_map(|kind| county_letters::last(&letters, kind))
            .max_by_key(|letter| letter.dated_on);
        if let Some(letter) = newest {
            self.fill_last_days(letter.kind, letter.dated_on, info, fields);
            let over = county::told_of_appeal(letter.kind, letter.dated_on, info, self.today)
                .iter()
                .any(|clock| clock.code == "appeal" && clock.due_on < self.today);
            if over {
                fields.appeal.clear();
            }
        }
    }

    /// The last days of mediation and appeal, as the clock counts them.
    fn fill_last_days(&self, kind: CountyKind, on: Date, info: &SchoolInfo, fields: &mut Fields) {
        for clock in county::told_of_appeal(kind, on, info, self.today) {
            let day = time_in_words::day(clock.due_on);
            let words = match clock.not_known {
                Some(why) => format!("{day} at the earliest ({why})"),
                None => day,
            };
            match clock.code {
                "mediation-adviser" => fields.mediation = words,
                "appeal" => fields.appeal = words,
                _ => {}
            }
        }
    }

    /// The newest review of the newest round.
    fn review(&self) -> Option<(Date, &Review)> {
        self.entries
            .iter()
            .filter(|entry| entry.round == self.state.round)
            .filter_map(|entry| match &entry.content {
                Content::Review(review) => Some((entry.on, entry.first_written_at(), review)),
                _ => None,
            })
            .max_by_key(|(on, at, _)| (*on, *at))
            .map(|(on, _, review)| (on, review))
    }

    /// Each target of a review with its outcome, a line each.
    fn targets(&self, review: &Review) -> String {
        let will = |target| {
            self.entries.iter().rev().find_map(|entry| match &entry.content {
                Content::Plan(plan) => {
                    plan.targets.iter().find(|line| line.id == target).map(|line| line.will.trim())
                }
                _ => None,
            })
        };
        let lines = review.outcomes.iter().filter_map(|of| {
            let outcome = of.outcome.name().to_lowercase();
            let note = of.note.trim();
            let line = format!("- {}: {outcome}", will(of.target)?);
            Some(if note.is_empty() { line } else { format!("{line}. {note}") })
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn stopped(&self) -> bool {
        self.state.support == Some(SupportState::Closed(CloseReason::SupportCanStop))
    }

    fn plan_made_on(&self) -> Option<Date> {
        let final_on = county_letters::day(&county_letters::all(&self.entries), CountyKind::Final);
        county_letters::ehcp(&self.entries).and_then(|plan| plan.made_on).or(final_on)
    }

    /// The county's letter that it will end the plan, as long as the record stands there. Of one that only says that the plan
    /// has ended, the parents' last days cannot be counted, so no letter of ours is made from it.
    fn ceases(&self) -> Option<&CountyLetter> {
        let ends = matches!(
            self.state.statutory,
            StatutoryState::Ceasing
                | StatutoryState::MediationToCease
                | StatutoryState::AppealToCease
                | StatutoryState::Ceased
        );
        let letters = county_letters::all(&self.entries);
        let last = |kind| county_letters::last(&letters, kind);
        let kept_on = [CountyKind::Final, CountyKind::AmendedPlan, CountyKind::KeepsPlan]
            .into_iter()
            .filter_map(|kind| county_letters::day(&letters, kind))
            .max();
        last(CountyKind::WillCease)
            .filter(|letter| ends && kept_on.is_none_or(|kept_on| kept_on <= letter.dated_on))
    }

    /// The county's refusal, as long as it stands: its kind, its date, its reasons.
    fn refused(&self, kind: LetterKind) -> Option<(CountyKind, Date, String)> {
        let letters = county_letters::all(&self.entries);
        let application = county_letters::application(&letters);
        let (county, stands) = match kind {
            LetterKind::RefusedToAssess => (CountyKind::RefusedToAssess, application.stands_not_to_assess()),
            LetterKind::RefusedToIssue => (CountyKind::RefusedToIssue, application.stands_not_to_issue()),
            _ => return None,
        };
        let letters = county_letters::newest_application(&letters);
        let letter = county_letters::last(&letters, county)?;
        stands.map(|_| (county, letter.dated_on, letter.words.clone()))
    }
}

/// The letters that can be begun for the child: of step 8 those whose fact is on the record.
///
/// # Errors
/// When the database fails.
pub async fn letters_offered(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
) -> Result<Vec<LetterKind>, Fault> {
    if !actor.may_to(Action::SendPapers, pupil.subject()) {
        return Ok(Vec::new());
    }
    let facts = LetterFacts::load(app, actor, pupil, today).await?;
    Ok(LetterKind::ALL.into_iter().filter(|kind| facts.has(*kind)).collect())
}
