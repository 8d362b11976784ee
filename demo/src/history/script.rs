//! Who did what when, for each story.

use domain::{
    Date,
    pathway::{CloseReason, StatutoryMove, SupportMove},
    record::{Difference, LetterKind, Party, TalkAbout, TargetOutcome},
};

use super::{Days, groups};
use crate::cast::{Stage, Story};

/// One act.
#[derive(Clone, Debug)]
pub struct Act {
    /// The day.
    pub day: Date,
    /// Minutes after eight in the morning.
    pub minute: i32,
    /// Which child of the cast.
    pub child: usize,
    /// What.
    pub what: What,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// An initial concern, by the class teacher or a parent.
    Concern {
        /// Whether a parent raised it.
        by_parent: bool,
        /// Whether the talk with the parents is written in it.
        talked: bool,
    },
    /// The checklist, done or begun.
    Checklist {
        /// Whether it is done.
        done: bool,
    },
    /// The SENCO acknowledges.
    Acknowledge,
    /// An adaptation, to be looked at so many days later.
    Adapt {
        /// Days until it is to be looked at.
        review_in: i32,
    },
    /// The newest adaptation is looked at.
    ReviewAdaptation(Difference),
    /// A part of the one page profile.
    Part(Party),
    /// The SENCO joins the parts and signs off.
    SignOff,
    /// A contact.
    Talk(TalkAbout, Party),
    /// The plan of a cycle.
    Plan {
        /// Days until its targets are due.
        due_in: i32,
    },
    /// A party says yes to the plan.
    Agree(Party),
    /// A place in a group.
    Place,
    /// A place that the county's plan calls for.
    OwnProvision,
    /// A view for the review.
    View(Party),
    /// The SENCO sets the day of the next review.
    BookReview(Date),
    /// The review, every target with this outcome.
    Review(TargetOutcome),
    /// A half term's review while the cycle runs on: partly met, the next one not booked yet.
    HalfTermReview,
    /// A move of the support machine.
    Move(SupportMove),
    /// The round is closed.
    Close(CloseReason, i32),
    /// A party agrees to the application.
    AgreeApplication(Party),
    /// A move of the county's process that no letter makes.
    County(StatutoryMove),
    /// The school writes what it asks the county for.
    Advice,
    /// The bundle of the request is made.
    Bundle,
    /// A letter of the county.
    Letter(LetterKind),
    /// The plan's sections are recorded.
    Ehcp,
    /// The county's top-up and what has come of it.
    TopUp,
    /// The move to the next class is prepared.
    Transition,
    /// An annual review: its meeting in so many days from the act, and everybody asked for advice.
    AnnualReview(i32),
    /// The parents' comments on the draft.
    DraftComments,
    /// A referral.
    Referral,
    /// The report that answers the newest referral.
    Report,
    /// Something in the pupil file.
    File,
}

/// A story being written down.
struct Writer<'a> {
    days: Days<'a>,
    child: usize,
    due_in: i32,
    acts: Vec<Act>,
}

