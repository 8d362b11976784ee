//! Signing in and out: passwords, single-use links, throttle, sessions.

mod by_link;
mod by_password;
pub mod password;
mod session;
mod throttle;

pub use by_link::{LINK_GOOD_FOR, ask_again, ask_for_link, look_at_link, make_link, open_link, set_password};
pub(crate) use by_link::{write_first_link, write_sign_in_link};
pub use by_password::{Choice, SignedIn, sign_in};
pub(crate) use session::own_right;
pub use session::{IDLE_AFTER, Visitor, digest, open_session, sign_out, visitor};
