//! `waymark import`: the roll, or attainment, from a file; whole or not at all.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::PathBuf,
};

use app::{
    App, Clock, Fault, Random,
    roll::{
        self, Choice, FileRead, Held, Into, Mapping, Plan, RefusedRow, Roll, Unreadable, import_now,
        plan_first,
    },
};
use domain::{Now, people::School, permissions::Actor};
use serde_json::{Value, json};
use store::{Place, queries::schools};

use crate::{
    place::Where,
    which_school::{self, Named, NotKnown},
};

mod attainment;

/// Imports from files.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The roll: a Common Transfer File, or a spreadsheet (CSV, XLSX, ODS)
    Roll(RollArgs),
    /// Attainment: one row a pupil, a column for each subject (CSV, XLSX, ODS)
    Attainment(attainment::Args),
}

#[derive(Debug, clap::Args)]
struct RollArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out the rows that are refused, and take the others
    #[arg(long)]
    accept_refused: bool,
    /// More than one pupil in ten leaves by this file, and that is right
    #[arg(long)]
    yes_leaving: bool,
    /// Which column of a spreadsheet is which field: JSON, {"Legal surname": "surname", ...}
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// What came of it.
enum Outcome {
    /// The file was compared, and perhaps taken.
    Planned { plan: Box<Plan>, held: Option<Held>, school: String, nobody_yet: bool },
    /// The file, its school or the database is not as it must be.
    Failed(Failed),
}

/// What is not as it must be: for programs, and for people.
struct Failed {
    code: String,
    sentence: String,
}

impl From<Unreadable> for Failed {
    fn from(fault: Unreadable) -> Self {
        Failed { code: fault.code.code().to_owned(), sentence: fault.sentence }
    }
}

impl From<NotKnown> for Failed {
    fn from(fault: NotKnown) -> Self {
        Failed { code: fault.code.to_owned(), sentence: fault.sentence }
    }
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        let code = match &fault {
            Fault::Rule { code, .. } => (*code).to_owned(),
            Fault::Store(_) => "database".to_owned(),
            _ => "refused".to_owned(),
        };
        Failed { code, sentence: fault.to_string() }
    }
}

/// Runs `waymark import`. 0: taken, or it could be; 1: nothing was taken, and why; 2 (a wrong use) is clap's.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let args = match args.what {
        What::Roll(args) => args,
        What::Attainment(args) => return attainment::run(&args, out, err).await,
    };
    let outcome = import(&args).await.unwrap_or_else(Outcome::Failed);
    say(&outcome, &args, out, err).unwrap_or(1)
}

/// Reads at most as much as a roll may have: a file of 200 MB of nothing does not fill the memory.
fn read_bytes(path: &PathBuf, limit: usize) -> Result<Vec<u8>, Failed> {
    let cannot = |fault: &io::Error| Failed {
        code: "no-file".to_owned(),
        sentence: format!("{} cannot be read: {fault}.", path.display()),
    };
    let file = File::open(path).map_err(|fault| cannot(&fault))?;
    let length = file.metadata().map_or(0, |about| about.len());
    if length > limit as u64 {
        return Err(roll::too_large(length, limit).into());
    }
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|fault| cannot(&fault))?;
    Ok(bytes)
}

async fn import(args: &RollArgs) -> Result<Outcome, Failed> {
    let now = Clock::real().now();
    let random = Random::system();
    let bytes = read_bytes(&args.file, roll::MAX_BYTES)?;
    let read = roll::read_file(bytes, now.today).await?;
    let store = match args.place.place() {
        // What is only looked at makes no folder.
        Place::File(path) if !path.exists() => None,
        _ => Some(args.place.open().await.map_err(Fault::from)?),
    };
    let known = match &store {
        Some(store) => schools::all(store).await.map_err(Fault::from)?,
        None => Vec::new(),
    };
    let source = match &read {
        FileRead::Roll(roll) => roll.source.clone(),
        FileRead::Sheet(_) => None,
    };
    let chosen = which_school::choose(&known, args.school.as_ref(), source.as_ref())?;
    let roll = columns(read, chosen.as_ref(), args, now).await?;
    let (school, is_new) = match chosen {
        Some(school) => (school, false),
        None => (which_school::first(args.school.as_ref(), source.as_ref(), now, &random)?, true),
    };
    let named = format!("{} ({:03}/{:04})", school.name, school.authority, school.establishment);
    let choice = Choice { accept_refused: args.accept_refused, yes_leaving: args.yes_leaving };
    if is_new {
        let plan = plan_first(school.clone(), &roll, now, &random);
        let held = if args.dry_run { Some(Held::DryRun) } else { roll::held(&plan, choice) };
        if held.is_some() {
            return Ok(Outcome::Planned { plan: Box::new(plan), held, school: named, nobody_yet: false });
        }
    }
    let store = match store {
        Some(store) => store,
        None => args.place.open().await.map_err(Fault::from)?,
    };
    let actor = Actor::operator(school.id);
    let into = if is_new { Into::NewSchool(school) } else { Into::School(school) };
    let app = App::new(store.clone(), Clock::real(), random);
    let done = import_now(&app, &actor, now, into, &roll, choice, args.dry_run).await?;
    let nobody_yet = app::first_day::nobody_administers(&app).await?;
    store.close().await.map_err(Fault::from)?;
    Ok(Outcome::Planned { plan: Box::new(done.plan), held: done.held, school: named, nobody_yet })
}

