//! The school's logo: put on papers and letters, changed, taken away.

use domain::{
    Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{files as stored, schools};

use crate::{
    App, Fault,
    files::{Ready, keep_of_school},
};

/// Puts a logo on every paper that is made from now on; none takes it away. What was sent already stays as it was.
///
/// # Errors
/// When the actor may not change settings.
pub async fn set_logo(app: &App, actor: &Actor, now: Now, logo: Option<Ready>) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let before = school.settings.logo;
    let what = match (&logo, before) {
        (None, None) => return Ok(()),
        (Some(_), _) => "logo",
        (None, Some(_)) => "logo taken away",
    };
    school.settings.logo = match logo {
        Some(ready) => Some(keep_of_school(&tx, &allowed, actor, now, ready).await?),
        None => None,
    };
    if let Some(old) = before {
        stored::remove_of_school(&tx, &allowed, old).await?;
    }
    schools::save(&tx, &allowed, &school).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, what)]).await
}
