//! What stands where the list will be: what will appear, how to try it, and what cannot be seen from here.

use leptos::prelude::*;

use super::mark::Icon;

#[component]
pub(super) fn Empty() -> impl IntoView {
    view! {
        <div class="empty" data-testid="empty">
            <Icon name="empty"/>
            <h1>"No failed requests yet"</h1>
            <p>
                "Every request of this page that CORS blocks appears here, with the reason, the evidence and what to do. "
                "Recording began when DevTools was opened; reload the page to catch what failed before."
            </p>
            <h2>"To try it"</h2>
            <p>
                "Run " <code>"whycors lab"</code> " and open " <code>"http://localhost:48101/"</code>
                ": each of its buttons makes one kind of CORS failure."
            </p>
            <details data-testid="blind-spots">
                <summary>"What cannot be seen from here"</summary>
                <ul>
                    <li>"Requests made before DevTools was opened on this page."</li>
                    <li>"Requests that a Content Security Policy stopped: they never reached the network."</li>
                    <li>"Requests in the mode " <code>"same-origin"</code> " or " <code>"no-cors"</code> ", where no CORS check is made."</li>
                    <li>"Requests of service workers and shared workers, which have a DevTools of their own."</li>
                </ul>
            </details>
        </div>
    }
}