impl Writer<'_> {
    fn on(&mut self, ago: i32, what: What) {
        let minute =
            i32::try_from(self.acts.len()).unwrap_or(0) + 5 + i32::try_from(self.child).unwrap_or(0) % 200;
        self.acts.push(Act { day: self.days.ago(ago), minute, child: self.child, what });
    }

    fn all(&mut self, ago: i32, whats: &[What]) {
        for what in whats {
            self.on(ago, *what);
        }
    }

    /// Step 1 to the start of step 2.
    fn concern(&mut self, ago: i32) {
        let by_parent = self.child.is_multiple_of(3);
        self.on(ago, What::Concern { by_parent, talked: true });
        self.on(ago - 2, What::Checklist { done: true });
        self.on(ago - 3, What::Acknowledge);
        self.on(ago - 5, What::Move(SupportMove::ToAdapts));
        self.on(ago - 6, What::Adapt { review_in: 35 });
    }

    /// Step 3 to the start of step 4.
    fn profile(&mut self, ago: i32) {
        for party in Party::FOUR {
            self.on(ago, What::Part(party));
        }
        self.on(ago - 4, What::SignOff);
        self.on(ago - 5, What::Move(SupportMove::ToIep));
    }

    /// Step 4 to the start of step 6.
    fn plan(&mut self, ago: i32) {
        self.on(ago, What::Plan { due_in: self.due_in });
        for party in Party::FOUR {
            self.on(ago - 3, What::Agree(party));
        }
        self.on(ago - 4, What::Talk(TalkAbout::SenSupportBegins, Party::Parent));
        self.on(ago - 5, What::Move(SupportMove::ToProvision));
        self.on(ago - 6, What::Place);
        self.on(ago - 7, What::Move(SupportMove::ToMonitoring));
    }

    /// Nearly all were reviewed last half term. Most have the day of the next one, in the next four weeks; every third
    /// is to be booked.
    fn books_review(&mut self) {
        if !self.child.is_multiple_of(9) {
            self.on(34, What::HalfTermReview);
        }
        if !self.child.is_multiple_of(3) {
            let ahead = 3 + i32::try_from(self.child).unwrap_or(0) * 5 % 23;
            self.on(31, What::BookReview(self.days.ago(-ahead)));
        }
    }

    fn review(&mut self, ago: i32, outcome: TargetOutcome) {
        self.on(ago + 2, What::View(Party::Pupil));
        self.on(ago + 2, What::View(Party::Parent));
        self.on(ago + 1, What::Move(SupportMove::ToReview));
        self.on(ago, What::Review(outcome));
    }

    fn application(&mut self, stage: Stage) {
        let agreed = [Party::Teacher, Party::Senco, Party::Head, Party::Parent];
        let all = |story: &mut Self, ago: i32| {
            story.on(ago, What::County(StatutoryMove::Prepare));
            for party in agreed {
                story.on(ago - 2, What::AgreeApplication(party));
            }
            story.on(ago - 2, What::View(Party::Pupil));
            story.on(ago - 3, What::Advice);
            // Typesetting takes its time: one of them is enough to look at.
            if stage == Stage::Week(9) {
                story.on(ago - 4, What::Bundle);
            }
            story.on(ago - 5, What::Letter(LetterKind::Received));
        };
        match stage {
            Stage::Agreeing => {
                self.on(6, What::County(StatutoryMove::Prepare));
                self.all(5, &[What::AgreeApplication(Party::Teacher), What::AgreeApplication(Party::Senco)]);
            }
            Stage::Week(week) => {
                let received = i32::from(week) * 7 - 3;
                all(self, received + 5);
                self.on(received - 38, What::Letter(LetterKind::WillAssess));
                self.on(received - 40, What::Letter(LetterKind::AdviceAsked));
                if week > 12 {
                    self.on(received - 70, What::Letter(LetterKind::AdviceSent));
                }
            }
            Stage::Draft => {
                all(self, 110);
                self.on(70, What::Letter(LetterKind::WillAssess));
                self.on(69, What::Letter(LetterKind::AdviceAsked));
                self.on(40, What::Letter(LetterKind::AdviceSent));
                self.on(6, What::Letter(LetterKind::Draft));
                self.on(2, What::DraftComments);
            }
            Stage::RefusedAppealed => {
                all(self, 110);
                self.on(70, What::Letter(LetterKind::RefusedToAssess));
                self.on(40, What::Letter(LetterKind::MediationCertificate));
                self.on(30, What::Letter(LetterKind::AppealLodged));
            }
        }
    }
}

