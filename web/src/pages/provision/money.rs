//! `/provision/money`: what provision costs, by child against 6,000 pounds, and for the school; the figures behind it.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault, papers,
    teaching::{self, Money, MoneyFigures},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    money::{
        Pence,
        funding_year::{FundingYear, FundingYearStart},
        rates::Earlier,
    },
    people::{Role, SchoolSettings},
    permissions::Action,
};
use exchange::list::{Cell, List};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field, pages_of_paper},
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
    /// What the addresses of this year end in; empty for the year that runs.
    of_year: String,
    /// The years before and after it: their addresses and names.
    years: Vec<(String, String)>,
    rates: Vec<Field>,
    rates_from: DateField,
    /// What an hour cost before, by the last day on which it did.
    earlier: Vec<(String, String)>,
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

/// Which funding year is asked for, by the calendar year in which it begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    year: String,
}

impl Asked {
    fn year(&self, visit: &Visit) -> Result<FundingYear, Fault> {
        let info = &visit.visitor.school;
        if self.year.is_empty() {
            return Ok(teaching::funding_year_of(info, visit.now().today));
        }
        let starts_in = self.year.parse().map_err(|_| Fault::NotFound)?;
        teaching::funding_year_from(info, starts_in).ok_or(Fault::NotFound)
    }
}

/// What an hour cost before, the latest first: until when, and by role.
fn earlier(visit: &Visit) -> Vec<(String, String)> {
    let school = &visit.visitor.school.school;
    let in_words = |one: &Earlier| {
        let rates = one.rates.iter().filter_map(|(code, pence)| {
            Some(format!("{} {}", school.title(Role::from_code(code)?), Pence(*pence)))
        });
        let rates = rates.collect::<Vec<_>>().join(", ");
        let rates = if rates.is_empty() { "nothing".to_owned() } else { rates };
        (time_in_words::day(one.until_on), rates)
    };
    school.settings.earlier_rates.iter().rev().map(in_words).collect()
}

async fn show(
    web: &Web,
    visit: &Visit,
    year: FundingYear,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let info = &visit.visitor.school;
    let money = teaching::show_money_of(&web.app, visit.actor(), visit.now(), info, year).await?;
    let runs = |year: &FundingYear| year.contains(visit.now().today);
    let of_year = |year: &FundingYear| {
        if runs(year) { String::new() } else { format!("?year={}", year.from.year()) }
    };
    let rates_from = DateField::new("rates-from", "These rates hold from")
        .hint("Sessions before that day keep the rates of their time. To put a wrong rate right, give its first day.");
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let field = |field: Field| typed.into_field(field.prefix("£"), &errors);
    Ok(Page {
        may_plan: visit.actor().may(Action::PlanProvision),
        chrome: visit.chrome("Money of provision").with_errors(errors.clone()),
        year: money.year_in_words(),
        of_year: of_year(&year),
        years: money
            .beside
            .iter()
            .flatten()
            .map(|other| (format!("/provision/money{}", of_year(other)), other.name()))
            .collect(),
        rates_from: if typed.has("rates-from-day") {
            typed.into_date(rates_from, &errors)
        } else {
            rates_from.value(Some(visit.now().today)).errors(&errors)
        },
        earlier: earlier(visit),
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
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let typed = Typed::from_pairs(fields(&visit.visitor.school.school.settings));
    page(&show(&web, &visit, asked.year(&visit)?, &typed, &[]).await?)
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
    let from_on = typed.date("rates-from", "The day", &mut faults);
    let figures = MoneyFigures { rates, from_on, budget, starts };
    let done = if faults.is_empty() {
        teaching::change_money(&web.app, visit.actor(), visit.now(), &figures).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(_) => Ok(go_saying("/provision/money", "Saved: money is counted by these figures now.")),
        Err(Fault::Invalid(faults)) => {
            let year = Asked::default().year(&visit)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&web, &visit, year, &typed, &faults).await?)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The money as a PDF to print. That each child stands on it is noted as a look at the child.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let money = taken_out(&web, &visit, asked.year(&visit)?).await?;
    let sheet = papers::provision_money(&visit.visitor.school, visit.now(), &money);
    pages_of_paper::pdf(sheet, "provision-money", true).await
}

/// The money as an Excel workbook: each child's; the school's sums for those who see no child's.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let money = taken_out(&web, &visit, asked.year(&visit)?).await?;
    let list = as_list(&money, &visit.visitor.school.school.name);
    download::xlsx(&list, "provision-money", visit.now().today)
}

/// The money, to leave the screen as a file: that each child was looked at is noted.
async fn taken_out(web: &Web, visit: &Visit, year: FundingYear) -> Result<Money, Fault> {
    let info = &visit.visitor.school;
    let money = teaching::show_money_of(&web.app, visit.actor(), visit.now(), info, year).await?;
    for child in &money.children {
        web.app.looked(visit.now(), info.school.id, visit.visitor.login.account, child.pupil, &visit.path);
    }
    Ok(money)
}

fn as_list(money: &Money, school: &str) -> List {
    let (from, to) = (money.year.from.year(), money.year.to.year());
    let title = format!("Cost of provision {from} to {to}, {school}");
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
