//! The demonstration school: invented, deterministic by seed and day, made through the same verbs that people use.

mod cast;
mod dice;
mod drawings;
mod furnish;
mod history;
mod names;
mod roll;
mod school;
mod shares;
mod words;

use std::path::Path;

use app::{App, Clock, Random};
use domain::Date;
use store::{Options, Place, Store, queries::schools};

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Pupils of the first school.
    pub pupils: u32,
    /// The seed.
    pub seed: u64,
    /// The day that it is in the demonstration.
    pub today: Date,
    /// How many schools.
    pub schools: u32,
    /// Pupils of each school after the first.
    pub pupils_elsewhere: u32,
}

/// The file of a demonstration folder.
const FILE: &str = "waymark.db";

/// Whether a folder holds a demonstration already.
#[must_use]
pub fn is_there(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

/// The database of a demonstration folder; made when it is not there, in a temporary file that is renamed when it
/// is whole.
///
/// # Errors
/// When the folder cannot be written, or a verb refuses.
pub async fn open(folder: &Path, plan: Plan) -> Result<Store, app::Fault> {
    let file = folder.join(FILE);
    if !is_there(folder) {
        std::fs::create_dir_all(folder).map_err(|fault| unwritable(folder, &fault))?;
        let part = folder.join(format!("{FILE}.part-{}", std::process::id()));
        remove(&part);
        let made = make(&part, plan).await;
        if made.is_err() {
            remove(&part);
        }
        made?;
        std::fs::rename(&part, &file).map_err(|fault| unwritable(folder, &fault))?;
    }
    let store = Store::open(&Place::File(file), Options::default()).await?;
    // Anybody may sign in to a demonstration as anybody: it never opens the children of a real school.
    if schools::all(&store).await?.iter().all(|school| school.demo) {
        return Ok(store);
    }
    store.close().await?;
    let sentence = format!(
        "{} holds a real school, and a demonstration lets everybody in. Say --data with another folder.",
        folder.display()
    );
    Err(app::Fault::rule("real-school", sentence))
}

fn unwritable(folder: &Path, fault: &std::io::Error) -> app::Fault {
    app::Fault::rule("folder", format!("The folder {} cannot be written: {fault}.", folder.display()))
}

fn remove(part: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = part.as_os_str().to_owned();
        name.push(end);
        std::fs::remove_file(name).ok();
    }
}

async fn make(part: &Path, plan: Plan) -> Result<(), app::Fault> {
    let store =
        Store::open(&Place::File(part.to_owned()), Options { connections: 1, durable: false }).await?;
    let clock = Clock::standing(Clock::london_at(plan.today, 7, 0));
    store.note_migrations_at(clock.now().instant).await?;
    for number in 0..plan.schools {
        let pupils = if number == 0 { plan.pupils } else { plan.pupils_elsewhere };
        // The same verbs inside one outer transaction: nobody else reads the file yet.
        let whole = store.in_one_transaction().await?;
        let random = Random::seeded(plan.seed.wrapping_mul(1009).wrapping_add(number.into()));
        let app = App::new(whole.clone(), clock.clone(), random);
        school::make(&app, Plan { pupils, ..plan }, number).await?;
        drop(app);
        whole.keep().await?;
    }
    store.close().await?;
    Ok(())
}
