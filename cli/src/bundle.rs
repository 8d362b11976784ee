//! `waymark bundle`: the EHC request bundle from the command line, as PDF or as Word copy.

use std::{collections::BTreeSet, io::Write, path::PathBuf};

use app::{
    App, Clock, Fault, Random,
    bundle::{self, BundleForm},
    child, files,
};
use domain::{
    bundle::CountyTemplate,
    people::{Role, School, Upn},
    permissions::Actor,
};
use serde_json::{Value, json};
use store::{
    Options, Store,
    queries::{accounts, actors, pupils, schools},
};

use crate::{
    place::Where,
    which_school::{self, Named},
};

/// Makes bundles of a child's record.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Writes the request for an EHC needs assessment: a PDF with the reports in it, or the Word copy
    EhcRequest(Request),
    /// Names the counties' headings that a request can have; with a place, also the school's own
    Templates(Templates),
}

#[derive(Debug, clap::Args)]
struct Templates {
    /// The folder of an embedded database, whose school has forms of its own
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    data: Option<PathBuf>,
    /// The same on a PostgreSQL server: postgres://user@host/database
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The school whose own are named, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Request {
    #[command(flatten)]
    place: Where,
    /// The school, where there is more than one: URN, or authority and establishment (919/2003)
    #[arg(long, value_name = "ID")]
    school: Option<Named>,
    /// The child's unique pupil number
    #[arg(long, value_name = "UPN")]
    upn: Upn,
    /// The file to write; one that ends in .docx is the Word copy
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Whose headings it has, as `waymark bundle templates` names them
    #[arg(long, value_name = "ID", default_value = "neutral", value_parser = template)]
    template: String,
    /// A name that another child has, too, and that may stand in it; once for each name
    #[arg(long, value_name = "NAME")]
    checked: Vec<String>,
    /// The file of a report that is left out, by its name; once for each
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// Where the manifest is written: every part with its SHA-256
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// The account in whose name and with whose rights it is done, by its e-mail address; the operator without
    #[arg(long = "as", value_name = "EMAIL")]
    by: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// An id of a form that comes with the program, or one as a school's own have: whether the school has it, it knows itself.
fn template(id: &str) -> Result<String, String> {
    if CountyTemplate::find(id).is_some() || id.starts_with(CountyTemplate::OWN) {
        return Ok(id.to_owned());
    }
    let shipped: Vec<&str> = CountyTemplate::shipped().iter().map(|template| template.id.as_str()).collect();
    Err(format!(
        "there is no such form; these come with Waymark: {}. A school's own are named {}1, {}2...: waymark bundle \
         templates --data DIR lists them",
        shipped.join(", "),
        CountyTemplate::OWN,
        CountyTemplate::OWN,
    ))
}

/// The code of a refusal, for `--json`: of a bundle for the county, and of one for the next school.
pub fn code_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Rule { code, .. } => code,
        Fault::NotFound => "no-such-child",
        Fault::Forbidden(_) => "forbidden",
        Fault::Invalid(faults) if faults.iter().any(|fault| fault.field == "template") => "no-such-template",
        Fault::Invalid(_) => "names-to-check",
        _ => "failed",
    }
}

/// Runs `waymark bundle`. 0: done; 1: refused, with the reason; 2 (a wrong use) is clap's.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    match args.what {
        What::Templates(args) => match list(&args, out).await {
            Ok(()) => 0,
            Err(fault) => {
                writeln!(err, "{fault}").ok();
                1
            }
        },
        What::EhcRequest(args) => match request(&args).await {
            Ok(said) => {
                if args.json {
                    writeln!(out, "{said:#}").ok();
                }
                let pages = &said["pages"];
                writeln!(err, "{}: {pages} pages, headings “{}”.", args.out.display(), args.template).ok();
                0
            }
            Err(fault) => {
                if args.json {
                    let why = fault.to_string();
                    writeln!(out, "{:#}", json!({ "made": false, "code": code_of(&fault), "why": why })).ok();
                }
                let sentence = match fault {
                    Fault::NotFound => {
                        "There is no child of this number in the reach of this account.".to_owned()
                    }
                    other => other.to_string(),
                };
                writeln!(err, "{sentence}").ok();
                1
            }
        },
    }
}

