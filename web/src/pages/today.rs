//! `/`: the SENCO's Today; everybody else goes to their own home.

use app::{
    lists::{self, ChildChanges, ChildRow},
    mailing, time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{Date, calendar::count};

use crate::{
    Web,
    answer::{Answer, go, page},
    view::{Chrome, Invitation},
    visit::{Visit, home},
};

/// So many changes are shown; the others are folded away.
const CHANGES_SHOWN: usize = 12;
/// So many reviews are shown, the most urgent; the others are folded away.
const REVIEWS_SHOWN: usize = 8;

#[derive(Debug, Template)]
#[template(path = "pages/today.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    wanted: Option<(String, i16)>,
    day: String,
    today: Date,
    now: lists::Today,
    changes: Vec<ChildChanges>,
    /// The others, under these words.
    more: Option<(String, Vec<ChildChanges>)>,
    /// The less urgent reviews, under these words.
    more_reviews: Option<(String, Vec<ChildRow>)>,
    since: String,
    figures: Vec<Figure>,
    /// How many mails did not arrive.
    not_arrived: u64,
}

/// A number at the top, which leads to its list.
#[derive(Debug)]
struct Figure {
    number: usize,
    text: &'static str,
    href: &'static str,
}

impl Page {
    fn when(&self, day: &Date) -> String {
        format!("{}, {}", time_in_words::from_today(*day, self.today), time_in_words::short_day(*day))
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let home = home(visit.actor());
    if home != "/" {
        return Ok(go(home));
    }
    let today = visit.now().today;
    let mut now = lists::today(&web.app, visit.actor(), visit.now(), &visit.visitor.school).await?;
    let mut changes = std::mem::take(&mut now.changes);
    let others = changes.split_off(changes.len().min(CHANGES_SHOWN));
    let more = (!others.is_empty()).then(|| (format!("{} more children", others.len()), others));
    let reviews = now.reviews.len();
    let later = now.reviews.split_off(reviews.min(REVIEWS_SHOWN));
    let more_reviews = (!later.is_empty()).then(|| (format!("{} more reviews", later.len()), later));
    let figure = |number, text, href| Figure { number, text, href };
    let mut figures = vec![
        figure(now.concerns.len(), "new concerns", "#concerns"),
        figure(now.overdue.len(), "legal dates overdue", "#overdue"),
        figure(now.due.len(), "due in the next 14 days", "#due"),
        figure(reviews, "reviews to book", "#reviews"),
    ];
    for (number, text, href) in [
        (now.to_plan.len(), "annual reviews to plan", "#to-plan"),
        (now.undated.len(), "plans whose day is not known", "#undated"),
    ] {
        if number > 0 {
            figures.insert(3, figure(number, text, href));
        }
    }
    page(&Page {
        not_arrived: mailing::given_up(&web.app, visit.actor()).await?,
        invitations: super::meetings::mine(&web, &visit).await?,
        chrome: visit.chrome("Today"),
        wanted: visit.wanted_year(),
        day: count::in_words_with_weekday(today),
        today,
        changes,
        more,
        more_reviews,
        since: count::in_words_with_weekday(now.since),
        now,
        figures,
    })
}