/// The roll of what was read; the columns of a spreadsheet are named by a file, remembered, or guessed.
async fn columns(read: FileRead, school: Option<&School>, args: &RollArgs, now: Now) -> Result<Roll, Failed> {
    let sheet = match read {
        FileRead::Roll(roll) => return Ok(*roll),
        FileRead::Sheet(sheet) => *sheet,
    };
    let mapping = match &args.mapping {
        Some(path) => {
            let bytes = read_bytes(path, 1024 * 1024)?;
            let mapping: Mapping = serde_json::from_slice(&bytes).map_err(|fault| Failed {
                code: "mapping".to_owned(),
                sentence: format!("{} is no mapping of columns: {fault}.", path.display()),
            })?;
            if let Some(missing) = mapping.columns.keys().find(|heading| !sheet.headings.contains(heading)) {
                return Err(Failed {
                    code: "mapping".to_owned(),
                    sentence: format!(
                        "The spreadsheet has no column “{missing}”. Its columns are: {}.",
                        sheet.headings.join(", ")
                    ),
                });
            }
            mapping
        }
        None => {
            let mappings = school.map(|school| school.settings.mappings.clone()).unwrap_or_default();
            roll::remembered(&mappings, &sheet.headings)
        }
    };
    Ok(roll::read_sheet(sheet, mapping, now.today).await?)
}

/// What somebody should know: what was noticed while reading, and plans that the file does not know.
fn notes(plan: &Plan) -> Vec<String> {
    let mut notes = plan.notes.clone();
    if !plan.plans_that_stay.is_empty() {
        let upns: Vec<&str> = plan.plans_that_stay.iter().map(|pupil| pupil.upn.as_str()).collect();
        notes.push(format!(
            "An EHC plan is in place, and the file does not say E: {}. The plan stays until somebody records that it has \
             ceased.",
            upns.join(", ")
        ));
    }
    let back: Vec<&str> = plan.joining(roll::Join::GoesOn).map(|taken| taken.pupil.upn.as_str()).collect();
    if !back.is_empty() {
        let back = back.join(", ");
        notes.push(format!(
            "Back at the school: {back}. Support and the county’s process go on where they stood."
        ));
    }
    for leaver in plan.leaving.iter().filter(|leaver| !leaver.ends.is_empty()) {
        notes.push(format!(
            "{} is leaving, and with it ends here: {}.",
            leaver.pupil.upn,
            leaver.ends.join("; ")
        ));
    }
    notes
}

fn document(outcome: &Outcome) -> Value {
    let refused = |rows: &[RefusedRow]| -> Vec<Value> {
        rows.iter().map(|row| json!({"place": row.place, "upn": row.upn, "reason": row.reason})).collect()
    };
    match outcome {
        Outcome::Planned { plan, held, .. } => json!({
            "format": plan.format.code(),
            "version": plan.version,
            "pupils": {
                "new": plan.new.len(),
                "changed": plan.changed.len(),
                "unchanged": plan.unchanged.len(),
                "leaving": plan.leaving.len(),
                "refused": refused(&plan.refused),
            },
            "refused": refused(&plan.refused),
            "notes": notes(plan),
            "committed": held.is_none(),
            "held": held.map(Held::code),
        }),
        Outcome::Failed(Failed { code, sentence }) => json!({
            "format": null,
            "version": null,
            "pupils": {"new": 0, "changed": 0, "unchanged": 0, "leaving": 0, "refused": []},
            "refused": [],
            "notes": [],
            "committed": false,
            "error": {"code": code, "sentence": sentence},
        }),
    }
}

fn say(outcome: &Outcome, args: &RollArgs, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &document(outcome))?;
        writeln!(out)?;
    }
    let (plan, held, school, nobody_yet) = match outcome {
        Outcome::Failed(Failed { sentence, .. }) => {
            writeln!(err, "{sentence}")?;
            return Ok(1);
        }
        Outcome::Planned { plan, held, school, nobody_yet } => (plan, *held, school, *nobody_yet),
    };
    if nobody_yet && held.is_none() {
        writeln!(err, "{}", crate::user::NOBODY_YET)?;
    }
    for row in &plan.refused {
        let upn = row.upn.as_deref().map(|upn| format!(" ({upn})")).unwrap_or_default();
        writeln!(err, "refused: {}{upn}: {}", row.place, row.reason)?;
    }
    if !args.json {
        let version = plan.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
        writeln!(out, "{}{version}, for {school}", plan.format.name())?;
        for (count, what) in [
            (plan.new.len(), "new"),
            (plan.changed.len(), "changed"),
            (plan.unchanged.len(), "unchanged"),
            (plan.leaving.len(), "leaving"),
            (plan.refused.len(), "refused"),
        ] {
            writeln!(out, "{count:>6} {what}")?;
        }
        for note in notes(plan) {
            writeln!(out, "note: {note}")?;
        }
        if held.is_none() {
            match plan.refused.len() {
                0 => writeln!(out, "All of it is taken.")?,
                1 => writeln!(out, "The rest is taken; the row that was refused is left out.")?,
                rows => writeln!(out, "The rest is taken; the {rows} rows that were refused are left out.")?,
            }
        }
    }
    // A dry run says what would become of it.
    let choice = Choice { accept_refused: args.accept_refused, yes_leaving: args.yes_leaving };
    Ok(match held.and_then(|_| roll::held(plan, choice)) {
        Some(Held::RefusedRows) => {
            writeln!(
                err,
                "Nothing was taken, because rows are refused. Put them right in your management system and export again, \
                 or say --accept-refused to take the others."
            )?;
            1
        }
        Some(Held::ManyLeaving) => {
            writeln!(
                err,
                "Nothing was taken, because more than one pupil in ten would leave by this file. If that is right, say \
                 --yes-leaving."
            )?;
            1
        }
        Some(Held::DryRun) | None => 0,
    })
}
