//! The lab over https: certificates made when it starts, which nobody trusts until somebody accepts them.

use super::{Error, Protocol, base64url};
use rcgen::{CertificateParams, DnType, KeyPair, PublicKeyData};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;

/// The names that the lab's origins have; `*.test` are names that the tests map to this machine.
const NAMES: [&str; 6] = [
    "localhost",
    "*.localhost",
    "127.0.0.1",
    "::1",
    "app.test",
    "api.test",
];

/// Longer than any course, and short enough that an accepted certificate is soon worth nothing.
const VALID: Duration = Duration::from_hours(30 * 24);

/// A clock that lags a little must not refuse a certificate that was made just now.
const LEEWAY: Duration = Duration::from_hours(24);

/// What the listeners over TLS need.
#[derive(Debug, Clone)]
pub(super) struct Tls {
    https: Arc<ServerConfig>,
    http2: Arc<ServerConfig>,
    untrusted: Arc<ServerConfig>,
    fingerprint: String,
}

impl Tls {
    /// Makes two certificates: one to be accepted, and one that the scenario of a certificate error needs refused.
    pub(super) fn new() -> Result<Self, Error> {
        let accepted = Identity::new()?;
        Ok(Self {
            https: accepted.configuration(b"http/1.1")?,
            http2: accepted.configuration(b"h2")?,
            untrusted: Identity::new()?.configuration(b"http/1.1")?,
            fingerprint: accepted.fingerprint(),
        })
    }

    /// What a listener of that protocol needs; none for plain HTTP.
    pub(super) fn of(&self, protocol: Protocol) -> Option<Arc<ServerConfig>> {
        match protocol {
            Protocol::Http => None,
            Protocol::Https => Some(Arc::clone(&self.https)),
            Protocol::Http2 => Some(Arc::clone(&self.http2)),
            Protocol::HttpsUntrusted => Some(Arc::clone(&self.untrusted)),
        }
    }

    /// The SHA-256 of the certificate's public key, in base64: by it Chromium can be told to accept this key alone.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// A key and its self-signed certificate.
struct Identity {
    key: KeyPair,
    certificate: rcgen::Certificate,
}

impl Identity {
    fn new() -> Result<Self, Error> {
        let failed = |error: rcgen::Error| Error::Certificate(error.to_string());
        let names: Vec<String> = NAMES.map(str::to_owned).into();
        let mut params = CertificateParams::new(names).map_err(failed)?;
        params
            .distinguished_name
            .push(DnType::CommonName, "WhyCORS lab");
        let now = SystemTime::now();
        params.not_before = OffsetDateTime::from(now - LEEWAY);
        params.not_after = OffsetDateTime::from(now + VALID);
        let key = KeyPair::generate().map_err(failed)?;
        let certificate = params.self_signed(&key).map_err(failed)?;
        Ok(Self { key, certificate })
    }

    /// A server that speaks one protocol and no other: a client that cannot is told so in the handshake.
    fn configuration(&self, protocol: &[u8]) -> Result<Arc<ServerConfig>, Error> {
        let failed = |error: rustls::Error| Error::Certificate(error.to_string());
        let key = PrivateKeyDer::Pkcs8(self.key.serialize_der().into());
        let mut configuration = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(failed)?
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.der().clone()], key)
            .map_err(failed)?;
        configuration.alpn_protocols = vec![protocol.to_vec()];
        Ok(Arc::new(configuration))
    }

    fn fingerprint(&self) -> String {
        let key = self.key.subject_public_key_info();
        let digest = ring::digest::digest(&ring::digest::SHA256, &key);
        // Thirty-two bytes leave room for one sign of padding.
        let mut text = base64url::encode(digest.as_ref())
            .replace('-', "+")
            .replace('_', "/");
        text.push('=');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_base64_and_differs_from_run_to_run() {
        let (one, other) = (Tls::new().unwrap(), Tls::new().unwrap());
        assert_eq!(one.fingerprint().len(), 44);
        assert!(
            !one.fingerprint().contains(['-', '_']),
            "{}",
            one.fingerprint()
        );
        assert_ne!(one.fingerprint(), other.fingerprint());
    }
}
