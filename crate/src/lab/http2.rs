//! HTTP/2, by a library: its header compression leaves no room for bytes of our own. Names go out in lower case, as the
//! protocol demands; values byte for byte, order and duplicates kept.

use super::http::{BODY_LIMIT, Received, has_body};
use super::pages;
use super::scenario::{Action, Response};
use super::server::{LONGEST_HANG, SILENCE};
use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http::{HeaderName, HeaderValue, Request};
use rustls::ServerConfig;
use std::future::poll_fn;
use std::io;
use std::net::TcpStream;
use std::sync::Arc;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// What answers a request.
pub(super) type Decide = Arc<dyn Fn(&Received) -> Response + Send + Sync>;

/// Serves one connection until the client closes it or says nothing for long.
pub(super) fn serve(socket: TcpStream, tls: Arc<ServerConfig>, decide: &Decide) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let socket = tokio::net::TcpStream::from_std(socket)?;
        let stream = timeout(SILENCE, TlsAcceptor::from(tls).accept(socket)).await??;
        let mut connection = h2::server::handshake(stream)
            .await
            .map_err(io::Error::other)?;
        // One that is left hanging counts as silence, too: it ends with the connection.
        while let Ok(Some(accepted)) = timeout(LONGEST_HANG, connection.accept()).await {
            let (request, respond) = accepted.map_err(io::Error::other)?;
            let decide = Arc::clone(decide);
            tokio::spawn(async move {
                // A stream that breaks is the client's affair, and nobody is left to tell.
                drop(answer(request, respond, decide).await);
            });
        }
        Ok(())
    })
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    decide: Decide,
) -> Result<(), h2::Error> {
    let (head, mut body) = request.into_parts();
    let mut length = 0;
    while let Some(chunk) = body.data().await {
        let chunk = chunk?;
        body.flow_control().release_capacity(chunk.len())?;
        length += chunk.len() as u64;
        if length > BODY_LIMIT {
            respond.send_reset(Reason::ENHANCE_YOUR_CALM);
            return Ok(());
        }
    }
    let received = received(&head);
    let response = decide(&received);
    match response.action {
        Action::Respond => send(&received.method, &response, &mut respond),
        Action::Reset => {
            respond.send_reset(Reason::INTERNAL_ERROR);
            Ok(())
        }
        Action::Hang => {
            // Neither end of the wait needs an answer: the client has gone, or has waited long enough.
            drop(timeout(LONGEST_HANG, poll_fn(|context| respond.poll_reset(context))).await);
            Ok(())
        }
        // Validation lets this only stand where nothing listens.
        Action::Refuse => Ok(()),
    }
}

/// The request as the rest of the lab knows it, with the pseudo-header that HTTP/1.1 calls Host.
fn received(head: &http::request::Parts) -> Received {
    let latin = |value: &HeaderValue| value.as_bytes().iter().copied().map(char::from).collect();
    let authority = head.uri.authority().map(ToString::to_string);
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), latin(value)));
    Received {
        method: head.method.to_string(),
        target: head
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
        headers: authority
            .map(|value| (":authority".to_owned(), value))
            .into_iter()
            .chain(headers)
            .collect(),
    }
}

fn send(
    method: &str,
    response: &Response,
    respond: &mut SendResponse<Bytes>,
) -> Result<(), h2::Error> {
    let problem = pages::plain(500, "This answer cannot be sent over HTTP/2.\n");
    let (response, head) = match (head_of(response), head_of(&problem)) {
        (Some(head), _) => (response, head),
        (None, Some(head)) => (&problem, head),
        (None, None) => return Ok(()),
    };
    let has_body = has_body(method, response.status) && !response.body.is_empty();
    let mut stream = respond.send_response(head, !has_body)?;
    if has_body {
        stream.send_data(response.body.clone().into_bytes().into(), true)?;
    }
    Ok(())
}

/// Status and headers; none where HTTP/2 has no way to say them.
fn head_of(response: &Response) -> Option<http::Response<()>> {
    let mut head = http::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        let (name, value) = header(name, value)?;
        head = head.header(name, value);
    }
    head.body(()).ok()
}

/// A header as HTTP/2 sends it; none for what belongs to a connection, or holds what no value may.
pub(super) fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    const OF_A_CONNECTION: [&str; 5] = [
        "connection",
        "keep-alive",
        "proxy-connection",
        "transfer-encoding",
        "upgrade",
    ];
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let bytes: Option<Vec<u8>> = value
        .chars()
        .map(|character| u8::try_from(u32::from(character)).ok())
        .collect();
    let value = HeaderValue::from_bytes(&bytes?).ok()?;
    (!OF_A_CONNECTION.contains(&name.as_str())).then_some((name, value))
}
