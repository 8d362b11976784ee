//! Accounts: listed, made, changed, handed over, closed.

mod change_account;
mod hand_over;
mod list_accounts;
mod make_account;

pub use change_account::{Changing, change_account};
pub use hand_over::{Handing, hand_over};
pub use list_accounts::{AccountLine, list_accounts, show_account};
pub use make_account::{Made, NewAccount, invite, make_account};
pub(crate) use make_account::{check_person, write_invitation};
