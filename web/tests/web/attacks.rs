//! Ways in that were tried: each was a hole once, or would be one if a line were lost.

use std::{net::SocketAddr, time::Duration};

use app::{demonstration, signing_in};
use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, connect_info::MockConnectInfo},
    http::{Request, StatusCode, header},
};
use domain::{people::Role, permissions::Actor};
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;
use web::{Config, Listening, Patience};

use crate::walk::school::{HERE, Kind, School, config, served};

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_return_path_leads_nowhere_else() {
    let school = School::of(Kind::Empty).await;
    for evil in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%2F%09%2Fevil.example",
        "%2F%0A%2Fevil.example",
        "%5C%5Cevil.example",
        "javascript%3Aalert(1)",
        "evil.example",
        "%2F%0D%0ASet-Cookie%3A+a%3Db",
        "%2F%C3%BC",
    ] {
        let answered = school.post(None, "/demo/sign-in", &format!("persona=senco&next={evil}")).await;
        assert_eq!((answered.status, answered.location()), (StatusCode::SEE_OTHER, "/"), "{evil}");
        // And it is only shown where it goes back into the form.
        let page = school.get(None, &format!("/sign-in?next={evil}")).await;
        assert_eq!(page.status, StatusCode::OK, "{evil}");
    }
    let answered = school.post(None, "/demo/sign-in", "persona=senco&next=%2Fregister%3Fyear%3D3").await;
    assert_eq!(answered.location(), "/register?year=3");
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let school = School::of(Kind::Full).await;
    let session = &school.person(Role::Senco).session;
    let post = |name: &'static str, value: &'static str| {
        Request::post("/sign-out")
            .header(header::HOST, "localhost")
            .header(header::COOKIE, format!("waymark={session}"))
            .header(header::CONTENT_TYPE, FORM)
            .header(name, value)
            .body(Body::empty())
            .unwrap()
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost.evil.example"),
    ] {
        let answered = school.send(post(name, value)).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(answered.text().contains("sent by a page of another site"), "{name}: {value}");
        let still = school.get(Some(session), "/register").await;
        assert_eq!(still.status, StatusCode::OK, "{name}: {value}: nobody was signed out");
    }
    assert_eq!(school.send(post("sec-fetch-site", "same-origin")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(school.get(Some(session), "/register").await.status, StatusCode::SEE_OTHER, "signed out");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_opens_once_however_many_press_it() {
    let school = School::of(Kind::Empty).await;
    let head = school.person(Role::Head).actor.clone();
    let operator = Actor::operator(head.school);
    let account = head.user().unwrap();
    let token = signing_in::make_link(&school.app, &operator, school.app.now(), account).await.unwrap();
    let path = format!("/link/{token}");
    let form = "password=three+words+together";
    let (one, two) = tokio::join!(school.post(None, &path, form), school.post(None, &path, form));
    let mut answers = [one.status, two.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::GONE]);
    let again = school.post(None, &path, form).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.headers.get(header::SET_COOKIE).is_none());
    assert!(again.text().contains("This link"));

    // A new one goes to the address that the spent one was for, by one press; of a link that nobody knows, to nobody.
    let answered = school.post(None, &format!("{path}?next=//evil.example"), "do=again").await;
    assert_eq!(answered.headers[header::LOCATION], "/sign-in?sent=yes");
    let mails = demonstration::mailbox(&school.app).await.unwrap();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, demonstration::address_of(Role::Head));
    assert!(!mails[0].body.contains("evil") && !mails[0].body.contains(&token), "{}", mails[0].body);
    let answered = school.post(None, "/link/nobodys?next=/board", "do=again").await;
    assert_eq!(answered.headers[header::LOCATION], "/sign-in?next=/board");
}

#[tokio::test]
async fn who_asks_for_too_many_links_reads_one_right_sentence() {
    let school = School::of(Kind::Empty).await;
    let form = "link-email=parent%40example.test";
    for _ in 0..5 {
        assert_eq!(school.post(None, "/sign-in/link", form).await.location(), "/sign-in?sent=yes");
    }
    let answered = school.post(None, "/sign-in/link", form).await;
    assert_eq!(answered.status, StatusCode::TOO_MANY_REQUESTS);
    let text = answered.text();
    assert!(
        text.contains("You can ask for another in a minute") && text.contains("parent@example.test"),
        "{text}"
    );
    assert!(!text.contains("wrong tries"), "{text}");

    // From a spent link there is no form to come back to.
    let head = school.person(Role::Head).actor.clone();
    let operator = Actor::operator(head.school);
    let account = head.user().unwrap();
    let token = signing_in::make_link(&school.app, &operator, school.app.now(), account).await.unwrap();
    let path = format!("/link/{token}");
    for _ in 0..5 {
        assert_eq!(school.post(None, &path, "do=again").await.status, StatusCode::SEE_OTHER);
    }
    let answered = school.post(None, &path, "do=again").await;
    assert_eq!(answered.status, StatusCode::TOO_MANY_REQUESTS);
    let text = answered.text();
    assert!(text.contains("<p>Several links were asked for already") && !text.contains("password"), "{text}");
}

