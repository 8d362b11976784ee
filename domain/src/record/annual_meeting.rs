//! An annual review's meeting: time, length and place beside its day; who has its notice, and what each answered.

use jiff::Timestamp;

use super::{AnnualGuest, AnnualReview, AsWhom, Content, Entry};
use crate::{
    Date, InvitedId, Now, UserId,
    meetings::{EARLIEST_HOUR, Invited, LATEST_HOUR, LONGEST, Meeting, PLACE_LETTERS, Reply, SHORTEST, When},
    permissions::Who,
};

/// What is wrong with the time, the length or the place of an annual review's meeting; each may be missing until the notice
/// is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingFault {
    /// It begins at night.
    AtNight,
    /// It is too short or too long.
    Length,
    /// The place has too many letters.
    Place,
}

impl MeetingFault {
    /// The box of the form.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            MeetingFault::AtNight => "at",
            MeetingFault::Length => "minutes",
            MeetingFault::Place => "place",
        }
    }

    /// What to do, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            MeetingFault::AtNight => "The time must be between 7:00 and 20:59",
            MeetingFault::Length => "How long it is must be between 5 minutes and 4 hours",
            MeetingFault::Place => "The place must be 120 letters or fewer",
        }
    }
}

impl AnnualReview {
    /// Day, time, length and place of the meeting; none while one of them is missing.
    ///
    /// # Law
    /// SEND Regulations 2014 (SI 2014/1530), reg 20(3): notice of the date of the meeting two weeks before. In force since
    /// 2014-09-01; read 2026-11-29. Who is to come must know when and where.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::AnnualReview};
    /// # use jiff::civil::time;
    /// let day = AnnualReview { meeting_on: Some(date(2026, 12, 15)), ..AnnualReview::default() };
    /// assert_eq!(day.when(), None);
    /// assert_eq!(day.not_said(), ["the time", "how long it is", "the place"]);
    /// let at = Some(time(14, 0, 0, 0));
    /// let whole = AnnualReview { at, minutes: 60, place: "Library".into(), ..day };
    /// assert_eq!(whole.when().unwrap().time(), "14:00");
    /// ```
    #[must_use]
    pub fn when(&self) -> Option<When> {
        if !self.not_said().is_empty() {
            return None;
        }
        let place = self.place.trim().to_owned();
        Some(When { on: self.meeting_on?, at: self.at?, minutes: self.minutes, place })
    }

