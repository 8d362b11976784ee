//! `/about-me`: a child's own page: my page, my targets, how I feel about each.

pub(crate) mod part;
pub(crate) mod view;

use app::{Fault, early};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
};
use domain::record::{Content, Feeling, Picture};

use super::pupils::profile::{filled, pictures};
use crate::{
    Web,
    answer::{Answer, go_saying, page},
    pages::views,
    typed::Typed,
    view::{Chrome, Invitation},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/about_me.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    called: String,
    own_page: bool,
    rows: Vec<(&'static str, String)>,
    pictures: Vec<&'static Picture>,
    photo: Option<String>,
    joined: bool,
    targets: Vec<Target>,
    chart: String,
    plan: String,
    asks_plan: bool,
    work: String,
    said: Vec<String>,
}

/// A pupil's account that no child belongs to: not yet, or no longer.
#[derive(Debug, Template)]
#[template(path = "pages/about_me/nobody.html")]
struct Nobody {
    chrome: Chrome,
}

#[derive(Debug)]
struct Target {
    id: String,
    will: String,
    by: String,
    faces: Vec<(Feeling, bool)>,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let me = match early::about_me(&web.app, visit.actor()).await {
        Err(Fault::NotFound) => return page(&Nobody { chrome: visit.chrome("About me") }),
        me => me?,
    };
    let (account, pupil) = (visit.visitor.login.account, &me.pupil);
    web.app.looked(visit.now(), pupil.school, account, pupil.id, "/about-me");
    let own_page = visit.visitor.login.only_pupil.is_some();
    let mut chrome = visit.chrome(format!("About me: {}", pupil.called()));
    if own_page {
        chrome.person_name = pupil.name();
    }
    let (rows, chosen) = match (&me.page, &me.part) {
        (Some(page), _) => (filled(&page.headings), page.pictures.clone()),
        (None, Some(part)) => (filled(&part.headings), part.pictures.clone()),
        (None, None) => (Vec::new(), Vec::new()),
    };
    // The child's own picture stands on their own page, whether it is on the joined one or not.
    let photo = me.part.as_ref().and_then(|part| part.photo).or(me.page.as_ref().and_then(|page| page.photo));
    let photo = photo.map(|photo| format!("/pupils/{}/files/{photo}", pupil.id));
    let targets = me
        .targets
        .iter()
        .map(|(target, felt)| Target {
            id: target.id.to_string(),
            will: target.will.clone(),
            by: target.by.map(app::time_in_words::day).unwrap_or_default(),
            faces: Feeling::ALL.map(|face| (face, *felt == Some(face))).to_vec(),
        })
        .collect();
    let said = me
        .said
        .iter()
        .filter_map(|one| match &one.entry.content {
            Content::View(view) if view.target.is_none() => {
                Some(views::rows(view).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n"))
            }
            _ => None,
        })
        .take(3)
        .collect();
    let mut response = page(&Page {
        chrome,
        invitations: super::meetings::mine(&web, &visit).await?,
        called: pupil.called().to_owned(),
        own_page,
        rows,
        pictures: pictures(&chosen),
        photo,
        joined: me.page.is_some(),
        targets,
        chart: format!("/pupils/{}/progress", pupil.id),
        plan: format!("/pupils/{}/plan/agreement", pupil.id),
        asks_plan: me.asks_plan,
        work: format!("/pupils/{}/file", pupil.id),
        said,
    })?;
    if own_page {
        // On a shared device the page closes itself: asked again after a quarter of an hour, it is the sign-in page.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("930"));
    }
    Ok(response)
}

/// A face was tapped.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let me = early::about_me(&web.app, visit.actor()).await?;
    let target = typed.text("target").parse().map_err(|_| Fault::NotFound)?;
    let feeling = Feeling::from_code(&typed.text("feeling")).ok_or(Fault::NotFound)?;
    early::say_how_it_feels(&web.app, visit.actor(), visit.now(), me.pupil.id, target, feeling).await?;
    Ok(go_saying("/about-me", "Thank you for telling us."))
}
