//! Papers that were sent, as they were sent.

use domain::{EntryId, PupilId, UserId, permissions::Allowed};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use crate::{Conn, StoreFault, Tx, rows::sent_paper};

/// A paper that was sent. When and by whom stands on the entry of the contact log that has its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPaper {
    /// The entry of the contact log.
    pub entry: EntryId,
    /// The child.
    pub pupil: PupilId,
    /// Which paper: its name.
    pub paper: String,
    /// What it was called.
    pub title: String,
    /// To whom, by name.
    pub recipient: String,
    /// Who may open it in Waymark, when they have an account.
    pub account: Option<UserId>,
    /// Why.
    pub reason: String,
    /// The names of other children that were found in it and checked.
    pub checked: String,
}

/// Keeps a paper with its file (base64).
///
/// # Errors
/// When the right does not cover the child.
pub async fn add(tx: &Tx, allowed: &Allowed, paper: &SentPaper, file: String) -> Result<(), StoreFault> {
    tx.check(allowed, "sent_paper", Some(paper.pupil))?;
    let row = sent_paper::ActiveModel {
        school_id: Set(tx.school().0),
        entry_id: Set(paper.entry.0),
        pupil_id: Set(paper.pupil.0),
        paper: Set(paper.paper.clone()),
        title: Set(paper.title.clone()),
        recipient: Set(paper.recipient.clone()),
        account_id: Set(paper.account.map(|account| account.0)),
        reason: Set(paper.reason.clone()),
        checked: Set(paper.checked.clone()),
        file: Set(file),
    };
    sent_paper::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

type Row = (Uuid, Uuid, String, String, String, Option<Uuid>, String, String);

/// The papers about a child that were sent, newest first, without their files.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<SentPaper>, StoreFault> {
    use sent_paper::Column;
    let rows: Vec<Row> = sent_paper::Entity::find()
        .select_only()
        .columns([
            Column::EntryId,
            Column::PupilId,
            Column::Paper,
            Column::Title,
            Column::Recipient,
            Column::AccountId,
            Column::Reason,
            Column::Checked,
        ])
        .filter(Column::SchoolId.eq(db.school().0))
        .filter(Column::PupilId.eq(pupil.0))
        .order_by_desc(Column::EntryId)
        .into_tuple()
        .all(db.inner())
        .await?;
    let sent = |(entry, pupil, paper, title, recipient, account, reason, checked): Row| SentPaper {
        entry: entry.into(),
        pupil: pupil.into(),
        paper,
        title,
        recipient,
        account: account.map(Into::into),
        reason,
        checked,
    };
    Ok(rows.into_iter().map(sent).collect())
}

/// A paper with its file (base64).
///
/// # Errors
/// When the database fails.
pub async fn get(
    db: &impl Conn,
    pupil: PupilId,
    entry: EntryId,
) -> Result<Option<(SentPaper, String)>, StoreFault> {
    let row = sent_paper::Entity::find_by_id((db.school().0, entry.0)).one(db.inner()).await?;
    Ok(row.filter(|row| row.pupil_id == pupil.0).map(|row| {
        let paper = SentPaper {
            entry: row.entry_id.into(),
            pupil: row.pupil_id.into(),
            paper: row.paper,
            title: row.title,
            recipient: row.recipient,
            account: row.account_id.map(Into::into),
            reason: row.reason,
            checked: row.checked,
        };
        (paper, row.file)
    }))
}
