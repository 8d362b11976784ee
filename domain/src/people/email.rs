//! Whether a text looks like an e-mail address.

/// The longest address, in bytes.
///
/// # Source
/// RFC 5321, 4.5.3.1.3: a path of 256 octets, with its angle brackets.
const LONGEST: usize = 254;

/// Whether a text looks like one e-mail address: one @, something before it, a name with a dot behind it. Whether anybody
/// reads what is sent there, only a mail shows.
///
/// # Example
/// ```
/// # use domain::people::email;
/// assert!(email::is_address("siân.o'shea@school.example"));
/// assert!(!email::is_address("siân at school.example"));
/// ```
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"');
    !local.is_empty()
        && !host.contains('@')
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= LONGEST
        && !text.contains(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_address() {
        for (text, is) in [
            ("name@example.org", true),
            ("a@b.c", true),
            ("", false),
            ("name", false),
            ("@example.org", false),
            ("name@example", false),
            ("name@.org", false),
            ("name@example.", false),
            ("name@two@example.org", false),
            ("two names@example.org", false),
            ("one@example.org, two@example.org", false),
            ("Name <name@example.org>", false),
            ("name@example.org\n", false),
        ] {
            assert_eq!(is_address(text), is, "{text:?}");
        }
        assert!(!is_address(&format!("{}@example.org", "n".repeat(LONGEST))));
    }
}
