//! The manifest: what the bundle is made of, each part with its digest, as JSON.

use std::fmt::Write;

use domain::{Date, bundle::RequestBundle};
use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The manifest of a bundle, as people and programs read it. It names no child.
#[must_use]
pub fn manifest(bundle: &RequestBundle, made_on: Date) -> String {
    let document = serde_json::json!({
        "what": "EHC request bundle",
        "made_on": made_on.to_string(),
        "template": { "id": bundle.template, "version": bundle.template_version, "name": bundle.template_name },
        "pages": bundle.pages,
        "digest": "SHA-256",
        "parts": bundle.parts,
    });
    format!("{document:#}\n")
}
