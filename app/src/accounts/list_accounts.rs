//! The accounts of a school, with what each one teaches and when it was last used.

use std::collections::BTreeMap;

use domain::{
    ClassId, Now, UserId,
    people::{Account, Class, name},
    permissions::{Action, Actor, Subject, allow},
};
use jiff::Timestamp;
use store::queries::{accounts, classes};

use crate::{App, Fault};

/// An account on the list.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// The classes in which they work today, by name.
    pub classes: Vec<String>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// When it was last signed in.
    pub last_in_at: Option<Timestamp>,
}

async fn lines(app: &App, actor: &Actor, now: Now) -> Result<Vec<AccountLine>, Fault> {
    allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let all = accounts::all(&reader).await?;
    let mut ways = accounts::ways_in(&reader).await?;
    let named: BTreeMap<ClassId, Class> =
        classes::all(&reader).await?.into_iter().map(|class| (class.id, class)).collect();
    let mut teaching: BTreeMap<UserId, Vec<String>> = BTreeMap::new();
    for staff in classes::staff(&reader).await? {
        let runs = staff.from_on <= now.today && staff.until_on.is_none_or(|until| until >= now.today);
        if let (true, Some(class)) = (runs, named.get(&staff.class)) {
            // Whoever teaches and helps in one class works in it once.
            let works_in = teaching.entry(staff.account).or_default();
            if !works_in.contains(&class.name) {
                works_in.push(class.name.clone());
            }
        }
    }
    Ok(all
        .into_iter()
        .map(|account| {
            let way = ways.remove(&account.id).unwrap_or_default();
            AccountLine {
                classes: teaching.remove(&account.id).unwrap_or_default(),
                has_password: way.has_password,
                last_in_at: way.last_in_at,
                account,
            }
        })
        .collect())
}

/// The accounts whose name or e-mail address holds what was typed; all of them when nothing was.
///
/// # Errors
/// When the actor may not manage accounts.
pub async fn list_accounts(
    app: &App,
    actor: &Actor,
    now: Now,
    typed: &str,
) -> Result<Vec<AccountLine>, Fault> {
    let wanted = name::fold(typed);
    let found = |line: &AccountLine| {
        let text = format!("{} {}", line.account.name, line.account.email.as_deref().unwrap_or_default());
        let text = name::fold(&text);
        wanted.split_whitespace().all(|word| text.contains(word))
    };
    Ok(lines(app, actor, now).await?.into_iter().filter(found).collect())
}

/// One account, and the others to whom its work could be handed.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such account.
pub async fn show_account(
    app: &App,
    actor: &Actor,
    now: Now,
    id: UserId,
) -> Result<(AccountLine, Vec<Account>), Fault> {
    let (mine, others): (Vec<AccountLine>, Vec<AccountLine>) =
        lines(app, actor, now).await?.into_iter().partition(|line| line.account.id == id);
    let line = mine.into_iter().next().ok_or(Fault::NotFound)?;
    let is_staff = |account: &Account| account.active && account.roles.iter().any(|role| role.is_staff());
    Ok((line, others.into_iter().map(|line| line.account).filter(is_staff).collect()))
}
