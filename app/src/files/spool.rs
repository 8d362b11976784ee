//! A file on its way in: put down on the server's disk as it arrives, without a name, gone when it is dropped.

use std::io::{Result, SeekFrom};

use tokio::{
    fs::File,
    io::{AsyncSeekExt, AsyncWriteExt},
};

/// A file as it arrives. It is never whole in memory; what is beyond the limit is counted, not kept.
#[derive(Debug)]
pub struct Spool {
    /// The name that the sender gives it.
    pub(crate) name: String,
    /// How many bytes have arrived.
    pub(crate) bytes: u64,
    limit: u64,
    file: File,
}

impl Spool {
    /// Begins one.
    ///
    /// # Errors
    /// When the server's disk takes none.
    pub fn new(name: impl Into<String>, limit: u64) -> Result<Self> {
        Ok(Self { name: name.into(), bytes: 0, limit, file: File::from_std(tempfile::tempfile()?) })
    }

    /// Takes what has arrived.
    ///
    /// # Errors
    /// When the server's disk is full.
    pub async fn take(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes <= self.limit {
            self.file.write_all(bytes).await?;
        }
        Ok(())
    }

    /// How many bytes have arrived.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The file, from its beginning.
    pub(crate) async fn into_file(mut self) -> Result<std::fs::File> {
        self.file.flush().await?;
        self.file.seek(SeekFrom::Start(0)).await?;
        Ok(self.file.into_std().await)
    }
}
