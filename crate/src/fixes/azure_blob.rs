//! Azure Blob Storage: rules of the account.

use super::detect::{Test, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::remedy::Policy;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "azure-blob",
    title: "Azure Blob Storage",
    versions: "ARM templates",
    language: "json",
    file: "The `Microsoft.Storage/storageAccounts/blobServices` resource, in its \"properties\"",
    restart: "Deploy the template.",
    trap: "Only the first rule that fits counts; a preflight that none fits gets 403.",
    layer: Layer::Storage,
    fingerprints: &[
        strong("X-Ms-Error-Code", Test::Is("CorsPreflightFailure")),
        strong(
            "X-Ms-Version",
            Test::Fits(|_, entry| entry.response_headers.contains("X-Ms-Request-Id")),
        ),
        strong("Server", Test::Starts("Windows-Azure-Blob")),
    ],
    syntax: Syntax::Json,
    template: TEMPLATE,
    cannot: no_credentials,
    ..BLANK
};

/// It allows no credentials, and knows eight methods.
fn no_credentials(policy: &Policy) -> Option<&'static str> {
    let known = [
        "DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT",
    ];
    if policy.credentials.are_allowed() {
        return Some(
            "Blob Storage allows no credentials: use a signed address, and leave cookies out.",
        );
    }
    (!policy
        .methods
        .iter()
        .all(|method| known.contains(&&**method)))
    .then_some("Blob Storage knows eight methods, and this policy needs another one.")
}

const TEMPLATE: &str = r#""cors": {
  "corsRules": [
    {
      "allowedOrigins": [<<origins>>],
      "allowedMethods": [<<methods>>],
      "allowedHeaders": [<<headers>>],
      "exposedHeaders": [<<expose>>],
      "maxAgeInSeconds": 600
    }
  ]
}
"#;
