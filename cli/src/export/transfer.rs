//! `waymark export transfer`: the file of a child for the next school.

use std::{collections::BTreeSet, io::Write, path::PathBuf};

use app::{
    App, Clock, Fault, Random,
    transfer::{self, TransferForm, TransferMade},
};
use domain::{
    people::{Role, Upn},
    permissions::Actor,
};
use serde_json::json;
use store::queries::pupils;

use crate::{
    bundle::code_of,
    place::Where,
    which_school::{self, Named},
};

/// What is written, and of whom.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// The child's unique pupil number
    #[arg(long, value_name = "UPN")]
    upn: Upn,
    /// The file to write; one that ends in .xml is the Common Transfer File
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// A name that another child has, too, and that may stand in it; once for each name
    #[arg(long, value_name = "NAME")]
    checked: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Runs it. 0: done; 1: refused, with the reason.
pub async fn run(args: &Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    match write(args).await {
        Ok((bytes, bundle)) => {
            if args.json {
                let mut said = json!({ "made": true, "out": args.out, "bytes": bytes });
                if let Some(bundle) = &bundle {
                    said["unread"] = json!(bundle.unread);
                    said["anybody_barred"] = json!(bundle.is_anybody_barred);
                }
                writeln!(out, "{said:#}").ok();
            }
            writeln!(err, "{}: {bytes} bytes.", args.out.display()).ok();
            for title in bundle.iter().flat_map(|bundle| &bundle.unread) {
                writeln!(err, "Look at it yourself, its words cannot be read here: {title}").ok();
            }
            if bundle.is_some_and(|bundle| bundle.is_anybody_barred) {
                writeln!(err, "{BARRED}").ok();
            }
            0
        }
        Err(fault) => {
            let code = code_of(&fault);
            let sentence = match fault {
                Fault::NotFound => "There is no child of this number here.".to_owned(),
                other => other.to_string(),
            };
            if args.json {
                writeln!(out, "{:#}", json!({ "made": false, "code": code, "why": sentence })).ok();
            }
            writeln!(err, "{sentence}").ok();
            1
        }
    }
}

/// What is said when somebody is kept away from the child.
const BARRED: &str = "Somebody is kept from this child or its meetings, and nothing here says so. Tell the next school's safeguarding lead yourself.";

/// How many bytes were written; of a bundle also what is to be said of it.
async fn write(args: &Args) -> Result<(usize, Option<TransferMade>), Fault> {
    let store = args.place.open_there().await?;
    let school = which_school::with_child(&store, args.school.as_ref(), &args.upn).await?;
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let actor = Actor::operator_with(school.id, Role::Senco);
    let pupil =
        pupils::of_upn(&store.read(school.id), &actor.scope(), &args.upn).await?.ok_or(Fault::NotFound)?;
    let info = app.school(school.id, None).await?;
    let is_ctf = args.out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
    let (bytes, bundle) = if is_ctf {
        (transfer::export_ctf(&app, &actor, app.now(), &info, &pupil).await?, None)
    } else {
        let checked: BTreeSet<String> = args.checked.iter().cloned().collect();
        let form = TransferForm { checked, ..TransferForm::default() };
        let mut made = transfer::make_transfer(&app, &actor, app.now(), &info, pupil.id, &form).await?;
        (std::mem::take(&mut made.zip), Some(made))
    };
    std::fs::write(&args.out, &bytes).map_err(|fault| {
        Fault::rule("unwritable", format!("{} cannot be written: {fault}.", args.out.display()))
    })?;
    store.close().await?;
    Ok((bytes.len(), bundle))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use store::{Options, Place, Store};

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        args: Args,
    }

    #[tokio::test]
    async fn the_record_and_the_transfer_file_of_a_child_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&Place::File(folder.path().join("waymark.db")), Options::default()).await.unwrap();
        let world = testkit::World::make(&store).await;
        let (data, upn) = (folder.path().to_str().unwrap(), world.pupils[1].upn.to_string());
        for (name, begins) in [("record.zip", &b"PK"[..]), ("child.xml", b"<?xml")] {
            let file = folder.path().join(name);
            let words =
                ["transfer", "--data", data, "--upn", &upn, "--out", file.to_str().unwrap(), "--json"];
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let code = run(&Alone::parse_from(words).args, &mut out, &mut err).await;
            assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
            assert!(std::fs::read(&file).unwrap().starts_with(begins), "{name}");
        }
        let words = ["transfer", "--data", data, "--upn", "R201100018042", "--out", "nowhere.zip"];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(run(&Alone::parse_from(words).args, &mut out, &mut err).await, 1);
        assert!(String::from_utf8(err).unwrap().starts_with("There is no child"));
    }
}
