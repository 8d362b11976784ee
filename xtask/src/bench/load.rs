//! Load: pages one after another at one connection, or at several for a time.

use std::time::Duration;

use super::{
    client::{Connection, Fault, People},
    moment,
    server::Server,
    times::Times,
};

/// Requests before any that count: caches fill, as on a server that runs.
const BEFORE: usize = 50;
/// Requests that count, for each page at one connection.
const COUNTED: usize = 1000;

/// How long a page took.
pub(super) struct Page {
    /// Its name.
    pub(super) name: &'static str,
    /// The times.
    pub(super) times: Times,
}

/// Each page, a thousand times at one connection.
pub(super) async fn pages(server: &Server, people: &People) -> Result<Vec<Page>, Fault> {
    let mut connection = Connection::open(server.address()).await?;
    let mut pages = Vec::new();
    for (name, path, session) in people.pages() {
        pages.push(Page { name, times: at_one(&mut connection, &path, &session).await? });
    }
    Ok(pages)
}

/// Each page of two servers in turn, a thousand times: the machine is as busy for the one as for the other.
pub(super) async fn side_by_side(both: [(&Server, &People); 2]) -> Result<Vec<[Page; 2]>, Fault> {
    let [one, other] = both;
    let mut connections =
        [Connection::open(one.0.address()).await?, Connection::open(other.0.address()).await?];
    let mut pages = Vec::new();
    for (of_one, of_other) in one.1.pages().into_iter().zip(other.1.pages()) {
        let asked = [of_one, of_other];
        let mut times = [Vec::with_capacity(COUNTED), Vec::with_capacity(COUNTED)];
        for round in 0..BEFORE + COUNTED {
            for ((connection, (_, path, session)), times) in
                connections.iter_mut().zip(&asked).zip(&mut times)
            {
                let answer = connection.page(path, session).await?;
                if round >= BEFORE {
                    times.push(answer.took);
                }
            }
        }
        let [(name, ..), _] = asked;
        pages.push(times.map(|times| Page { name, times: Times::of(times) }));
    }
    Ok(pages)
}

/// The screen of a review, a thousand times at one connection.
pub(super) async fn review(server: &Server, people: &People) -> Result<Times, Fault> {
    let mut connection = Connection::open(server.address()).await?;
    at_one(&mut connection, &format!("{}/reviews/new", people.child), &people.senco).await
}

async fn at_one(connection: &mut Connection, path: &str, session: &str) -> Result<Times, Fault> {
    let mut times = Vec::with_capacity(COUNTED);
    for round in 0..BEFORE + COUNTED {
        let answer = connection.page(path, session).await?;
        if round >= BEFORE {
            times.push(answer.took);
        }
    }
    Ok(Times::of(times))
}

/// The pages in turn at so many connections for so long, each connection asking as soon as it was answered: requests a
/// second, and how long each took.
pub(super) async fn steady(
    server: &Server,
    people: &People,
    connections: usize,
    how_long: Duration,
) -> Result<(f64, Times), Fault> {
    let mut running = Vec::new();
    let began = moment();
    for number in 0..connections {
        let (address, pages) = (server.address(), people.pages());
        running.push(tokio::spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::new();
            for (_, path, session) in pages.iter().cycle().skip(number % pages.len()) {
                if began.elapsed() >= how_long {
                    break;
                }
                times.push(connection.page(path, session).await?.took);
            }
            Ok::<Vec<Duration>, Fault>(times)
        }));
    }
    let mut all = Vec::new();
    for one in running {
        all.extend(one.await.map_err(Fault::new)??);
    }
    let seconds = began.elapsed().as_secs_f64();
    let times = Times::of(all);
    Ok((times.count() as f64 / seconds, times))
}
