//! The server that is measured: a process of its own, ended with its value.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use super::{TODAY, client::Fault};

/// A demonstration that listens.
pub(super) struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts the demonstration in a folder, on a free port, and waits until it listens.
    pub(super) fn start(binary: &Path, data: &Path, schools: u32) -> Result<Self, Fault> {
        let mut command = Command::new(binary);
        command.args(["demo", "--port", "0", "--pupils", "420", "--today", TODAY, "--data"]).arg(data);
        if schools > 1 {
            command.args(["--schools", &schools.to_string()]);
        }
        let mut process = command.stdout(Stdio::piped()).spawn().map_err(Fault::new)?;
        let mut line = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(Fault::new)?;
        }
        let address = line.trim().rsplit_once("http://").and_then(|(_, address)| address.parse().ok());
        match address {
            Some(address) => Ok(Self { process, address }),
            None => {
                process.kill().ok();
                process.wait().ok();
                Err(Fault::new("the server did not say where it listens"))
            }
        }
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The most memory that it ever held, in bytes; none where the system does not say.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
