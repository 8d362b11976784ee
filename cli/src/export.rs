//! `waymark export`: a person's calendar, a child's file for the next school.

mod transfer;

use std::{io::Write, path::PathBuf};

use app::{App, Clock, Fault, Random, calendars};
use domain::people::{Account, School};
use store::queries::accounts;

use crate::{
    place::Where,
    which_school::{self, Named},
};

/// Writes files for other programs.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Writes somebody's legal dates and reviews as an iCalendar file
    Calendar(CalendarArgs),
    /// Writes a child's record for the next school as a ZIP, or the Common Transfer File when the name ends in .xml
    Transfer(transfer::Args),
}

#[derive(Debug, clap::Args)]
struct CalendarArgs {
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// Whose calendar: e-mail address or name
    #[arg(long, value_name = "NAME")]
    user: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The address under which people reach the server: links in the calendar begin with it
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", value_parser = crate::config::public_url)]
    public_url: String,
    /// One JSON document on the output
    #[arg(long)]
    json: bool,
}

/// Runs `waymark export`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let args = match args.what {
        What::Calendar(args) => args,
        What::Transfer(args) => return transfer::run(&args, out, err).await,
    };
    match calendar(&args).await {
        Ok((who, days)) => {
            if args.json {
                let said = serde_json::json!({"user": who, "days": days, "out": args.out});
                writeln!(out, "{said:#}").ok();
            }
            writeln!(err, "{days} dates of {who} are in {}.", args.out.display()).ok();
            0
        }
        Err(fault) => {
            writeln!(err, "{fault}").ok();
            1
        }
    }
}

async fn calendar(args: &CalendarArgs) -> Result<(String, usize), Fault> {
    let store = args.place.open_there().await?;
    let wanted = args.user.trim().to_lowercase();
    let is_called = |account: &Account| {
        account.name.to_lowercase() == wanted || account.email.as_deref() == Some(wanted.as_str())
    };
    let nobody = || Fault::rule("no-such-user", format!("Nobody here is called “{}”.", args.user));
    let has = async |school: &School| Ok(accounts::all(&store.read(school.id)).await?.iter().any(is_called));
    let school = which_school::having(&store, args.school.as_ref(), has, Some(nobody())).await?;
    let all = accounts::all(&store.read(school.id)).await?;
    let named: Vec<_> = all.into_iter().filter(|account| is_called(account)).collect();
    let who = match named.as_slice() {
        [] => return Err(nobody()),
        [one] => one.clone(),
        _ => {
            let sentence = format!("Several people are called “{}”: give the e-mail address.", args.user);
            return Err(Fault::rule("which-user", sentence));
        }
    };
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let info = app.school(school.id, None).await?;
    let file = calendars::write_calendar(&app, &info, who.id, &args.public_url, app.now()).await?;
    let days = file.windows(12).filter(|part| part == b"BEGIN:VEVENT").count();
    std::fs::write(&args.out, file).map_err(|fault| {
        Fault::rule("unwritable", format!("{} cannot be written: {fault}.", args.out.display()))
    })?;
    store.close().await?;
    Ok((who.name, days))
}
