//! Drafts, who is at a form, versions: on both engines.

use app::{
    App, Clock, Fault, Random,
    drafts::{self, Keeping, Kept},
    early, record,
};
use domain::{
    people::Role,
    permissions::Actor,
    record::{Concern, Content, Party},
};
use store::queries::entries;
use testkit::{Engine, World, engines::needed};

struct Ground {
    app: App,
    world: World,
    _ground: testkit::Ground,
}

impl Ground {
    async fn on(engine: Engine) -> Self {
        let ground = testkit::Ground::of(engine, true).await;
        let store = ground.open().await;
        let world = World::make(&store).await;
        let clock = Clock::standing(world.now().instant);
        Self { app: App::new(store, clock, Random::seeded(7)), world, _ground: ground }
    }

    fn actor(&self, role: Role) -> Actor {
        self.world.actor(role)
    }
}

fn typing(fields: &str, device: &str, seen: Option<jiff::Timestamp>) -> Keeping {
    Keeping {
        form: "/pupils/1/concern#1".to_owned(),
        fields: fields.to_owned(),
        device: device.to_owned(),
        seen,
    }
}

/// A draft is kept, comes back, and a second browser of the same person overwrites nothing unseen.
async fn drafts_come_back(ground: &Ground) {
    let (app, teacher) = (&ground.app, ground.actor(Role::Teacher));
    let form = "/pupils/1/concern#1";
    let Kept::Done(first) =
        drafts::keep_draft(app, &teacher, app.now(), typing("[1]", "desk", None)).await.unwrap()
    else {
        panic!("kept")
    };
    app.set_clock(first + jiff::SignedDuration::from_mins(3));
    let opened = drafts::open_form(app, &teacher, app.now(), form, true).await.unwrap();
    let draft = opened.draft.unwrap();
    assert_eq!((draft.fields.as_str(), draft.ago.as_str()), ("[1]", "3 minutes ago"));
    // The phone has not seen what the desk wrote.
    let unseen = drafts::keep_draft(app, &teacher, app.now(), typing("[2]", "phone", None)).await.unwrap();
    let Kept::Elsewhere(stands) = unseen else { panic!("overwritten unseen") };
    assert_eq!(stands.fields, "[1]");
    let seen = typing("[2]", "phone", Some(stands.saved_at));
    assert!(matches!(drafts::keep_draft(app, &teacher, app.now(), seen).await.unwrap(), Kept::Done(_)));
    // Others have drafts of their own; who is there is seen by the other.
    let senco = ground.actor(Role::Senco);
    let other = drafts::open_form(app, &senco, app.now(), form, true).await.unwrap();
    assert_eq!(other.draft, None);
    assert_eq!(other.others.len(), 1);
    assert_eq!(drafts::at_form(app, &teacher, app.now(), form).await.unwrap().len(), 1);
    drafts::forget_draft(app, &teacher, form).await.unwrap();
    let gone = drafts::open_form(app, &teacher, app.now(), form, false).await.unwrap();
    assert_eq!(gone, drafts::AtForm::default());
    let much = "x".repeat(drafts::MOST + 1);
    let long = drafts::keep_draft(app, &teacher, app.now(), typing(&much, "desk", None)).await;
    assert!(matches!(long, Err(Fault::Rule { code: "too-long", .. })));
    let key = drafts::outbox_key(app, &teacher, app.now()).await.unwrap();
    assert_eq!(key.len(), 64);
    assert_eq!(drafts::outbox_key(app, &teacher, app.now()).await.unwrap(), key);
    assert_ne!(drafts::outbox_key(app, &senco, app.now()).await.unwrap(), key);
}

/// A stale save changes nothing; an earlier version comes back as a new one, from the version that was seen.
async fn versions_come_back(ground: &Ground) {
    let (app, teacher) = (&ground.app, ground.actor(Role::Teacher));
    let pupil = &ground.world.pupils[1];
    let concern = |noticed: &str| Concern {
        raised_by: Party::Teacher,
        noticed: noticed.to_owned(),
        ..Concern::default()
    };
    let first = concern("Loses the place");
    early::raise_concern(app, &teacher, app.now(), pupil.id, None, first).await.unwrap();
    let all = entries::of_pupil(&ground.world.read(), pupil.id).await.unwrap();
    let entry = all[0].clone();
    let write = |version: u32, noticed: &str| record::Writing {
        pupil: pupil.id,
        of: Some((entry.id, version)),
        on: entry.on,
        content: Content::Concern(concern(noticed)),
    };
    record::write_entry(app, &teacher, app.now(), write(1, "Guesses words")).await.unwrap();
    let stale = record::write_entry(app, &teacher, app.now(), write(1, "Overwrites")).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let back = |version, started| {
        record::restore_version(app, &teacher, app.now(), pupil, entry.id, version, started)
    };
    assert!(matches!(back(1, 1).await, Err(Fault::Stale)));
    assert!(matches!(back(7, 2).await, Err(Fault::NotFound)));
    back(1, 2).await.unwrap();
    let newest = entries::get(&ground.world.read(), pupil.id, entry.id).await.unwrap().unwrap();
    assert_eq!(newest.version, 3);
    let Content::Concern(says) = &newest.content else { panic!("a concern") };
    assert_eq!(says.noticed, "Loses the place");
    assert_eq!(entries::versions(&ground.world.read(), &newest).await.unwrap().len(), 2);
    // Out of reach is not there.
    let parent = ground.actor(Role::Agency);
    let out = record::restore_version(app, &parent, app.now(), pupil, entry.id, 1, 3).await;
    assert!(matches!(out, Err(Fault::NotFound | Fault::Rule { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_on_either_engine() {
    for engine in Engine::BOTH {
        if let Some(why) = needed(engine) {
            assert!(!testkit::engines::is_ci(), "{why}");
            continue;
        }
        drafts_come_back(&Ground::on(engine).await).await;
        versions_come_back(&Ground::on(engine).await).await;
        super::from_devices::sessions_count_once(engine).await;
        super::from_devices::ones_own_correction_stands(engine).await;
        super::from_devices::children_come_and_go(engine).await;
        super::from_devices::what_was_theirs_on_its_day_is_taken(engine).await;
    }
}