async fn list(args: &Templates, out: &mut impl Write) -> Result<(), Fault> {
    let all = match Where::named(args.data.as_ref(), args.database_url.as_ref()) {
        None => CountyTemplate::shipped().to_vec(),
        Some(place) => {
            let store = Store::open_as_it_is(&place, Options::default()).await?;
            let school = named(&schools::all(&store).await?, args.school.as_ref())?;
            let app = App::new(store.clone(), Clock::real(), Random::system());
            let senco = Actor::operator_with(school.id, Role::Senco);
            let all = bundle::forms_to_choose(&app, &senco).await?;
            store.close().await?;
            all
        }
    };
    let lines = all.iter().map(|template| {
        format!("{}: {}, version {}. {}\n", template.id, template.name, template.version, template.says)
    });
    let text = if args.json { format!("{:#}\n", json!({ "templates": all })) } else { lines.collect() };
    write!(out, "{text}").map_err(|fault| Fault::rule("unwritable", fault.to_string()))
}

/// The school of that id; without one, the only one there is.
fn named(known: &[School], id: Option<&Named>) -> Result<School, Fault> {
    which_school::choose(known, id, None)
        .map_err(|fault| Fault::rule(fault.code, fault.sentence))?
        .ok_or_else(|| Fault::rule("no-school", "There is no school here yet."))
}

