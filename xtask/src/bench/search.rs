//! Searching for a child among 42,000: over HTTP, on SQLite and on PostgreSQL.

use std::{net::SocketAddr, path::Path, sync::Arc};

use app::{App, Clock, Random};
use store::{Options, Place, Store};
use testkit::postgres;
use web::{Config, Listening, Web};

use super::{
    TODAY,
    client::{Connection, Fault, People},
    times::Times,
};

/// What people type: beginnings of names of many languages, a number, a name that nobody has.
const TYPED: [&str; 12] =
    ["sam", "ale", "osh", "mar", "luk", "ama", "kha", "tom", "jo a", "919", "van", "zzz"];
const COUNTED: usize = 1200;

/// A thousand searches, one after another.
pub(super) async fn over_http(address: SocketAddr, session: &str) -> Result<Times, Fault> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::with_capacity(COUNTED);
    for round in 0..COUNTED + TYPED.len() {
        let typed = TYPED[round % TYPED.len()].replace(' ', "+");
        let answer = connection.page(&format!("/search?q={typed}"), session).await?;
        if round >= TYPED.len() {
            times.push(answer.took);
        }
    }
    Ok(Times::of(times))
}

/// The same over a copy of the schools on PostgreSQL, served by this process; none when PostgreSQL is not installed.
pub(super) async fn on_postgres(schools: &Path, data: &Path) -> Result<Option<Times>, Fault> {
    if postgres::missing().is_some() {
        return Ok(None);
    }
    super::say("The same on PostgreSQL: copying the schools");
    let folder = tempfile::Builder::new().prefix("copy-").tempdir_in(data).map_err(Fault::new)?;
    let copy = folder.path().join("copy.db");
    let from = Place::File(schools.join("waymark.db"));
    let store = Store::open(&from, Options::default()).await.map_err(Fault::new)?;
    store.backup(&copy).await.map_err(Fault::new)?;
    store.close().await.map_err(Fault::new)?;
    let database = postgres::Database::make(false).await.map_err(Fault::new)?;
    let place = Place::Server(database.url.clone());
    Store::restore(&copy, &place).await.map_err(Fault::new)?;
    let store = Store::open(&place, Options::default()).await.map_err(Fault::new)?;
    let today = TODAY.parse().map_err(Fault::new)?;
    let app = App::new(store, Clock::on_day(today), Random::system());
    let web = Web { app, config: Arc::new(Config { demo: true, ..Config::default() }) };
    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let listening = Listening::on(web, anywhere).await.map_err(Fault::new)?;
    let address = listening.address().map_err(Fault::new)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(web::serve(listening, async {
        stopped.await.ok();
    }));
    let people = People::sign_in(address).await?;
    super::say("The same on PostgreSQL: searching");
    let times = over_http(address, &people.senco).await?;
    stop.send(()).ok();
    server.await.map_err(Fault::new)?.map_err(Fault::new)?;
    Ok(Some(times))
}
