//! One request of somebody signed in: who, which school, when; the frame of their page; the child that it is about.

use app::{Fault, child, signing_in::Visitor, time_in_words};
use axum::{
    extract::{FromRef, FromRequestParts, Path},
    http::request::Parts,
};
use domain::{
    Now, PupilId,
    people::{Pupil, Role},
    permissions::{Action, Actor},
};

use crate::{
    Web,
    answer::Failed,
    view::{Chrome, Flash, FlashKind, NavItem},
};

/// Somebody signed in, at a page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who, and their school.
    pub visitor: Visitor,
    /// The page's path.
    pub path: String,
    /// What stands after the question mark of its address.
    pub query: String,
    /// Whether this answers a form: what was typed is on the page already.
    pub answers_form: bool,
    /// What was just done, said once.
    pub said: Option<String>,
}

impl Visit {
    /// The page's whole address: where its form is sent again.
    #[must_use]
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.visitor.actor
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Now {
        self.visitor.now
    }

    /// Whether they may do something to a child.
    #[must_use]
    pub fn may(&self, action: Action, pupil: &Pupil) -> bool {
        self.visitor.actor.may_to(action, pupil.subject())
    }

    /// The role that they are greeted in: the first that they hold in the order of `people.md`.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.visitor.actor.holdings.iter().map(|holding| holding.role).min()
    }

    /// The school year that they can add to the calendar and that is asked for today: its name, and when it starts.
    #[must_use]
    pub fn wanted_year(&self) -> Option<(String, i16)> {
        let wanted = self.visitor.school.calendar.wanted_year(self.now().today)?;
        self.actor().may(Action::ManageCalendar).then(|| (wanted.to_string(), wanted.starts_in()))
    }

    /// The frame of a page with this title.
    #[must_use]
    pub fn chrome(&self, title: impl Into<String>) -> Chrome {
        let school = &self.visitor.school.school;
        let actor = &self.visitor.actor;
        let own = actor.in_full();
        let titles: Vec<&str> = own.holdings.iter().map(|holding| school.title(holding.role)).collect();
        let last =
            self.visitor.login.last_in_at.filter(|_| self.visitor.login.only_pupil.is_none()).map(|at| {
                let from = self.visitor.login.last_in_from.as_deref().unwrap_or_default();
                let from = if from.is_empty() { String::new() } else { format!(", from {from}") };
                format!("{}{from}", time_in_words::moment(at))
            });
        Chrome {
            title: title.into(),
            school_name: school.name.clone(),
            // A child's page that an adult opened on a shared device is not in the adult's name.
            person_name: match self.visitor.login.only_pupil {
                Some(_) => "Your own page".to_owned(),
                None => self.visitor.login.name.clone(),
            },
            role_title: titles.join(", "),
            nav: rooms(actor)
                .into_iter()
                .map(|(text, href)| NavItem::new(text, href, self.path == href))
                .collect(),
            account: actor.user().map(|user| user.to_string()).unwrap_or_default(),
            answers_form: self.answers_form,
            demo_only: true,
            last_signed_in: last,
            flash: self.said.clone().map(|text| Flash { kind: FlashKind::Done, text }),
            search_allowed: actor.holdings.iter().any(|h| h.role.is_staff()) && actor.may(Action::SeeChild),
            ..Chrome::default()
        }
    }
}

/// The rooms that somebody may enter, in the order in which they stand on the page.
#[must_use]
pub fn rooms(actor: &Actor) -> Vec<(&'static str, &'static str)> {
    let holds = |roles: &[Role]| roles.iter().any(|role| actor.holds(*role));
    let table: [(&str, &str, bool); 14] = [
        ("Today", "/", holds(&[Role::Senco])),
        ("The week", "/week", app::gathering::reads_week(actor)),
        ("My class", "/my-class", holds(&[Role::Teacher])),
        ("My week", "/my-week", holds(&[Role::Ta, Role::Teacher])),
        ("My child", "/my-child", holds(&[Role::Parent])),
        ("About me", "/about-me", holds(&[Role::Pupil])),
        ("Invited", "/invited", holds(&[Role::Agency])),
        ("Board", "/board", holds(&[Role::Senco, Role::Head])),
        ("SEN register", "/register", holds(&[Role::Senco, Role::Head, Role::DataManager, Role::Teacher])),
        ("Provision map", "/provision", holds(&[Role::Senco, Role::Head, Role::Teacher])),
        ("Gather", "/gather", holds(&[Role::DataManager, Role::Senco])),
        ("Overview", "/overview", holds(&[Role::Head, Role::Governor, Role::Senco])),
        ("Imports", "/imports", actor.may(Action::ImportRoll)),
        ("School", "/school", holds(&[Role::Admin, Role::Senco, Role::DataManager, Role::Head])),
    ];
    table.into_iter().filter(|(_, _, may)| *may).map(|(text, href, _)| (text, href)).collect()
}

/// Where somebody starts.
#[must_use]
pub fn home(actor: &Actor) -> &'static str {
    match actor.holdings.iter().map(|holding| holding.role).min() {
        Some(Role::Senco) => "/",
        Some(Role::Teacher) => "/my-class",
        Some(Role::Ta) => "/my-week",
        Some(Role::DataManager) => "/gather",
        Some(Role::Head | Role::Governor) => "/overview",
        Some(Role::Parent) => "/my-child",
        Some(Role::Pupil) => "/about-me",
        Some(Role::Agency) => "/invited",
        Some(Role::Admin) => "/school",
        None => "/help",
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        parts.extensions.get::<Visit>().cloned().ok_or_else(|| Fault::NotFound.into())
    }
}

/// Whoever opens a page that is open to everybody: somebody signed in, or nobody.
#[derive(Clone, Debug)]
pub struct Anybody(Option<Visit>);

impl Anybody {
    /// The frame of a page with this title.
    #[must_use]
    pub fn chrome(&self, title: &str) -> Chrome {
        self.0.as_ref().map_or_else(|| Chrome::outside(title), |visit| visit.chrome(title))
    }

    /// Whether it is somebody who signed in and may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.0.as_ref().is_some_and(|visit| visit.actor().may(action))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Anybody {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<Visit>().cloned()))
    }
}

/// The child of `/pupils/{pupil}/...`: found in the visitor's scope, and the look noted.
#[derive(Clone, Debug)]
pub struct Child(pub Pupil);

impl<S> FromRequestParts<S> for Child
where
    S: Send + Sync,
    Web: FromRef<S>,
{
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let web = Web::from_ref(state);
        let visit = Visit::from_request_parts(parts, state).await?;
        let Path(places) =
            Path::<std::collections::BTreeMap<String, String>>::from_request_parts(parts, state)
                .await
                .map_err(|_| Fault::NotFound)?;
        let id: PupilId = places.get("pupil").and_then(|id| id.parse().ok()).ok_or(Fault::NotFound)?;
        let pupil = child::see(&web.app, visit.actor(), id).await?;
        let page = parts
            .extensions
            .get::<axum::extract::MatchedPath>()
            .map_or_else(String::new, |matched| matched.as_str().to_owned());
        web.app.looked(visit.now(), pupil.school, visit.visitor.login.account, pupil.id, &page);
        Ok(Child(pupil))
    }
}
