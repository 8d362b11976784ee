//! The SENCO joins the parts of the one page profile and signs it off.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, Headings, PICTURES_OF_A_HEADING, Picture, SignedProfile},
};

use super::{profile_room, too_long};
use crate::{App, Fault, FieldFault, child, files, record};

/// Saves the joined page; `sign_off` signs it.
///
/// # Errors
/// [`Fault::Invalid`] when it is signed off and does not fit on a page, or says not what is difficult and what help is
/// wanted; [`Fault::Stale`] when somebody saved since.
pub async fn join_profile(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    mut page: SignedProfile,
    sign_off: bool,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    page.photo = files::checked_photo(app, actor, &child, page.photo).await?;
    page.pictures.retain(|id| Picture::of(id).is_some());
    let mut faults: Vec<FieldFault> = Picture::too_many(&page.pictures)
        .into_iter()
        .map(|heading| {
            let sentence = format!(
                "Choose at most {PICTURES_OF_A_HEADING} pictures for “{}”: the child’s own part keeps the others",
                Headings::title_of(heading)
            );
            FieldFault::new("pictures", sentence)
        })
        .collect();
    if sign_off {
        for (field, text, sentence) in [
            (
                "difficult",
                &page.headings.difficult,
                "Write what the child finds difficult: targets grow from it",
            ),
            ("help", &page.headings.help, "Write what the child wants help with: targets grow from it"),
        ] {
            if text.trim().is_empty() {
                faults.push(FieldFault::new(field, sentence));
            }
        }
        let info = app.school(actor.school, None).await?;
        faults.extend(too_long(&profile_room(app, &info, now, &child, &page).await?));
    } else if page.headings.is_empty() {
        faults.push(FieldFault::new("admire", "Write something under one of the headings"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    page.signed_off_on = sign_off.then_some(now.today);
    let content = Content::Profile(page);
    record::write_entry(app, actor, now, record::Writing { pupil, of, on: now.today, content }).await
}
