//! The mailbox shows digests: class teacher and teaching assistant who sign in chose one each morning, and the last school
//! morning's went out.

use app::gathering;
use domain::{
    Date,
    people::{Digest, Role},
};

use super::play::Play;

/// Chooses, and sends what is due on that morning.
pub(super) async fn send(play: &mut Play<'_>, day: Date) -> Result<(), app::Fault> {
    let now = play.at(day, 0);
    for role in [Role::Teacher, Role::Ta] {
        if let Some((school, account)) = app::demonstration::persona(play.app, role).await?
            && school == play.made.school
        {
            let actor = play.actor(account, now).await?;
            gathering::choose_digest(play.app, &actor, now, Digest::Daily).await?;
        }
    }
    gathering::send_digests(play.app, now).await?;
    Ok(())
}
