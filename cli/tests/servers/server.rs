//! A running `waymark serve`, and the few words of HTTP that these tests speak.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use store::Place;
use testkit::Ground;

/// Runs `waymark`; gives the code, standard output and standard error.
pub fn waymark(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark")).args(args).output().expect("waymark runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

/// The arguments that name a database.
pub fn place_of(ground: &Ground) -> [String; 2] {
    match &ground.place {
        Place::File(file) => ["--data".to_owned(), file.parent().unwrap().display().to_string()],
        Place::Server(url) => ["--database-url".to_owned(), url.clone()],
    }
}

/// A server that runs.
pub struct Server {
    child: Child,
    address: String,
    /// What it said before it listened.
    pub said: Vec<String>,
}

impl Server {
    /// Starts one on a port of its own.
    pub fn start(ground: &Ground, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .arg("serve")
            .args(place_of(ground))
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .current_dir(ground.path("here").parent().unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = Vec::new();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines.map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("listening on http://") {
                return Self { child, address: address.to_owned(), said };
            }
            said.push(line);
        }
        let mut fault = String::new();
        child.stderr.take().unwrap().read_to_string(&mut fault).unwrap();
        child.wait().unwrap();
        panic!("it did not start: {said:?} {fault}");
    }

    /// Gets an address, with a session's token or without one.
    pub fn get(&self, path: &str, session: &str) -> String {
        get(&self.address, path, session)
    }

    /// Posts a form.
    pub fn post(&self, path: &str, session: &str, form: &str) -> String {
        self.begin("POST", path, session, form, form.len()).finish("")
    }

    /// Sends a request up to so many bytes of its body.
    pub fn begin(&self, method: &str, path: &str, session: &str, form: &str, until: usize) -> Begun {
        let mut stream = connect(&self.address);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: waymark={session}\r\nConnection: close\r\nContent-Type: \
             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.address,
            form.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&form.as_bytes()[..until]).unwrap();
        Begun(stream)
    }

    /// Asks it to stop, as the system does.
    pub fn terminate(&self) {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for its end, which is well; gives its log.
    pub fn ended(mut self) -> String {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}: {log}");
        log
    }

    /// Stops it.
    pub fn stop(self) {
        self.terminate();
        self.ended();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Only one that a failed test left.
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}

/// A request that is not whole yet.
pub struct Begun(TcpStream);

impl Begun {
    /// Sends the rest; gives the answer.
    pub fn finish(&mut self, rest: &str) -> String {
        self.0.write_all(rest.as_bytes()).unwrap();
        let mut heard = Vec::new();
        self.0.read_to_end(&mut heard).unwrap();
        String::from_utf8_lossy(&heard).into_owned()
    }
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// Gets an address of a server.
pub fn get(address: &str, path: &str, session: &str) -> String {
    let mut stream = connect(address);
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: waymark={session}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    Begun(stream).finish("")
}
