//! The parents were told that SEN support is being given (Code of Practice 6.48): the day, and how.

use domain::{
    Date, Now, PupilId,
    permissions::Actor,
    record::{Content, Party, Talk, TalkAbout, TalkHow},
};

use crate::{
    App, Fault, FieldFault, child,
    record::{Writing, write_entry},
};

/// What was said, when, to whom.
#[derive(Clone, Debug)]
pub struct TellParents {
    /// The child.
    pub pupil: PupilId,
    /// The day.
    pub on: Option<Date>,
    /// How.
    pub how: TalkHow,
    /// Who was told.
    pub who: String,
    /// What they said.
    pub said: String,
}

/// Notes that the parents were told.
///
/// # Errors
/// [`Fault::Invalid`] without a day, or with one that has not come or lies before the child was born.
pub async fn tell_parents(app: &App, actor: &Actor, now: Now, input: TellParents) -> Result<(), Fault> {
    let child = child::see(app, actor, input.pupil).await?;
    let on = match input.on {
        None => {
            return Err(FieldFault::new("told-day", "Enter the day on which the parents were told").into());
        }
        Some(on) if on > now.today => {
            return Err(FieldFault::new("told-day", "The day must be today or before").into());
        }
        Some(on) if on < child.born_on => {
            return Err(FieldFault::new("told-day", "The day lies before the child was born").into());
        }
        Some(on) => on,
    };
    let talk = Talk {
        with: Party::Parent,
        who: input.who.trim().to_owned(),
        how: input.how,
        about: TalkAbout::SenSupportBegins,
        reached: true,
        said: input.said.trim().to_owned(),
        shared: true,
    };
    let writing = Writing { pupil: input.pupil, of: None, on, content: Content::Talk(talk) };
    write_entry(app, actor, now, writing).await?;
    Ok(())
}
