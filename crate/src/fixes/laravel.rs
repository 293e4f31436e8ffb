//! Laravel: its own configuration file.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "laravel",
    title: "Laravel",
    versions: "Laravel 9 and later",
    language: "php",
    file: "config/cors.php: the whole file",
    restart: "Run `php artisan config:clear`.",
    trap: "A path that is not in `paths` gets no headers; the file as shipped allows `*`, which cookies rule out.",
    layer: Layer::App,
    fingerprints: &[
        strong("Set-Cookie", Test::Holds("laravel_session=")),
        strong("Set-Cookie", Test::Starts("XSRF-TOKEN=")),
        medium("Cache-Control", Test::Is("no-cache, private")),
    ],
    syntax: Syntax::Php,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"<?php

return [
    'paths' => ['*'],
    'allowed_origins' => [<<origins>>],
    'allowed_origins_patterns' => [],
    'allowed_methods' => [<<methods>>],
    'allowed_headers' => [<<headers>>],
    'exposed_headers' => [<<expose>>],
    'max_age' => 600,
<<?credentials>>    'supports_credentials' => true,
<<!credentials>>    'supports_credentials' => false,
];
";
