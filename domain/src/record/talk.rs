//! The contact log: any call, mail, corridor talk or meeting, and attempts that reached nobody.

use serde::{Deserialize, Serialize};

use super::Party;

/// How people talked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TalkHow {
    /// A meeting in school.
    #[default]
    Meeting,
    /// A telephone call.
    Call,
    /// A video call.
    Video,
    /// A mail or message.
    Mail,
    /// A letter.
    Letter,
    /// At the gate or in the corridor.
    Corridor,
}

/// What the talk was about: guards ask for some of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TalkAbout {
    /// Anything.
    #[default]
    General,
    /// The initial concern (step 1).
    Concern,
    /// That SEN support is being given (CoP 6.48).
    SenSupportBegins,
    /// A contribution to profile, plan or review.
    Contribution,
    /// That support ends (step 8).
    SupportEnds,
    /// That the county is to be asked to assess.
    Application,
    /// That the school asks the county although not everyone agrees.
    ApplicationAlthough,
    /// Exactly what will happen under the EHCP (step 8).
    EhcpTalk,
    /// What parents may do after a decision that can be appealed: mediation and appeal, with their last days.
    Appeal,
}

/// One contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Talk {
    /// With which party.
    pub with: Party,
    /// Who, in words.
    pub who: String,
    /// How.
    pub how: TalkHow,
    /// What about.
    pub about: TalkAbout,
    /// Whether they were reached; an attempt otherwise.
    pub reached: bool,
    /// What was said.
    pub said: String,
    /// Whether the parents may see it; staff only otherwise.
    pub shared: bool,
}

impl Talk {
    /// Whether it is a talk with the parents about a concern that both may read, in words: what a letter that tells what
    /// was talked about can quote. A letter that was sent is logged as a contact, and is no talk.
    #[must_use]
    pub fn tells_of_a_concern(&self) -> bool {
        self.with == Party::Parent
            && self.about == TalkAbout::Concern
            && self.reached
            && self.shared
            && self.how != TalkHow::Letter
    }
}

impl TalkHow {
    /// Every way, in the order of a form.
    pub const ALL: [TalkHow; 6] =
        [TalkHow::Call, TalkHow::Corridor, TalkHow::Meeting, TalkHow::Mail, TalkHow::Video, TalkHow::Letter];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TalkHow::Meeting => "meeting",
            TalkHow::Call => "call",
            TalkHow::Video => "video",
            TalkHow::Mail => "mail",
            TalkHow::Letter => "letter",
            TalkHow::Corridor => "corridor",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TalkHow::Meeting => "Meeting",
            TalkHow::Call => "Telephone call",
            TalkHow::Video => "Video call",
            TalkHow::Mail => "E-mail or message",
            TalkHow::Letter => "Letter",
            TalkHow::Corridor => "At the gate or in the corridor",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        TalkHow::ALL.into_iter().find(|how| how.code() == code)
    }
}

impl TalkAbout {
    /// Everything that a talk can be about, in the order of the steps.
    pub const ALL: [TalkAbout; 9] = [
        TalkAbout::General,
        TalkAbout::Concern,
        TalkAbout::Contribution,
        TalkAbout::SenSupportBegins,
        TalkAbout::SupportEnds,
        TalkAbout::Application,
        TalkAbout::ApplicationAlthough,
        TalkAbout::EhcpTalk,
        TalkAbout::Appeal,
    ];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TalkAbout::General => "general",
            TalkAbout::Concern => "concern",
            TalkAbout::SenSupportBegins => "sen-support-begins",
            TalkAbout::Contribution => "contribution",
            TalkAbout::SupportEnds => "support-ends",
            TalkAbout::Application => "application",
            TalkAbout::ApplicationAlthough => "application-although",
            TalkAbout::EhcpTalk => "ehcp-talk",
            TalkAbout::Appeal => "appeal",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TalkAbout::General => "Anything",
            TalkAbout::Concern => "The initial concern, or what was changed in teaching",
            TalkAbout::SenSupportBegins => "Parents told that SEN support is being given",
            TalkAbout::Contribution => "Their part of the profile, the plan or a review",
            TalkAbout::SupportEnds => "Told that support ends",
            TalkAbout::Application => "Asking the county to assess, and that parents may ask it themselves",
            TalkAbout::ApplicationAlthough => {
                "Told that the school asks the county although not everyone agrees"
            }
            TalkAbout::EhcpTalk => "What exactly will happen under the EHCP",
            TalkAbout::Appeal => "Mediation and appeal after the county’s decision",
        }
    }

    /// What it is about, of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        TalkAbout::ALL.into_iter().find(|about| about.code() == code)
    }
}
