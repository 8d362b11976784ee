//! Two devices logged the same session: what stands, by rule, and what is said of it.

use std::cmp::Ordering;

use jiff::Timestamp;

use crate::{PupilId, UserId, progress::Score};

use super::SessionStatus;

/// What was logged of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildSaid {
    /// The child.
    pub pupil: PupilId,
    /// Whether they were there.
    pub present: bool,
    /// Why not.
    pub why: String,
    /// A line about them.
    pub line: String,
    /// The score.
    pub score: Option<Score>,
    /// How many prompts they needed.
    pub prompts: Option<u32>,
}

/// What a device, or the school, says of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What became of it.
    pub status: SessionStatus,
    /// Why it was shortened or did not run.
    pub why: String,
    /// A message to the teacher.
    pub line: String,
    /// Its minutes, when it was shortened.
    pub minutes: Option<u32>,
    /// The children.
    pub children: Vec<ChildSaid>,
}

/// Whose the log is that stands when another of the same session arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// The sender's own, written before the one that arrives: that one corrects it, and stands as it is.
    OwnEarlier,
    /// The sender's own, written after the one that arrives: it corrects that one, and keeps of it what it does not say itself.
    OwnLater,
    /// The sender's own, from another device perhaps: which was written first is not known, so they are joined.
    Own,
    /// Somebody else's: they are joined.
    Another,
}

impl Stands {
    /// Whose log stands, and which corrects the other: the first pair says who wrote what stands, and when it was
    /// written; `written_at` when the arriving one was written on its device; `replaces` whether the device says that it
    /// replaces an entry that the school has taken, by itself, as what stands.
    ///
    /// # Example
    /// ```
    /// # use domain::{UserId, provision::Stands};
    /// let (me, ten) = (UserId(uuid::Uuid::from_u128(1)), "2026-11-23T10:00:00Z".parse().unwrap());
    /// let later = "2026-11-23T10:05:00Z".parse().ok();
    /// assert_eq!(Stands::of((Some(me), ten), me, later, false), Stands::OwnEarlier);
    /// ```
    #[must_use]
    pub fn of(
        (by, at): (Option<UserId>, Timestamp),
        sender: UserId,
        written_at: Option<Timestamp>,
        replaces: bool,
    ) -> Self {
        let is_own = by == Some(sender);
        match written_at.map(|written| written.cmp(&at)) {
            _ if !is_own => Stands::Another,
            _ if replaces => Stands::OwnEarlier,
            Some(Ordering::Greater) => Stands::OwnEarlier,
            Some(Ordering::Less) => Stands::OwnLater,
            Some(Ordering::Equal) | None => Stands::Own,
        }
    }
}

/// Which of two logs was written later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// The one that arrives; also when that is not known.
    Arriving,
    /// The one that stands.
    Standing,
}

/// What stands when somebody's own later log was there before the earlier one: the later, with what only the earlier says: a
/// score or prompts of a child who was there, texts, children of whom the later says nothing. Where the later says that it
/// did not run, nobody was there and nobody has a score.
///
/// # Source
/// `docs/decisions/0011`: one's own later entry corrects the earlier, in whichever order they arrive.
#[must_use]
pub fn kept_of_earlier(later: &Said, earlier: &Said) -> Said {
    let (joined, _) = merged(later, earlier, Later::Standing);
    let ran = later.status != SessionStatus::NotRun;
    let children = joined.children.into_iter().map(|child| {
        let of_later = later.children.iter().find(|one| one.pupil == child.pupil);
        let present = ran && of_later.map_or(child.present, |one| one.present);
        ChildSaid {
            present,
            why: of_later.map_or_else(|| child.why.clone(), |one| one.why.clone()),
            score: child.score.filter(|_| present),
            prompts: child.prompts.filter(|_| present),
            ..child
        }
    });
    Said {
        status: later.status,
        why: later.why.clone(),
        minutes: later.minutes,
        line: joined.line,
        children: children.collect(),
    }
}

/// Of whom the two logs did not say the same: they are named to whoever sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differed {
    /// Children whose score was another before.
    pub score: Vec<PupilId>,
    /// Children whom only one of the two saw there.
    pub presence: Vec<PupilId>,
}

