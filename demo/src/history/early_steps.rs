//! Steps 1 to 3, played: the concern and its checklist, the parts of the profile, talks and views.

use std::collections::BTreeMap;

use app::{Fault, early, reviewing::ViewWriting};
use domain::{
    Date, Now, PupilId,
    permissions::Actor,
    record::{Check, Concern, Headings, PICTURES, Party, ProfilePart, Talk, TalkAbout, TalkHow, View},
    uploads::Purpose,
};

use super::{Act, play::Play};
use crate::{cast::Child, drawings, words::Words};

/// The pictures that a child tapped: one of what matters to them, one of what helps, one of what is hard.
pub(super) fn pictures_of(child: usize) -> Vec<String> {
    let one = |heading: &str, turn: usize| {
        let of_it: Vec<_> = PICTURES.iter().filter(|picture| picture.heading == heading).collect();
        of_it.get((child * 5 + turn) % of_it.len().max(1)).map(|picture| picture.id.to_owned())
    };
    [one("important", 6), one("support", 9), one("difficult", 2)].into_iter().flatten().collect()
}

impl Play<'_> {
    pub(super) fn concern(&mut self, words: &Words, by_parent: bool, talked: bool, day: Date) -> Concern {
        Concern {
            raised_by: if by_parent { Party::Parent } else { Party::Teacher },
            noticed: self.say(words.noticed),
            since: "since about last half term".to_owned(),
            where_and_when: "in most lessons, less on the playground".to_owned(),
            strengths: self.say(words.strengths),
            areas: vec![words.area],
            child_view: self.say(words.child),
            hearing: Check::Clear,
            vision: if self.dice.percent(70.0) { Check::Clear } else { Check::NotChecked },
            tried: "Seat near the front, and a friend to ask.".to_owned(),
            talked_on: talked.then_some(day),
            talked_with: if talked { "a parent, at the gate".to_owned() } else { String::new() },
            parents_said: if talked { self.say(words.parents) } else { String::new() },
            ..Concern::default()
        }
    }

    pub(super) fn checklist(&mut self, words: &Words, done: bool) -> BTreeMap<u32, u8> {
        let mut ticked = BTreeMap::new();
        for item in domain::checklist::Checklist::shipped().items() {
            if item.safeguarding || (!done && item.id > 20) {
                continue;
            }
            let seen = words.items.contains(&item.id);
            let answer = if seen { 1 + self.dice.below(3) } else { usize::from(self.dice.percent(8.0)) };
            ticked.insert(item.id, u8::try_from(answer).unwrap_or(0));
        }
        ticked
    }

    pub(super) fn headings(&mut self, child: &Child, words: &Words) -> Headings {
        Headings {
            admire: format!("{} is kind and does not give up. {}", child.forename, self.say(words.strengths)),
            important: "My family, our cat, and knowing what comes next.".to_owned(),
            support: self.say(words.adaptations),
            difficult: self.say(words.child),
            help: words.targets.iter().map(|aim| aim.will).collect::<Vec<_>>().join(". "),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one act with everybody who may play it")]
    pub(super) async fn part(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        party: Party,
        words: &Words,
        now: Now,
        senco: &Actor,
        teacher: &Actor,
    ) -> Result<(), Fault> {
        let all = self.headings(child, words);
        let headings = match party {
            Party::Pupil => Headings { admire: String::new(), support: String::new(), ..all },
            Party::Parent => Headings { difficult: String::new(), ..all },
            _ => Headings { important: String::new(), ..all },
        };
        let by = if party == Party::Teacher && teacher.who != senco.who { teacher } else { senco };
        let own = party == Party::Senco || (party == Party::Teacher && by.who != senco.who);
        let part = ProfilePart {
            party,
            headings,
            pictures: if party == Party::Pupil { pictures_of(act.child) } else { Vec::new() },
            gathered: if !own { "In a talk, written down as it was said.".to_owned() } else { String::new() },
            ..ProfilePart::default()
        };
        // Every other child has drawn something.
        let drawing = if party == Party::Pupil && act.child.is_multiple_of(2) {
            let png = drawings::childs(act.child / 2);
            Some(self.file(now, Purpose::Photo, "my drawing.png", &png).await?)
        } else {
            None
        };
        if let Some(drawing) = &drawing {
            self.written.entry(act.child).or_default().photo = Some(drawing.id);
        }
        early::write_profile_part_with(self.app, by, now, pupil, None, part, drawing).await?;
        Ok(())
    }

    pub(super) fn talk(&mut self, child: &Child, about: TalkAbout, with: Party) -> Talk {
        let said = match about {
            TalkAbout::SenSupportBegins => {
                "Told that we now give SEN support, what it is, and when we look at it again."
            }
            TalkAbout::SupportEnds => {
                "Told that support can stop, that we keep an eye on it, and whom to ask."
            }
            TalkAbout::Application => {
                "Told what asking the county means, and that parents can ask themselves."
            }
            TalkAbout::Concern => "Told what we changed in class and what we see. They see the same at home.",
            _ => "A short talk. All well at home.",
        };
        Talk {
            with,
            who: if with == Party::Pupil { child.forename.clone() } else { "a parent".to_owned() },
            how: if with == Party::Pupil { TalkHow::Meeting } else { TalkHow::Call },
            about,
            reached: true,
            said: said.to_owned(),
            shared: true,
        }
    }

    pub(super) async fn view(
        &mut self,
        pupil: PupilId,
        party: Party,
        words: &Words,
        now: Now,
    ) -> Result<(), Fault> {
        let view = View {
            party,
            going_well: match party {
                Party::Pupil => "I like the group. I can do more on my own.",
                _ => "More confident; tells us about it at tea.",
            }
            .to_owned(),
            not_going_well: self.say(words.noticed),
            wanted: "To go on with the group.".to_owned(),
            feeling: (party == Party::Pupil).then_some(domain::record::Feeling::Good),
            ..View::default()
        };
        let senco = self.actor(self.made.staff.senco, now).await?;
        let writing = ViewWriting { pupil, on: now.today, view };
        app::reviewing::write_view(self.app, &senco, now, writing).await?;
        Ok(())
    }
}