#[tokio::test]
async fn too_much_is_refused_with_a_sentence() {
    let school = School::of(Kind::Empty).await;
    let session = &school.person(Role::Senco).session;
    let long = "words=".to_owned() + &"x".repeat(2 * 1024 * 1024);
    let form = school.post(Some(session), "/school/settings", &long).await;
    assert_eq!(form.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(form.text().contains("larger than 1 MB"), "{}", form.text());
    // Signed out, too: the page that keeps what was typed keeps so much only.
    assert_eq!(school.post(None, "/school/settings", &long).await.status, StatusCode::PAYLOAD_TOO_LARGE);

    // 200 MB of nothing, in pieces, to the page that takes the largest file.
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../roll.xml\"\r\n\r\n";
    let nothing = Bytes::from(vec![b' '; 1024 * 1024]);
    let pieces = stream::iter([Bytes::from(head)])
        .chain(stream::repeat(nothing).take(200))
        .chain(stream::iter([Bytes::from("\r\n--b--\r\n")]))
        .map(Ok::<_, std::io::Error>);
    let request = Request::post("/imports/roll")
        .header(header::COOKIE, format!("waymark={session}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from_stream(pieces))
        .unwrap();
    let answered = school.send(request).await;
    assert!(
        matches!(answered.status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY),
        "{}",
        answered.status
    );
    assert!(answered.text().contains("64 MB"), "{}", answered.text());
    assert_eq!(school.rows("select id from staged_import").await.len(), 0, "nothing is kept");
}

#[tokio::test]
async fn a_file_is_fetched_by_its_own_name_only() {
    let school = School::of(Kind::Empty).await;
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2F..%2Fetc%2Fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%5Cwin.ini",
        "/assets/%00",
        "/assets//etc/passwd",
        "//etc/passwd",
        "/pupils/..%2F..%2Fetc%2Fpasswd",
        "/imports/roll/..%2F/changes.xlsx",
        "/register.csv/..",
    ] {
        let answered = school.get(Some(&school.person(Role::Senco).session), path).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn no_cell_of_a_file_is_a_formula() {
    let school = School::of(Kind::Ugly).await;
    let session = &school.person(Role::Senco).session;
    let csv = school.get(Some(session), "/register.csv").await.text();
    assert!(csv.contains("HYPERLINK"), "the ugly name is in the file");
    for line in csv.lines() {
        for cell in line.trim_start_matches('\u{feff}').split(',') {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{line}");
        }
    }
    let sheet = school.get(Some(session), "/register.xlsx").await;
    assert_eq!(sheet.status, StatusCode::OK);
    let named = sheet.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(named.starts_with("attachment; filename=\"") && named.is_ascii(), "{named}");
}

#[tokio::test]
async fn only_the_proxy_says_where_a_request_came_from() {
    let school = School::of(Kind::Empty).await;
    let behind =
        || Config { behind_proxy: true, public_url: "https://waymark.example".into(), ..Config::default() };
    let stranger = SocketAddr::from(([192, 0, 2, 1], 9));
    let wrong = |place: u32| {
        Request::post("/sign-in")
            .header(header::CONTENT_TYPE, FORM)
            .header("x-forwarded-for", format!("198.51.100.{place}"))
            .body(Body::from(format!("email=nobody{place}%40example.test&password=wrong+wrong+wrong")))
            .unwrap()
    };
    // Nobody is throttled who comes from another address each time, as the proxy on this machine says.
    let proxy = web::layered(&served(&school.app, behind())).layer(MockConnectInfo(HERE));
    for place in 0..24 {
        let answered = proxy.clone().oneshot(wrong(place)).await.unwrap();
        assert_eq!(answered.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    // Who says so without being the proxy is not believed.
    let router = web::layered(&served(&school.app, behind())).layer(MockConnectInfo(stranger));
    let mut last = StatusCode::OK;
    for place in 0..24 {
        last = router.clone().oneshot(wrong(place)).await.unwrap().status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);

    // Where the proxy is another machine, nobody else is answered at all.
    let named = Config { proxy: Some([10, 0, 0, 7].into()), ..behind() };
    let router = web::layered(&served(&school.app, named));
    for (peer, status) in [
        (stranger, StatusCode::MISDIRECTED_REQUEST),
        (SocketAddr::from(([10, 0, 0, 7], 9)), StatusCode::OK),
        (HERE, StatusCode::OK),
    ] {
        let get = Request::get("/sign-in").extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
        let answered = router.clone().oneshot(get).await.unwrap();
        assert_eq!(answered.status(), status, "{peer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_or_endless_head_is_not_waited_for() {
    let school = School::of(Kind::Empty).await;
    let patience = Patience { head: Duration::from_millis(300), stop: Duration::from_millis(300) };
    let listening =
        Listening::on(served(&school.app, config()), SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = listening.address().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(web::serve(listening.with_patience(patience), async {
        stopped.await.ok();
    }));
    let say = |words: Vec<u8>| async move {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(&words).await.ok();
        let mut heard = Vec::new();
        let read = stream.read_to_end(&mut heard);
        tokio::time::timeout(Duration::from_secs(10), read).await.expect("the server hangs up").ok();
        String::from_utf8_lossy(&heard).into_owned()
    };
    say(b"GET /help HTTP/1.1\r\nHost: a\r\nX-Slow: ".to_vec()).await;
    say(Vec::new()).await;
    let mut long = b"GET /help HTTP/1.1\r\nHost: a\r\nX-Long: ".to_vec();
    long.extend(std::iter::repeat_n(b'x', 4 * 1024 * 1024));
    let heard = say(long).await;
    assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 431"), "{heard}");
    let well = say(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_vec()).await;
    assert!(well.starts_with("HTTP/1.1 200"), "{well}");

    // A body that never ends does not hold up the end of the server.
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\na=b";
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), server).await;
    ended.expect("the server ends").unwrap().unwrap();
}
