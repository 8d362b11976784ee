//! `waymark plan`: a plan's file checked, written, read in; and its schema.

use std::{fs, io::Write, path::PathBuf};

use app::{App, Clock, Fault, Random, child, planning};
use domain::{people::Upn, record::TargetFate};
use exchange::plan_file;
use serde_json::{Value, json};
use store::queries::{accounts, pupils};

use crate::{
    place::Where,
    which_school::{self, Named},
};

/// Plans as files.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Prints the JSON Schema of a plan's file
    Schema,
    /// Says whether a file is a plan, and what is wrong with it
    Check(CheckArgs),
    /// Writes a child's plan to a file
    Export(ExportArgs),
    /// Reads a plan in from a file: what it would change, or, without --dry-run, changes it
    Import(ImportArgs),
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Whose {
    /// The child's unique pupil number
    #[arg(long, value_name = "UPN")]
    pupil: Upn,
    /// The account in whose name and with whose rights it is done, by its e-mail address
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    #[command(flatten)]
    whose: Whose,
    /// The file that is written; standard output when it is left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    whose: Whose,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Runs `waymark plan`. 0: done; 1: not, and why; 2 (a wrong use) is clap's.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let done = match args.what {
        What::Schema => out.write_all(plan_file::schema().as_bytes()).map_err(|fault| fault.to_string()),
        What::Check(args) => check(&args, out),
        What::Export(args) => export(&args, out).await,
        What::Import(args) => import(&args, out).await,
    };
    match done {
        Ok(()) => 0,
        Err(sentence) => {
            let _ = writeln!(err, "{sentence}");
            1
        }
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    let cannot = |fault: std::io::Error| format!("{} cannot be read: {fault}.", path.display());
    let length = fs::metadata(path).map_err(cannot)?.len();
    if length > plan_file::MAX_BYTES as u64 {
        return Err(format!(
            "{} has {length} bytes; a plan has at most {}.",
            path.display(),
            plan_file::MAX_BYTES
        ));
    }
    fs::read(path).map_err(cannot)
}

fn print(out: &mut impl Write, document: &Value) -> Result<(), String> {
    writeln!(out, "{document:#}").map_err(|fault| fault.to_string())
}

fn check(args: &CheckArgs, out: &mut impl Write) -> Result<(), String> {
    let bytes = read(&args.file)?;
    match plan_file::read(&bytes) {
        Ok((file, template, plan)) => {
            let said = json!({
                "valid": true,
                "template": {"id": template.id, "version": template.version, "name": template.name},
                "cycle": plan.cycle,
                "targets": plan.targets.len(),
                "written_on": file.written_on.0,
            });
            if args.json {
                return print(out, &said);
            }
            writeln!(out, "A plan by the template “{}”, with {} targets.", template.title, plan.targets.len())
                .map_err(|fault| fault.to_string())
        }
        Err(fault) if args.json => {
            print(out, &json!({"valid": false, "why": fault.to_string()}))?;
            Err(fault.to_string())
        }
        Err(fault) => Err(fault.to_string()),
    }
}

/// The application, the account with its rights, and the child in its scope.
async fn open(
    whose: &Whose,
) -> Result<(App, std::sync::Arc<domain::permissions::Actor>, domain::people::Pupil), String> {
    let say = |fault: Fault| match fault {
        Fault::NotFound => "There is no such child in the reach of this account.".to_owned(),
        other => other.to_string(),
    };
    let store = whose.place.open_there().await.map_err(|fault| fault.to_string())?;
    let school = which_school::with_child(&store, whose.school.as_ref(), &whose.pupil).await.map_err(say)?;
    let app = App::new(store, Clock::real(), Random::system());
    let reader = app.store.read(school.id);
    let account = accounts::find_by_email(&reader, whose.by.trim())
        .await
        .map_err(|fault| fault.to_string())?
        .ok_or_else(|| format!("No account of this school has the address {}.", whose.by))?;
    let info = app.school(school.id, None).await.map_err(say)?;
    let actor = app.actor(&info, account, app.now().today).await.map_err(say)?;
    let found =
        pupils::of_upn(&reader, &actor.scope(), &whose.pupil).await.map_err(|fault| fault.to_string())?;
    let id = found.ok_or("There is no such child in the reach of this account.")?.id;
    let pupil = child::see(&app, &actor, id).await.map_err(say)?;
    Ok((app, actor, pupil))
}

async fn export(args: &ExportArgs, out: &mut impl Write) -> Result<(), String> {
    let (app, actor, pupil) = open(&args.whose).await?;
    let which = planning::Which::default();
    let text =
        planning::export_plan(&app, &actor, app.now(), &pupil, which).await.map_err(|fault| match fault {
            Fault::NotFound => "This child has no plan yet.".to_owned(),
            other => other.to_string(),
        })?;
    app.store.close().await.map_err(|fault| fault.to_string())?;
    match &args.out {
        Some(path) => {
            fs::write(path, text).map_err(|fault| format!("{} cannot be written: {fault}.", path.display()))
        }
        None => out.write_all(text.as_bytes()).map_err(|fault| fault.to_string()),
    }
}

async fn import(args: &ImportArgs, out: &mut impl Write) -> Result<(), String> {
    let bytes = read(&args.file)?;
    let (app, actor, pupil) = open(&args.whose).await?;
    let looked =
        planning::look_at_plan_file(&app, &actor, &pupil, &bytes).await.map_err(|fault| fault.to_string())?;
    if let Some(sentence) = &looked.stops {
        return Err(sentence.clone());
    }
    let fates =
        |is: fn(&TargetFate) -> bool| looked.difference.targets.iter().filter(|t| is(&t.fate)).count();
    let mut said = json!({
        "fields_changed": looked.difference.fields.iter().map(|field| &field.label).collect::<Vec<_>>(),
        "targets": {
            "kept": fates(|fate| *fate == TargetFate::Kept),
            "changed": fates(|fate| matches!(fate, TargetFate::Changed(_))),
            "new": fates(|fate| *fate == TargetFate::New),
            "left_behind": fates(|fate| *fate == TargetFate::Gone),
        },
        "notes": looked.notes,
        "committed": false,
    });
    if !args.dry_run {
        planning::take_plan_file(&app, &actor, app.now(), &pupil, looked.of, &bytes)
            .await
            .map_err(|fault| fault.to_string())?;
        said["committed"] = json!(true);
    }
    app.store.close().await.map_err(|fault| fault.to_string())?;
    if args.json {
        return print(out, &said);
    }
    let changed = looked.difference.count();
    let done = if args.dry_run { "would change; nothing has" } else { "changed" };
    let mut lines = vec![format!("{changed} fields and targets {done}.")];
    lines.extend(looked.notes.iter().cloned());
    writeln!(out, "{}", lines.join("\n")).map_err(|fault| fault.to_string())
}
