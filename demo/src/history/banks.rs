//! What the invented school made of the checklist and the banks: an item, a strategy and a target of its own.

use app::{
    App, Fault,
    banks::{self, BankEdit},
};
use domain::{
    Now,
    bank::{Strategy, TargetIdea},
    census::sen_type::AreaOfNeed,
    checklist::Item,
    permissions::Actor,
    progress::Score,
};

/// The SENCO edits all three.
///
/// # Errors
/// When a verb refuses.
pub async fn edit(app: &App, senco: &Actor, now: Now) -> Result<(), Fault> {
    let strategy = Strategy {
        area: AreaOfNeed::SocialEmotionalMentalHealth,
        items: vec![29, 33, 39],
        text:
            "Let the child feed the class fish with you at nine and after lunch, two minutes, no talk needed"
                .to_owned(),
        often: "Twice a day".to_owned(),
        look: "Comes back to the table calm, without a reminder".to_owned(),
        ..Strategy::default()
    };
    banks::change_strategies(app, senco, now, 0, BankEdit::Put(strategy)).await?;
    let target = TargetIdea {
        area: AreaOfNeed::CognitionLearning,
        skill: "reading fluency".to_owned(),
        years: [2, 6],
        will: "read the school’s own Lighthouse passages aloud".to_owned(),
        unit: "words a minute".to_owned(),
        from: Some(Score::whole(40)),
        to: Some(Score::whole(58)),
        success: "With nineteen words in twenty right".to_owned(),
        measure: "One minute on Fridays, with the reading team".to_owned(),
        ..TargetIdea::default()
    };
    banks::change_targets(app, senco, now, 0, BankEdit::Put(target)).await?;
    let stands = banks::edited_checklist(app, senco).await?.checklist;
    let mut areas = stands.areas;
    if let Some(area) = areas.iter_mut().find(|area| area.id == AreaOfNeed::SocialEmotionalMentalHealth) {
        let text = "Finds the dinner hall too much".to_owned();
        area.items.push(Item { id: 0, text, safeguarding: false });
    }
    banks::change_checklist(app, senco, now, stands.version, areas).await
}