/// What stands of two logs of one session, the second being the one that arrives:
/// - a session that somebody saw running ran;
/// - a child whom one of them saw there was there; a score beats none, and of two scores the one that was written later
///   stands; so with prompts;
/// - every text is kept: two different ones stand one after the other.
///
/// Also the children of whom the two did not say the same.
#[must_use]
pub fn merged(stands: &Said, arrives: &Said, later: Later) -> (Said, Differed) {
    let ran = |said: &Said| said.status != SessionStatus::NotRun;
    let (lead, other) = match (ran(stands), ran(arrives), later) {
        (true, false, _) | (true, true, Later::Standing) | (false, false, Later::Standing) => {
            (stands, arrives)
        }
        (false, true, _) | (true, true, Later::Arriving) | (false, false, Later::Arriving) => {
            (arrives, stands)
        }
    };
    let mut differed = Differed::default();
    let mut children: Vec<ChildSaid> = stands
        .children
        .iter()
        .map(|old| match arrives.children.iter().find(|new| new.pupil == old.pupil) {
            None => old.clone(),
            Some(new) => {
                let present = (ran(stands) && old.present) || (ran(arrives) && new.present);
                let (first, second) = match later {
                    Later::Arriving => (new, old),
                    Later::Standing => (old, new),
                };
                let score = first.score.or(second.score).filter(|_| present);
                if old.score.is_some() && new.score.is_some() && old.score != new.score {
                    differed.score.push(old.pupil);
                }
                if ran(stands) && ran(arrives) && old.present != new.present {
                    differed.presence.push(old.pupil);
                }
                let why = if first.why.is_empty() { &second.why } else { &first.why };
                let why = if present { String::new() } else { why.clone() };
                let prompts = first.prompts.or(second.prompts).filter(|_| present);
                ChildSaid { pupil: old.pupil, present, why, line: both(&old.line, &new.line), score, prompts }
            }
        })
        .collect();
    let new = arrives.children.iter().filter(|new| stands.children.iter().all(|old| old.pupil != new.pupil));
    children.extend(new.cloned());
    let said = Said {
        status: lead.status,
        why: if ran(lead) { lead.why.clone() } else { both(&other.why, &lead.why) },
        line: both(&stands.line, &arrives.line),
        minutes: lead.minutes,
        children,
    };
    (said, differed)
}

