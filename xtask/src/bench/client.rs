//! A connection to the server under measure, and the people who are signed in.

use std::{fmt::Display, net::SocketAddr, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, HeaderMap, LOCATION, SET_COOKIE},
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::moment;

/// Why something could not be measured.
#[derive(Debug)]
pub(super) struct Fault(pub(super) String);

impl Fault {
    pub(super) fn new(why: impl Display) -> Self {
        Self(why.to_string())
    }
}

/// One kept-alive connection.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

/// What was answered, and how long it took until the last byte.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
    pub(super) took: Duration,
}

impl Answer {
    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Connection {
    /// Opens one.
    pub(super) async fn open(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await.map_err(Fault::new)?;
        stream.set_nodelay(true).map_err(Fault::new)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(Fault::new)?;
        tokio::spawn(connection);
        Ok(Self { sender, host: address.to_string() })
    }

    /// Gets a path; `packed` asks for compressed bytes, as browsers do.
    pub(super) async fn get(&mut self, path: &str, session: &str, packed: bool) -> Result<Answer, Fault> {
        let request = Request::get(path).header(COOKIE, format!("waymark={session}"));
        let request = if packed { request.header(ACCEPT_ENCODING, "gzip, br") } else { request };
        self.send(request, String::new()).await
    }

    /// Gets a page that must be there.
    pub(super) async fn page(&mut self, path: &str, session: &str) -> Result<Answer, Fault> {
        let answer = self.get(path, session, true).await?;
        if answer.status == StatusCode::OK {
            Ok(answer)
        } else {
            Err(Fault::new(format!("{path} answered {}", answer.status)))
        }
    }

    /// Posts a form.
    pub(super) async fn post(&mut self, path: &str, form: &str) -> Result<Answer, Fault> {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, form.to_owned()).await
    }

    /// Posts a form as somebody.
    pub(super) async fn post_in(&mut self, path: &str, session: &str, form: &str) -> Result<Answer, Fault> {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, format!("waymark={session}"));
        self.send(request, form.to_owned()).await
    }

    /// Posts what a script sends, as somebody.
    pub(super) async fn ask(
        &mut self,
        path: &str,
        session: &str,
        json: &serde_json::Value,
    ) -> Result<Answer, Fault> {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/json")
            .header(COOKIE, format!("waymark={session}"));
        self.send(request, json.to_string()).await
    }

    async fn send(&mut self, request: hyper::http::request::Builder, body: String) -> Result<Answer, Fault> {
        let request =
            request.header(HOST, &self.host).body(Full::new(Bytes::from(body))).map_err(Fault::new)?;
        let before = moment();
        self.sender.ready().await.map_err(Fault::new)?;
        let response = self.sender.send_request(request).await.map_err(Fault::new)?;
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.map_err(Fault::new)?.to_bytes();
        Ok(Answer { status: head.status, headers: head.headers, bytes, took: before.elapsed() })
    }
}

/// The session of an answer that signs somebody in.
pub(super) fn session(answer: &Answer) -> Option<String> {
    answer
        .headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .filter_map(|line| line.strip_prefix("waymark=")?.split(';').next())
        .find(|token| !token.is_empty())
        .map(str::to_owned)
}

/// Who looks at pages, and at which child.
pub(super) struct People {
    /// The SENCO's session.
    pub(super) senco: String,
    /// A class teacher's.
    pub(super) teacher: String,
    /// The page of a child on the board.
    pub(super) child: String,
}

impl People {
    /// Signs in by the demonstration's buttons.
    pub(super) async fn sign_in(address: SocketAddr) -> Result<Self, Fault> {
        let mut connection = Connection::open(address).await?;
        let senco = persona(&mut connection, "senco").await?;
        let teacher = persona(&mut connection, "teacher").await?;
        let board = connection.get("/board", &senco, false).await?.text();
        let from = board.find("id=\"step-6\"").unwrap_or(0);
        let child = board[from..].split("href=\"").skip(1).find_map(|rest| {
            let path = rest.split('"').next()?;
            (path.starts_with("/pupils/") && path.matches('/').count() == 2).then(|| path.to_owned())
        });
        let child = child.ok_or_else(|| Fault::new("there is no child on the board"))?;
        Ok(Self { senco, teacher, child })
    }

    /// The measured pages: name, path, session.
    pub(super) fn pages(&self) -> [(&'static str, String, String); 4] {
        [
            ("Today", "/".to_owned(), self.senco.clone()),
            ("Board", "/board".to_owned(), self.senco.clone()),
            ("My class", "/my-class".to_owned(), self.teacher.clone()),
            ("Child’s page", self.child.clone(), self.senco.clone()),
        ]
    }
}

async fn persona(connection: &mut Connection, code: &str) -> Result<String, Fault> {
    let answer = connection.post("/demo/sign-in", &format!("persona={code}&next=/")).await?;
    let to = answer.headers.get(LOCATION).is_some();
    session(&answer).filter(|_| to).ok_or_else(|| Fault::new(format!("{code} could not sign in")))
}
