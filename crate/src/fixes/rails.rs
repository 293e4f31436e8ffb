//! Rails with `rack-cors`.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "rails",
    title: "Rails (rack-cors)",
    versions: "Rails 6.1 and later, rack-cors 1.1 and later",
    language: "ruby",
    file: "config/initializers/cors.rb: the whole file",
    restart: "Add `gem \"rack-cors\"` to the Gemfile, run `bundle install`, restart the server.",
    trap: "Whatever is not listed gets 200 without headers: the gem is there, the request is not in its list.",
    layer: Layer::App,
    fingerprints: &[
        strong(
            "X-Runtime",
            Test::Fits(|value, entry| {
                is_seconds(value) && entry.response_headers.contains("X-Request-Id")
            }),
        ),
        medium("X-Runtime", Test::Fits(|value, _| is_seconds(value))),
    ],
    syntax: Syntax::Ruby,
    template: TEMPLATE,
    ..BLANK
};

/// Seconds with six digits, as Rack::Runtime writes them.
fn is_seconds(value: &str) -> bool {
    value.split_once('.').is_some_and(|(whole, part)| {
        part.len() == 6
            && whole
                .bytes()
                .chain(part.bytes())
                .all(|byte| byte.is_ascii_digit())
    })
}

const TEMPLATE: &str = r#"require "rack/cors"

Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins <<origins>>
    resource "*",
<<?headers>>      headers: [<<headers>>],
<<!headers>>      headers: [],
<<?expose>>      expose: [<<expose>>],
<<?credentials>>      credentials: true,
      methods: [<<methods-lower>>],
      max_age: 600
  end
end
"#;
