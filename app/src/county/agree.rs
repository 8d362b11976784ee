//! Somebody says whether the county is to be asked to assess; or the SENCO records what they said.

use domain::{
    Date, EntryId, Now, PupilId,
    pathway::signed_consent,
    people::{Contact, Pupil, Role, name::fold},
    permissions::{Action, Actor},
    record::{ApplicationAgreement, Content, Entry, HowSaid, Party},
};
use store::queries::{accounts, contacts, entries};

use crate::{
    App, Fault, child,
    files::Ready,
    record::{Writing, write_entry_with},
    time_in_words::day,
};

/// What was said, as it was typed.
#[derive(Debug)]
pub struct Agreeing {
    /// The child.
    pub pupil: PupilId,
    /// The day on which it was said or signed.
    pub on: Date,
    /// What was said.
    pub said: ApplicationAgreement,
    /// The scan of what was signed.
    pub scans: Vec<Ready>,
}

/// As which parties somebody may answer for themselves, and as which they may record what others said.
#[must_use]
pub fn may_agree_as(actor: &Actor, pupil: &Pupil) -> (Vec<Party>, Vec<Party>) {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for holding in &actor.holdings {
        if !holding.reaches(Action::AgreeApplication, pupil.subject()) {
            continue;
        }
        match holding.role {
            Role::Senco => {
                own.push(Party::Senco);
                others.extend([Party::Parent, Party::Teacher, Party::Head, Party::Pupil]);
            }
            Role::Teacher => own.push(Party::Teacher),
            Role::Head => own.push(Party::Head),
            Role::Parent => own.push(Party::Parent),
            Role::Ta | Role::DataManager | Role::Governor | Role::Pupil | Role::Agency | Role::Admin => {}
        }
    }
    others.retain(|party| !own.contains(party));
    (own, others)
}

/// Whether a signature has a word of a name: "N. Quillby" signs for Nia Quillby.
fn shares_a_word(signed: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> { fold(text).split_whitespace().map(str::to_owned).collect() };
    let known = words(name);
    words(signed).iter().any(|word| known.contains(word))
}

/// Only whoever has parental responsibility consents. For a looked-after child that can be somebody who is not on the
/// roll: who it is stands on the form.
async fn may_consent(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    said: &ApplicationAgreement,
    is_own: bool,
) -> Result<(), Fault> {
    let roll = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    if is_own {
        let says_no = |contact: &Contact| {
            contact.account.is_some()
                && contact.account == actor.user()
                && contact.responsibility == Some(false)
        };
        return if roll.iter().any(says_no) {
            let sentence = "The school’s roll says that you have no parental responsibility, so your yes is no consent. Is that wrong? Tell the SENCO.";
            Err(Fault::field("agrees", sentence))
        } else {
            Ok(())
        };
    }
    if pupil.looked_after || signed_consent::may_sign(&said.name, &roll) {
        return Ok(());
    }
    let sentence = format!(
        "Only somebody who is on the roll with parental responsibility can consent, and “{}” is not. Write their name as it stands there; when the roll is wrong, correct the contact first",
        said.name.trim()
    );
    Err(Fault::field("name", sentence))
}

/// Records what a party says to the application. The same answer again on the same day is the same answer; a scan that
/// comes with it is added to it.
///
/// Why the county is to be asked although not everyone agrees is written by SENCO and head each for themselves: nobody
/// writes it for the other.
///
/// # Errors
/// [`Fault::Invalid`] when something is missing; [`Fault::Forbidden`] when they may not answer.
pub async fn agree(app: &App, actor: &Actor, now: Now, agreeing: Agreeing) -> Result<EntryId, Fault> {
    let pupil = child::see(app, actor, agreeing.pupil).await?;
    let (own, others) = may_agree_as(actor, &pupil);
    if own.is_empty() && others.is_empty() {
        return Err(Fault::Forbidden(Action::AgreeApplication));
    }
    let Agreeing { on, mut said, scans, .. } = agreeing;
    let is_own = own.contains(&said.party);
    if !is_own && !others.contains(&said.party) {
        return Err(Fault::field("party", "Choose who said it"));
    }
    if on > now.today {
        return Err(Fault::field("on-day", "The day must not be ahead"));
    }
    if is_own {
        said.how = HowSaid::InWaymark;
    } else if said.how == HowSaid::InWaymark {
        return Err(Fault::field("how", "Say how they said it: on paper, or in the meeting"));
    }
    if !scans.is_empty() && said.how != HowSaid::OnPaper {
        return Err(Fault::field("scan", "A scan belongs to an answer on paper: choose “on paper”"));
    }
    if said.name.trim().is_empty() && said.party != Party::Pupil {
        return Err(Fault::field("name", "Write the name of the person who says it"));
    }
    let reader = app.store.read(actor.school);
    // An answer of one's own stands under the name of the account, so that a later one takes its place.
    if let (true, Some(user)) = (is_own, actor.user())
        && let Some(account) = accounts::get(&reader, user).await?
    {
        if said.party == Party::Parent && !shares_a_word(&said.name, &account.name) {
            let sentence = format!("You are signed in as {}: sign with your own name", account.name);
            return Err(Fault::field("name", sentence));
        }
        said.name = account.name;
    }
    if said.party == Party::Parent && said.agrees {
        may_consent(app, actor, &pupil, &said, is_own).await?;
        let all = entries::of_pupil(&reader, pupil.id).await?;
        if let Some(first) = signed_consent::asked_from(&all).filter(|first| on < *first) {
            let sentence = format!(
                "The parents were told of this application on {}: a consent from before that day is not for it",
                day(first)
            );
            return Err(Fault::field("on-day", sentence));
        }
    }
    if !said.agrees && said.words.trim().is_empty() {
        return Err(Fault::field("words", "Write what they say, and why they do not agree"));
    }
    if !(is_own && matches!(said.party, Party::Senco | Party::Head)) {
        said.although.clear();
    }
    let content = Content::ApplicationAgreement(said);
    let same = |entry: &Entry| entry.author == actor.who && entry.on == on && entry.content == content;
    let of = match entries::of_pupil(&reader, pupil.id).await?.iter().find(|entry| same(entry)) {
        Some(same) if scans.is_empty() => return Ok(same.id),
        Some(same) => Some((same.id, same.version)),
        None => None,
    };
    write_entry_with(app, actor, now, Writing { pupil: pupil.id, of, on, content }, scans).await
}
