//! Papers that went out: a parent who signs in finds the one page profile and the letter that SEN support begins.

use std::collections::BTreeSet;

use app::{
    Fault, early,
    papers::{self, LetterForm, PaperName, SendForm, What},
};
use domain::{Date, people::Role};
use store::queries::accounts;

use super::play::Play;

/// Sends them to the first parent whose child has a profile.
pub(super) async fn send(play: &mut Play<'_>, today: Date) -> Result<(), Fault> {
    let now = play.at(today, 5);
    let senco = play.actor(play.made.staff.senco, now).await?;
    let (app, info) = (play.app, play.info.clone());
    let everybody = accounts::all(&app.store.read(play.made.school)).await?;
    for parent in everybody.iter().filter(|account| account.active && account.roles.contains(&Role::Parent)) {
        let actor = play.actor(parent.id, now).await?;
        let children = early::my_children(app, &actor, &info, now).await?;
        let Some(child) = children.into_iter().find(|child| child.has_profile && child.plan.is_some()) else {
            continue;
        };
        let kind = documents::papers::LetterKind::SenSupportBegins;
        let begun =
            async |to: &str| papers::letter_begun(app, &senco, now, &info, &child.pupil, kind, to).await;
        let (_, people) = begun("").await?;
        let Some(to) = people.iter().find(|person| person.account == Some(parent.id)) else { continue };
        let (form, _) = begun(&to.code).await?;
        let letter = What::Letter(kind, LetterForm { text: form.text, to: form.to });
        for (what, reason) in [
            (letter, "The school must tell parents when SEN support begins."),
            (What::Paper(PaperName::OnePageProfile), "To read at home, and to tell us what is not right."),
        ] {
            let ready = papers::to_send(app, &senco, now, &info, &child.pupil, &what).await?;
            let to = ready.recipients.iter().find(|person| person.account == Some(parent.id));
            let Some(to) = to.map(|person| person.code.clone()) else { continue };
            let checked: BTreeSet<String> = ready.others.into_iter().map(|other| other.name).collect();
            let form = SendForm { to, reason: reason.to_owned(), checked };
            papers::send_paper(app, &senco, now, &info, child.pupil.id, &what, &form).await?;
        }
        break;
    }
    Ok(())
}
