//! The script, played: each act by the person whose it is, at its time, through the verb that people use.

use std::{collections::BTreeMap, sync::Arc};

use app::{
    App, Clock, Fault, SchoolInfo,
    county::Agreeing,
    early,
    files::{self, Ready},
    gathering::import_attainment,
    pathway::{Closing, Moving, Raising},
    planning::{AnswerPlan, SavePlan, Saved, answer_plan, save_plan},
    reviewing::{Recording, ViewWriting},
    teaching::{GivePlace, SaveProvision, give_place, save_provision},
};
use domain::{
    Date, EntryId, FileId, Now, PupilId, TargetId, UserId,
    calendar::count::days_after,
    permissions::Actor,
    progress::{Score, weekly_verdict::WEEKS_OF_SESSIONS},
    provision::Tier,
    record::{
        Adaptation, Answer, ApplicationAgreement, Check, Concern, Content, CountyLetter, Decision,
        EvidenceItem, FileItem, Headings, HowSaid, LetterKind, NeedSource, OutcomeOfTarget, PICTURES, Party,
        Plan as Paper, ProfilePart, Referral, Report, Review, SchoolsAdvice, SignedProfile, Talk, TalkAbout,
        TalkHow, Target, TargetOutcome, View,
    },
    uploads::Purpose,
};

use super::{
    Act, Days, What,
    attainment::{self, Standing},
    banks,
    groups::{self, Group, Seat},
    in_place, inspection, meetings, papers, script,
    sessions::Waiting,
};
use crate::{
    Plan,
    cast::{Child, Shape},
    dice::Dice,
    drawings,
    school::Made,
    words::{self, Aim, Words},
};

/// The pictures that a child tapped: one of what matters to them, one of what helps, one of what is hard.
fn pictures_of(child: usize) -> Vec<String> {
    let one = |heading: &str, turn: usize| {
        let of_it: Vec<_> = PICTURES.iter().filter(|picture| picture.heading == heading).collect();
        of_it.get((child * 5 + turn) % of_it.len().max(1)).map(|picture| picture.id.to_owned())
    };
    [one("important", 6), one("support", 9), one("difficult", 2)].into_iter().flatten().collect()
}

/// What the school writes when it asks the county.
const ADVICE: &str = "Two full cycles of assess, plan, do, review show some progress and a gap that does not close.\n\nWe ask the county to assess because what helps is more than our budget holds:\n- teaching every day by an adult who is trained for it\n- a speech and language programme that a therapist writes and looks at each term\n- adults who know the child in every lesson, also when plans change\n\nWe have used the advice of the speech and language therapist since the second plan. The parents and the child want this help in our school.";

