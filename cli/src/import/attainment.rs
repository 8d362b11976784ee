//! `waymark import attainment`: steps, scores and ages of many children from a spreadsheet.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use app::{
    App, Clock, Fault, Random,
    attainment::{self, Column, Counts, Done, Mapping},
    roll::{self, Choice, FileRead, Held, RefusedRow},
};
use domain::{Date, people::School, permissions::Actor};
use serde_json::{Value, json};
use store::{Place, queries::schools};

use super::{Failed, read_bytes};
use crate::{
    day,
    place::Where,
    which_school::{self, Named},
};

/// The most bytes of a spreadsheet.
const MAX_BYTES: usize = 20 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// The day of the collection, for rows that do not say it; today when not given
    #[arg(long, value_parser = day::read, value_name = "D")]
    on: Option<Date>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out the rows and cells that are refused, and take the others
    #[arg(long)]
    accept_refused: bool,
    /// What each column holds: JSON, {"Pupil no": "upn", "Reading": "Reading", "RA": {"subject": "Reading", "scale": "reading-age"}}
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// What came of a file that could be read.
struct Compared {
    format: &'static str,
    kind: &'static str,
    school: String,
    done: Done,
}

/// 0: taken, or it could be; 1: nothing was taken, and why.
pub async fn run(args: &Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let outcome = import(args).await;
    say(&outcome, args, out, err).unwrap_or(1)
}

async fn import(args: &Args) -> Result<Compared, Failed> {
    let now = Clock::real().now();
    if args.on.is_some_and(|on| on > now.today) {
        return Err(Failed {
            code: "day-ahead".to_owned(),
            sentence: "The day of the collection is still to come.".to_owned(),
        });
    }
    let bytes = read_bytes(&args.file, MAX_BYTES)?;
    let sheet = match roll::read_file(bytes, now.today).await? {
        FileRead::Sheet(sheet) => *sheet,
        FileRead::Roll(_) => {
            return Err(Failed {
                code: "unknown-format".to_owned(),
                sentence:
                    "This is a Common Transfer File. Attainment comes from a spreadsheet: CSV, XLSX or ODS."
                        .to_owned(),
            });
        }
    };
    if matches!(args.place.place(), Place::File(path) if !path.exists()) {
        return Err(no_school());
    }
    let store = args.place.open().await.map_err(Fault::from)?;
    if schools::all(&store).await.map_err(Fault::from)?.is_empty() {
        return Err(no_school());
    }
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let choice = Choice { accept_refused: args.accept_refused, yes_leaving: false };
    // Of several schools it is of the one whose children it names.
    let has = async |school: &School| {
        let Ok(mapping) = mapping(args, &sheet, school) else { return Ok(false) };
        let Ok(list) = attainment::read(&sheet, &mapping, now.today) else { return Ok(false) };
        let actor = Actor::operator(school.id);
        let tried = attainment::import_now(&app, &actor, now, &list, &mapping, args.on, choice, true).await;
        Ok(tried.is_ok_and(|done| done.plan.counts != Counts::default()))
    };
    let school = which_school::having(&store, args.school.as_ref(), has, None).await?;
    let mapping = mapping(args, &sheet, &school)?;
    let list = attainment::read(&sheet, &mapping, now.today)?;
    let actor = Actor::operator(school.id);
    let mut done =
        attainment::import_now(&app, &actor, now, &list, &mapping, args.on, choice, args.dry_run).await?;
    done.plan.notes.extend(not_read(&sheet, &mapping));
    store.close().await.map_err(Fault::from)?;
    Ok(Compared {
        format: sheet.format.code(),
        kind: sheet.format.name(),
        school: format!("{} ({:03}/{:04})", school.name, school.authority, school.establishment),
        done,
    })
}

fn no_school() -> Failed {
    Failed {
        code: "no-school".to_owned(),
        sentence: "There is no school here yet: import the roll first, so that the children are known."
            .to_owned(),
    }
}

