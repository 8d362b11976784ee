//! What a story stands on: the demonstration in a file or on PostgreSQL, without children, with ugly data, without scripts.

use std::path::Path;

use store::{Place, Store};
use testkit::{kinds, postgres::Database};
use tokio::sync::OnceCell;

/// The day that it is in every story: a Monday in term.
pub(crate) const TODAY: domain::Date = domain::date(2026, 11, 23);

/// What a story runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// The demonstration, in a file.
    File,
    /// The demonstration, on PostgreSQL.
    Postgres,
    /// A school without children.
    Empty,
    /// The demonstration with every name and text ugly.
    Ugly,
    /// The demonstration, in a browser that runs no script.
    WithoutScripts,
}

impl Ground {
    /// All.
    const ALL: [Ground; 5] =
        [Ground::File, Ground::Postgres, Ground::Empty, Ground::Ugly, Ground::WithoutScripts];

    /// Its name in stories and trials.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Ground::File => "file",
            Ground::Postgres => "postgres",
            Ground::Empty => "empty",
            Ground::Ugly => "ugly",
            Ground::WithoutScripts => "without-scripts",
        }
    }

    /// The ground of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.name() == name)
    }

    /// Why it cannot be had here; none when it can.
    pub(crate) fn needed(self) -> Option<String> {
        if self == Ground::Postgres { testkit::postgres::missing() } else { None }
    }
}

/// A database for one story, thrown away with it.
pub(crate) struct Stands {
    /// Where it is.
    pub(crate) place: Place,
    _folder: tempfile::TempDir,
    _database: Option<Database>,
}

/// The demonstration's database, made once and copied for each story.
async fn template() -> &'static Path {
    static FOLDER: OnceCell<tempfile::TempDir> = OnceCell::const_new();
    let folder = FOLDER
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let plan = demo::Plan { pupils: 120, seed: 7, today: TODAY, schools: 2, pupils_elsewhere: 40 };
            let store = demo::open(folder.path(), plan).await.expect("the demonstration");
            store.close().await.expect("closed");
            folder
        })
        .await;
    folder.path()
}

/// A database of a ground.
pub(crate) async fn stand(ground: Ground) -> Result<Stands, String> {
    let folder = tempfile::tempdir().map_err(|fault| fault.to_string())?;
    let file = folder.path().join("waymark.db");
    std::fs::copy(template().await.join("waymark.db"), &file).map_err(|fault| fault.to_string())?;
    let (place, database) = match ground {
        Ground::Postgres => {
            let database = Database::make(false).await?;
            let place = Place::Server(database.url.clone());
            // A backup is an SQLite file, whichever engine it goes back to.
            Store::restore(&file, &place).await.map_err(|fault| fault.to_string())?;
            (place, Some(database))
        }
        Ground::Empty => {
            kinds::empty(&file).await;
            (Place::File(file), None)
        }
        Ground::Ugly => {
            kinds::ugly(&file).await;
            (Place::File(file), None)
        }
        Ground::File | Ground::WithoutScripts => (Place::File(file), None),
    };
    Ok(Stands { place, _folder: folder, _database: database })
}
