//! The script, played: each act by the person whose it is, at its time, through the verb that people use.

use std::{collections::BTreeMap, sync::Arc};

use app::{
    App, Clock, Fault, SchoolInfo, early,
    files::{self, Ready},
    gathering::import_attainment,
    pathway::{Closing, Moving, Raising},
};
use domain::{
    Date, EntryId, FileId, Now, PupilId, TargetId, UserId,
    calendar::count::days_after,
    permissions::Actor,
    progress::weekly_verdict::WEEKS_OF_SESSIONS,
    record::{
        Adaptation, CountyLetter, EvidenceItem, FileItem, LetterKind, Referral, Report, SchoolsAdvice,
        SignedProfile, TargetOutcome,
    },
    uploads::Purpose,
};

use super::{
    Act, Days, What,
    attainment::{self, Standing},
    banks, county, digests, early_steps,
    groups::Group,
    in_place, inspection, meetings, papers, script,
    sessions::Waiting,
};
use crate::{
    Plan,
    cast::Child,
    dice::Dice,
    drawings,
    school::Made,
    words::{self, Aim},
};

/// What was written of a child so far.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The newest adaptation.
    pub adaptation: Option<EntryId>,
    /// The newest referral.
    pub referral: Option<EntryId>,
    /// The drawing that came with the child's part of the profile.
    pub photo: Option<FileId>,
    /// How many plans were written: the cycle that runs.
    pub plans: u32,
    /// The current plan, and its version.
    pub plan: Option<(EntryId, u32)>,
    /// The targets of the current plan, with the aim that each was made from.
    pub targets: Vec<(TargetId, &'static Aim)>,
}

/// The stage on which the script is played.
pub struct Play<'a> {
    /// The application.
    pub app: &'a App,
    /// The school.
    pub info: Arc<SchoolInfo>,
    /// The people and children.
    pub made: Made,
    /// What was written of each child.
    pub written: BTreeMap<usize, Written>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The plans in place.
    pub plans: BTreeMap<PupilId, EntryId>,
    /// How far children are from what is expected, and the days on which that is collected.
    pub standing: Standing,
    /// The days of the collections.
    pub collections: Vec<Date>,
    /// Since when the sessions of some groups are missed: the first of the last four school weeks.
    pub missed_since: Date,
    /// What the people are called.
    pub names: BTreeMap<UserId, String>,
    /// Chance.
    pub dice: &'a mut Dice,
    /// Sessions on the devices of whoever ran them, not sent yet.
    pub waiting: Waiting,
    /// Whether the one session was held that nobody logs.
    pub has_forgotten: bool,
    last: jiff::Timestamp,
}

/// Plays a year of history.
///
/// # Errors
/// When a verb refuses, which would be a fault of the script.
pub async fn play(app: &App, plan: Plan, days: Days<'_>, made: Made, dice: &mut Dice) -> Result<(), Fault> {
    let stories: Vec<_> = made.children.iter().map(|(child, _)| child.story).collect();
    let acts = script(days, &stories);
    let info = app.school(made.school, None).await?;
    let last = app.now().instant;
    let standing = Standing::of(&made, dice);
    let weeks = days.calendar.last_school_weeks(plan.today, WEEKS_OF_SESSIONS);
    let school = made.school;
    let mut play = Play {
        app,
        info,
        made,
        written: BTreeMap::new(),
        groups: Vec::new(),
        plans: BTreeMap::new(),
        standing,
        collections: attainment::collections(days),
        missed_since: weeks.first().map_or(plan.today, |week| week.monday),
        names: store::queries::accounts::names(&app.store.read(school)).await?,
        dice,
        waiting: Waiting::new(),
        has_forgotten: false,
        last,
    };
    let mut today = days.first();
    for act in acts {
        while today < act.day {
            play.end_of_day(today).await?;
            today = days_after(today, 1);
            play.start_of_day(today).await?;
        }
        if let Err(fault) = play.act(&act).await {
            tracing::error!(?act, %fault, "the script cannot be played");
            return Err(fault);
        }
    }
    while today < plan.today {
        play.end_of_day(today).await?;
        today = days_after(today, 1);
        play.start_of_day(today).await?;
    }
    // Nothing is done on the day itself: whoever looks in the small hours would find what is still ahead.
    let eve = days_after(plan.today, -1);
    play.send_all(eve).await?;
    papers::send(&mut play, eve).await?;
    meetings::plan(&mut play, eve).await?;
    inspection::prepare(&mut play, eve).await
}