/// What each column holds: named by a file, remembered, or guessed.
fn mapping(args: &Args, sheet: &roll::Sheet, school: &School) -> Result<Mapping, Failed> {
    let Some(path) = &args.mapping else {
        return Ok(attainment::remembered(&school.settings.mappings, sheet));
    };
    let wrong = |sentence: String| Failed { code: "mapping".to_owned(), sentence };
    let bytes = read_bytes(path, 1024 * 1024)?;
    let mapping = Mapping::from_json(&bytes)
        .map_err(|fault| wrong(format!("{} is no mapping of columns: {fault}.", path.display())))?;
    match mapping.columns.keys().find(|heading| !sheet.headings.contains(heading)) {
        Some(missing) => Err(wrong(format!(
            "The spreadsheet has no column “{missing}”. Its columns are: {}.",
            sheet.headings.join(", ")
        ))),
        None => Ok(mapping),
    }
}

/// The columns that nothing is taken from: nobody is to think that they were.
fn not_read(sheet: &roll::Sheet, mapping: &Mapping) -> Option<String> {
    let is_read =
        |heading: &String| mapping.columns.get(heading).is_some_and(|column| *column != Column::Ignored);
    let unread: Vec<String> = sheet
        .headings
        .iter()
        .filter(|heading| !heading.trim().is_empty() && !is_read(heading))
        .map(|heading| format!("“{heading}”"))
        .collect();
    (!unread.is_empty()).then(|| {
        let columns = unread.join(", ");
        format!("Columns that are not read: {columns}. Say with --mapping what they hold, if anything of them is to be taken.")
    })
}

fn document(outcome: &Result<Compared, Failed>) -> Value {
    let refused = |rows: &[RefusedRow]| -> Vec<Value> {
        rows.iter().map(|row| json!({"place": row.place, "upn": row.upn, "reason": row.reason})).collect()
    };
    match outcome {
        Ok(Compared { format, school, done: Done { plan, held, .. }, .. }) => json!({
            "format": format,
            "school": school,
            "version": null,
            "collected_on": plan.on.map(|on| on.to_string()),
            "pupils": {
                "new": plan.pupils.new,
                "changed": plan.pupils.changed,
                "unchanged": plan.pupils.unchanged,
                "refused": refused(&plan.refused),
            },
            "results": {
                "new": plan.counts.new,
                "changed": plan.counts.changed,
                "unchanged": plan.counts.unchanged,
            },
            "subjects": plan
                .subjects
                .iter()
                .map(|(subject, scale, results)| json!({"subject": subject, "scale": scale, "results": results}))
                .collect::<Vec<_>>(),
            "refused": refused(&plan.refused),
            "notes": plan.notes,
            "committed": held.is_none(),
            "held": held.map(Held::code),
        }),
        Err(Failed { code, sentence }) => json!({
            "format": null,
            "school": null,
            "version": null,
            "collected_on": null,
            "pupils": {"new": 0, "changed": 0, "unchanged": 0, "refused": []},
            "results": {"new": 0, "changed": 0, "unchanged": 0},
            "subjects": [],
            "refused": [],
            "notes": [],
            "committed": false,
            "error": {"code": code, "sentence": sentence},
        }),
    }
}

fn say(
    outcome: &Result<Compared, Failed>,
    args: &Args,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<u8> {
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &document(outcome))?;
        writeln!(out)?;
    }
    let Compared { kind, school, done: Done { plan, held, .. }, .. } = match outcome {
        Ok(compared) => compared,
        Err(failed) => {
            writeln!(err, "{}", failed.sentence)?;
            return Ok(1);
        }
    };
    for row in &plan.refused {
        let upn = row.upn.as_deref().map(|upn| format!(" ({upn})")).unwrap_or_default();
        writeln!(err, "refused: {}{upn}: {}", row.place, row.reason)?;
    }
    if !args.json {
        writeln!(out, "{kind}, for {school}")?;
        for (count, what) in [
            (plan.counts.new, "new"),
            (plan.counts.changed, "changed"),
            (plan.counts.unchanged, "unchanged"),
            (plan.refused.len(), "refused"),
        ] {
            writeln!(out, "{count:>6} {what}")?;
        }
        for (subject, scale, results) in &plan.subjects {
            writeln!(out, "{results:>6} {subject} ({scale})")?;
        }
        for note in &plan.notes {
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
    if held.is_some() && !plan.refused.is_empty() && !args.accept_refused {
        writeln!(
            err,
            "Nothing was taken, because rows or cells are refused. Put them right and export again, or say --accept-refused to \
             take the others."
        )?;
        return Ok(1);
    }
    Ok(0)
}