async fn request(args: &Request) -> Result<Value, Fault> {
    let store = args.place.open_there().await?;
    let school = which_school::with_child(&store, args.school.as_ref(), &args.upn).await?;
    let app = App::new(store.clone(), Clock::real(), Random::system());
    let now = app.now();
    let reader = store.read(school.id);
    let actor = match &args.by {
        None => Actor::operator_with(school.id, Role::Senco),
        Some(email) => {
            let unknown = || Fault::rule("no-such-user", format!("Nobody here has the address {email}."));
            let id =
                accounts::find_by_email(&reader, &email.trim().to_lowercase()).await?.ok_or_else(unknown)?;
            actors::actor(&reader, id, now.today).await?.ok_or_else(unknown)?
        }
    };
    let pupil = pupils::of_upn(&reader, &actor.scope(), &args.upn).await?.ok_or(Fault::NotFound)?;
    let info = app.school(school.id, None).await?;
    let checked: BTreeSet<String> = args.checked.iter().cloned().collect();
    child::see(&app, &actor, pupil.id).await?;
    let kept = files::by_entry(&app, &actor, &pupil).await?;
    let mut left_out = BTreeSet::new();
    for name in &args.without {
        let named: Vec<_> = kept.values().flatten().filter(|file| file.name == *name).collect();
        if named.is_empty() {
            return Err(Fault::rule("no-such-file", format!("No file of this child is named “{name}”.")));
        }
        left_out.extend(named.iter().map(|file| file.id));
    }
    let form = BundleForm { template: args.template.clone(), left_out, checked };
    let made = bundle::export(&app, &actor, now, &info, pupil.id, &form).await?;
    let is_word = args.out.extension().is_some_and(|end| end.eq_ignore_ascii_case("docx"));
    let write = |path: &PathBuf, bytes: &[u8]| {
        std::fs::write(path, bytes).map_err(|fault| {
            Fault::rule("unwritable", format!("{} cannot be written: {fault}.", path.display()))
        })
    };
    write(&args.out, if is_word { &made.word } else { &made.pdf })?;
    if let Some(path) = &args.manifest {
        write(path, made.manifest.as_bytes())?;
    }
    store.close().await?;
    Ok(json!({
        "made": true,
        "out": args.out,
        "template": { "id": made.bundle.template, "version": made.bundle.template_version },
        "pages": made.bundle.pages,
        "missing": made.bundle.missing,
        "checked": made.checked,
        "parts": made.bundle.parts,
    }))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        args: Args,
    }

    async fn run_with(words: &[&str]) -> (u8, String, String) {
        let args = match Alone::try_parse_from([&["bundle"], words].concat()) {
            Ok(alone) => alone.args,
            Err(error) => {
                return (u8::try_from(error.exit_code()).unwrap(), String::new(), error.to_string());
            }
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(args, &mut out, &mut err).await;
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[tokio::test]
    async fn templates_are_named_with_their_headings() {
        let (code, out, err) = run_with(&["templates", "--json"]).await;
        assert_eq!((code, err.as_str()), (0, ""));
        let said: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(said["templates"].as_array().unwrap().len(), CountyTemplate::shipped().len());
        assert_eq!(said["templates"][0]["section"][0]["parts"][0], "consent");
        assert!(run_with(&["templates"]).await.1.starts_with("neutral: "));
    }

    #[tokio::test]
    async fn wrong_uses_and_refusals_are_said() {
        let folder = tempfile::tempdir().unwrap();
        let (data, file) = (folder.path().to_str().unwrap(), folder.path().join("request.pdf"));
        let out = file.to_str().unwrap();
        let upn = "R201100018042";
        assert_eq!(run_with(&["ehc-request", "--data", data, "--upn", upn]).await.0, 2);
        assert_eq!(run_with(&["ehc-request", "--data", data, "--upn", "X1", "--out", out]).await.0, 2);
        let wrong = ["ehc-request", "--data", data, "--upn", upn, "--out", out, "--template", "nowhere"];
        let (code, _, err) = run_with(&wrong).await;
        assert!(code == 2 && err.contains("neutral"), "{err}");
        let (code, said, err) =
            run_with(&["ehc-request", "--data", data, "--upn", upn, "--out", out, "--json"]).await;
        assert!(code == 1 && err.starts_with("There is no database "), "{err}");
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((&said["made"], &said["code"]), (&json!(false), &json!("failed")));
        let made = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(made, 0, "nothing half done, no database made");
        assert!(run_with(&["templates", "--data", data]).await.2.starts_with("There is no database "));
    }

    #[tokio::test]
    async fn a_form_of_the_schools_own_is_named_and_one_that_is_not_there_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let place = store::Place::File(folder.path().join("waymark.db"));
        let store = Store::open(&place, Options::default()).await.unwrap();
        let world = testkit::World::make(&store).await;
        let app = App::new(store, Clock::real(), Random::system());
        let senco = Actor::operator_with(world.school.id, Role::Senco);
        let now = app.now();
        let name = "Meadshire, form EHC1";
        let own = bundle::copy_form(&app, &senco, now, "neutral", name).await.unwrap();
        let (data, upn) = (folder.path().to_str().unwrap(), world.pupils[1].upn.to_string());
        let (code, out, err) = run_with(&["templates", "--data", data]).await;
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(
            out.starts_with(&format!("{own}: {name}, version 1.")) && out.contains("\nneutral: "),
            "{out}"
        );
        let file = folder.path().join("request.pdf");
        let request = |template| {
            let out = file.to_str().unwrap();
            ["ehc-request", "--data", data, "--upn", &upn, "--out", out, "--template", template, "--json"]
                .map(str::to_owned)
        };
        let words = request("ours-9");
        let (code, said, _) = run_with(&words.each_ref().map(String::as_str)).await;
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &said["code"]), (1, &json!("no-such-template")));
        assert!(!file.exists());
        let words = request(&own);
        let (code, said, err) = run_with(&words.each_ref().map(String::as_str)).await;
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &said["template"]["id"]), (0, &json!(own)), "{err}");
    }
}
