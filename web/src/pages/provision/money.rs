//! `/provision/money`: what provision costs, by child against 6,000 pounds, and for the school; the figures behind it.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault, papers,
    teaching::{self, Money, MoneyFigures},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    money::{Pence, funding_year::FundingYearStart},
    people::{Role, SchoolSettings},
    permissions::Action,
};
use exchange::list::{Cell, List};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field, pages_of_paper},
    visit::Visit,
};

/// Roles that run groups and so have a rate.
const PAID: [Role; 4] = [Role::Senco, Role::Teacher, Role::Ta, Role::Head];

#[derive(Debug, Template)]
#[template(path = "pages/provision/money.html")]
struct Page {
    chrome: Chrome,
    money: Money,
    may_plan: bool,
    year: String,
    rates: Vec<Field>,
    budget: Field,
    starts: Choices,
}

/// What stands, as typed fields.
fn fields(settings: &SchoolSettings) -> Vec<(String, String)> {
    let plain = |pence: i64| Pence(pence).to_string().replace(['£', ','], "");
    let mut pairs: Vec<(String, String)> =
        settings.hourly_rates.iter().map(|(code, pence)| (format!("rate-{code}"), plain(*pence))).collect();
    if settings.notional_budget > 0 {
        pairs.push(("budget".to_owned(), plain(settings.notional_budget)));
    }
    let starts = match settings.funding_year {
        FundingYearStart::April => "april",
        FundingYearStart::September => "september",
    };
    pairs.push(("starts".to_owned(), starts.to_owned()));
    pairs
}

async fn show(web: &Web, visit: &Visit, typed: &Typed, faults: &[FieldFault]) -> Result<Page, Fault> {
    let info = &visit.visitor.school;
    let money = teaching::show_money(&web.app, visit.actor(), visit.now(), info).await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let field = |field: Field| typed.into_field(field.prefix("£"), &errors);
    Ok(Page {
        may_plan: visit.actor().may(Action::PlanProvision),
        chrome: visit.chrome("Money of provision").with_errors(errors.clone()),
        year: money.year_in_words(),
        rates: PAID
            .into_iter()
            .map(|role| {
                let label = format!("An hour of: {}", info.school.title(role));
                field(Field::decimal(format!("rate-{}", role.code()), label, 10))
            })
            .collect(),
        budget: field(
            Field::decimal("budget", "Notional SEN budget of a funding year", 10)
                .hint("From your budget statement. Empty when you do not want to compare."),
        ),
        starts: Choices::new(
            "starts",
            "When does the funding year start?",
            [
                Choice::new("april", "April, as maintained schools"),
                Choice::new("september", "September, as academies"),
            ],
        )
        .small()
        .choose([typed.text("starts")]),
        money,
    })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let typed = Typed::from_pairs(fields(&visit.visitor.school.school.settings));
    page(&show(&web, &visit, &typed, &[]).await?)
}

/// The figures.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let mut pence = |name: &str| match typed.text(name).as_str() {
        "" => Pence::ZERO,
        text => text.parse().unwrap_or_else(|_| {
            faults.push(FieldFault::new(name, "Give an amount like 16.50 or 84,000"));
            Pence::ZERO
        }),
    };
    let rates: BTreeMap<Role, Pence> =
        PAID.into_iter().map(|role| (role, pence(&format!("rate-{}", role.code())))).collect();
    let budget = pence("budget");
    let starts = if typed.text("starts") == "september" {
        FundingYearStart::September
    } else {
        FundingYearStart::April
    };
    let figures = MoneyFigures { rates, budget, starts };
    let done = if faults.is_empty() {
        teaching::change_money(&web.app, visit.actor(), visit.now(), &figures).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(_) => Ok(go_saying("/provision/money", "Saved: money is counted by these figures now.")),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&web, &visit, &typed, &faults).await?)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The money as a PDF to print. That each child stands on it is noted as a look at the child.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit) -> Answer {
    let money = taken_out(&web, &visit).await?;
    let sheet = papers::provision_money(&visit.visitor.school, visit.now(), &money);
    pages_of_paper::pdf(sheet, "provision-money", true).await
}

/// The money as an Excel workbook: each child's; the school's sums for those who see no child's.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit) -> Answer {
    let money = taken_out(&web, &visit).await?;
    let list = as_list(&money, &visit.visitor.school.school.name);
    download::xlsx(&list, "provision-money", visit.now().today)
}

/// The money, to leave the screen as a file: that each child was looked at is noted.
async fn taken_out(web: &Web, visit: &Visit) -> Result<Money, Fault> {
    let info = &visit.visitor.school;
    let money = teaching::show_money(&web.app, visit.actor(), visit.now(), info).await?;
    for child in &money.children {
        web.app.looked(visit.now(), info.school.id, visit.visitor.login.account, child.pupil, &visit.path);
    }
    Ok(money)
}

fn as_list(money: &Money, school: &str) -> List {
    let title = format!("Cost of provision {}, {school}", money.year.name());
    let pounds = |pence: Pence| Cell::Number(pence.0 as f64 / 100.0);
    if !money.sees_children {
        let rows = money
            .sums()
            .into_iter()
            .map(|(label, pence, of)| vec![label.into(), pounds(pence), of.map_or(Cell::Empty, pounds)]);
        let headings = ["What", "Amount (£)", "Of (£)"].map(str::to_owned).to_vec();
        return List { title, headings, rows: rows.collect() };
    }
    let headings = [
        "Child",
        "Class",
        "Cost to date (£)",
        "Planned (£)",
        "At the year’s end (£)",
        "Left of £6,000 (£)",
        "Over £6,000 (£)",
        "Top-up expected (£)",
        "Top-up received (£)",
        "£6,000 and top-up received, less cost (£)",
    ];
    let rows = money
        .children
        .iter()
        .map(|child| {
            vec![
                child.name.clone().into(),
                child.class.clone().into(),
                pounds(child.cost.to_date),
                pounds(child.cost.planned),
                pounds(child.cost.at_year_end()),
                pounds(child.against.left_of_threshold),
                pounds(child.against.over_threshold),
                pounds(child.expected),
                pounds(child.received),
                pounds(child.against.balance),
            ]
        })
        .collect();
    List { title, headings: headings.map(str::to_owned).to_vec(), rows }
}
