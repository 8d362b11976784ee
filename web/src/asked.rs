//! What an address asks for after its question mark: filters, order, words to look for.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};

use crate::typed::Typed;

/// The fields of an address; none when they cannot be read, for nobody types an address wrong on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(pub Typed);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        Ok(Self(Typed::from_pairs(pairs.map(|Query(pairs)| pairs).unwrap_or_default())))
    }
}
