//! Step 5, played: a place for each target, in a group that has room or in a new one.

use app::{
    Fault,
    teaching::{GivePlace, SaveProvision, give_place, save_provision},
};
use domain::{Now, PupilId, TargetId, calendar::count::days_after, provision::Tier};

use super::{
    Act,
    groups::{self, Group, Seat},
    play::Play,
};
use crate::{
    cast::{Child, Shape},
    words::{Aim, Words},
};

impl Play<'_> {
    /// A place for each target of the plan.
    pub(super) async fn place(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
    ) -> Result<(), Fault> {
        let targets = self.written.get(&act.child).map(|written| written.targets.clone()).unwrap_or_default();
        for (number, (target, aim)) in targets.into_iter().enumerate() {
            self.seat(act, child, pupil, words, now, Some((number, target, aim))).await?;
        }
        Ok(())
    }

    /// A place in a group that has room, or in a new one.
    pub(super) async fn seat(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
        target: Option<(usize, TargetId, &'static Aim)>,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let serves = target.map(|(number, _, _)| number);
        let shape = groups::shape_of(child.story);
        let missed = shape == Shape::Missed;
        let seat = Seat {
            pupil,
            target: target.map(|(_, target, aim)| (target, aim)),
            shape,
            since: act.day,
            scored: 0,
        };
        let room = |group: &Group| {
            group.serves == serves
                && group.area == words.area
                && group.missed == missed
                && (group.from_on..=days_after(group.from_on, 20)).contains(&act.day)
                && group.seats.len() < 4
                && !group.seats.iter().any(|seat| seat.pupil == pupil)
        };
        let wanted = seat.target.map(|(target, _)| target);
        if let Some(at) = self.groups.iter().position(room) {
            let place = GivePlace { pupil, provision: Some(self.groups[at].id), target: wanted };
            give_place(self.app, &senco, now, place).await?;
            self.groups[at].seats.push(seat);
            return Ok(());
        }
        let number = self.groups.len();
        let slot = number / self.made.staff.tas.len();
        let until_on = groups::until(act.day, serves);
        // The first assistant has a group that meets every day, so that there is one today.
        let first_ta = self.made.staff.tas[0];
        let daily = serves.is_some()
            && until_on >= self.made.today
            && !self.groups.iter().any(|group| group.is_daily() && group.until_on >= self.made.today);
        let ta = if daily { first_ta } else { self.made.staff.tas[number % self.made.staff.tas.len()] };
        let first = u8::try_from(slot % 3 + 1).unwrap_or(1);
        let (weekdays, starts_at) = if daily {
            (vec![1, 2, 3, 4, 5], "14:10".to_owned())
        } else {
            let weekdays = if serves.is_some() { vec![first, first + 2] } else { vec![4] };
            (weekdays, format!("{:02}:{:02}", 9 + slot / 3 % 5, [0, 20, 40][number % 3]))
        };
        let name = words.interventions[number % words.interventions.len()];
        let planned = SaveProvision {
            of: None,
            name: name.to_owned(),
            area: Some(words.area),
            tier: if serves.is_some() { Tier::Targeted } else { Tier::Specialist },
            description: "Short, the same way each time, with a score at the end.".to_owned(),
            place: ["Library corner", "The Den", "Room 7", "Hall lobby"][number % 4].to_owned(),
            weekdays: weekdays.clone(),
            starts_at,
            minutes: 20,
            cost: Some((5, 1_450, 2_500)),
            from_on: Some(act.day),
            until_on: Some(until_on),
            staff: vec![ta],
            places: vec![(pupil, wanted)],
            intervention: words.codes[number % words.codes.len()].to_owned(),
            misses: ["", "Topic", "Assembly", ""][number % 4].to_owned(),
            class: None,
        };
        let id = save_provision(self.app, &senco, now, planned).await?.id();
        self.groups.push(Group {
            id,
            area: words.area,
            serves,
            missed,
            weekdays,
            ta,
            from_on: act.day,
            until_on,
            seats: vec![seat],
        });
        Ok(())
    }
}