/// Two texts as one: the same text, or one that the other holds, stands once.
#[must_use]
pub fn both(one: &str, other: &str) -> String {
    match (one.trim(), other.trim()) {
        (one, other) if one.contains(other) => one.to_owned(),
        (one, other) if other.contains(one) => other.to_owned(),
        (one, other) => format!("{one}\n{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(number: u128, present: bool, score: Option<i64>, line: &str) -> ChildSaid {
        ChildSaid {
            pupil: uuid::Uuid::from_u128(number).into(),
            present,
            why: if present { String::new() } else { "absent from school".to_owned() },
            line: line.to_owned(),
            score: score.map(|score| Score::from_millionths(score * 1_000_000)),
            prompts: None,
        }
    }

    fn said(status: SessionStatus, children: Vec<ChildSaid>) -> Said {
        Said { status, why: String::new(), line: String::new(), minutes: None, children }
    }

    #[test]
    fn nothing_that_either_saw_is_lost() {
        use SessionStatus::{Delivered, NotRun};
        let table = [
            // stands, arrives, what stands of the child
            ((true, None), (true, Some(4)), (true, Some(4)), 0),
            ((true, Some(3)), (true, None), (true, Some(3)), 0),
            ((true, Some(3)), (true, Some(4)), (true, Some(4)), 1),
            ((true, Some(3)), (true, Some(3)), (true, Some(3)), 0),
            ((false, None), (true, Some(4)), (true, Some(4)), 0),
            ((true, Some(3)), (false, None), (true, Some(3)), 0),
            ((false, None), (false, None), (false, None), 0),
        ];
        for (old, new, wanted, overruled) in table {
            let stands = said(Delivered, vec![child(1, old.0, old.1, "")]);
            let arrives = said(Delivered, vec![child(1, new.0, new.1, "")]);
            let (after, over) = merged(&stands, &arrives, Later::Arriving);
            let wanted = child(1, wanted.0, wanted.1, "");
            assert_eq!((&after.children[0], over.score.len()), (&wanted, overruled), "{old:?} {new:?}");
            assert_eq!(over.presence.len(), usize::from(old.0 != new.0), "{old:?} {new:?}");
        }
        let ran = said(Delivered, vec![child(1, true, Some(3), "")]);
        let not = said(NotRun, vec![child(1, false, None, ""), child(2, false, None, "")]);
        for (one, other) in [(&ran, &not), (&not, &ran)] {
            let (after, _) = merged(one, other, Later::Arriving);
            assert_eq!(after.status, Delivered);
            let first = after.children.iter().find(|child| child.pupil == ran.children[0].pupil);
            assert!(first.is_some_and(|child| child.present && child.score.is_some()));
            assert_eq!(after.children.len(), 2);
        }
    }

    #[test]
    fn ones_own_later_entry_corrects_the_earlier() {
        let [me, other] = [1, 2].map(|number| UserId(uuid::Uuid::from_u128(number)));
        let [nine, ten, eleven] =
            [9, 10, 11].map(|hour| format!("2026-11-23T{hour:02}:00:00Z").parse::<Timestamp>().unwrap());
        for (by, written_at, replaces, wanted) in [
            (Some(me), Some(eleven), false, Stands::OwnEarlier),
            (Some(me), Some(nine), false, Stands::OwnLater),
            (Some(me), Some(ten), false, Stands::Own),
            (Some(me), None, false, Stands::Own),
            (Some(me), Some(nine), true, Stands::OwnEarlier),
            (Some(other), Some(eleven), false, Stands::Another),
            (Some(other), Some(eleven), true, Stands::Another),
            (None, Some(eleven), true, Stands::Another),
        ] {
            assert_eq!(
                Stands::of((by, ten), me, written_at, replaces),
                wanted,
                "{by:?} {written_at:?} {replaces}"
            );
        }
    }

    #[test]
    fn of_two_scores_the_one_written_later_stands() {
        use SessionStatus::{Delivered, NotRun};
        let one = |present, score, line| said(Delivered, vec![child(1, present, score, line)]);
        let (after, over) = merged(&one(true, Some(8), ""), &one(true, Some(7), ""), Later::Standing);
        assert_eq!((&after.children[0], over.score.len()), (&child(1, true, Some(8), ""), 1));
        // Somebody's own: the later corrects the earlier, and what only the earlier says is kept.
        let table = [
            ((true, Some(8), ""), (true, Some(7), ""), (true, Some(8), "")),
            ((true, None, ""), (true, Some(7), ""), (true, Some(7), "")),
            ((false, None, ""), (true, Some(7), "Was ill"), (false, None, "Was ill")),
            ((true, Some(8), "a"), (false, None, "b"), (true, Some(8), "a\nb")),
        ];
        for (later, earlier, wanted) in table {
            let kept =
                kept_of_earlier(&one(later.0, later.1, later.2), &one(earlier.0, earlier.1, earlier.2));
            assert_eq!(kept.children, [child(1, wanted.0, wanted.1, wanted.2)], "{later:?} {earlier:?}");
        }
        let not = Said { why: "a trip".to_owned(), ..said(NotRun, vec![child(1, false, None, "")]) };
        let kept = kept_of_earlier(&not, &one(true, Some(7), ""));
        assert_eq!((kept.status, kept.why.as_str(), kept.children[0].score), (NotRun, "a trip", None));
        let two = said(Delivered, vec![child(1, true, Some(7), ""), child(2, true, Some(3), "Read well")]);
        let kept = kept_of_earlier(&not, &two);
        let other = &kept.children[1];
        assert_eq!((other.present, other.score, other.line.as_str()), (false, None, "Read well"), "not run");
        let only = said(Delivered, vec![child(1, true, None, ""), child(2, true, Some(3), "")]);
        assert_eq!(kept_of_earlier(&one(true, None, ""), &only).children.len(), 2);
    }

    #[test]
    fn prompts_are_kept_like_scores() {
        for (old, new, there, wanted) in [
            (Some(2), None, true, Some(2)),
            (Some(2), Some(0), true, Some(0)),
            (Some(2), Some(1), false, None),
        ] {
            let with = |prompts, present| {
                let child = ChildSaid { prompts, ..child(1, present, None, "") };
                said(SessionStatus::Delivered, vec![child])
            };
            let (after, _) = merged(&with(old, there), &with(new, there), Later::Arriving);
            assert_eq!(after.children[0].prompts, wanted, "{old:?} {new:?} {there}");
        }
    }

    #[test]
    fn texts_stand_one_after_the_other_once() {
        let with = |line: &str| Said {
            line: line.to_owned(),
            ..said(SessionStatus::Delivered, vec![child(1, true, None, line)])
        };
        let joined = |one: &Said, other: &Said| merged(one, other, Later::Arriving);
        let (after, _) = joined(&with("Read well"), &with("New glasses"));
        assert_eq!(after.line, "Read well\nNew glasses");
        let (again, _) = joined(&after, &with("New glasses"));
        assert_eq!(
            (again.line.as_str(), again.children[0].line.as_str()),
            (after.line.as_str(), after.line.as_str())
        );
        assert_eq!(joined(&with(""), &with("x")).0.line, "x");
    }
}
