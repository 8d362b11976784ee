//! `waymark config check`: what is wrong, and where; or what a server would be started with, and from where each value is.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Args as ClapArgs;
use store::Place;

use super::read_or_nothing;

/// Looks after the configuration.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Says what is wrong with waymark.toml and the environment and where, or from where each value comes
    Check(CheckArgs),
}

#[derive(Debug, ClapArgs)]
struct CheckArgs {
    /// The file; waymark.toml in this folder, when it is there, where none is named
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Ask the mail server whether it answers, too
    #[arg(long)]
    mail: bool,
}

/// Runs `waymark config`. 0: all is well; 1: something is wrong, a sentence each on the error stream.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let What::Check(args) = args.what;
    check(&args, out, err).await.unwrap_or(1)
}

async fn check(args: &CheckArgs, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let settings = match read_or_nothing(args.file.as_deref()) {
        Ok(settings) => settings,
        Err(wrong) => {
            for sentence in wrong {
                writeln!(err, "{sentence}")?;
            }
            return Ok(1);
        }
    };
    let listen = settings.listen.map_or_else(|| "127.0.0.1:8080".to_owned(), |address| address.to_string());
    writeln!(out, "listens on: {listen}")?;
    let url = settings.public_url.as_deref().unwrap_or("that address");
    writeln!(out, "people reach it under: {url}")?;
    match &settings.place {
        Some(Place::File(path)) => writeln!(out, "database: {}", path.display())?,
        Some(Place::Server(_)) => writeln!(out, "database: a PostgreSQL server")?,
        None => writeln!(out, "database: none is named; say --data or --database-url to each command")?,
    }
    match &settings.mailer {
        None => writeln!(out, "mail: no mail server is named; mail waits until one is")?,
        Some(mailer) if args.mail => match mailer.answers().await {
            Ok(()) => writeln!(out, "mail: the mail server answers")?,
            Err(sentence) => {
                writeln!(err, "{}: {sentence}", settings.sources.place("smtp.host"))?;
                return Ok(1);
            }
        },
        Some(_) => writeln!(out, "mail: a mail server is named; --mail asks whether it answers")?,
    }
    for (name, from) in settings.sources.all() {
        writeln!(out, "{name}: from {from}")?;
    }
    writeln!(out, "all is well")?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_value_says_where_it_comes_from() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("waymark.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:8081\"\ndata = \"here\"\n").unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = Args { what: What::Check(CheckArgs { file: Some(file.clone()), mail: false }) };
        let code = run(args, &mut out, &mut err).await;
        let out = String::from_utf8(out).unwrap();
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
        assert!(out.contains(&format!("listen: from {}, listen", file.display())), "{out}");
        let nowhere =
            Args { what: What::Check(CheckArgs { file: Some("nowhere.toml".into()), mail: false }) };
        assert_eq!(run(nowhere, &mut Vec::new(), &mut Vec::new()).await, 1);
    }
}
