//! `waymark school add`: a school with its first administrator, and the one-time link by which they begin.

use std::io::{self, Write};

use app::{
    App, Clock, Fault, Random,
    first_day::{FirstPerson, NewSchool, make_school},
};
use store::queries::schools;

use crate::{config, place::Where};

/// Schools of a database.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Makes a school and prints the link of its first administrator
    Add(AddArgs),
    /// Lists the schools
    List(ListArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    #[command(flatten)]
    place: Where,
    /// The school's name
    #[arg(long)]
    name: String,
    /// Local authority, three digits
    #[arg(long, value_name = "NNN")]
    authority: String,
    /// Establishment, four digits
    #[arg(long, value_name = "NNNN")]
    establishment: String,
    /// Unique reference number, six digits
    #[arg(long, default_value = "")]
    urn: String,
    /// Phase: nursery, infant, junior, primary, first or middle
    #[arg(long, default_value = "primary")]
    phase: String,
    /// The e-mail address of the first administrator
    #[arg(long, value_name = "E")]
    email: String,
    /// Their name
    #[arg(long, value_name = "N", default_value = "Administrator")]
    admin_name: String,
    /// The address under which people reach the server: the link begins with it
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", value_parser = config::public_url)]
    public_url: String,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    place: Where,
}

/// Runs `waymark school`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let done = match args.what {
        What::Add(args) => add(args, out).await,
        What::List(args) => list(args, out).await,
    };
    done.unwrap_or_else(|fault| {
        writeln!(err, "{fault}").ok();
        1
    })
}

/// A fault of the standard output: nobody reads on.
pub fn unheard(_: io::Error) -> Fault {
    Fault::rule("unheard", "Nobody reads the output.")
}

async fn add(args: AddArgs, out: &mut impl Write) -> Result<u8, Fault> {
    let store = args.place.open().await?;
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let school = NewSchool {
        name: args.name,
        urn: args.urn,
        authority: args.authority,
        establishment: args.establishment,
        phase: args.phase,
    };
    let person = FirstPerson { name: args.admin_name, email: args.email, roles: Vec::new(), password: None };
    let (id, _, token) = make_school(&app, app.now(), &school, &person).await?;
    store.close().await?;
    writeln!(out, "{} is made ({id}).", school.name.trim()).map_err(unheard)?;
    if let Some(token) = token {
        let base = args.public_url.trim_end_matches('/');
        writeln!(
            out,
            "Its administrator chooses a password here, once, within three days:\n{base}/link/{token}"
        )
        .map_err(unheard)?;
    }
    Ok(0)
}

async fn list(args: ListArgs, out: &mut impl Write) -> Result<u8, Fault> {
    let store = args.place.open().await?;
    for school in schools::all(&store).await? {
        let urn = if school.urn.is_empty() { "no URN" } else { &school.urn };
        writeln!(out, "{:03}/{:04}  {urn}  {}", school.authority, school.establishment, school.name)
            .map_err(unheard)?;
    }
    store.close().await?;
    Ok(0)
}
