//! Accounts: listed, made, changed, handed over, closed.

mod change_account;
mod hand_over;
mod list_accounts;
mod make_account;
mod name_deputy;

pub use change_account::{Changing, change_account};
pub use hand_over::{Handing, hand_over, lacks};
pub use list_accounts::{AccountLine, list_accounts, show_account};
pub use make_account::{Made, NewAccount, invite, make_account};
pub(crate) use make_account::{check_person, write_invitation};
pub use name_deputy::{Deputies, Holder, deputies, name_deputy, take_deputy_back};
