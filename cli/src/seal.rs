//! Sealing: backups encrypted with `age`, by the file that holds the key.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use age::{Decryptor, Encryptor, Identity, Recipient, scrypt, secrecy::SecretString, x25519};

/// What every sealed file begins with.
const MARK: &[u8] = b"age-encryption.org/v1";

/// The key of a key file.
pub enum Key {
    /// Keys as `age-keygen` writes them: secret ones open and seal, public ones (`age1...`) only seal.
    Pair {
        /// Who can open what is sealed.
        recipients: Vec<x25519::Recipient>,
        /// Secret keys that open.
        identities: Vec<x25519::Identity>,
    },
    /// A passphrase.
    Passphrase(SecretString),
}

impl Key {
    /// Reads a key file: lines of age keys, or one passphrase.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn read(file: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|fault| format!("{}: {fault}.", file.display()))?;
        let lines: Vec<_> =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let (mut recipients, mut identities) = (Vec::new(), Vec::new());
        for line in &lines {
            if let Ok(identity) = line.parse::<x25519::Identity>() {
                recipients.push(identity.to_public());
                identities.push(identity);
            } else if let Ok(recipient) = line.parse::<x25519::Recipient>() {
                recipients.push(recipient);
            } else if line.starts_with("age1") || line.starts_with("AGE-SECRET-KEY-") {
                return Err(format!("{}: a line looks like an age key, but is not whole.", file.display()));
            }
        }
        match (recipients.len(), &lines[..]) {
            (0, [passphrase]) if passphrase.chars().count() >= 12 => {
                Ok(Self::Passphrase(SecretString::from((*passphrase).to_owned())))
            }
            (0, [_]) => Err(format!("{}: a passphrase has at least 12 characters.", file.display())),
            (keys, lines) if keys == lines.len() && keys > 0 => Ok(Self::Pair { recipients, identities }),
            _ => {
                Err(format!("{}: a key file holds age keys, or one line with a passphrase.", file.display()))
            }
        }
    }

    fn encryptor(&self) -> Result<Encryptor, String> {
        match self {
            Key::Passphrase(passphrase) => Ok(Encryptor::with_user_passphrase(passphrase.clone())),
            Key::Pair { recipients, .. } => {
                let all = recipients.iter().map(|recipient| recipient as &dyn Recipient);
                Encryptor::with_recipients(all).map_err(|fault| format!("The key cannot seal: {fault}."))
            }
        }
    }

    /// Seals a file into a new one.
    ///
    /// # Errors
    /// A sentence.
    pub fn seal(&self, from: &Path, to: &Path) -> Result<(), String> {
        let encryptor = self.encryptor()?;
        whole(to, |file| {
            let mut sealed = encryptor.wrap_output(file)?;
            io::copy(&mut fs::File::open(from)?, &mut sealed)?;
            sealed.finish()
        })
    }

    /// Opens a sealed file into a new one.
    ///
    /// # Errors
    /// A sentence: it is not sealed with this key, or was changed since.
    pub fn open(&self, from: &Path, to: &Path) -> Result<(), String> {
        let not_this = |fault: &dyn std::fmt::Display| {
            format!("{} does not open with this key, or is damaged: {fault}.", from.display())
        };
        let file = fs::File::open(from).map_err(|fault| format!("{}: {fault}.", from.display()))?;
        let decryptor =
            Decryptor::new_buffered(io::BufReader::new(file)).map_err(|fault| not_this(&fault))?;
        let mut opened = match self {
            Key::Passphrase(passphrase) => {
                let identity = scrypt::Identity::new(passphrase.clone());
                decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
            }
            Key::Pair { identities, .. } => {
                decryptor.decrypt(identities.iter().map(|identity| identity as &dyn Identity))
            }
        }
        .map_err(|fault| not_this(&fault))?;
        whole(to, |mut file| io::copy(&mut opened, &mut file).map(|_| file)).map_err(|fault| not_this(&fault))
    }
}

