//! The CORS tab.
/// Mounts the panel into the page's body.
pub(crate) fn mount() {
    leptos::mount::mount_to_body(|| leptos::prelude::view! { <p>"CORS"</p> });
}
