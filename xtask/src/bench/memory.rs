//! The most memory that the server holds, after thirty people signed in within ten seconds and read a thousand pages.

use std::time::Duration;

use super::{
    client::{Connection, Fault, People, session},
    report::Line,
    server::Server,
};

const SIGN_INS: u32 = 30;
const WITHIN: Duration = Duration::from_secs(10);
const PAGES: usize = 1000;
const PASSWORD: &str = "lantern-otter-gravel";

/// Measures it.
pub(super) async fn measure(server: &Server) -> Result<Line, Fault> {
    let people = People::sign_in(server.address()).await?;
    choose_a_password(server).await?;
    let mut running = Vec::new();
    for _ in 0..SIGN_INS {
        let address = server.address();
        running.push(tokio::spawn(async move {
            let mut connection = Connection::open(address).await?;
            let form = format!("email=senco%40demo.example&password={PASSWORD}&next=%2F");
            let answer = connection.post("/sign-in", &form).await?;
            session(&answer).ok_or_else(|| Fault::new("a sign-in by password was refused"))
        }));
        tokio::time::sleep(WITHIN / SIGN_INS).await;
    }
    let mut sessions = Vec::new();
    for one in running {
        sessions.push(one.await.map_err(Fault::new)??);
    }
    let mut connections = Vec::new();
    for _ in 0..8 {
        connections.push(Connection::open(server.address()).await?);
    }
    let paths = ["/", "/board", "/register", &people.child];
    for number in 0..PAGES {
        let place = number % connections.len();
        let connection = &mut connections[place];
        connection.page(paths[number % paths.len()], &sessions[number % sessions.len()]).await?;
    }
    let peak = server.peak_memory().ok_or_else(|| Fault::new("this system does not say how much memory"))?;
    let what = "Peak memory after 30 sign-ins in 10 s and 1,000 pages, MB";
    Ok(Line::at_most(what, peak as f64 / 1_000_000.0, 100.0))
}

/// The SENCO of the demonstration asks for a link, reads the mailbox and chooses a password.
async fn choose_a_password(server: &Server) -> Result<(), Fault> {
    let mut connection = Connection::open(server.address()).await?;
    connection.post("/sign-in/link", "link-email=senco%40demo.example").await?;
    let mailbox = connection.get("/demo/mailbox", "", false).await?.text();
    let link = mailbox
        .split("href=\"/link/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .ok_or_else(|| Fault::new("no link is in the mailbox"))?;
    let answer = connection.post(&format!("/link/{link}"), &format!("password={PASSWORD}")).await?;
    session(&answer).map(drop).ok_or_else(|| Fault::new("the password was not taken"))
}
