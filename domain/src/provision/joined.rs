//! What is kept of two logs of one session that were joined: what each said of a child, and what stands of the two.

use crate::{Date, PupilId, SessionId};

use super::{ChildSaid, Said, SessionStatus};

/// What two logs of a session said of a child, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// What the log said that the school had.
    pub stood: String,
    /// What the log said that arrived.
    pub came: String,
    /// What stands of the two.
    pub stands: String,
    /// Whose the log was that the school had; empty when it is not known.
    pub of: String,
}

const PARTS: [&str; 4] = ["; before: ", "; arrived: ", "; stands: ", "; before it was logged by "];

impl Joined {
    /// What to keep of two logs that were joined, by child: each of whom the two did not say the same; where they say the
    /// same of everybody, the first child whom the arriving one names, so that it is known that two were joined.
    ///
    /// # Source
    /// `requirements.md`, offline sessions: two devices' entries of one session are merged by rule and shown.
    #[must_use]
    pub fn lines(stood: &Said, came: &Said, stands: &Said, of: &str) -> Vec<(PupilId, Joined)> {
        let find = |said: &Said, pupil| said.children.iter().find(|child| child.pupil == pupil).cloned();
        let line = |child: &ChildSaid| {
            let (before, after) = (find(stood, child.pupil)?, find(stands, child.pupil)?);
            let joined = Joined {
                stood: words(stood, &before),
                came: words(came, child),
                stands: words(stands, &after),
                of: of.to_owned(),
            };
            Some((child.pupil, joined))
        };
        let all: Vec<(PupilId, Joined)> = came.children.iter().filter_map(line).collect();
        if all.iter().all(|(_, joined)| joined.is_alike()) {
            return all.into_iter().take(1).collect();
        }
        all.into_iter().filter(|(_, joined)| !joined.is_alike()).collect()
    }

    /// Whether the two said the same.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.stood == self.came
    }

    /// As the trail keeps it, of a session on a day.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, SessionId, provision::Joined};
    /// let (session, on) = (SessionId(uuid::Uuid::nil()), date(2026, 11, 23));
    /// let [stood, came, stands, of] = ["there, 1", "there, 2", "there, 2", "Priya Nair"].map(str::to_owned);
    /// let joined = Joined { stood, came, stands, of };
    /// assert_eq!(Joined::read(&joined.detail(session, on), session), Some(joined));
    /// ```
    #[must_use]
    pub fn detail(&self, session: SessionId, on: Date) -> String {
        let [before, arrived, stands, of] = PARTS;
        format!(
            "{session} on {on}{before}{}{arrived}{}{stands}{}{of}{}",
            self.stood, self.came, self.stands, self.of
        )
    }

    /// What the trail kept of a session; none of another, or of something else.
    #[must_use]
    pub fn read(detail: &str, session: SessionId) -> Option<Self> {
        let rest = detail.strip_prefix(&format!("{session} on "))?;
        let [before, arrived, stands, of] = PARTS;
        let (_, rest) = rest.split_once(before)?;
        let (stood, rest) = rest.split_once(arrived)?;
        let (came, rest) = rest.split_once(stands)?;
        let (stands, of) = rest.split_once(of)?;
        Some(Self {
            stood: stood.to_owned(),
            came: came.to_owned(),
            stands: stands.to_owned(),
            of: of.to_owned(),
        })
    }
}

/// What a log says of a child, but for the texts, which are all kept.
fn words(said: &Said, child: &ChildSaid) -> String {
    // What a person wrote may hold the signs between the parts.
    let why = |why: &str| match why.trim().replace(';', ",") {
        why if why.is_empty() => String::new(),
        why => format!(": {why}"),
    };
    if said.status == SessionStatus::NotRun {
        return format!("not run{}", why(&said.why));
    }
    if !child.present {
        return format!("away{}", why(&child.why));
    }
    let score = child.score.map(|score| format!(", score {score}")).unwrap_or_default();
    let prompts = child.prompts.map(|prompts| format!(", prompts {prompts}")).unwrap_or_default();
    let minutes = said.minutes.filter(|_| said.status == SessionStatus::Shortened);
    let minutes = minutes.map(|minutes| format!(", {minutes} minutes")).unwrap_or_default();
    format!("there{score}{prompts}{minutes}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        progress::Score,
        provision::{Later, merged},
    };

    fn said(status: SessionStatus, why: &str, children: &[(u128, bool, Option<i32>)]) -> Said {
        let children = children.iter().map(|(number, present, score)| ChildSaid {
            pupil: uuid::Uuid::from_u128(*number).into(),
            present: *present,
            why: if *present { String::new() } else { "ill; at home".to_owned() },
            line: String::new(),
            score: score.map(Score::whole),
            prompts: None,
        });
        Said {
            status,
            why: why.to_owned(),
            line: String::new(),
            minutes: Some(10),
            children: children.collect(),
        }
    }

    #[test]
    fn what_each_said_and_what_stands() {
        use SessionStatus::{Delivered, NotRun, Shortened};
        let table = [
            // the one that stood, the one that came, what is kept: child, before, arrived, stands
            (
                said(Delivered, "", &[(1, true, Some(1)), (2, true, Some(5))]),
                said(Delivered, "", &[(1, true, Some(2)), (2, true, Some(5))]),
                vec![(1, "there, score 1", "there, score 2", "there, score 2")],
            ),
            (
                said(Delivered, "", &[(1, true, Some(1))]),
                said(Delivered, "", &[(1, false, None)]),
                vec![(1, "there, score 1", "away: ill, at home", "there, score 1")],
            ),
            (
                said(NotRun, "a trip", &[(1, false, None)]),
                said(Shortened, "", &[(1, true, None)]),
                vec![(1, "not run: a trip", "there, 10 minutes", "there, 10 minutes")],
            ),
            // The same of everybody: it is kept that two were joined.
            (
                said(Delivered, "", &[(1, true, Some(1)), (2, true, None)]),
                said(Delivered, "", &[(1, true, Some(1)), (2, true, None)]),
                vec![(1, "there, score 1", "there, score 1", "there, score 1")],
            ),
            // Only one of them knew of the child.
            (said(Delivered, "", &[(2, true, None)]), said(Delivered, "", &[(1, true, None)]), vec![]),
        ];
        let session = SessionId(uuid::Uuid::from_u128(7));
        for (stood, came, wanted) in table {
            let (stands, _) = merged(&stood, &came, Later::Arriving);
            let lines = Joined::lines(&stood, &came, &stands, "Priya Nair");
            let short = lines.iter().map(|(pupil, one)| {
                (pupil.0.as_u128(), one.stood.as_str(), one.came.as_str(), one.stands.as_str())
            });
            assert_eq!(short.collect::<Vec<_>>(), wanted);
            for (_, one) in &lines {
                let kept = one.detail(session, date(2026, 11, 23));
                assert_eq!(Joined::read(&kept, session).as_ref(), Some(one), "{kept}");
                assert_eq!(Joined::read(&kept, SessionId(uuid::Uuid::nil())), None);
            }
        }
    }
}
