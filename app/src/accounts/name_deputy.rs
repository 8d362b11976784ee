//! A head names deputies, a SENCO a second SENCO, and takes back what they gave; nothing else of accounts.

use domain::{
    Now, UserId,
    audit::{Event, Happening},
    people::{Account, Role},
    permissions::{
        Action, Actor, Allowed, Subject, allow,
        deputies::{can_be_named, may_name},
    },
};
use store::{
    Conn, Tx,
    queries::{accounts, events},
};

use crate::{App, Fault};

/// So many events of naming are looked through, newest first.
const LOOKED_THROUGH: u64 = 2_000;

/// Somebody who holds the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Whether the actor gave them the role, and may take it back.
    pub named_by_me: bool,
}

/// A role that the actor may give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deputies {
    /// The role.
    pub role: Role,
    /// Who holds it.
    pub holders: Vec<Holder>,
    /// Who can be named: account and name.
    pub candidates: Vec<(UserId, String)>,
}

fn detail(role: Role, account: UserId) -> String {
    format!("{} {account}", role.code())
}

/// Whether the last naming of an account to a role was the actor's, and was not taken back.
async fn named_by(db: &impl Conn, actor: &Actor, role: Role, account: UserId) -> Result<bool, Fault> {
    let kinds = [Happening::DeputyNamed, Happening::DeputyTakenBack];
    let all = events::of_school(db, &kinds, LOOKED_THROUGH).await?;
    let last = all.into_iter().find(|event| event.detail == detail(role, account));
    Ok(last.is_some_and(|event| event.what == Happening::DeputyNamed && event.who == actor.who))
}

/// The roles that the actor may give, with who holds each.
///
/// # Errors
/// [`Fault::Forbidden`] for who may name nobody.
pub async fn deputies(app: &App, actor: &Actor) -> Result<Vec<Deputies>, Fault> {
    allow(actor, Action::NameDeputies, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let all = accounts::all(&reader).await?;
    let mut lists = Vec::new();
    for role in may_name(actor) {
        let mut holders = Vec::new();
        for account in all.iter().filter(|account| account.active && account.roles.contains(&role)) {
            holders.push(Holder {
                id: account.id,
                name: account.name.clone(),
                named_by_me: Some(account.id) != actor.user()
                    && named_by(&reader, actor, role, account.id).await?,
            });
        }
        let candidates = all.iter().filter(|account| can_be_named(account, role));
        let candidates = candidates.map(|account| (account.id, account.name.clone())).collect();
        lists.push(Deputies { role, holders, candidates });
    }
    Ok(lists)
}

async fn opened(
    app: &App,
    actor: &Actor,
    role: Role,
    account: UserId,
) -> Result<(Tx, Allowed, Account), Fault> {
    let allowed = allow(actor, Action::NameDeputies, Subject::School(actor.school))?;
    if !may_name(actor).contains(&role) {
        return Err(Fault::Forbidden(Action::NameDeputies));
    }
    let tx = app.store.write(actor.school).await?;
    let known = accounts::get(&tx, account).await?.ok_or(Fault::NotFound)?;
    Ok((tx, allowed, known))
}

/// Gives a member of staff the actor's own role of head or SENCO beside what they are.
///
/// # Errors
/// [`Fault::Invalid`] at `account-{role}` for somebody who cannot be named; [`Fault::Forbidden`] for a role that is not the
/// actor's own.
pub async fn name_deputy(
    app: &App,
    actor: &Actor,
    now: Now,
    role: Role,
    account: UserId,
) -> Result<(), Fault> {
    let (tx, allowed, known) = opened(app, actor, role, account).await?;
    if known.active && known.roles.contains(&role) {
        return Ok(());
    }
    if !can_be_named(&known, role) {
        let field = format!("account-{}", role.code());
        return Err(Fault::field(field, "Choose a member of staff from the list"));
    }
    let mut roles = known.roles.clone();
    roles.push(role);
    roles.sort();
    accounts::save(&tx, &allowed, &Account { roles, ..known }).await?;
    let event = Event::school(Happening::DeputyNamed, detail(role, account));
    app.commit(tx, &allowed, now, [event]).await
}

/// Takes back a role that the actor gave; it holds on the next request. What somebody else gave is not theirs to take.
///
/// # Errors
/// [`Fault::Rule`] when the actor did not give it.
pub async fn take_deputy_back(
    app: &App,
    actor: &Actor,
    now: Now,
    role: Role,
    account: UserId,
) -> Result<(), Fault> {
    let (tx, allowed, known) = opened(app, actor, role, account).await?;
    if !known.roles.contains(&role) {
        return Ok(());
    }
    if Some(account) == actor.user() || !named_by(&tx, actor, role, account).await? {
        return Err(Fault::rule(
            "not-named-by-you",
            "You can take back only what you gave. The administrator changes every other role.",
        ));
    }
    let roles = known.roles.iter().copied().filter(|held| *held != role).collect();
    accounts::save(&tx, &allowed, &Account { roles, ..known }).await?;
    let event = Event::school(Happening::DeputyTakenBack, detail(role, account));
    app.commit(tx, &allowed, now, [event]).await
}
