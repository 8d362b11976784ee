//! What waits for somebody in Waymark, as counts: nobody is named.

use domain::{Now, calendar::count::days_after, people::Role, permissions::Actor};

use super::some;
use crate::{App, Fault, SchoolInfo, gathering, lists, meetings, teaching};

/// What waits for somebody, by their own homes; empty when nothing does.
pub(super) async fn in_words(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
) -> Result<Vec<String>, Fault> {
    let mut said: Vec<Option<String>> = Vec::new();
    let friday = days_after(domain::calendar::count::monday_of(now.today), 4);
    if actor.holds(Role::Senco) || actor.holds(Role::Head) {
        let today = lists::today(app, actor, now, info).await?;
        let this_week = today.reviews.iter().filter(|row| row.review_due_on.is_some_and(|on| on <= friday));
        said.extend([
            some(today.concerns.len(), "new concern", "new concerns"),
            some(today.overdue.len(), "legal date overdue", "legal dates overdue"),
            some(today.due.len(), "legal date in the next 14 days", "legal dates in the next 14 days"),
            some(this_week.count(), "review due this week", "reviews due this week"),
        ]);
    }
    if actor.holds(Role::Teacher) {
        let mine = lists::my_class(app, actor, now, info).await?;
        let children = || mine.classes.iter().flat_map(|class| &class.children);
        let reviews = children()
            .filter(|child| child.is_running && child.row.review_due_on.is_some_and(|on| on <= friday));
        said.extend([
            some(
                children().map(|child| child.owed.len()).sum(),
                "thing to do this week",
                "things to do this week",
            ),
            some(
                reviews.count(),
                "review due this week in your class",
                "reviews due this week in your class",
            ),
            some(mine.week.off_track, "target off track in your class", "targets off track in your class"),
        ]);
    }
    if actor.holds(Role::Ta) || actor.holds(Role::Teacher) {
        let week = teaching::my_week(app, actor, now, info, None).await?;
        said.extend([
            some(week.today.len(), "session today", "sessions today"),
            some(week.to_log.len(), "session not logged yet", "sessions not logged yet"),
        ]);
    }
    if actor.holds(Role::DataManager) {
        // On a Monday nothing of the week is due yet: the days before it count.
        let gathered = gathering::gather(app, actor, now, info, days_after(now.today, -1)).await?;
        said.push(some(gathered.all.missing(), "session not entered yet", "sessions not entered yet"));
    }
    let invitations = meetings::my_invitations(app, actor, now).await?;
    let unanswered = invitations.iter().filter(|one| one.mine.reply.is_none());
    said.push(some(unanswered.count(), "invitation to answer", "invitations to answer"));
    Ok(said.into_iter().flatten().collect())
}
