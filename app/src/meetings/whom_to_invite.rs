//! Who is invited to a child's review: child, parents, class teacher, teaching assistants, SENCO, invited professionals.

use domain::{
    Now,
    meetings::{Invited, Reply},
    people::{Account, Pupil, Role},
    permissions::Actor,
    record::Party,
};
use store::{
    Conn,
    queries::{accounts, contacts},
};

use crate::{Fault, county::everybody};

fn invited(account: &Account, party: Party) -> Invited {
    Invited {
        id: account.id.0.into(),
        account: Some(account.id),
        party,
        name: account.name.clone(),
        reply: None,
        words: String::new(),
        replied_at: None,
    }
}

/// Everybody who is invited, with the accounts of those who have one. A SENCO who plans it comes. A parent without a way
/// in is invited by letter; a barred one is not. The child answers on their own page.
pub(super) async fn whom_to_invite(
    db: &impl Conn,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
) -> Result<(Vec<Invited>, Vec<Account>), Fault> {
    let (mut all, mut with_account) = (Vec::<Invited>::new(), Vec::new());
    for (asked, account) in everybody(db, actor, now, pupil).await? {
        match account {
            Some(account) => {
                all.push(invited(&account, asked.party));
                with_account.push(account);
            }
            None => all.push(Invited {
                id: pupil.id.0.into(),
                account: None,
                party: Party::Pupil,
                name: asked.name,
                reply: None,
                words: String::new(),
                replied_at: None,
            }),
        }
    }
    let sencos: Vec<Account> = accounts::all(db)
        .await?
        .into_iter()
        .filter(|account| account.active && account.roles.contains(&Role::Senco))
        .collect();
    let planner = sencos.iter().find(|account| Some(account.id) == actor.user());
    match planner {
        Some(planner) => all.push(Invited {
            reply: Some(Reply::Yes),
            replied_at: Some(now.instant),
            ..invited(planner, Party::Senco)
        }),
        None => {
            for senco in sencos {
                if !all.iter().any(|one| one.account == Some(senco.id)) {
                    all.push(invited(&senco, Party::Senco));
                    with_account.push(senco);
                }
            }
        }
    }
    for contact in contacts::of_pupil(db, pupil.id).await? {
        let has_way_in = contact.account.is_some_and(|id| all.iter().any(|one| one.account == Some(id)));
        if contact.responsibility && !contact.barred && !has_way_in {
            all.push(Invited {
                id: contact.id.0.into(),
                account: None,
                party: Party::Parent,
                name: contact.name(),
                reply: None,
                words: String::new(),
                replied_at: None,
            });
        }
    }
    Ok((all, with_account))
}