/// Whether a file is sealed.
///
/// # Errors
/// A sentence when it cannot be read.
pub fn is_sealed(file: &Path) -> Result<bool, String> {
    let mut start = Vec::new();
    fs::File::open(file)
        .and_then(|file| file.take(MARK.len() as u64).read_to_end(&mut start))
        .map_err(|fault| format!("{}: {fault}.", file.display()))?;
    Ok(start == MARK)
}

/// A file that only its owner reads and that is removed at the end: plain text on its way.
pub struct Passing(pub PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

/// Writes a whole new file for its owner only, or none.
fn whole(to: &Path, write: impl FnOnce(fs::File) -> io::Result<fs::File>) -> Result<(), String> {
    let said = |fault: io::Error| format!("{}: {fault}.", to.display());
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    let part = Passing(name.into());
    fs::remove_file(&part.0).ok();
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&part.0).map_err(said)?;
    let mut file = write(file).map_err(said)?;
    file.flush().and_then(|()| file.sync_all()).map_err(said)?;
    fs::rename(&part.0, to).map_err(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_file(folder: &Path, name: &str, text: &str) -> PathBuf {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        file
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_only() {
        use age::secrecy::ExposeSecret;
        let folder = tempfile::tempdir().unwrap();
        let (plain, sealed, opened) =
            (folder.path().join("plain"), folder.path().join("sealed"), folder.path().join("opened"));
        let text = "Łukasz ".repeat(40_000);
        fs::write(&plain, &text).unwrap();
        let [secret, other] = [(); 2].map(|()| x25519::Identity::generate());
        let public = key_file(folder.path(), "public", &format!("# for backups\n{}\n", secret.to_public()));
        let own = key_file(folder.path(), "own", secret.to_string().expose_secret());
        let stranger = key_file(folder.path(), "stranger", other.to_string().expose_secret());

        Key::read(&public).unwrap().seal(&plain, &sealed).unwrap();
        assert!(is_sealed(&sealed).unwrap() && !is_sealed(&plain).unwrap());
        assert!(!fs::read(&sealed).unwrap().windows(6).any(|part| part == "ukasz ".as_bytes()));
        for wrong in [&public, &stranger] {
            let refused = Key::read(wrong).unwrap().open(&sealed, &opened).unwrap_err();
            assert!(refused.contains("does not open with this key"), "{refused}");
            assert!(!opened.exists());
        }
        Key::read(&own).unwrap().open(&sealed, &opened).unwrap();
        assert_eq!(fs::read_to_string(&opened).unwrap(), text);

        let mut damaged = fs::read(&sealed).unwrap();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 1;
        fs::write(&sealed, damaged).unwrap();
        fs::remove_file(&opened).unwrap();
        Key::read(&own).unwrap().open(&sealed, &opened).unwrap_err();
        assert!(!opened.exists() && !folder.path().join("opened.part").exists(), "nothing partial is kept");
    }

    #[test]
    fn a_passphrase_seals_too() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, sealed, opened) =
            (folder.path().join("plain"), folder.path().join("sealed"), folder.path().join("opened"));
        fs::write(&plain, "text").unwrap();
        let right = key_file(folder.path(), "right", "correct horse battery staple\n");
        Key::read(&right).unwrap().seal(&plain, &sealed).unwrap();
        Key::read(&right).unwrap().open(&sealed, &opened).unwrap();
        assert_eq!(fs::read_to_string(&opened).unwrap(), "text");
    }

    #[test]
    fn key_files_that_are_none_have_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        for (text, sentence) in [
            ("", "a key file holds age keys"),
            ("short", "at least 12 characters"),
            ("age1notwhole", "not whole"),
            ("two lines of\nwords and words", "a key file holds age keys"),
        ] {
            let Err(said) = Key::read(&key_file(folder.path(), "key", text)) else { panic!("{text}") };
            assert!(said.contains(sentence), "{text:?}: {said}");
        }
        assert!(Key::read(&folder.path().join("nothing")).is_err());
    }
}
