//! `/calendar/{token}`: somebody's legal dates and reviews for their calendar program. The address is the key.

use app::{Fault, calendars};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{Web, answer::Failed};

/// The calendar, as an iCalendar file; `token` may end in `.ics`, which some programs ask for.
pub(crate) async fn get(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failed> {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let (school, account) = calendars::whose(&web.app, token).await?;
    let info = web.app.school(school, None).await?;
    let now = web.app.now();
    let file = calendars::write_calendar(&web.app, &info, account, &web.config.public_url, now)
        .await
        .map_err(|fault| if matches!(fault, Fault::Forbidden(_)) { Fault::NotFound } else { fault })?;
    let mut response = file.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
