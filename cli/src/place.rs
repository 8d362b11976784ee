//! Where a command finds its database: a folder, or a PostgreSQL server.

use std::path::PathBuf;

use clap::Args;
use store::{Options, Place, Store, StoreFault};

/// `--data DIR | --database-url URL`, on every command.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Where {
    /// The folder of an embedded database (made when it is not there)
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL server: postgres://user@host/database
    #[arg(long, value_name = "URL", env = "WAYMARK_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

impl Where {
    /// The place meant.
    pub fn place(&self) -> Place {
        match (&self.data, &self.database_url) {
            (_, Some(url)) => Place::Server(url.clone()),
            (Some(folder), None) => Place::File(folder.join("waymark.db")),
            (None, None) => Place::File(PathBuf::from("waymark.db")),
        }
    }

    /// The place that was named, if one was.
    pub fn named(data: Option<&PathBuf>, database_url: Option<&String>) -> Option<Place> {
        database_url
            .map(|url| Place::Server(url.clone()))
            .or(data.map(|folder| Place::File(folder.join("waymark.db"))))
    }

    /// Opens the database there, which there must be: a mistyped folder is not made.
    pub async fn open_there(&self) -> Result<Store, StoreFault> {
        match self.place() {
            Place::File(path) if !path.is_file() => {
                Err(StoreFault::Unavailable(format!("There is no database {}.", path.display())))
            }
            place => Store::open(&place, Options::default()).await,
        }
    }

    /// Opens the database there, and makes it when there is none.
    pub async fn open(&self) -> Result<Store, StoreFault> {
        Store::open(&self.place(), Options::default()).await
    }
}