/// The acts of one story.
fn story(days: Days<'_>, child: usize, told: Story) -> Vec<Act> {
    let mut story = Writer { days, child, due_in: groups::due_in(groups::shape_of(told)), acts: Vec::new() };
    match told {
        Story::None => {}
        Story::ConcernWaiting(ago) => {
            story.on(i32::from(ago), What::Concern { by_parent: child.is_multiple_of(2), talked: true });
        }
        Story::ConcernAcknowledged => {
            story.on(18, What::Concern { by_parent: false, talked: child.is_multiple_of(2) });
            story.on(16, What::Checklist { done: child.is_multiple_of(2) });
            story.on(15, What::Acknowledge);
        }
        Story::Adapting => {
            story.concern(56);
            story.on(30, What::Talk(TalkAbout::Concern, Party::Parent));
            if child.is_multiple_of(2) {
                story.on(7, What::ReviewAdaptation(Difference::Some));
            }
        }
        Story::Resolved => {
            story.concern(150);
            story.on(104, What::ReviewAdaptation(Difference::Enough));
            story.on(101, What::Talk(TalkAbout::Concern, Party::Parent));
            story.on(100, What::Close(CloseReason::ConcernResolved, 107));
        }
        Story::Profile => {
            story.concern(80);
            story.on(32, What::ReviewAdaptation(Difference::Some));
            story.on(30, What::Talk(TalkAbout::General, Party::Parent));
            story.on(28, What::Move(SupportMove::ToProfile));
            story.all(20, &[What::Part(Party::Pupil), What::Part(Party::Teacher)]);
            if child.is_multiple_of(2) {
                story.on(12, What::Part(Party::Parent));
            }
        }
        Story::Iep => {
            story.profile(40);
            story.on(12, What::Plan { due_in: 90 });
            story.on(10, What::Agree(Party::Teacher));
        }
        Story::Provision => {
            story.profile(50);
            story.on(20, What::Plan { due_in: 90 });
            for party in Party::FOUR {
                story.on(16, What::Agree(party));
            }
            story.on(14, What::Talk(TalkAbout::SenSupportBegins, Party::Parent));
            story.on(9, What::Move(SupportMove::ToProvision));
        }
        Story::Monitoring(_) => {
            story.profile(110);
            story.plan(80);
            story.books_review();
            story.on(30, What::File);
            if child.is_multiple_of(5) {
                story.on(40, What::Referral);
                story.on(12, What::Report);
            }
        }
        Story::Review => {
            story.profile(110);
            story.plan(82);
            story.on(34, What::HalfTermReview);
            story.all(4, &[What::View(Party::Pupil), What::View(Party::Parent)]);
            story.on(2, What::Move(SupportMove::ToReview));
        }
        Story::Continues => {
            story.profile(150);
            story.plan(120);
            story.review(9, TargetOutcome::PartlyMet);
            story.on(7, What::Move(SupportMove::Continue));
        }
        Story::SecondCycle(_) => {
            story.profile(300);
            story.plan(270);
            story.review(140, TargetOutcome::PartlyMet);
            story.on(138, What::Move(SupportMove::Continue));
            story.on(84, What::Move(SupportMove::StartCycle));
            story.plan(80);
            story.books_review();
        }
        Story::Stopped => {
            story.profile(300);
            story.plan(260);
            story.review(48, TargetOutcome::MetAndKept);
            story.on(46, What::Talk(TalkAbout::SupportEnds, Party::Parent));
            story.on(46, What::Talk(TalkAbout::SupportEnds, Party::Pupil));
            story.on(45, What::Close(CloseReason::SupportCanStop, 40));
        }
        Story::Application(stage) => {
            story.on(345, What::Concern { by_parent: child.is_multiple_of(2), talked: true });
            story.on(344, What::Checklist { done: true });
            story.on(343, What::Acknowledge);
            story.on(342, What::Adapt { review_in: 20 });
            story.on(323, What::ReviewAdaptation(Difference::Some));
            story.profile(320);
            story.plan(290);
            story.on(240, What::Referral);
            story.on(205, What::Report);
            story.review(175, TargetOutcome::NotMet);
            story.on(173, What::Move(SupportMove::Continue));
            story.on(160, What::Move(SupportMove::StartCycle));
            story.plan(125);
            story.books_review();
            story.application(stage);
        }
        Story::PlanInPlace => {
            // Their years end through the year. Of the reviews that are due now every other has its meeting.
            let made = [330, 262, 196, 130][child % 4];
            story.on(made, What::Ehcp);
            story.on(made - 30, What::OwnProvision);
            if made == 330 {
                story.on(60, What::TopUp);
                if !child.is_multiple_of(8) {
                    story.on(14, What::AnnualReview(32));
                }
            }
            if child.is_multiple_of(8) {
                story.on(6, What::Transition);
            }
        }
    }
    story.acts
}

/// Everything that everybody did, in the order of time.
pub fn script(days: Days<'_>, stories: &[Story]) -> Vec<Act> {
    let mut acts: Vec<Act> =
        stories.iter().enumerate().flat_map(|(child, told)| story(days, child, *told)).collect();
    acts.sort_by_key(|act| (act.day, act.minute, act.child));
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Shape;
    use domain::{calendar::SchoolCalendar, date};

    #[test]
    fn acts_run_forward_within_a_story_and_end_by_today() {
        for today in [date(2026, 11, 23), date(2026, 9, 2), date(2035, 1, 1), date(2019, 6, 1)] {
            let days = Days { today, calendar: SchoolCalendar::shipped() };
            for told in [Story::SecondCycle(Shape::Met), Story::Stopped, Story::Profile, Story::Resolved] {
                let acts = story(days, 4, told);
                assert!(
                    acts.windows(2).all(|pair| (pair[0].day, pair[0].minute) < (pair[1].day, pair[1].minute)),
                    "{told:?}"
                );
                assert!(acts.iter().all(|act| act.day <= today));
            }
            // An application runs beside support: its acts are put in order with everybody's.
            let together = script(days, &[Story::Application(Stage::Week(22)), Story::PlanInPlace]);
            assert!(together.windows(2).all(|pair| pair[0].day <= pair[1].day && pair[1].day <= today));
        }
    }
}
