//! The listeners and what they answer: one thread a listener, one a connection, no keep-alive. Plain threads suffice
//! for one browser, and a connection that a scenario resets or leaves hanging disturbs no other.

use super::http::{self, Received, Unread};
use super::library::{Library, Place};
use super::log::Log;
use super::scenario::{Action, Response};
use super::stream::Stream;
use super::tls::Tls;
use super::visit::{Called, Visit};
use super::{Alias, Error, Options, Ports, Protocol, bad_ports, http2, pages, policy};
use rustls::ServerConfig;
use socket2::{Domain, SockRef, Socket, Type};
use std::io::{self, Read};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Browsers open connections ahead of need; one that stays silent this long is closed.
pub(super) const SILENCE: Duration = Duration::from_secs(30);

/// A connection left hanging is closed after this, whatever the client does.
pub(super) const LONGEST_HANG: Duration = Duration::from_mins(10);

/// More connections at a time than any browser opens to three origins.
const MOST_CONNECTIONS: usize = 256;

/// A running lab; it stops when this is dropped.
#[derive(Debug)]
pub struct Lab {
    shared: Arc<Shared>,
    addresses: Vec<SocketAddr>,
    listeners: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    ports: Ports,
    library: Library,
    /// What works where the lab is opened by an address of the network.
    others: Library,
    tls: Option<Tls>,
    log: Mutex<Log>,
    connections: AtomicUsize,
    stopping: AtomicBool,
}

impl Lab {
    /// Reads the scenarios and listens; returns once every port accepts connections.
    pub fn start(options: &Options) -> Result<Self, Error> {
        let ports = Ports::above(options.port).ok_or(Error::NoBase(options.port))?;
        if let Some(port) = bad_ports::first_among(ports) {
            return Err(Error::PortRefused(port));
        }
        let library = Library::find(options.scenarios.as_deref())?;
        let (library, tls) = if options.https {
            (library, Some(Tls::new()?))
        } else {
            (library.without_https(), None)
        };
        let sockets = listen(ports, options)?;
        let shared = Arc::new(Shared {
            ports,
            others: library.for_others(),
            library,
            tls,
            log: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
        });
        let addresses = sockets.iter().map(|(address, ..)| *address).collect();
        let listeners = sockets
            .into_iter()
            .map(|(address, protocol, socket)| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || accept(&socket, (address.port(), protocol), &shared))
            })
            .collect();
        Ok(Self {
            shared,
            addresses,
            listeners,
        })
    }

    /// The origin of an alias in this lab, without a path.
    pub fn address_of(&self, alias: Alias) -> String {
        self.shared.ports.origin(alias)
    }

    /// The SHA-256 of the certificate's public key, in base64, if it serves https.
    pub fn fingerprint(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(Tls::fingerprint)
    }

    /// The scenarios it serves.
    pub fn library(&self) -> &Library {
        &self.shared.library
    }

    /// Those of them that work where it is opened by an address of the network.
    pub fn library_for_others(&self) -> &Library {
        &self.shared.others
    }

    /// Waits until the lab is stopped, which the process's end does.
    pub fn wait(mut self) {
        for listener in std::mem::take(&mut self.listeners) {
            // A listener ends only with the process or after a failure of its own; the others then go on.
            drop(listener.join());
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        for address in &self.addresses {
            let mut address = *address;
            if address.ip().is_unspecified() {
                address.set_ip(if address.is_ipv4() {
                    Ipv4Addr::LOCALHOST.into()
                } else {
                    Ipv6Addr::LOCALHOST.into()
                });
            }
            // A listener waits in `accept`; a connection wakes it so that it sees the flag.
            drop(TcpStream::connect_timeout(&address, Duration::from_secs(1)));
        }
        for listener in self.listeners.drain(..) {
            drop(listener.join());
        }
    }
}

/// Listens on 127.0.0.1, ::1 and the given address: `localhost` may mean either of the first two.
fn listen(
    ports: Ports,
    options: &Options,
) -> Result<Vec<(SocketAddr, Protocol, TcpListener)>, Error> {
    let host = options.host;
    let mut hosts = vec![
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ];
    // Every address of a kind holds the loopback one, too, which nobody can listen on beside it.
    hosts.retain(|own| !(host.is_unspecified() && own.is_ipv4() == host.is_ipv4()));
    if !hosts.contains(&host) {
        hosts.push(host);
    }
    let mut sockets = Vec::new();
    let served = ports
        .listening()
        .into_iter()
        .filter(|(_, protocol)| options.https || *protocol == Protocol::Http);
    for (port, protocol) in served {
        for address in hosts.iter().map(|host| SocketAddr::new(*host, port)) {
            match bound(address) {
                Ok(socket) => sockets.push((address, protocol, socket)),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                    return Err(Error::PortInUse(address));
                }
                // A machine without IPv6 has no ::1, and its `localhost` is 127.0.0.1 alone.
                Err(_) if address.is_ipv6() && !host.is_ipv6() && has_no_ipv6() => {}
                Err(error) => return Err(Error::Listen(address, error)),
            }
        }
    }
    Ok(sockets)
}

/// Listens; `::` is every IPv6 address and no other, whatever the system's default is.
fn bound(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // As the standard library does: a lab that ended a moment ago does not hold its ports. Windows means another thing by it.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(128)?;
    Ok(socket.into())
}

fn has_no_ipv6() -> bool {
    TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0)).is_err()
}