    /// What is not said of the meeting, in words; nothing when the notice of it can go.
    #[must_use]
    pub fn not_said(&self) -> Vec<&'static str> {
        [
            (self.meeting_on.is_none(), "the day"),
            (self.at.is_none(), "the time"),
            (self.minutes == 0, "how long it is"),
            (self.place.trim().is_empty(), "the place"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect()
    }

    /// What is wrong with what is said of the meeting.
    #[must_use]
    pub fn meeting_faults(&self) -> Vec<MeetingFault> {
        let is_at_night = self.at.is_some_and(|at| !(EARLIEST_HOUR..=LATEST_HOUR).contains(&at.hour()));
        let is_wrong_length = self.minutes > 0 && !(SHORTEST..=LONGEST).contains(&self.minutes);
        [
            (is_at_night, MeetingFault::AtNight),
            (is_wrong_length, MeetingFault::Length),
            (self.place.trim().chars().count() > PLACE_LETTERS, MeetingFault::Place),
        ]
        .into_iter()
        .filter_map(|(is, fault)| is.then_some(fault))
        .collect()
    }

    /// The review as it is written over `before`. When the meeting is held then or there instead, nobody has the notice of it
    /// yet; on another day or at another time, nobody has answered, and the notice's own day is gone unless another is said.
    #[must_use]
    pub fn told_anew(mut self, before: &AnnualReview, today: Date) -> Self {
        let said = |review: &AnnualReview| {
            (review.meeting_on, review.at, review.minutes, review.place.trim().to_owned())
        };
        let is_over = self.meeting_on.is_none_or(|on| on < today);
        if is_over || said(&self) == said(before) {
            return self;
        }
        let moved = (self.meeting_on, self.at) != (before.meeting_on, before.at);
        if self.meeting_on != before.meeting_on && self.notice_on == before.notice_on {
            self.notice_on = None;
        }
        for one in &mut self.invited {
            one.told_before |= one.notice_on.take().is_some();
            if moved {
                one.reply = None;
                one.words.clear();
                one.replied_at = None;
            }
        }
        self
    }

    /// The same, with what people answered in `current`: who writes the review overwrites nobody's answer.
    #[must_use]
    pub fn with_answers_of(mut self, current: &AnnualReview) -> Self {
        for one in &mut self.invited {
            let known = current
                .invited
                .iter()
                .find(|known| (known.id, known.as_whom, &known.name) == (one.id, one.as_whom, &one.name));
            if let Some(known) = known {
                one.reply = known.reply;
                one.words.clone_from(&known.words);
                one.replied_at = known.replied_at;
            }
        }
        self
    }

    /// The same, when everybody has the notice to whom one is sent: then the child has it, whom the adults tell, and whoever
    /// writes the review, `own`, who comes. Nothing would be left to send that gives it to them.
    #[must_use]
    pub fn told_with_the_others(mut self, own: Option<UserId>, now: Now) -> Self {
        let is_own = |one: &AnnualGuest| one.account.is_some() && one.account == own;
        let needs_none = |one: &AnnualGuest| one.as_whom == AsWhom::Pupil || is_own(one);
        let is_ahead = self.when().is_some_and(|when| when.on >= now.today);
        let mut others = self.invited.iter().filter(|one| !needs_none(one)).peekable();
        if !is_ahead || others.peek().is_none() || others.any(|one| one.notice_on.is_none()) {
            return self;
        }
        for one in self.invited.iter_mut().filter(|one| one.notice_on.is_none()) {
            one.notice_on = Some(now.today);
            if is_own(one) && one.reply.is_none() {
                *one = one.clone().answered(Reply::Yes, "", now.instant);
            }
        }
        self
    }

    /// Whether people wait for this meeting: it is ahead, and somebody has its notice, or had one before it moved.
    #[must_use]
    pub fn is_awaited(&self, today: Date) -> bool {
        self.meeting_on.is_some_and(|on| on >= today)
            && self.invited.iter().any(|one| one.notice_on.is_some() || one.told_before)
    }

    /// This earlier version as it is put back over `current`: what was done since stays done. The list with its notices and answers,
    /// who was asked for advice, the notice's day, and what the county decided are those of now.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{AnnualGuest, AnnualReview}};
    /// let before = AnnualReview { words: "Keep it".into(), ..AnnualReview::default() };
    /// let told = AnnualGuest { notice_on: Some(date(2026, 11, 20)), ..AnnualGuest::default() };
    /// let current = AnnualReview { invited: vec![told], words: "Amend it".into(), ..AnnualReview::default() };
    /// let back = before.put_back_over(&current);
    /// assert_eq!((back.words.as_str(), back.invited), ("Keep it", current.invited));
    /// ```
    #[must_use]
    pub fn put_back_over(self, current: &AnnualReview) -> Self {
        Self {
            invited: current.invited.clone(),
            asked: current.asked.clone(),
            notice_on: current.notice_on,
            decision_on: current.decision_on,
            decision: current.decision,
            ..self
        }
    }

    /// The same, without what people answered: who writes the review is in nobody's way who answers meanwhile.
    #[must_use]
    pub fn without_answers(&self) -> Self {
        let mut review = self.clone();
        for one in &mut review.invited {
            *one = AnnualGuest { reply: None, words: String::new(), replied_at: None, ..one.clone() };
        }
        review
    }
}

impl AnnualGuest {
    /// Their line among those who are invited; `number` is their place on the list, which names those who were typed in.
    #[must_use]
    pub fn line(&self, number: usize) -> Invited {
        let typed_in = || InvitedId(uuid::Uuid::from_u128(number as u128 + 1));
        Invited {
            account: self.account,
            email: self.email.clone(),
            reply: self.reply,
            words: self.words.clone(),
            replied_at: self.replied_at,
            ..Invited::new(self.id.unwrap_or_else(typed_in), self.as_whom.party(), self.name.clone())
        }
    }

