//! The county’s letters in whatever order they are typed in, taken out and put back: where the process stands, and the SEN
//! status from which day.

use app::{Clock, county, record};
use domain::{
    Date, EntryId, PupilId,
    census::SenProvision,
    date,
    pathway::{CaseState, StatutoryState},
    people::Role,
    record::{CountyLetter, LetterKind as L},
};
use store::queries::{pupils, statuses};

use crate::{
    ground::Ground,
    late::{stand, state},
};

struct Child {
    ground: Ground,
    id: PupilId,
    hour: i8,
}

impl Child {
    async fn new() -> Self {
        let ground = Ground::new().await;
        Child { id: ground.world.pupils[1].id, ground, hour: 7 }
    }

    /// Each act at an hour of its own, as people work.
    fn later(&mut self) {
        self.hour += 1;
        self.ground.app.set_clock(Clock::london_at(date(2026, 9, 14), self.hour, 0));
    }

    async fn record(&mut self, kind: L, on: Date) -> EntryId {
        self.later();
        let letter = CountyLetter { words: "By letter".to_owned(), ..CountyLetter::new(kind, on) };
        let (app, senco) = (&self.ground.app, self.ground.actor(Role::Senco));
        let done = county::record_letter(app, &senco, self.ground.now(), self.id, letter, "").await.unwrap();
        done.expect("it is new").entry
    }

    async fn take_out(&mut self, id: EntryId) {
        self.later();
        let (app, senco) = (&self.ground.app, self.ground.actor(Role::Senco));
        record::take_out(app, &senco, self.ground.now(), self.id, id, "A wrong day").await.unwrap();
    }

    async fn put_back(&mut self, id: EntryId) {
        self.later();
        let (app, senco) = (&self.ground.app, self.ground.actor(Role::Senco));
        record::put_back(app, &senco, self.ground.now(), self.id, id).await.unwrap();
    }

    async fn stands(&self) -> StatutoryState {
        state(&self.ground, self.id).await.statutory
    }

    /// The status of today, and since when.
    async fn status(&self) -> (SenProvision, Option<Date>) {
        let (read, senco) = (self.ground.world.read(), self.ground.actor(Role::Senco));
        let pupil = pupils::get(&read, &senco.scope(), self.id).await.unwrap().unwrap();
        let history = statuses::history(&read, Some(self.id)).await.unwrap();
        let runs = history.iter().find(|spell| spell.until_on.is_none());
        assert!(runs.is_none_or(|runs| runs.provision == pupil.provision), "{history:?}");
        (pupil.provision, runs.map(|runs| runs.from_on))
    }
}

const RECEIVED: Date = date(2026, 1, 12);
const WILL_ASSESS: Date = date(2026, 2, 16);
const DRAFT: Date = date(2026, 4, 20);
const FINAL: Date = date(2026, 5, 18);

#[tokio::test]
async fn newest_first_from_the_top_of_a_file_and_a_day_put_right() {
    let mut child = Child::new().await;
    for (kind, on) in [(L::Final, FINAL), (L::Draft, DRAFT), (L::WillAssess, WILL_ASSESS)] {
        child.record(kind, on).await;
    }
    let wrong = child.record(L::Received, RECEIVED).await;
    let in_place = (SenProvision::E, Some(FINAL));
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::EhcpInPlace, in_place));
    child.take_out(wrong).await;
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::EhcpInPlace, in_place));
    child.record(L::Received, date(2026, 1, 14)).await;
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::EhcpInPlace, in_place));

    // The same, where each letter made its move.
    let mut child = Child::new().await;
    let wrong = child.record(L::Received, RECEIVED).await;
    for (kind, on) in [(L::WillAssess, WILL_ASSESS), (L::Draft, DRAFT), (L::Final, FINAL)] {
        child.record(kind, on).await;
    }
    child.take_out(wrong).await;
    child.record(L::Received, date(2026, 1, 14)).await;
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::EhcpInPlace, in_place));
}

#[tokio::test]
async fn a_refusal_before_its_request() {
    let mut child = Child::new().await;
    child.ground.app.set_clock(Clock::london_at(date(2026, 9, 14), 7, 30));
    let (app, senco) = (&child.ground.app, child.ground.actor(Role::Senco));
    for (kind, on) in [(L::RefusedToAssess, WILL_ASSESS), (L::Received, RECEIVED)] {
        let now = child.ground.now();
        let letter = CountyLetter::new(kind, on);
        county::record_letter(app, &senco, now, child.id, letter, "").await.unwrap();
    }
    assert_eq!(child.stands().await, StatutoryState::RefusedToAssess);
    child.later();
}

#[tokio::test]
async fn the_county_has_answered_while_the_school_was_still_asking_who_agrees() {
    let mut child = Child::new().await;
    let agreeing = CaseState { statutory: StatutoryState::Agreeing, ..CaseState::default() };
    stand(&child.ground, 1, agreeing).await;
    child.record(L::Received, RECEIVED).await;
    assert_eq!(child.stands().await, StatutoryState::Agreeing, "the school’s own act keeps its guard");
    child.record(L::WillAssess, WILL_ASSESS).await;
    assert_eq!(child.stands().await, StatutoryState::Assessing);
    child.record(L::Final, FINAL).await;
    assert_eq!(
        (child.stands().await, child.status().await),
        (StatutoryState::EhcpInPlace, (SenProvision::E, Some(FINAL)))
    );
}

#[tokio::test]
async fn a_letter_that_is_put_back_gives_the_status_and_the_day_that_it_gave() {
    let mut child = Child::new().await;
    let before = child.status().await;
    let made = child.record(L::Final, FINAL).await;
    child.take_out(made).await;
    assert_eq!(child.status().await, before);
    child.put_back(made).await;
    assert_eq!(child.status().await, (SenProvision::E, Some(FINAL)));

    let (decided_on, ceased_on) = (date(2026, 6, 1), date(2026, 9, 7));
    child.record(L::WillCease, decided_on).await;
    let ceased = child.record(L::Ceased, ceased_on).await;
    let without = (SenProvision::N, Some(ceased_on));
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::Ceased, without));
    child.take_out(ceased).await;
    assert_eq!(child.status().await, (SenProvision::E, Some(FINAL)));
    child.put_back(ceased).await;
    assert_eq!((child.stands().await, child.status().await), (StatutoryState::Ceased, without));
    assert!(state(&child.ground, child.id).await.asks_after_plan, "nobody has said what follows");
}
