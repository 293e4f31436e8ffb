//! The remedy in the words of each stack: how it shows itself, where the snippet goes, and the snippet. One file a stack.

pub mod catalogue;
pub mod detect;
pub mod proofs;
pub mod quote;
mod template;

mod actix;
mod aiohttp;
mod angular;
mod apache;
mod apollo;
mod apollo_standalone;
mod aspnetcore;
mod aws_apigw_http;
mod aws_apigw_rest;
mod aws_lambda;
mod aws_lambda_url;
mod aws_s3;
mod axum;
mod azure_app_service;
mod azure_blob;
mod caddy;
mod cloud_run;
mod cloudflare_cdn;
mod cloudflare_workers;
mod cloudfront;
mod cra;
mod django;
mod envoy;
mod express4;
mod express5;
mod express_by_hand;
mod fastapi;
mod fastify;
mod firebase_functions;
mod firebase_hosting;
mod flask;
mod gcs;
mod gin;
mod go_net_http;
mod google_cloud_functions;
mod haproxy;
mod hono;
mod http_proxy_middleware;
mod iis;
mod koa;
mod kong;
mod laravel;
mod lighttpd;
mod nestjs;
mod netlify;
mod nextjs;
mod nextjs_rewrites;
mod nginx;
mod node_http;
mod php;
mod rails;
mod rocket;
mod spring;
mod starlette;
mod supabase_edge;
mod traefik;
mod vercel;
mod vercel_function;
mod vite;
mod webpack_dev_server;

pub use detect::{Detected, Detections, Strength};
pub use proofs::Proof;
pub use quote::Refused;

use crate::remedy::Policy;
use detect::Fingerprint;
use quote::Syntax;
use template::Item;

/// A kind of server, and how CORS is configured on it.
#[derive(Debug, Clone, Copy)]
pub struct Stack {
    /// Kebab-case; the file's name with underscores.
    pub key: &'static str,
    /// For the list of stacks.
    pub title: &'static str,
    /// Which versions the snippet is for.
    pub versions: &'static str,
    /// Language of the snippet, for highlighting.
    pub language: &'static str,
    /// The file, and the place in it.
    pub file: &'static str,
    /// What makes it take effect.
    pub restart: &'static str,
    /// What goes wrong most often, in a line.
    pub trap: &'static str,
    /// Where it stands between page and data.
    pub layer: Layer,
    /// How it shows itself.
    pub fingerprints: &'static [Fingerprint],
    /// How values are written in it.
    syntax: Syntax,
    /// Names that are not written as plain literals.
    item: Option<Item>,
    /// The snippet, see [`template`].
    template: &'static str,
    /// What it cannot say at all, if anything.
    cannot: fn(&Policy) -> Option<&'static str>,
    /// What it allows beyond the policy, because it cannot say less.
    pub widens: Option<&'static str>,
}

/// What a stack has unless it says otherwise.
const BLANK: Stack = Stack {
    key: "",
    title: "",
    versions: "",
    language: "",
    file: "",
    restart: "",
    trap: "",
    layer: Layer::App,
    fingerprints: &[],
    syntax: Syntax::JavaScript,
    item: None,
    template: "",
    cannot: anything,
    widens: None,
};

/// Where a stack stands between the page and the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The application itself.
    App,
    /// A place for files.
    Storage,
    /// A proxy or gateway in front of it.
    Proxy,
    /// A network of caches in front of everything.
    Edge,
    /// A way around CORS on a developer's machine only.
    Development,
}

impl Layer {
    /// Does it stand in front of the application?
    pub fn is_in_front(self) -> bool {
        matches!(self, Self::Proxy | Self::Edge)
    }
}

/// All stacks, in the order in which they are offered.
pub const ALL: &[Stack] = &[
    express5::STACK,
    express4::STACK,
    express_by_hand::STACK,
    nginx::STACK,
    apache::STACK,
    fastapi::STACK,
    vercel::STACK,
    vercel_function::STACK,
    nextjs::STACK,
    aws_lambda::STACK,
    apollo::STACK,
    apollo_standalone::STACK,
    fastify::STACK,
    caddy::STACK,
    koa::STACK,
    nestjs::STACK,
    hono::STACK,
    node_http::STACK,
    flask::STACK,
    django::STACK,
    starlette::STACK,
    aiohttp::STACK,
    spring::STACK,
    aspnetcore::STACK,
    go_net_http::STACK,
    gin::STACK,
    rails::STACK,
    laravel::STACK,
    php::STACK,
    axum::STACK,
    actix::STACK,
    rocket::STACK,
    haproxy::STACK,
    traefik::STACK,
    envoy::STACK,
    lighttpd::STACK,
    iis::STACK,
    kong::STACK,
    aws_s3::STACK,
    aws_apigw_rest::STACK,
    aws_apigw_http::STACK,
    aws_lambda_url::STACK,
    cloudfront::STACK,
    gcs::STACK,
    firebase_hosting::STACK,
    firebase_functions::STACK,
    google_cloud_functions::STACK,
    cloud_run::STACK,
    azure_app_service::STACK,
    azure_blob::STACK,
    cloudflare_workers::STACK,
    cloudflare_cdn::STACK,
    netlify::STACK,
    supabase_edge::STACK,
    vite::STACK,
    nextjs_rewrites::STACK,
    cra::STACK,
    angular::STACK,
    webpack_dev_server::STACK,
    http_proxy_middleware::STACK,
];

/// The stacks that are offered where none was recognised.
pub const COMMONEST: [&str; 6] = [
    "express5",
    "nginx",
    "apache",
    "fastapi",
    "spring",
    "aws-lambda",
];

/// The stack of a key.
pub fn by_key(key: &str) -> Option<&'static Stack> {
    ALL.iter().find(|stack| stack.key == key)
}

impl Stack {
    /// The snippet; an error where the stack cannot express the policy, with the reason.
    pub fn render(&self, policy: &Policy) -> Result<String, Refused> {
        if let Some(reason) = (self.cannot)(policy) {
            return Err(Refused(reason.to_owned()));
        }
        template::fill(self.template, self.syntax, self.item, policy)
    }

    /// Does it help on a developer's machine only?
    pub fn is_development_only(&self) -> bool {
        self.layer == Layer::Development
    }

    /// What a reader must know beside the snippet: version, restart, trap.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            format!("For {}.", self.versions),
            self.restart.to_owned(),
            self.trap.to_owned(),
        ];
        notes.extend(self.widens.map(str::to_owned));
        if self.is_development_only() {
            notes.insert(
                0,
                "For development only: it avoids CORS on this machine and changes nothing in production.".to_owned(),
            );
        }
        notes
    }
}

/// It can express every policy.
fn anything(_: &Policy) -> Option<&'static str> {
    None
}
