//! `waymark user add`: a person on the staff with roles, and the one-time link by which they choose a password.

use std::io::Write;

use app::{
    App, Clock, Fault, Random,
    first_day::{NewPerson, add_person},
};
use domain::{people::Role, permissions::Actor};
use store::queries::schools;

use crate::{
    config,
    place::Where,
    school::unheard,
    which_school::{self, Named},
};

/// What somebody is told whose school has no administrator yet.
pub const NOBODY_YET: &str = "Nobody can sign in to administer the school yet. Make the first administrator, who gets a link to choose a password: \
                             waymark user add --data DIR (or --database-url URL) --role admin --email name@example.org";

/// People who sign in.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Adds a person, or a role of somebody who is there, and prints a one-time link
    Add(AddArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// The role: senco, teacher, ta, data-manager, head, governor or admin; more than one with more --role
    #[arg(long, value_name = "R", required = true, value_parser = role)]
    role: Vec<Role>,
    /// The e-mail address
    #[arg(long, value_name = "E")]
    email: String,
    /// The name
    #[arg(long, value_name = "N")]
    name: Option<String>,
    /// The address under which people reach the server: the link begins with it
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080", value_parser = config::public_url)]
    public_url: String,
}

fn role(text: &str) -> Result<Role, String> {
    let known = Role::from_code(&text.trim().to_lowercase()).filter(|role| role.is_staff());
    known.ok_or_else(|| {
        let codes: Vec<&str> =
            Role::ALL.into_iter().filter(|role| role.is_staff()).map(|role| role.code()).collect();
        format!("“{text}” is not one of {}", codes.join(", "))
    })
}

/// Runs `waymark user`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let What::Add(args) = args.what;
    add(args, out).await.unwrap_or_else(|fault| {
        writeln!(err, "{fault}").ok();
        1
    })
}

async fn add(args: AddArgs, out: &mut impl Write) -> Result<u8, Fault> {
    let store = args.place.open().await?;
    let known = schools::all(&store).await?;
    let school = which_school::choose(&known, args.school.as_ref(), None)
        .map_err(|fault| Fault::rule(fault.code, fault.sentence))?
        .ok_or_else(|| {
            Fault::rule(
                "no-school",
                "There is no school here yet. Make one with waymark school add, or import a roll.",
            )
        })?;
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let person = NewPerson { name: args.name, email: args.email, roles: args.role };
    let (token, was_there) = add_person(&app, &Actor::operator(school.id), app.now(), &person).await?;
    store.close().await?;
    let email = person.email.trim();
    if was_there {
        writeln!(
            out,
            "{email} was there and has the role now. A new password is chosen here, once, within three days:"
        )
    } else {
        writeln!(
            out,
            "{email} is added to {}. A password is chosen here, once, within three days:",
            school.name
        )
    }
    .map_err(unheard)?;
    writeln!(out, "{}/link/{token}", args.public_url.trim_end_matches('/')).map_err(unheard)?;
    Ok(0)
}
