//! Staff record a referral to an outside agency, and what became of it.

use domain::{
    Date, EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, Referral},
};

use super::own_referral::invited_ever;
use crate::{App, Fault, FieldFault, record};

/// Records a referral, or saves a new version of one.
///
/// # Errors
/// [`Fault::Invalid`] when it does not say to whom and why, a day is ahead, it was sent before the parents consented, or
/// the child was seen before it was sent;
/// [`Fault::Stale`] when somebody saved since.
pub async fn record_referral(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    referral: Referral,
) -> Result<EntryId, Fault> {
    let mut faults = Vec::new();
    if referral.to.trim().is_empty() {
        faults.push(FieldFault::new("to", "Say to whom, for example an educational psychologist"));
    }
    if referral.reason.trim().is_empty() {
        faults.push(FieldFault::new("reason", "Say why, in a sentence that the parents may read"));
    }
    let days: [(&str, Option<Date>); 5] = [
        ("consent_on", referral.consent_on),
        ("sent_on", referral.sent_on),
        ("chased_on", referral.chased_on),
        ("seen_on", referral.seen_on),
        ("report_on", referral.report_on),
    ];
    for (field, day) in days {
        if day.is_some_and(|day| day > now.today) {
            faults.push(FieldFault::new(format!("{field}-day"), "This day must be today or before"));
        }
    }
    if let Some(sent) = referral.sent_on
        && referral.consent_on.is_none_or(|consent| consent > sent)
    {
        faults.push(FieldFault::new(
            "consent_on-day",
            "A referral is sent after the parents have consented: enter the day of their consent",
        ));
    }
    if let Some(sentence) = referral.seen_out_of_turn() {
        faults.push(FieldFault::new("seen_on-day", sentence));
    }
    if let Some(account) = referral.account
        && !invited_ever(&app.store.read(actor.school), pupil).await?.contains(&account)
    {
        faults
            .push(FieldFault::new("account", "Choose a professional who is invited to this child, or none"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let on = referral.sent_on.or(referral.consent_on).unwrap_or(now.today);
    let writing = record::Writing { pupil, of, on, content: Content::Referral(referral) };
    record::write_entry(app, actor, now, writing).await
}
