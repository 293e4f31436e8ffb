//! ASP.NET Core: the default policy.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "aspnetcore",
    title: "ASP.NET Core",
    versions: "ASP.NET Core 6 and later",
    language: "csharp",
    file: "Program.cs: after `var builder = …`; then `app.UseCors();` after `UseRouting`, above authentication and authorisation",
    restart: "Build and restart the application.",
    trap: "Below `UseAuthorization` or `UseHttpsRedirection`, preflights get their 401 or redirect; without `UseExceptionHandler`, a 500 goes out bare.",
    layer: Layer::App,
    fingerprints: &[
        strong("Server", Test::Is("Kestrel")),
        strong("Set-Cookie", Test::Starts(".AspNetCore.")),
        medium("X-Powered-By", Test::Is("ASP.NET")),
    ],
    syntax: Syntax::CSharp,
    template: TEMPLATE,
    ..BLANK
};

const TEMPLATE: &str = r"builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins(<<origins>>)
<<?credentials>>    .AllowCredentials()
    .WithMethods(<<methods>>)
<<?headers>>    .WithHeaders(<<headers>>)
<<?expose>>    .WithExposedHeaders(<<expose>>)
    .SetPreflightMaxAge(TimeSpan.FromSeconds(600))));
";
