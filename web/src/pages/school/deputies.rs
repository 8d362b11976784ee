//! `/school/deputies`: a head names deputies, a SENCO a second SENCO, and takes back what they gave.

use app::{Fault, FieldFault, accounts};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{UserId, people::Role};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/deputies.html")]
struct Page {
    chrome: Chrome,
    lists: Vec<Listed>,
}

/// A role with those who hold it, and the form to name another.
#[derive(Debug)]
struct Listed {
    role: &'static str,
    title: String,
    holders: Vec<accounts::Holder>,
    account: Option<Choices>,
}

async fn show(web: &Web, visit: &Visit, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let lists = accounts::deputies(&web.app, visit.actor())
        .await?
        .into_iter()
        .map(|one| {
            let name = format!("account-{}", one.role.code());
            let people = one.candidates.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
            let people: Vec<Choice> = people.collect();
            let nobody = Choice::new("", "Choose somebody");
            Listed {
                role: one.role.code(),
                title: visit.visitor.school.school.title(one.role).to_owned(),
                holders: one.holders,
                account: (!people.is_empty()).then(|| {
                    Choices::new(name.clone(), "Who else?", std::iter::once(nobody).chain(people))
                        .choose(typed.all(&name))
                        .errors(&errors)
                }),
            }
        })
        .collect();
    let page = Page { chrome: visit.chrome("Deputies").with_errors(errors), lists };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    show(&web, &visit, &Typed::default(), &[]).await
}

/// Names somebody, or takes a role back.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let role = Role::from_code(&typed.text("role")).ok_or(Fault::NotFound)?;
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    if let Ok(account) = typed.text("take").parse::<UserId>() {
        accounts::take_deputy_back(app, actor, now, role, account).await?;
        return Ok(go_saying("/school/deputies", "Taken back: it holds from their next page on."));
    }
    let field = format!("account-{}", role.code());
    let Ok(account) = typed.text(&field).parse::<UserId>() else {
        return show(&web, &visit, &typed, &[FieldFault::new(field, "Choose who is named")]).await;
    };
    match accounts::name_deputy(app, actor, now, role, account).await {
        Ok(()) => {
            Ok(go_saying("/school/deputies", "Named: they may do what you may, from their next page on."))
        }
        Err(Fault::Invalid(faults)) => show(&web, &visit, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
