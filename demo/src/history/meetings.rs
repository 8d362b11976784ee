//! Review meetings that are ahead: of one a parent has said yes, of another nobody has answered yet.

use app::{
    Fault,
    demonstration::BASE,
    early,
    meetings::{self, Answer, Planning},
};
use domain::{
    Date,
    calendar::count::days_after,
    meetings::{Reply, When},
    pathway::SupportState,
    people::Role,
    permissions::Action,
};
use jiff::civil::Time;
use store::queries::{
    accounts,
    records::{self, Which},
};

use super::play::Play;

/// The meeting is so many days ahead, or on the next school day after them.
const AHEAD: i32 = 6;

/// Plans one for the first parent whose child's record is open, who says yes, and one for a child of the teacher's class.
pub(super) async fn plan(play: &mut Play<'_>, today: Date) -> Result<(), Fault> {
    let now = play.at(today, 6);
    let senco = play.actor(play.made.staff.senco, now).await?;
    let (app, info) = (play.app, play.info.clone());
    let days = info.calendar.days_in_session(days_after(today, AHEAD), days_after(today, AHEAD + 40));
    let Some(on) = days.first().copied() else { return Ok(()) };
    let place = "The Willow room; come in by the main door".to_owned();
    let when = When { on, at: Time::constant(15, 30, 0, 0), minutes: 30, place };
    let everybody = accounts::all(&app.store.read(play.made.school)).await?;
    let mut invited = None;
    for parent in everybody.iter().filter(|account| account.active && account.roles.contains(&Role::Parent)) {
        let actor = play.actor(parent.id, now).await?;
        let children = early::my_children(app, &actor, &info, now).await?;
        let Some(child) =
            children.into_iter().find(|child| child.plan.is_some() && child.head.record.state.is_open())
        else {
            continue;
        };
        let plans = [Planning { pupil: child.pupil.id, when: when.clone(), from: None, without: Vec::new() }];
        meetings::plan_meetings(app, &senco, now, BASE, &plans).await?;
        for one in meetings::my_invitations(app, &actor, now).await? {
            let yes = Answer { reply: Reply::Yes, words: String::new() };
            meetings::answer(app, &actor, now, one.meeting.id, yes).await?;
        }
        invited = Some(child.pupil.id);
        break;
    }
    // Another child, of the class of the teacher who signs in: nobody has answered.
    if let Some((school, teacher)) = app::demonstration::persona(app, Role::Teacher).await?
        && school == play.made.school
    {
        let scope = play.actor(teacher, now).await?.scope_for(Action::RecordReview);
        let reader = app.store.read(school);
        let all = records::with_pupils(&reader, &scope, Which::WithSenOrRecord).await?;
        let first = all.iter().find(|(record, pupil)| {
            record.state.support == Some(SupportState::Monitoring) && Some(pupil.id) != invited
        });
        if let Some((_, pupil)) = first {
            let at = Time::constant(16, 15, 0, 0);
            let plans =
                [Planning { pupil: pupil.id, when: When { at, ..when }, from: None, without: Vec::new() }];
            meetings::plan_meetings(app, &senco, now, BASE, &plans).await?;
        }
    }
    Ok(())
}
