//! The mailbox shows digests: the class teacher who signs in chose one each morning, and the last school morning's went out.

use app::gathering;
use domain::{
    Date,
    people::{Digest, Role},
};

use super::play::Play;

/// Chooses, and sends what is due on that morning.
pub(super) async fn send(play: &mut Play<'_>, day: Date) -> Result<(), app::Fault> {
    let now = play.at(day, 0);
    if let Some((school, teacher)) = app::demonstration::persona(play.app, Role::Teacher).await?
        && school == play.made.school
    {
        let teacher = play.actor(teacher, now).await?;
        gathering::choose_digest(play.app, &teacher, now, Digest::Daily).await?;
    }
    gathering::send_digests(play.app, now).await?;
    Ok(())
}
