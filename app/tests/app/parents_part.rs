//! A parent's part in the county's process: asked for consent, comments and advice at the right time, and what they may read.

use app::{
    county::{self, Agreeing, DraftToRead, ParentsPart},
    early::Said,
};
use domain::{
    Date, PupilId, date,
    pathway::{CaseState, StatutoryState},
    people::Role,
    record::{
        AnnualReview, ApplicationAgreement, Content, CountyLetter, Ehcp, HowSaid, LetterKind, Party,
        PlanComments,
    },
};

use crate::{
    ground::Ground,
    late::{add, stand},
};

async fn in_state(ground: &Ground, statutory: StatutoryState) -> PupilId {
    stand(ground, 1, CaseState { statutory, ..CaseState::default() }).await
}

async fn part(ground: &Ground, role: Role) -> ParentsPart {
    let (actor, pupil) = (ground.actor(role), &ground.world.pupils[1]);
    county::parents_part(&ground.app, &actor, pupil, ground.now().today).await.unwrap()
}

async fn agree(ground: &Ground, role: Role, pupil: PupilId, how: HowSaid, agrees: bool) {
    let name = ground.world.accounts[&Role::Parent].name.clone();
    let words = "As I said".to_owned();
    let said = ApplicationAgreement {
        party: Party::Parent,
        name,
        agrees,
        how,
        words,
        ..ApplicationAgreement::default()
    };
    let now = ground.now();
    let agreeing = Agreeing { pupil, on: now.today, said, scans: Vec::new() };
    county::agree(&ground.app, &ground.actor(role), now, agreeing).await.unwrap();
}

#[tokio::test]
async fn a_parent_is_asked_for_consent_and_reads_what_they_said() {
    let ground = Ground::new().await;
    assert_eq!(part(&ground, Role::Parent).await, ParentsPart::default(), "nothing is asked of them");
    let child = in_state(&ground, StatutoryState::Agreeing).await;
    let asked = part(&ground, Role::Parent).await;
    assert_eq!((asked.consent, asked.follows), (Some((Said::NotYet, false)), true));
    agree(&ground, Role::Senco, child, HowSaid::OnPaper, false).await;
    assert_eq!(part(&ground, Role::Parent).await.consent, Some((Said::WrittenDown, false)));
    agree(&ground, Role::Parent, child, HowSaid::InWaymark, true).await;
    assert_eq!(part(&ground, Role::Parent).await.consent, Some((Said::Themselves, true)));
    assert_eq!(part(&ground, Role::Pupil).await, ParentsPart::default(), "the child is asked for no consent");
    in_state(&ground, StatutoryState::Requested).await;
    assert_eq!(part(&ground, Role::Parent).await.consent, None, "it was sent");
}

#[tokio::test]
async fn a_draft_asks_for_comments_and_a_plan_is_there_to_read() {
    let ground = Ground::new().await;
    let child = in_state(&ground, StatutoryState::DraftPlan).await;
    let served: Date = ground.now().today;
    let letter = CountyLetter::new(LetterKind::Draft, served);
    add(&ground, Role::Senco, child, served, Content::CountyLetter(letter)).await;
    let open =
        DraftToRead { by: Some(domain::deadlines::draft_plan_comments::due_on(served)), commented: false };
    let asked = part(&ground, Role::Parent).await;
    assert_eq!((asked.draft, asked.reads_plan), (Some(open), false));
    let said = PlanComments { party: Party::Parent, whole: "More reading".into(), ..PlanComments::default() };
    let (parent, now) = (ground.actor(Role::Parent), ground.now());
    county::write_comments(&ground.app, &parent, now, child, None, said).await.unwrap();
    assert_eq!(part(&ground, Role::Parent).await.draft, Some(DraftToRead { commented: true, ..open }));

    in_state(&ground, StatutoryState::EhcpInPlace).await;
    assert!(!part(&ground, Role::Parent).await.reads_plan, "no plan is typed yet");
    let senco = ground.actor(Role::Senco);
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), ..Ehcp::default() };
    county::write_ehcp(&ground.app, &senco, now, child, None, plan).await.unwrap();
    let meeting = date(2026, 10, 12);
    let review = AnnualReview { meeting_on: Some(meeting), ..AnnualReview::default() };
    let id = county::write_annual_review(&ground.app, &senco, now, child, None, review).await.unwrap();
    let reads = part(&ground, Role::Parent).await;
    assert_eq!((reads.draft, reads.reads_plan, reads.review), (None, true, Some((id, meeting))));
    let by_child = part(&ground, Role::Pupil).await;
    assert_eq!((by_child.reads_plan, by_child.review, by_child.follows), (false, None, false));
}
