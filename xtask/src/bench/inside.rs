//! A server inside this process, for schools that are made for one measurement.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use app::{App, Clock, Random, signing_in};
use domain::{
    audit::{Event, Happening},
    pathway::CaseState,
    people::{Pupil, Role, Upn},
    permissions::{Action, Actor, allow},
};
use store::{
    Options, Place, Store,
    queries::{pupils, records},
};
use tempfile::TempDir;
use testkit::World;
use tokio::{sync::oneshot, task::JoinHandle};
use web::{Config, Listening, Web};

use super::client::{Connection, Fault};

const BEFORE: usize = 50;
const COUNTED: usize = 1000;

/// A school in a folder of its own, which goes with it.
pub(super) struct School {
    /// Who is in it.
    pub(super) world: World,
    /// What its verbs are called with.
    pub(super) app: App,
    _folder: TempDir,
}

impl School {
    /// The small world of the tests, in an empty database below `data`.
    pub(super) async fn make(data: &Path, name: &str) -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix(name).tempdir_in(data).map_err(Fault::new)?;
        let place = Place::File(folder.path().join("waymark.db"));
        let options = Options { connections: 4, durable: false };
        let store = Store::open(&place, options).await.map_err(Fault::new)?;
        let world = World::make(&store).await;
        let app = App::new(store, Clock::standing(world.now().instant), Random::system());
        Ok(Self { world, app, _folder: folder })
    }

    /// The world's own children and as many more as it takes, each record in a state.
    pub(super) async fn children(
        &self,
        count: usize,
        state: impl Fn(usize, &CaseState) -> CaseState,
    ) -> Result<Vec<Pupil>, Fault> {
        let (world, app) = (&self.world, &self.app);
        let operator = Actor::operator(world.school.id);
        let class = &world.classes[0];
        let more: Vec<Pupil> = (world.pupils.len()..count)
            .map(|number| {
                let upn =
                    Upn::compose(999, world.school.establishment, 23, u16::try_from(number).unwrap_or(0));
                let name = format!("Sample-{number}");
                let (school, id) = (world.school.id, world.id());
                testkit::world::pupil(school, id, upn, ("Avery", &name), Some(class.id), class.year)
            })
            .collect();
        let whole = app::school_subject(world.school.id);
        let roll = allow(&operator, Action::ImportRoll, whole).map_err(Fault::new)?;
        let tx = app.store.write(world.school.id).await.map_err(Fault::new)?;
        let rows: Vec<_> = more.iter().map(|pupil| (pupil.clone(), "{}".to_owned())).collect();
        pupils::make(&tx, &roll, &rows).await.map_err(Fault::new)?;
        let event = Event::school(Happening::RollImported, "measured");
        app.commit(tx, &roll, app.now(), [event]).await.map_err(Fault::new)?;
        let all: Vec<Pupil> = world.pupils.iter().cloned().chain(more).collect();
        let senco = world.actor(Role::Senco);
        for (number, pupil) in all.iter().enumerate() {
            let allowed = allow(&senco, Action::MoveAlong, pupil.subject()).map_err(Fault::new)?;
            let tx = app.store.write(world.school.id).await.map_err(Fault::new)?;
            let record = records::get(&tx, pupil.id).await.map_err(Fault::new)?;
            let state = state(number, &record.state);
            records::save(&tx, &allowed, &records::Record { state, ..record }).await.map_err(Fault::new)?;
            let event = Event::pupil(Happening::MovedOn, pupil.id, "measured");
            app.commit(tx, &allowed, app.now(), [event]).await.map_err(Fault::new)?;
        }
        Ok(all)
    }

    /// Serves it, with its SENCO signed in.
    pub(super) async fn serve(&self) -> Result<Serving, Fault> {
        let senco = self.world.accounts[&Role::Senco].id;
        let (app, school) = (&self.app, self.world.school.id);
        let session = signing_in::open_session(app, app.now(), school, senco, None, "measured")
            .await
            .map_err(Fault::new)?;
        let web = Web { app: app.clone(), config: Arc::new(Config::default()) };
        let listening =
            Listening::on(web, SocketAddr::from(([127, 0, 0, 1], 0))).await.map_err(Fault::new)?;
        let connection = Connection::open(listening.address().map_err(Fault::new)?).await?;
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(web::serve(listening, async {
            stopped.await.ok();
        }));
        Ok(Serving { connection, session, stop, server })
    }
}

/// A school that is served.
pub(super) struct Serving {
    connection: Connection,
    session: String,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    /// A page, once: how long it took, and its bytes over the wire.
    pub(super) async fn page(&mut self, path: &str) -> Result<(Duration, usize), Fault> {
        let answer = self.connection.page(path, &self.session).await?;
        Ok((answer.took, answer.bytes.len()))
    }

    /// A page, a thousand times at one connection, warm; and its bytes over the wire.
    pub(super) async fn often(&mut self, path: &str) -> Result<(super::times::Times, usize), Fault> {
        let mut times = Vec::with_capacity(COUNTED);
        let mut bytes = 0;
        for round in 0..BEFORE + COUNTED {
            let (took, size) = self.page(path).await?;
            if round >= BEFORE {
                times.push(took);
            }
            bytes = size;
        }
        Ok((super::times::Times::of(times), bytes))
    }

    /// Stops, and waits until all is closed.
    pub(super) async fn stop(self, school: School) -> Result<(), Fault> {
        self.stop.send(()).ok();
        self.server.await.map_err(Fault::new)?.map_err(Fault::new)?;
        school.app.store.close().await.map_err(Fault::new)
    }
}