    /// The same, with an answer.
    #[must_use]
    pub fn answered(self, reply: Reply, words: &str, at: Timestamp) -> Self {
        Self { reply: Some(reply), words: words.to_owned(), replied_at: Some(at), ..self }
    }
}

/// An annual review's meeting as any other, with those who have its notice: for invitations, answers and calendars. None of
/// another entry, and while day, time, length or place are missing.
#[must_use]
pub fn annual_meeting(entry: &Entry) -> Option<Meeting> {
    let Content::AnnualReview(review) = &entry.content else { return None };
    let told = review.invited.iter().enumerate().filter(|(_, one)| one.notice_on.is_some());
    let planner = match entry.author {
        Who::Person(id) => Some(id),
        Who::Operator | Who::Job => None,
    };
    Some(Meeting {
        // Its version rises with every change, as the sequence of a calendar does.
        sequence: entry.version,
        planner,
        changed_at: entry.written_at,
        invited: told.map(|(number, one)| one.line(number)).collect(),
        ..Meeting::new(entry.id.0.into(), entry.pupil, review.when()?)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;
    use crate::{date, record::AsWhom};

    fn planned() -> AnnualReview {
        let guest = |name: &str, notice_on, reply| AnnualGuest {
            as_whom: AsWhom::Parent,
            name: name.to_owned(),
            notice_on,
            reply,
            ..AnnualGuest::default()
        };
        let told = Some(date(2026, 11, 20));
        AnnualReview {
            meeting_on: Some(date(2026, 12, 15)),
            at: Some(time(14, 0, 0, 0)),
            minutes: 60,
            place: "Library".to_owned(),
            notice_on: told,
            invited: vec![guest("One", told, Some(Reply::Yes)), guest("Two", None, None)],
            ..AnnualReview::default()
        }
    }

    #[test]
    fn another_place_is_told_and_another_day_is_asked_anew() {
        let (before, today) = (planned(), date(2026, 11, 29));
        let place = AnnualReview { place: "Hall".to_owned(), ..before.clone() };
        let time_of = AnnualReview { at: Some(time(15, 0, 0, 0)), ..before.clone() };
        let day = AnnualReview { meeting_on: Some(date(2026, 12, 16)), ..before.clone() };
        let yes = Some(Reply::Yes);
        for (after, is_told, reply, notice_on) in [
            (before.clone(), true, yes, before.notice_on),
            (AnnualReview { words: "Keep".to_owned(), ..before.clone() }, true, yes, before.notice_on),
            (AnnualReview { place: " Library ".to_owned(), ..before.clone() }, true, yes, before.notice_on),
            (place, false, yes, before.notice_on),
            (time_of, false, None, before.notice_on),
            (day.clone(), false, None, None),
            (AnnualReview { notice_on: Some(today), ..day }, false, None, Some(today)),
        ] {
            let after = after.told_anew(&before, today);
            let one = &after.invited[0];
            assert_eq!((one.notice_on.is_some(), one.reply, after.notice_on), (is_told, reply, notice_on));
            assert_eq!(one.told_before, !is_told, "who had the notice is told that it changed");
            assert!(!after.invited[1].told_before);
        }
        // What is written down after the meeting tells nobody anything.
        let later = AnnualReview { minutes: 90, ..before.clone() }.told_anew(&before, date(2026, 12, 16));
        assert!(later.invited[0].notice_on.is_some());
    }

    #[test]
    fn times_at_night_and_endless_meetings_are_refused() {
        let with = |hour, minutes, place: &str| AnnualReview {
            at: Some(time(hour, 0, 0, 0)),
            minutes,
            place: place.to_owned(),
            ..planned()
        };
        let long = "é".repeat(PLACE_LETTERS + 1);
        for (review, faults) in [
            (with(7, 5, "Hall"), vec![]),
            (with(20, 240, &long[2..]), vec![]),
            (with(6, 4, &long), vec![MeetingFault::AtNight, MeetingFault::Length, MeetingFault::Place]),
            (with(21, 241, ""), vec![MeetingFault::AtNight, MeetingFault::Length]),
            (AnnualReview::default(), vec![]),
        ] {
            assert_eq!(review.meeting_faults(), faults);
        }
    }

    #[test]
    fn who_needs_no_notice_of_their_own_has_it_with_the_others() {
        let today = date(2026, 11, 29);
        let now = Now { instant: Timestamp::UNIX_EPOCH, today };
        let own = UserId::new(1, &[1; 10]);
        let mut review = planned();
        review.invited.truncate(1);
        let late = |as_whom, account| AnnualGuest { as_whom, account, ..AnnualGuest::default() };
        review.invited.extend([late(AsWhom::Pupil, None), late(AsWhom::Senco, Some(own))]);
        let after = review.clone().told_with_the_others(Some(own), now);
        assert!(after.invited.iter().all(|one| one.notice_on.is_some()));
        assert_eq!((after.invited[1].reply, after.invited[2].reply), (None, Some(Reply::Yes)));

        let mut waits = review.clone();
        waits.invited.push(late(AsWhom::Head, None));
        let no_time = AnnualReview { at: None, ..review.clone() };
        let alone = AnnualReview { invited: review.invited[1..].to_vec(), ..review.clone() };
        let over = AnnualReview { meeting_on: Some(date(2026, 11, 28)), ..review };
        for same in [waits, no_time, alone, over] {
            assert_eq!(same.clone().told_with_the_others(Some(own), now), same);
        }
    }

    #[test]
    fn a_meeting_ahead_is_awaited_by_whoever_had_its_notice() {
        let told = planned();
        let untold = AnnualReview { invited: told.invited[1..].to_vec(), ..told.clone() };
        let moved = AnnualReview { place: "Hall".to_owned(), ..told.clone() };
        let moved = moved.told_anew(&told, date(2026, 11, 29));
        for (review, today, is_awaited) in [
            (&told, date(2026, 11, 29), true),
            (&told, date(2026, 12, 15), true),
            (&told, date(2026, 12, 16), false),
            (&moved, date(2026, 11, 29), true),
            (&untold, date(2026, 11, 29), false),
            (&AnnualReview::default(), date(2026, 11, 29), false),
        ] {
            assert_eq!(review.is_awaited(today), is_awaited, "{review:?} {today}");
        }
    }

    #[test]
    fn what_is_put_back_takes_no_notice_and_no_answer_back() {
        let current = planned();
        let unsent = AnnualReview {
            invited: vec![AnnualGuest { name: "One".to_owned(), ..AnnualGuest::default() }],
            notice_on: None,
            ..current.clone()
        };
        assert_eq!(unsent.put_back_over(&current), current);
    }

    #[test]
    fn an_answer_is_no_change_of_what_the_review_says() {
        let before = planned();
        let mut after = before.clone();
        after.invited[0] =
            after.invited[0].clone().answered(Reply::OtherDay, "Friday", Timestamp::UNIX_EPOCH);
        assert_ne!(after, before);
        assert_eq!(after.without_answers(), before.without_answers());
        assert_eq!(before.clone().with_answers_of(&after), after);
        after.invited.pop();
        assert_ne!(after.without_answers(), before.without_answers());
    }
}
