//! Steps 4 and 7, played: the plan of a cycle, who agreed to it, its review.

use app::{
    Fault,
    planning::{AnswerPlan, SavePlan, Saved, answer_plan, save_plan},
    reviewing::Recording,
};
use domain::{
    Now, PupilId, TargetId,
    calendar::count::days_after,
    progress::Score,
    record::{
        Answer, Content, Decision, HowSaid, NeedSource, OutcomeOfTarget, Party, Plan as Paper, Review,
        SaidAtReview, Target, TargetOutcome,
    },
};

use super::{Act, play::Play};
use crate::{
    cast::Child,
    words::{Aim, Words},
};

impl Play<'_> {
    /// The plan of a cycle: two targets, or the last cycle's again with a new one.
    pub(super) async fn plan(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
        due_in: i32,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let before = self.written.entry(act.child).or_default().targets.clone();
        let wanted = if act.child.is_multiple_of(3) { 2 } else { 1 };
        let mut aims: Vec<(TargetId, &'static Aim)> = before.into_iter().take(1).collect();
        for aim in words.targets {
            if aims.len() < wanted && !aims.iter().any(|(_, known)| known.will == aim.will) {
                aims.push((self.app.id(now), aim));
            }
        }
        let by = days_after(act.day, due_in);
        let targets = aims
            .iter()
            .map(|(id, aim)| Target {
                id: *id,
                area: Some(words.area),
                will: aim.will.to_owned(),
                unit: aim.unit.to_owned(),
                direction: aim.better,
                baseline: Some(Score::whole(aim.from)),
                baseline_on: Some(act.day),
                goal: Some(Score::whole(aim.to)),
                by: Some(by),
                success: format!("{} {} three times in a row", aim.to, aim.unit),
                checked_by: "class teacher".to_owned(),
                levels: None,
            })
            .collect();
        let paper = Paper {
            needs: vec![NeedSource {
                on: Some(act.day),
                source: "Observation in class".to_owned(),
                says: self.say(words.noticed),
            }],
            strengths: self.say(words.strengths),
            types: child.need.into_iter().collect(),
            outcomes: "Joins in lessons with more confidence, and knows what helps.".to_owned(),
            targets,
            strategies: words.adaptations.join("\n"),
            resources: "A teaching assistant twice a week; materials from the SEN cupboard.".to_owned(),
            parents_part: "Five minutes at home, four days a week, as a game.".to_owned(),
            review_on: Some(self.school_day(act.day, 42)),
            ..Paper::default()
        };
        let saved = save_plan(self.app, &senco, now, SavePlan { pupil, of: None, plan: paper }).await?;
        let (Saved::Done(id) | Saved::AlreadyThere(id)) = saved;
        // New targets got their ids from the verb.
        let entry = store::queries::entries::get(&self.app.store.read(self.made.school), pupil, id).await?;
        if let Some(Content::Plan(paper)) = entry.map(|entry| entry.content) {
            for (aim, target) in aims.iter_mut().zip(&paper.targets) {
                aim.0 = target.id;
            }
        }
        let written = self.written.entry(act.child).or_default();
        written.plan = Some((id, 1));
        written.plans += 1;
        written.targets = aims;
        Ok(())
    }

    pub(super) async fn agree(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        party: Party,
        now: Now,
    ) -> Result<(), Fault> {
        let Some(plan) = self.written.get(&act.child).and_then(|written| written.plan) else { return Ok(()) };
        let senco = self.actor(self.made.staff.senco, now).await?;
        let who = match party {
            Party::Pupil => child.forename.clone(),
            Party::Parent => {
                format!("{} {}", child.parents.first().map_or("", String::as_str), child.surname)
            }
            _ => self.name_of(self.teacher_of(child, act.day)),
        };
        let own = party == Party::Senco;
        let answered = AnswerPlan {
            pupil,
            party,
            answer: Answer::Yes,
            words: String::new(),
            plan,
            recorded: (!own).then_some((HowSaid::InTheMeeting, who, act.day)),
            scans: Vec::new(),
        };
        answer_plan(self.app, &senco, now, answered).await?;
        Ok(())
    }

    pub(super) async fn review(
        &mut self,
        act: &Act,
        pupil: PupilId,
        outcome: TargetOutcome,
        next_in: Option<i32>,
        now: Now,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let targets = self.written.get(&act.child).map(|written| written.targets.clone()).unwrap_or_default();
        let outcomes = targets
            .iter()
            .map(|(target, _)| OutcomeOfTarget { target: *target, outcome, note: String::new() })
            .collect();
        let stops = outcome.is_met();
        let review = Review {
            cycle: self.written.get(&act.child).map_or(1, |written| written.plans.max(1)),
            came: Party::FOUR.to_vec(),
            came_words: "Everybody came; the child for the first ten minutes.".to_owned(),
            outcomes,
            said: Party::FOUR.map(|party| SaidAtReview { party, agrees: true, words: String::new() }).into(),
            changes: if stops { "The group ends." } else { "Shorter sessions, more often." }.to_owned(),
            decision: if stops { Decision::Stop } else { Decision::Continue },
            next_on: next_in.map(|days| self.school_day(act.day, days)),
            ..Review::default()
        };
        let told = stops.then_some(act.day);
        let recording = Recording {
            pupil,
            of: None,
            on: act.day,
            review,
            parents_told_on: told,
            pupil_told_on: told,
            ahead: None,
        };
        app::reviewing::record_review(self.app, &senco, now, recording).await?;
        Ok(())
    }
}
