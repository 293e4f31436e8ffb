//! The lab over TLS: two protocols, two certificates, and nothing of it without `--https`.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use tokio_rustls::TlsConnector;
use whycors::lab::Alias;

use super::fixture::{Fixture, start, start_with};

/// Accepts any certificate and remembers it: the lab's is made anew for each run.
#[derive(Debug, Default)]
struct Anyone(Mutex<Vec<u8>>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        *self.0.lock().unwrap() = certificate.to_vec();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 only".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signed, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn client(protocols: &[&str], anyone: &Arc<Anyone>) -> Arc<ClientConfig> {
    let mut client = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(anyone) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    client.alpn_protocols = protocols.iter().map(|name| (*name).into()).collect();
    Arc::new(client)
}

fn name() -> ServerName<'static> {
    ServerName::try_from("localhost").unwrap()
}

/// Over HTTP/1.1: what was answered, and the certificate.
fn ask(fixture: &Fixture, offset: u16, request: &str) -> (std::io::Result<String>, Vec<u8>) {
    let anyone = Arc::default();
    let connection = ClientConnection::new(client(&[], &anyone), name()).unwrap();
    let mut stream = StreamOwned::new(
        connection,
        fixture.connect(Ipv4Addr::LOCALHOST.into(), offset),
    );
    let mut answer = String::new();
    let asked = stream
        .write_all(request.as_bytes())
        .and_then(|()| stream.read_to_string(&mut answer));
    let certificate = anyone.0.lock().unwrap().clone();
    (asked.map(|_| answer), certificate)
}

/// Over HTTP/2: status, headers and body.
fn ask_http2(fixture: &Fixture, path: &str) -> Result<(StatusCode, HeaderMap, Bytes), h2::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let port = fixture.base + 7;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let socket = tokio::net::TcpStream::connect(address).await.unwrap();
        let client = client(&["h2", "http/1.1"], &Arc::default());
        let stream = TlsConnector::from(client).connect(name(), socket).await;
        let (mut sender, connection) = h2::client::handshake(stream.unwrap()).await?;
        tokio::spawn(connection);
        let uri = format!("https://localhost:{port}{path}");
        let request = Request::get(uri).body(()).unwrap();
        let (head, mut body) = sender.send_request(request, true)?.0.await?.into_parts();
        let mut bytes = Vec::new();
        while let Some(chunk) = body.data().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok((head.status, head.headers, bytes.into()))
    })
}

#[test]
fn http2_sends_lower_case_names_and_the_values_as_they_are() {
    let fixture = start_with("http2", true);
    let (status, headers, body) = ask_http2(&fixture, "/s/over-tls/0/main?a=1").unwrap();
    assert_eq!((status.as_u16(), &*body), (418, &b"tea"[..]));
    let values: Vec<&[u8]> = headers
        .get_all("x-a")
        .iter()
        .map(http::HeaderValue::as_bytes)
        .collect();
    assert_eq!(values, [&b"one"[..], b"\xe2\x80\x8btwo"]);
    let next = format!("https://localhost:{}/s/over-tls/0/secure", fixture.base + 6);
    assert_eq!(headers["location"], next);
    assert_eq!(headers.len(), 3, "{headers:?}");

    let log = ask_http2(&fixture, "/log").unwrap().2;
    let log: serde_json::Value = serde_json::from_slice(&log).unwrap();
    assert_eq!(log["path"], "/s/over-tls/0/main?a=1");
    let authority = format!("localhost:{}", fixture.base + 7);
    assert_eq!(
        log["headers"],
        serde_json::json!([[":authority", authority]])
    );

    let error = ask_http2(&fixture, "/s/over-tls/0/broken").unwrap_err();
    assert_eq!(error.reason(), Some(h2::Reason::INTERNAL_ERROR));
}

#[test]
fn a_port_speaks_one_protocol_and_has_the_certificate_that_was_announced() {
    let fixture = start_with("https", true);
    let (answer, certificate) = ask(
        &fixture,
        6,
        "GET /s/over-tls/0/secure HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    let expected = format!(
        "HTTP/1.1 200 OK\r\nX-A: https://localhost:{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        fixture.base + 5
    );
    assert_eq!(answer.unwrap(), expected);
    let (answer, _) = ask(
        &fixture,
        6,
        "GET /s/over-tls/0/named HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    assert!(
        answer
            .unwrap()
            .contains("X-A: http://app.test https://app.test\r\n")
    );
    assert_eq!(
        fixture.lab.address_of(Alias::ApiDefaultHttps),
        "https://api.test"
    );

    let (page, same) = ask(
        &fixture,
        5,
        "GET /page/over-tls HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    assert!(page.unwrap().starts_with("HTTP/1.1 200 OK\r\n"));
    assert_eq!(same, certificate);
    let (_, other) = ask(&fixture, 8, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(!other.is_empty() && other != certificate);
    assert_eq!(fixture.lab.fingerprint().map(str::len), Some(44));
}

#[test]
fn without_https_nothing_of_it_is_served() {
    let fixture = start("plain");
    assert_eq!(fixture.lab.fingerprint(), None);
    assert!(fixture.lab.library().get("every-byte").is_some());
    assert!(fixture.lab.library().get("over-tls").is_none());
}