/// What was written of a child so far.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The newest adaptation.
    pub adaptation: Option<EntryId>,
    /// The newest referral.
    pub referral: Option<EntryId>,
    /// The drawing that came with the child's part of the profile.
    pub photo: Option<FileId>,
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
    fn school_day(&self, after: Date, days: i32) -> Date {
        let day = days_after(after, days);
        self.info.calendar.school_day_by(day).filter(|found| *found > after).unwrap_or(day)
    }

    /// What somebody is called.
    fn name_of(&self, account: UserId) -> String {
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
                    pictures: pictures_of(act.child),
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
                    given_by: None,
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
                    calls_review: true,
                };
                app::pathway::move_support(self.app, &senco, now, moving).await?;
            }
            What::BookReview(on) => {
                app::reviewing::call_review(self.app, &senco, now, pupil, on, "The day that suits everybody")
                    .await?;
            }
            What::Review(outcome) => self.review(act, pupil, outcome, now).await?,
            What::AgreeApplication(party) => self.agree_application(act, &child, pupil, party, now).await?,
            What::County(_) => {
                let said = "That they may ask the county themselves at any time.";
                app::county::tell_parents(self.app, &senco, now, pupil, act.day, said).await?;
                app::county::prepare(self.app, &senco, now, pupil, "").await?;
            }
            What::Advice => {
                let said = SchoolsAdvice {
                    words: ADVICE.to_owned(),
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
                form.checked = ready.others.iter().map(|other| other.name.clone()).collect();
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
            What::AnnualReview(ahead) => {
                // One review is planned: the others wait for their day.
                if self.plans.keys().next() == Some(&pupil) {
                    self.annual_review(act, pupil, &senco, now, ahead).await?;
                }
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
                    why: "The gap is closed in what we see; parents and child agree.".to_owned(),
                };
                app::pathway::close(self.app, &senco, now, closing).await?;
            }
        }
        Ok(())
    }

    /// The annual review is planned, and everybody is asked for advice.
    async fn annual_review(
        &mut self,
        act: &Act,
        pupil: PupilId,
        senco: &Actor,
        now: Now,
        ahead: i32,
    ) -> Result<(), Fault> {
        let meeting = days_after(act.day, ahead);
        let meeting = self.info.calendar.school_day_by(meeting).unwrap_or(meeting);
        let planned = in_place::annual_review(meeting);
        let id = app::county::write_annual_review(self.app, senco, now, pupil, None, planned).await?;
        app::county::ask_for_advice(self.app, senco, now, "", pupil, (id, 1)).await?;
        Ok(())
    }

    fn concern(&mut self, words: &Words, by_parent: bool, talked: bool, day: Date) -> Concern {
        Concern {
            raised_by: if by_parent { Party::Parent } else { Party::Teacher },
            noticed: self.say(words.noticed),
            since: "since about last half term".to_owned(),
            where_and_when: "in most lessons, less on the playground".to_owned(),
            strengths: self.say(words.strengths),
            areas: vec![words.area],
            child_view: self.say(words.child),
            hearing: Check::Clear,
            vision: if self.dice.percent(70.0) { Check::Clear } else { Check::NotChecked },
            tried: "Seat near the front, and a friend to ask.".to_owned(),
            talked_on: talked.then_some(day),
            talked_with: if talked { "a parent, at the gate".to_owned() } else { String::new() },
            parents_said: if talked { self.say(words.parents) } else { String::new() },
            ..Concern::default()
        }
    }

    fn checklist(&mut self, words: &Words, done: bool) -> BTreeMap<u32, u8> {
        let mut ticked = BTreeMap::new();
        for item in domain::checklist::Checklist::shipped().items() {
            if item.safeguarding || (!done && item.id > 20) {
                continue;
            }
            let seen = words.items.contains(&item.id);
            let answer = if seen { 1 + self.dice.below(3) } else { usize::from(self.dice.percent(8.0)) };
            ticked.insert(item.id, u8::try_from(answer).unwrap_or(0));
        }
        ticked
    }

    fn headings(&mut self, child: &Child, words: &Words) -> Headings {
        Headings {
            admire: format!("{} is kind and does not give up. {}", child.forename, self.say(words.strengths)),
            important: "My family, our cat, and knowing what comes next.".to_owned(),
            support: self.say(words.adaptations),
            difficult: self.say(words.child),
            help: words.targets.iter().map(|aim| aim.will).collect::<Vec<_>>().join(". "),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one act with everybody who may play it")]
    async fn part(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        party: Party,
        words: &Words,
        now: Now,
        senco: &Actor,
        teacher: &Actor,
    ) -> Result<(), Fault> {
        let all = self.headings(child, words);
        let headings = match party {
            Party::Pupil => Headings { admire: String::new(), support: String::new(), ..all },
            Party::Parent => Headings { difficult: String::new(), ..all },
            _ => Headings { important: String::new(), ..all },
        };
        let by = if party == Party::Teacher && teacher.who != senco.who { teacher } else { senco };
        let own = party == Party::Senco || (party == Party::Teacher && by.who != senco.who);
        let part = ProfilePart {
            party,
            headings,
            pictures: if party == Party::Pupil { pictures_of(act.child) } else { Vec::new() },
            gathered: if !own { "In a talk, written down as it was said.".to_owned() } else { String::new() },
            ..ProfilePart::default()
        };
        // Every other child has drawn something.
        let drawing = if party == Party::Pupil && act.child.is_multiple_of(2) {
            let png = drawings::childs(act.child / 2);
            Some(self.file(now, Purpose::Photo, "my drawing.png", &png).await?)
        } else {
            None
        };
        if let Some(drawing) = &drawing {
            self.written.entry(act.child).or_default().photo = Some(drawing.id);
        }
        early::write_profile_part_with(self.app, by, now, pupil, None, part, drawing).await?;
        Ok(())
    }

    /// A file that the program made, as if somebody had sent it.
    async fn file(&self, now: Now, purpose: Purpose, name: &str, bytes: &[u8]) -> Result<Ready, Fault> {
        let taken = files::from_bytes(self.app, now, purpose, name, bytes).await;
        taken.map_err(|unfit| Fault::rule("unfit", unfit.sentence()))
    }

    fn talk(&mut self, child: &Child, about: TalkAbout, with: Party) -> Talk {
        let said = match about {
            TalkAbout::SenSupportBegins => {
                "Told that we now give SEN support, what it is, and when we look at it again."
            }
            TalkAbout::SupportEnds => {
                "Told that support can stop, that we keep an eye on it, and whom to ask."
            }
            TalkAbout::Application => {
                "Told what asking the county means, and that parents can ask themselves."
            }
            TalkAbout::Concern => "Told what we changed in class and what we see. They see the same at home.",
            _ => "A short talk. All well at home.",
        };
        Talk {
            with,
            who: if with == Party::Pupil { child.forename.clone() } else { "a parent".to_owned() },
            how: if with == Party::Pupil { TalkHow::Meeting } else { TalkHow::Call },
            about,
            reached: true,
            said: said.to_owned(),
            shared: true,
        }
    }

    async fn view(&mut self, pupil: PupilId, party: Party, words: &Words, now: Now) -> Result<(), Fault> {
        let view = View {
            party,
            going_well: match party {
                Party::Pupil => "I like the group. I can do more on my own.",
                _ => "More confident; tells us about it at tea.",
            }
            .to_owned(),
            not_going_well: self.say(words.noticed),
            wanted: "To go on with the group.".to_owned(),
            feeling: (party == Party::Pupil).then_some(domain::record::Feeling::Good),
            ..View::default()
        };
        let senco = self.actor(self.made.staff.senco, now).await?;
        let writing = ViewWriting { pupil, on: now.today, view };
        app::reviewing::write_view(self.app, &senco, now, writing).await?;
        Ok(())
    }

    /// The plan of a cycle: two targets, or the last cycle's again with a new one.
    async fn plan(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
        due_in: i32,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let before = self.written.entry(act.child).or_default().targets.clone();
        let wanted = if act.child.is_multiple_of(3) { 2 } else { 1 };
        let mut aims: Vec<(TargetId, &'static Aim)> = before.into_iter().take(1).collect();
        for aim in words.targets {
            if aims.len() < wanted && !aims.iter().any(|(_, known)| known.will == aim.will) {
                aims.push((self.app.id(now), aim));
            }
        }
        let by = days_after(act.day, due_in);
        let targets = aims
            .iter()
            .map(|(id, aim)| Target {
                id: *id,
                area: Some(words.area),
                will: aim.will.to_owned(),
                unit: aim.unit.to_owned(),
                direction: aim.better,
                baseline: Some(Score::whole(aim.from)),
                baseline_on: Some(act.day),
                goal: Some(Score::whole(aim.to)),
                by: Some(by),
                success: format!("{} {} three times in a row", aim.to, aim.unit),
                checked_by: "class teacher".to_owned(),
            })
            .collect();
        let paper = Paper {
            needs: vec![NeedSource {
                on: Some(act.day),
                source: "Observation in class".to_owned(),
                says: self.say(words.noticed),
            }],
            strengths: self.say(words.strengths),
            types: child.need.into_iter().collect(),
            outcomes: "Joins in lessons with more confidence, and knows what helps.".to_owned(),
            targets,
            strategies: words.adaptations.join("\n"),
            resources: "A teaching assistant twice a week; materials from the SEN cupboard.".to_owned(),
            parents_part: "Five minutes at home, four days a week, as a game.".to_owned(),
            review_on: Some(self.school_day(act.day, 42)),
            ..Paper::default()
        };
        let saved = save_plan(self.app, &senco, now, SavePlan { pupil, of: None, plan: paper }).await?;
        let (Saved::Done(id) | Saved::AlreadyThere(id)) = saved;
        // New targets got their ids from the verb.
        let entry = store::queries::entries::get(&self.app.store.read(self.made.school), pupil, id).await?;
        if let Some(Content::Plan(paper)) = entry.map(|entry| entry.content) {
            for (aim, target) in aims.iter_mut().zip(&paper.targets) {
                aim.0 = target.id;
            }
        }
        let written = self.written.entry(act.child).or_default();
        written.plan = Some((id, 1));
        written.targets = aims;
        Ok(())
    }

    async fn agree(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        party: Party,
        now: Now,
    ) -> Result<(), Fault> {
        let Some(plan) = self.written.get(&act.child).and_then(|written| written.plan) else { return Ok(()) };
        let senco = self.actor(self.made.staff.senco, now).await?;
        let who = match party {
            Party::Pupil => child.forename.clone(),
            Party::Parent => {
                format!("{} {}", child.parents.first().map_or("", String::as_str), child.surname)
            }
            _ => self.name_of(self.teacher_of(child, act.day)),
        };
        let own = party == Party::Senco;
        let answered = AnswerPlan {
            pupil,
            party,
            answer: Answer::Yes,
            words: String::new(),
            plan,
            recorded: (!own).then_some((HowSaid::InTheMeeting, who, act.day)),
            scans: Vec::new(),
        };
        answer_plan(self.app, &senco, now, answered).await?;
        Ok(())
    }

    async fn review(
        &mut self,
        act: &Act,
        pupil: PupilId,
        outcome: TargetOutcome,
        now: Now,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let targets = self.written.get(&act.child).map(|written| written.targets.clone()).unwrap_or_default();
        let outcomes = targets
            .iter()
            .map(|(target, _)| OutcomeOfTarget { target: *target, outcome, note: String::new() })
            .collect();
        let stops = outcome.is_met();
        let review = Review {
            cycle: 1,
            came: Party::FOUR.to_vec(),
            came_words: "Everybody came; the child for the first ten minutes.".to_owned(),
            outcomes,
            changes: if stops { "The group ends." } else { "Shorter sessions, more often." }.to_owned(),
            decision: if stops { Decision::Stop } else { Decision::Continue },
            next_on: Some(self.school_day(act.day, 45)),
            ..Review::default()
        };
        let told = stops.then_some(act.day);
        let recording = Recording {
            pupil,
            of: None,
            on: act.day,
            review,
            parents_told_on: told,
            pupil_told_on: told,
            ahead: None,
        };
        app::reviewing::record_review(self.app, &senco, now, recording).await?;
        Ok(())
    }

    async fn agree_application(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        party: Party,
        now: Now,
    ) -> Result<(), Fault> {
        let account = if party == Party::Head { self.made.staff.head } else { self.made.staff.senco };
        let actor = self.actor(account, now).await?;
        let own = matches!(party, Party::Head | Party::Senco);
        let name = match party {
            Party::Parent => {
                format!("{} {}", child.parents.first().map_or("", String::as_str), child.surname)
            }
            Party::Teacher => self.name_of(self.teacher_of(child, now.today)),
            _ => self.name_of(account),
        };
        let said = ApplicationAgreement {
            party,
            name,
            agrees: true,
            how: if own { HowSaid::InWaymark } else { HowSaid::OnPaper },
            words: match party {
                Party::Parent => "We want this. At home it is tears every evening over the reading book.",
                Party::Teacher => "One adult for the class is not enough for what helps.",
                Party::Head => "The school has given what it can from its own budget.",
                _ => "Two cycles are done, and the record shows both.",
            }
            .to_owned(),
            although: String::new(),
        };
        app::county::agree(self.app, &actor, now, Agreeing { pupil, on: act.day, said }).await?;
        Ok(())
    }

    /// A place for each target of the plan.
    async fn place(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
    ) -> Result<(), Fault> {
        let targets = self.written.get(&act.child).map(|written| written.targets.clone()).unwrap_or_default();
        for (number, (target, aim)) in targets.into_iter().enumerate() {
            self.seat(act, child, pupil, words, now, Some((number, target, aim))).await?;
        }
        Ok(())
    }

    /// A place in a group that has room, or in a new one.
    async fn seat(
        &mut self,
        act: &Act,
        child: &Child,
        pupil: PupilId,
        words: &'static Words,
        now: Now,
        target: Option<(usize, TargetId, &'static Aim)>,
    ) -> Result<(), Fault> {
        let senco = self.actor(self.made.staff.senco, now).await?;
        let serves = target.map(|(number, _, _)| number);
        let shape = groups::shape_of(child.story);
        let missed = shape == Shape::Missed;
        let seat = Seat {
            pupil,
            target: target.map(|(_, target, aim)| (target, aim)),
            shape,
            since: act.day,
            scored: 0,
        };
        let room = |group: &Group| {
            group.serves == serves
                && group.area == words.area
                && group.missed == missed
                && (group.from_on..=days_after(group.from_on, 20)).contains(&act.day)
                && group.seats.len() < 4
                && !group.seats.iter().any(|seat| seat.pupil == pupil)
        };
        let wanted = seat.target.map(|(target, _)| target);
        if let Some(at) = self.groups.iter().position(room) {
            let place = GivePlace { pupil, provision: Some(self.groups[at].id), target: wanted };
            give_place(self.app, &senco, now, place).await?;
            self.groups[at].seats.push(seat);
            return Ok(());
        }
        let number = self.groups.len();
        let slot = number / self.made.staff.tas.len();
        let until_on = groups::until(act.day, serves);
        // The first assistant has a group that meets every day, so that there is one today.
        let first_ta = self.made.staff.tas[0];
        let daily = serves.is_some()
            && until_on >= self.made.today
            && !self.groups.iter().any(|group| group.is_daily() && group.until_on >= self.made.today);
        let ta = if daily { first_ta } else { self.made.staff.tas[number % self.made.staff.tas.len()] };
        let first = u8::try_from(slot % 3 + 1).unwrap_or(1);
        let (weekdays, starts_at) = if daily {
            (vec![1, 2, 3, 4, 5], "14:10".to_owned())
        } else {
            let weekdays = if serves.is_some() { vec![first, first + 2] } else { vec![4] };
            (weekdays, format!("{:02}:{:02}", 9 + slot / 3 % 5, [0, 20, 40][number % 3]))
        };
        let name = words.interventions[number % words.interventions.len()];
        let planned = SaveProvision {
            of: None,
            name: name.to_owned(),
            area: Some(words.area),
            tier: if serves.is_some() { Tier::Targeted } else { Tier::Specialist },
            description: "Short, the same way each time, with a score at the end.".to_owned(),
            place: ["Library corner", "The Den", "Room 7", "Hall lobby"][number % 4].to_owned(),
            weekdays: weekdays.clone(),
            starts_at,
            minutes: 20,
            cost: Some((5, 1_450, 2_500)),
            from_on: Some(act.day),
            until_on: Some(until_on),
            staff: vec![ta],
            places: vec![(pupil, wanted)],
            intervention: words.codes[number % words.codes.len()].to_owned(),
            misses: ["", "Topic", "Assembly", ""][number % 4].to_owned(),
            class: None,
        };
        let id = save_provision(self.app, &senco, now, planned).await?.id();
        self.groups.push(Group {
            id,
            area: words.area,
            serves,
            missed,
            weekdays,
            ta,
            from_on: act.day,
            until_on,
            seats: vec![seat],
        });
        Ok(())
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
