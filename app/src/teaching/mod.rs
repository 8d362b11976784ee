//! Steps 5 and 6: the provision map, sessions, scores, and how each target stands.

mod copy_provision;
mod cover_group;
mod end_provision;
mod give_place;
mod go_on;
mod in_reach;
mod interventions;
mod log_session;
mod messages;
mod my_week;
mod save_provision;
mod show_adults;
mod show_child;
mod show_map;
mod show_money;
mod show_provision;
mod show_session;
mod sync_sessions;
mod targets;
mod type_week;
mod undo_session;
mod week_sheet;
mod what_was_held;
mod written;

pub use copy_provision::{CopyProvision, copy_provision};
pub use cover_group::cover_group;
pub use end_provision::{EndProvision, end_provision};
pub(crate) use give_place::end_all_places;
pub use give_place::{GivePlace, end_place, give_place};
pub use in_reach::BookedTwice;
pub use interventions::{CatalogueLine, interventions_of, save_intervention, show_catalogue};
pub use log_session::{ChildLog, LogSession, Logged, log_session};
pub use messages::SessionMessage;
pub(crate) use messages::messages;
pub use my_week::{Group, MyWeek, my_week};
pub use save_provision::{Planned, SaveProvision, save_provision};
pub use show_adults::{AdultWeek, AdultsWeeks, Booking, set_contracts, show_adults};
pub use show_child::{ChildProvision, ChildsPlace, show_child};
pub use show_map::{LessonMissed, MapRow, Narrowed, ProvisionMap, show_map};
pub use show_money::{
    ChildMoney, Money, MoneyFigures, change_money, funding_year_from, funding_year_of, show_money,
    show_money_of,
};
pub(crate) use show_money::{Hourly, child_cost, costs};
pub use show_provision::{Candidate, ProvisionForm, show_provision};
pub use show_session::{JoinedShown, SessionChild, SessionShown, show_session};
pub use sync_sessions::{DeviceEntry, MOST_ENTRIES, Outcome, sync_sessions};
pub use targets::{InUse, PlannedTarget, targets_of, targets_of_scope};
pub use type_week::{WeekTyped, type_week};
pub use undo_session::{may_undo, undo_session};
pub use week_sheet::{SheetChild, SheetSession, SheetsOf, WeekSheet, week_sheets};