fn accept(socket: &TcpListener, served: (u16, Protocol), shared: &Arc<Shared>) {
    for stream in socket.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        // A failed accept concerns one client; the next one is served.
        let Ok(stream) = stream else { continue };
        if shared.connections.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS {
            shared.connections.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A connection that breaks is the client's affair, and nobody is left to tell.
            drop(serve(stream, served, &shared));
            shared.connections.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn serve(
    socket: TcpStream,
    (port, protocol): (u16, Protocol),
    shared: &Arc<Shared>,
) -> io::Result<()> {
    socket.set_read_timeout(Some(SILENCE))?;
    socket.set_write_timeout(Some(SILENCE))?;
    let visit = Visit::of(&socket, port)?;
    let tls: Option<Arc<ServerConfig>> = shared.tls.as_ref().and_then(|tls| tls.of(protocol));
    let mut stream = match tls {
        None => Stream::Plain(socket),
        Some(tls) if protocol == Protocol::Http2 => {
            let shared = Arc::clone(shared);
            let decide: http2::Decide = Arc::new(move |request| decide(request, visit, &shared));
            return http2::serve(socket, tls, &decide);
        }
        Some(tls) => Stream::over_tls(socket, tls)?,
    };
    match http::read(&mut stream) {
        Ok(request) => act(stream, &request.method, &decide(&request, visit, shared)),
        Err(Unread::Gone) => Ok(()),
        Err(Unread::Refused(status)) => {
            let problem = pages::plain(status, "The lab could not read this request.\n");
            respond(&mut stream, "GET", &problem)
        }
    }
}

/// What answers a request, its placeholders filled.
fn decide(request: &Received, visit: Visit, shared: &Shared) -> Response {
    let objection_to = request.target.strip_prefix("/lab/policy/");
    // What nobody sent is nothing to be seen.
    if request.path() != "/log" && objection_to.is_none() {
        shared
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note(visit.port, request);
    }
    let called = visit.called(request, shared.ports);
    let (Called::By(ports) | Called::Elsewhere(ports)) = called;
    let decided = if let Some(below) = request.target.strip_prefix("/p/") {
        policy::Asked::of(below, request).and_then(|asked| {
            let response = asked.response(request)?;
            Ok(response.filled(|value| asked.fill(value, ports, request)))
        })
    } else if let Some(below) = request.path().strip_prefix("/s/") {
        answer(below, (visit.port, ports), request, shared)
            .map(|(response, place)| response.filled(|value| place.fill(value)))
    } else if !matches!(request.method.as_str(), "GET" | "HEAD") {
        Err(pages::plain(405, "The lab's pages answer GET.\n"))
    } else if let Some(below) = objection_to {
        Ok(policy::objection(below))
    } else if request.path() == "/log" {
        Ok(log(request, visit, shared))
    } else if matches!(called, Called::Elsewhere(_)) {
        Ok(pages::moved(&format!(
            "{}{}",
            ports.origin(Alias::App),
            request.path()
        )))
    } else {
        Ok(page(request, ports, shared))
    };
    decided.unwrap_or_else(|problem| problem)
}

/// The lab's own pages. They carry no CORS headers, so that no other origin can read them.
fn page(request: &Received, ports: Ports, shared: &Shared) -> Response {
    let library = if ports.is_open_by_address() {
        &shared.others
    } else {
        &shared.library
    };
    pages::at(request.path(), ports, library).unwrap_or_else(|| {
        pages::plain(
            404,
            "The lab has no such page; see / for the list of scenarios.\n",
        )
    })
}

fn log(request: &Received, visit: Visit, shared: &Shared) -> Response {
    if !visit.may_read_the_log(request) {
        return pages::plain(
            421,
            "The log is shown on the lab's own machine only, by a loopback name.\n",
        );
    }
    let log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
    pages::plain(200, &log.text())
}

/// The scenario's response for `id/step/answer`; what follows the answer's name does not matter.
fn answer<'a>(
    below: &'a str,
    (own, ports): (u16, Ports),
    request: &Received,
    shared: &'a Shared,
) -> Result<(&'a Response, Place<'a>), Response> {
    let missing = || pages::plain(404, "No scenario answers here.\n");
    let mut pieces = below.split('/');
    let (Some(id), Some(index), Some(name)) = (pieces.next(), pieces.next(), pieces.next()) else {
        return Err(missing());
    };
    let index: usize = index.parse().map_err(|_| missing())?;
    let scenario = shared.library.get(id).ok_or_else(missing)?;
    let place = Place::of_answers(ports, id, scenario, index).ok_or_else(missing)?;
    let answer = place.step.answers.get(name).ok_or_else(missing)?;
    if ports.of(answer.at) != own {
        return Err(missing());
    }
    let is_conditional = ["if-none-match", "if-modified-since"]
        .into_iter()
        .any(|name| request.header(name).is_some());
    let response = if request.is_preflight() {
        &answer.preflight
    } else if is_conditional && answer.revalidated.is_some() {
        &answer.revalidated
    } else {
        &answer.actual
    };
    let response = response
        .as_ref()
        .ok_or_else(|| pages::plain(501, "The scenario does not answer this kind of request.\n"))?;
    Ok((response, place))
}

fn act(mut stream: Stream, method: &str, response: &Response) -> io::Result<()> {
    match response.action {
        Action::Respond => respond(&mut stream, method, response),
        // Closing with a linger of zero sends RST; the standard library has no stable way to ask for it.
        Action::Reset => SockRef::from(stream.socket()).set_linger(Some(Duration::ZERO)),
        Action::Hang => {
            stream.socket().set_read_timeout(Some(LONGEST_HANG))?;
            stream.read(&mut [0; 1]).map(drop)
        }
        // Validation lets this only stand at `closed`, where nothing listens.
        Action::Refuse => Ok(()),
    }
}

fn respond(stream: &mut Stream, method: &str, response: &Response) -> io::Result<()> {
    http::write(stream, method, response)?;
    stream.finish()?;
    // Closing over unread bytes would reset the connection and could take the response with it.
    io::copy(&mut stream.take(64 * 1024), &mut io::sink()).map(drop)
}
