//! PHP without a framework.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "php",
    title: "PHP",
    versions: "PHP 7.4 and later",
    language: "php",
    file: "index.php: the first lines after `<?php`",
    restart: "Nothing: PHP reads the file at each request.",
    trap: "Nothing may be printed above it, or the headers come too late; a web server that sets them too makes two values.",
    layer: Layer::App,
    fingerprints: &[
        strong("X-Powered-By", Test::Starts("PHP/")),
        strong("Set-Cookie", Test::Starts("PHPSESSID=")),
    ],
    syntax: Syntax::Php,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"$corsOrigin = $_SERVER['HTTP_ORIGIN'] ?? '';
$corsAllowed = in_array($corsOrigin, [<<origins>>], true);
$corsPreflight = $_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD']);
header('Vary: Origin', false);
if ($corsAllowed) {
    header('Access-Control-Allow-Origin: ' . $corsOrigin);
<<?credentials>>    header('Access-Control-Allow-Credentials: true');
<<?expose>>    header('Access-Control-Expose-Headers: ' . <<expose-text>>);
}
if ($corsAllowed && $corsPreflight) {
    header('Access-Control-Allow-Methods: ' . <<methods-text>>);
<<?headers>>    header('Access-Control-Allow-Headers: ' . <<headers-text>>);
    header('Access-Control-Max-Age: 600');
}
if ($corsPreflight) {
    http_response_code(204);
    exit;
}
";