impl Play<'_> {
    /// Moves the clock on: time never runs back.
    pub fn at(&mut self, day: Date, minute: i32) -> Now {
        let minute = minute.max(0);
        let hour = i8::try_from(8 + minute / 60).unwrap_or(17).min(20);
        let wanted = Clock::london_at(day, hour, i8::try_from(minute % 60).unwrap_or(0));
        let next = self.last + jiff::SignedDuration::from_secs(1);
        self.last = wanted.max(next);
        self.app.set_clock(self.last);
        self.app.now()
    }

    /// Somebody of the staff, as an actor of that day.
    pub async fn actor(&mut self, account: UserId, now: Now) -> Result<Arc<Actor>, Fault> {
        self.info = self.app.school(self.made.school, None).await?;
        self.app.actor(&self.info, account, now.today).await
    }

    /// The class teacher of a child, when the day is of this school year; the SENCO stands in before.
    pub fn teacher_of(&self, child: &Child, day: Date) -> UserId {
        // On the day on which the new year's roll is read the classes are not taught by anybody yet.
        let of_today = self.info.calendar.academic_year_of(day)
            == self.info.calendar.academic_year_of(self.made.today)
            && self.made.september.is_none_or(|first| day > first);
        let teacher = self
            .made
            .staff
            .teachers
            .iter()
            .find(|((year, class), _)| of_today && (*year, *class) == (child.year, child.class));
        teacher.map_or(self.made.staff.senco, |(_, teacher)| *teacher)
    }

    /// So many days after a day, or the last school day before that: nobody meets in the holidays.
    pub(super) fn school_day(&self, after: Date, days: i32) -> Date {
        let day = days_after(after, days);
        self.info.calendar.school_day_by(day).filter(|found| *found > after).unwrap_or(day)
    }

    /// What somebody is called.
    pub(super) fn name_of(&self, account: UserId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }

    /// One of several sentences.
    pub fn say(&mut self, several: &[&'static str]) -> String {
        (*self.dice.one_of(several)).to_owned()
    }

    async fn act(&mut self, act: &Act) -> Result<(), Fault> {
        let (child, Some(pupil)) = self.made.children[act.child].clone() else { return Ok(()) };
        self.send_about(pupil, act.day).await?;
        let now = self.at(act.day, act.minute);
        let words = words::of(child.need.and_then(domain::census::SenType::area));
        let senco = self.actor(self.made.staff.senco, now).await?;
        let teacher = self.actor(self.teacher_of(&child, act.day), now).await?;
        match act.what {
            What::Concern { by_parent, talked } => {
                let concern = self.concern(words, by_parent, talked, act.day);
                let raising = Raising { pupil, on: act.day, concern };
                app::pathway::open_concern(self.app, &teacher, now, raising).await?;
            }
            What::Checklist { done } => {
                let ticked = self.checklist(words, done);
                early::fill_checklist(self.app, &teacher, now, pupil, None, ticked, done).await?;
            }
            What::Acknowledge => {
                let next =
                    "Thank you. Please adapt in class as we said, and let us look again in half a term.";
                early::acknowledge_concern(self.app, &senco, now, pupil, next).await?;
            }
            What::Adapt { review_in } => {
                let seen = app::child::see(self.app, &teacher, pupil).await?;
                let all = app::banks::strategies_for(self.app, &teacher, &self.info, &seen, 3).await?;
                let begun = Adaptation {
                    from_on: Some(act.day),
                    review_on: Some(self.school_day(act.day, review_in)),
                    ..Adaptation::default()
                };
                // From the bank where the checklist suggests something, else in own words.
                let adaptation = if all.is_empty() {
                    let what = self.say(words.adaptations);
                    Adaptation { area: Some(words.area), what, how_often: "every day".to_owned(), ..begun }
                } else {
                    let one = self.dice.one_of(&all).strategy.clone();
                    Adaptation {
                        area: Some(one.area),
                        what: one.text,
                        strategy: one.id,
                        look_for: one.look,
                        how_often: one.often.to_lowercase(),
                        ..begun
                    }
                };
                let entry = early::record_adaptation(self.app, &teacher, now, pupil, adaptation).await?;
                self.written.entry(act.child).or_default().adaptation = Some(entry);
            }
            What::ReviewAdaptation(difference) => {
                let known = self.written.get(&act.child).and_then(|written| written.adaptation);
                if let Some(entry) = known {
                    let seen = "Starts more often without being asked; still needs it every day.".to_owned();
                    let reviewed = early::Reviewed { of: (entry, 1), difference: Some(difference), seen };
                    early::review_adaptation(self.app, &teacher, now, pupil, reviewed).await?;
                }
            }
            What::Part(party) => self.part(act, &child, pupil, party, words, now, &senco, &teacher).await?,
            What::SignOff => {
                let page = SignedProfile {
                    headings: self.headings(&child, words),
                    photo: self.written.get(&act.child).and_then(|written| written.photo),
                    pictures: early_steps::pictures_of(act.child),
                    ..SignedProfile::default()
                };
                early::join_profile(self.app, &senco, now, pupil, None, page, true).await?;
            }
            What::Talk(about, with) => {
                let talk = self.talk(&child, about, with);
                early::log_contact(self.app, &senco, now, pupil, act.day, talk).await?;
            }
            What::View(party) => self.view(pupil, party, words, now).await?,
            What::Referral => {
                let referral = Referral {
                    to: "Speech and language therapist".to_owned(),
                    reason: self.say(words.noticed),
                    consent_on: Some(act.day),
                    consent: "Signed at the gate".to_owned(),
                    sent_on: Some(act.day),
                    ..Referral::default()
                };
                let entry = early::record_referral(self.app, &senco, now, pupil, None, referral).await?;
                self.written.entry(act.child).or_default().referral = Some(entry);
            }
            What::Report => {
                let advises = "Short sentences, one instruction at a time. Pictures beside new words. Ten minutes of \
                               sound games, three times a week.";
                let number = format!("Unique pupil number {}", child.upn.as_str());
                // A report is about one child: two records never hold the same file.
                let lines = [
                    "Speech and language report",
                    number.as_str(),
                    "",
                    "Made up for a demonstration: no real child.",
                    "",
                    "Seen twice in school, in class and alone, and talked over with the class teacher.",
                    "Understands two key words in an instruction; three when a picture is beside them.",
                    "Finds the word after ten seconds, when nobody says it first.",
                    "Says longer words with sounds left out; does not notice it.",
                    "",
                    "What helps",
                    "Short sentences, one instruction at a time.",
                    "Pictures beside new words.",
                    "Ten minutes of sound games, three times a week.",
                    "",
                    "To be seen again in six months.",
                ];
                let report = Report {
                    title: "Speech and language report".to_owned(),
                    author: "R. Holm, speech and language therapist".to_owned(),
                    advises: advises.to_owned(),
                    done: "The class teacher has it; the sound games are in the next plan.".to_owned(),
                    referral: self.written.get(&act.child).and_then(|written| written.referral),
                    ..Report::default()
                };
                let file = self
                    .file(now, Purpose::Report, "Speech and language report.pdf", &drawings::report(&lines))
                    .await?;
                early::add_report(self.app, &senco, now, pupil, None, Some(act.day), report, vec![file])
                    .await?;
            }
            What::File => {
                let item = FileItem {
                    title: "Piece of writing".to_owned(),
                    text: "Four sentences, two with a capital letter, done without help.".to_owned(),
                    shared: true,
                    ..FileItem::default()
                };
                let photo = self.file(now, Purpose::Photo, "writing.png", &drawings::work(act.child)).await?;
                early::add_to_file(self.app, &teacher, now, pupil, act.day, item, vec![photo]).await?;
            }
            What::Plan { due_in } => self.plan(act, &child, pupil, words, now, due_in).await?,
            What::Agree(party) => self.agree(act, &child, pupil, party, now).await?,
            What::Move(the_move) => {
                let moving = Moving {
                    pupil,
                    the_move,
                    why: "Agreed with everybody in the last talk.".to_owned(),
                    reason: String::new(),
                    calls_review: true,
                };
                app::pathway::move_support(self.app, &senco, now, moving).await?;
            }
            What::BookReview(on) => {
                app::reviewing::call_review(self.app, &senco, now, pupil, on, "The day that suits everybody")
                    .await?;
            }
            What::Review(outcome) => self.review(act, pupil, outcome, Some(45), now).await?,
            What::HalfTermReview => self.review(act, pupil, TargetOutcome::PartlyMet, None, now).await?,
            What::AgreeApplication(party) => self.agree_application(act, &child, pupil, party, now).await?,
            What::County(_) => {
                let said = "That they may ask the county themselves at any time.";
                app::county::tell_parents(self.app, &senco, now, pupil, act.day, said).await?;
                app::county::prepare(self.app, &senco, now, pupil, "").await?;
            }
            What::Advice => {
                let said = SchoolsAdvice {
                    words: county::ADVICE.to_owned(),
                    evidence: vec![EvidenceItem {
                        code: "health".to_owned(),
                        words: "The school nurse's letter on hearing, in the office's blue folder".to_owned(),
                    }],
                };
                app::county::write_advice(self.app, &senco, now, pupil, None, said).await?;
            }
            What::Bundle => {
                let info = self.app.school(self.made.school, None).await?;
                let mut form = app::bundle::BundleForm::default();
                let seen = app::child::see(self.app, &senco, pupil).await?;
                let ready = app::bundle::prepare(self.app, &senco, now, &info, &seen, &form).await?;
                // Among many children somebody is called as a word of the text: the SENCO looks at each.
                form.checked =
                    ready.others.iter().chain(&ready.ways).map(|other| other.name.clone()).collect();
                app::bundle::keep(self.app, &senco, now, pupil, ready, &form).await?;
            }
            What::Letter(kind) => {
                let mut letter = CountyLetter::new(kind, act.day);
                letter.parents_told_on = (kind == LetterKind::RefusedToAssess).then_some(act.day);
                let why = "The letter is in the post tray; the date is on it.";
                app::county::record_letter(self.app, &senco, now, pupil, letter, why).await?;
            }
            What::Ehcp => {
                let plan = in_place::plan(act.day, words, self.plans.len());
                let plan = app::county::write_ehcp(self.app, &senco, now, pupil, None, plan).await?;
                self.plans.insert(pupil, plan);
            }
            What::TopUp => {
                let since = days_after(act.day, -270);
                let top_up = in_place::top_up(since, act.day);
                app::county::save_top_up(self.app, &senco, now, pupil, None, top_up).await?;
            }
            What::AnnualReview(ahead) => self.annual_review(act, pupil, &senco, now, ahead).await?,
            What::Transition => {
                let planned = in_place::transition(act.day, &self.info.calendar);
                app::transition::save_transition(self.app, &senco, now, pupil, None, planned).await?;
            }
            What::DraftComments => {
                let name = format!("{} {}", child.parents.first().map_or("", String::as_str), child.surname);
                let said = in_place::comments(name);
                app::county::write_comments(self.app, &senco, now, pupil, None, said).await?;
            }
            What::Place => self.place(act, &child, pupil, words, now).await?,
            What::OwnProvision => {
                self.seat(act, &child, pupil, words, now, None).await?;
                let group = self.groups.iter().rev().find(|group| {
                    group.serves.is_none() && group.seats.iter().any(|seat| seat.pupil == pupil)
                });
                if let (Some(group), Some(plan)) = (group, self.plans.get(&pupil)) {
                    app::county::tie_line(self.app, &senco, now, pupil, (*plan, 1), 0, group.id).await?;
                }
            }
            What::Close(reason, watch) => {
                let closing = Closing {
                    pupil,
                    reason,
                    words: "Talked over with everybody; we look back at it.".to_owned(),
                    watch_until: Some(days_after(act.day, watch)),
                    no_longer_needed: false,
                    why: "The gap is closed in what we see; parents and child agree.".to_owned(),
                    base: "https://waymark.test/".to_owned(),
                };
                app::pathway::close(self.app, &senco, now, closing).await?;
            }
        }
        Ok(())
    }

    /// A file that the program made, as if somebody had sent it.
    pub(super) async fn file(
        &self,
        now: Now,
        purpose: Purpose,
        name: &str,
        bytes: &[u8],
    ) -> Result<Ready, Fault> {
        let taken = files::from_bytes(self.app, now, purpose, name, bytes).await;
        taken.map_err(|unfit| Fault::rule("unfit", unfit.sentence()))
    }

    /// On the first day of the school year the roll is read again.
    async fn start_of_day(&mut self, day: Date) -> Result<(), Fault> {
        if self.made.september == Some(day) {
            self.at(day, 0);
            crate::school::september(self.app, &mut self.made, day).await?;
        }
        if day == days_after(self.made.today, -40) {
            let now = self.at(day, 5);
            let senco = self.actor(self.made.staff.senco, now).await?;
            banks::edit(self.app, &senco, now).await?;
        }
        let eve = days_after(self.made.today, -1);
        if self.info.calendar.school_day_by(eve).unwrap_or(eve) == day {
            digests::send(self, day).await?;
        }
        if day < self.made.today { self.close_last_week(day).await } else { Ok(()) }
    }

    /// The data manager imports what every child reached in this half term.
    pub(super) async fn collect(&mut self, day: Date) -> Result<(), Fault> {
        let now = self.at(day, 400);
        let rows = self.standing.rows(&self.made, day);
        let data_manager = self.actor(self.made.staff.data_manager, now).await?;
        let kept = import_attainment(self.app, &data_manager, now, &rows).await?;
        if let Some((place, why)) = kept.refused.first() {
            return Err(Fault::rule("attainment", format!("{:?}: {why}", rows.get(*place))));
        }
        Ok(())
    }
}
