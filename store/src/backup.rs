//! Backup and restore. A backup is always one SQLite file, whichever engine it was made on (decision 0006): it goes
//! back into either, which is also how a school moves from a file to a server.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionOptions};

use crate::{Options, Place, Store, StoreFault, plain::Plain, tables, tables::Counts};

fn said(path: &Path, fault: impl std::fmt::Display) -> StoreFault {
    StoreFault::Unavailable(format!("{}: {fault}.", path.display()))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A new file that only its owner may read.
fn private_file(path: &Path) -> Result<(), StoreFault> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|fault| said(path, fault))
}

/// Puts a whole file in its place: on the disk first, then under its name.
fn put_in_place(part: &Path, path: &Path) -> Result<(), StoreFault> {
    let on_disk = || {
        fs::File::open(part)?.sync_all()?;
        fs::rename(part, path)?;
        match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => fs::File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    };
    on_disk().map_err(|fault: std::io::Error| said(path, fault))
}

fn remove_parts(part: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with_ending(part, ending));
    }
}

const UNSAFE: Options = Options { connections: 1, durable: false };

impl Store {
    /// Writes everything, as it is at one moment, into a new file, while the program runs. Says how many rows of each
    /// table are in the file.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, or the copy is not whole.
    pub async fn backup(&self, to: &Path) -> Result<Counts, StoreFault> {
        if to.exists() {
            return Err(said(to, "this file is there already, and a backup overwrites nothing"));
        }
        let part = with_ending(to, ".part");
        remove_parts(&part);
        let counts = self.backup_into(&part).await.and_then(|counts| {
            put_in_place(&part, to)?;
            Ok(counts)
        });
        remove_parts(&part);
        counts
    }

    async fn backup_into(&self, part: &Path) -> Result<Counts, StoreFault> {
        private_file(part)?;
        if self.is_sqlite() {
            self.vacuum_into(part).await?;
        } else {
            let copy = Store::open(&Place::File(part.to_owned()), UNSAFE).await?;
            let from = self.snapshot().await?;
            let to = Plain(copy.begin().await?);
            tables::copy(&from, &to).await?;
            to.0.commit().await?;
            copy.close().await?;
        }
        let copy = Store::connect(&Place::File(part.to_owned()), UNSAFE).await?;
        let counts = copy.whole().await;
        copy.close().await?;
        counts
    }

    /// A transaction that sees one moment of the database.
    async fn snapshot(&self) -> Result<DatabaseTransaction, StoreFault> {
        let options = TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        Ok(self.reading().0.begin(options).await?)
    }

    /// The counts of a copy whose integrity is proved.
    async fn whole(&self) -> Result<Counts, StoreFault> {
        let faults = self.integrity_faults().await?;
        if let Some(fault) = faults.first() {
            return Err(StoreFault::Unavailable(format!("The copy is not whole: {fault}.")));
        }
        self.counts().await
    }

    /// How many rows each table has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn counts(&self) -> Result<Counts, StoreFault> {
        tables::count(self.reading()).await
    }

    /// Reads a backup into an empty place: a file that is not there yet, or a server's database without any row. A
    /// backup of an older Waymark is migrated on the way. Says how many rows of each table are there now.
    ///
    /// # Errors
    /// When the place is not empty, the file is no backup, is of a newer Waymark or not whole. Then nothing is left.
    pub async fn restore(from: &Path, place: &Place) -> Result<Counts, StoreFault> {
        if !from.is_file() {
            return Err(said(from, "there is no such file"));
        }
        match place {
            Place::File(path) => {
                if path.exists() || with_ending(path, "-wal").exists() {
                    return Err(said(path, "a database is there already, and a restore overwrites nothing"));
                }
                let part = with_ending(path, ".part");
                remove_parts(&part);
                if let Some(folder) = path.parent() {
                    crate::engine::make_folder(folder).map_err(|fault| said(folder, fault))?;
                }
                let counts = checked_copy(from, &part).await.and_then(|(copy, counts)| {
                    drop(copy);
                    put_in_place(&part, path)?;
                    Ok(counts)
                });
                remove_parts(&part);
                counts
            }
            Place::Server(_) => {
                let folder = tempfile::tempdir().map_err(|fault| said(&std::env::temp_dir(), fault))?;
                restore_to_server(from, &folder.path().join("restore.part"), place).await
            }
        }
    }
}

/// Copies a backup, migrates the copy up and proves that it is whole. The copy is closed.
async fn checked_copy(from: &Path, part: &Path) -> Result<(Place, Counts), StoreFault> {
    private_file(part)?;
    fs::copy(from, part).map_err(|fault| said(from, fault))?;
    let place = Place::File(part.to_owned());
    let no_backup = || said(from, "this is not a backup of Waymark, or it is sealed with another key");
    let copy = Store::connect(&place, UNSAFE).await.map_err(|_| no_backup())?;
    if crate::migration::done(copy.reading()).await.map_err(|_| no_backup())?.is_empty() {
        copy.close().await?;
        return Err(no_backup());
    }
    crate::migration::up(&copy).await?;
    copy.end_sign_ins().await?;
    let counts = copy.whole().await;
    copy.close().await?;
    Ok((place, counts?))
}

async fn restore_to_server(from: &Path, part: &Path, place: &Place) -> Result<Counts, StoreFault> {
    let (copy, counts) = checked_copy(from, part).await?;
    let copy = Store::connect(&copy, UNSAFE).await?;
    let store = Store::open(place, Options::default()).await?;
    let transaction = Plain(store.begin().await?);
    if tables::count(&transaction).await?.iter().any(|(_, rows)| *rows > 0) {
        return Err(StoreFault::Unavailable(
            "The server's database has rows already, and a restore overwrites nothing.".to_owned(),
        ));
    }
    tables::copy(copy.reading(), &transaction).await?;
    let there = tables::count(&transaction).await?;
    if there != counts {
        return Err(StoreFault::Unavailable("The server holds other counts than the backup.".to_owned()));
    }
    transaction.0.commit().await?;
    copy.close().await?;
    store.close().await?;
    Ok(there)
}

impl Store {
    /// Nobody is signed in after a restore, and no link opens: a sign-in or a right that was ended since the backup
    /// would be good again.
    async fn end_sign_ins(&self) -> Result<(), StoreFault> {
        for table in ["login", "login_link"] {
            self.writing().execute_unprepared(&format!("delete from {table}")).await?;
        }
        Ok(())
    }

    /// A consistent copy of the running SQLite database in an empty file.
    async fn vacuum_into(&self, path: &Path) -> Result<(), StoreFault> {
        let target = path.display().to_string().replace('\'', "''");
        self.writing().execute_unprepared(&format!("vacuum into '{target}'")).await?;
        Ok(())
    }

    /// Before a migration: keeps a copy of an SQLite database beside it, named by the last migration that it has.
    pub(crate) async fn copy_beside(&self, migration: &str) -> Result<(), StoreFault> {
        let Some(file) = self.file() else { return Ok(()) };
        let copy = with_ending(file, &format!(".copied-at-{migration}"));
        if copy.exists() {
            return Ok(());
        }
        let part = with_ending(&copy, ".part");
        remove_parts(&part);
        private_file(&part)?;
        self.vacuum_into(&part).await?;
        put_in_place(&part, &copy)
    }
}
