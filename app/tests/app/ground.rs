//! What every test stands on: a tiny world in a database of its own, and the application over it.

use app::{App, Clock, Random};
use domain::{Now, people::Role, permissions::Actor};
use store::{
    Options, Place, Store,
    queries::mails::{self, Mail},
};
use tempfile::TempDir;
use testkit::World;

/// A world with its application.
pub struct Ground {
    /// The application.
    pub app: App,
    /// The world.
    pub world: World,
    _folder: TempDir,
}

impl Ground {
    /// A new world.
    pub async fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("wm-app-").tempdir().unwrap();
        let place = Place::File(folder.path().join("waymark.db"));
        let store = Store::open(&place, Options { connections: 2, durable: false }).await.unwrap();
        let world = World::make(&store).await;
        let clock = Clock::standing(world.now().instant);
        Self { app: App::new(store, clock, Random::seeded(7)), world, _folder: folder }
    }

    /// The moment.
    pub fn now(&self) -> Now {
        self.app.now()
    }

    /// The actor of a role.
    pub fn actor(&self, role: Role) -> Actor {
        self.world.actor(role)
    }

    /// Every mail queued, newest first.
    pub async fn mails(&self) -> Vec<Mail> {
        mails::newest(&self.world.read(), 100).await.unwrap()
    }

    /// Whether a text names one of the world's children.
    pub fn names_a_child(&self, text: &str) -> bool {
        let mut names = self.world.pupils.iter().flat_map(|pupil| [&pupil.forename, &pupil.surname]);
        names.any(|name| text.contains(name.as_str()))
    }
}
