//! The county's process, played: who agrees to ask it, the annual review.

use app::{
    Fault,
    county::{self, Agreeing, ChosenGuests},
};
use domain::{
    Now, PupilId,
    calendar::count::days_after,
    permissions::Actor,
    record::{AnnualReview, ApplicationAgreement, HowSaid, Party},
};

use super::{Act, in_place, play::Play};
use crate::cast::Child;

/// What the school writes when it asks the county.
pub(super) const ADVICE: &str = "Two full cycles of assess, plan, do, review show some progress and a gap that does not close.\n\nWe ask the county to assess because what helps is more than our budget holds:\n- teaching every day by an adult who is trained for it\n- a speech and language programme that a therapist writes and looks at each term\n- adults who know the child in every lesson, also when plans change\n\nWe have used the advice of the speech and language therapist since the second plan. The parents and the child want this help in our school.";

impl Play<'_> {
    /// The annual review is planned, and everybody is asked for advice.
    pub(super) async fn annual_review(
        &mut self,
        act: &Act,
        pupil: PupilId,
        senco: &Actor,
        now: Now,
        ahead: i32,
    ) -> Result<(), Fault> {
        let meeting = days_after(act.day, ahead);
        let meeting = self.info.calendar.school_day_by(meeting).unwrap_or(meeting);
        let seen = app::child::see(self.app, senco, pupil).await?;
        let known = county::guests_to_choose(self.app, senco, now, &seen, None).await?;
        let chosen = ChosenGuests {
            ticked: known.iter().filter_map(|one| one.guest.id).collect(),
            outside: in_place::from_outside(),
        };
        let invited = county::guests_chosen(self.app, senco, now, &seen, None, &chosen).await?;
        let planned = AnnualReview {
            meeting_on: Some(meeting),
            at: Some(jiff::civil::time(14, 0, 0, 0)),
            minutes: 60,
            place: "Library".to_owned(),
            invited,
            ..AnnualReview::default()
        };
        let id = county::write_annual_review(self.app, senco, now, pupil, None, planned).await?;
        county::ask_for_advice(self.app, senco, now, "", pupil, (id, 1)).await?;
        Ok(())
    }

    pub(super) async fn agree_application(
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
        county::agree(self.app, &actor, now, Agreeing { pupil, on: act.day, said, scans: Vec::new() })
            .await?;
        Ok(())
    }
}
