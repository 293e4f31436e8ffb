//! The Origin tab: what was expected against what was found, by part and by byte.

use std::sync::Arc;

use leptos::prelude::*;

use super::mark::Mark;
use crate::panel::plain::plain;
use crate::panel::row::Row;
use crate::report::v1::{OriginByte, OriginDiff, OriginPart};

/// Most byte positions drawn: a longer value has shown its difference by then.
const MOST_BYTES: usize = 512;

#[component]
pub(super) fn OriginTab(row: Arc<Row>) -> impl IntoView {
    let Some(diff) = &row.diagnosis.origin_diff else {
        return view! {
            <p class="nothing">"This failure is not about the origin: no value was compared with it."</p>
        }
        .into_any();
    };
    let first = first_difference(diff);
    view! {
        <article class="origin" data-testid="origin-difference" data-byte=first.map(|index| index.to_string())>
            <dl class="compared">
                <dt>"Expected: the request's Origin"</dt>
                <dd class="mono" data-testid="origin-expected">{plain(&diff.expected)}</dd>
                <dt>"Found: Access-Control-Allow-Origin"</dt>
                <dd class="mono" data-testid="origin-found">{plain(&diff.found)}</dd>
            </dl>
            <Parts parts=diff.parts.clone()/>
            <Bytes bytes=diff.bytes.clone() first/>
        </article>
    }
    .into_any()
}

/// The first byte that differs, the end of the shorter value counted as a difference.
fn first_difference(diff: &OriginDiff) -> Option<usize> {
    diff.first_difference.or_else(|| {
        diff.bytes
            .iter()
            .find(|byte| byte.expected != byte.found)
            .map(|byte| byte.index)
    })
}

#[component]
fn Parts(parts: Vec<OriginPart>) -> impl IntoView {
    let cell = |text: &str| {
        if text.is_empty() {
            view! { <em class="absent">"nothing"</em> }.into_any()
        } else {
            view! { <span class="mono">{plain(text)}</span> }.into_any()
        }
    };
    view! {
        <h2>"Part by part"</h2>
        <table class="parts">
            <thead>
                <tr>
                    <th scope="col"><span class="unseen">"Same"</span></th>
                    <th scope="col">"Part"</th>
                    <th scope="col">"Expected"</th>
                    <th scope="col">"Found"</th>
                </tr>
            </thead>
            <tbody>
                {parts.iter().map(|part| {
                    let (mark, words) = if part.same { ("passed", "Same") } else { ("failed", "Different") };
                    view! {
                        <tr class:different=!part.same data-part=part.part.clone()>
                            <td><Mark name=mark words/></td>
                            <th scope="row">{plain(&part.part)}</th>
                            <td>{cell(&part.expected)}</td>
                            <td>
                                {cell(&part.found)}
                                {(!part.note.is_empty()).then(|| view! { <p class="note">{plain(&part.note)}</p> })}
                            </td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Bytes(bytes: Vec<OriginByte>, first: Option<usize>) -> impl IntoView {
    let more = bytes.len().saturating_sub(MOST_BYTES);
    let named: Vec<_> = bytes
        .iter()
        .filter_map(|byte| {
            let name = byte.name.as_ref()?;
            let found = byte.found?;
            Some(view! { <li>"Byte " {byte.index} ", " <span class="mono">{format!("{found:02X}")}</span> ": " {plain(name)}</li> })
        })
        .collect();
    view! {
        <h2>"Byte by byte"</h2>
        <p class="lead">
            {match first {
                Some(index) => format!("The first difference is at byte {index}, marked with a frame and a caret."),
                None => "Both are the same, byte for byte.".to_owned(),
            }}
        </p>
        <div class="bytes" role="img" aria-label="Bytes of both values; the table above says the same in words">
            <div class="byte byte-legend">
                <span class="index">"Byte"</span>
                <span class="letter">"Expected"</span>
                <span></span>
                <span class="letter found">"Found"</span>
                <span></span>
            </div>
            {bytes.iter().take(MOST_BYTES).map(|byte| view! { <ByteColumn byte=byte.clone() first/> }).collect_view()}
        </div>
        {(more > 0).then(|| view! { <p class="lead">{more} " more bytes are not drawn."</p> })}
        {(!named.is_empty()).then(|| view! { <ul class="named-bytes">{named}</ul> })}
    }
}

#[component]
fn ByteColumn(byte: OriginByte, first: Option<usize>) -> impl IntoView {
    let hex =
        |value: Option<u8>| value.map_or_else(|| "··".to_owned(), |value| format!("{value:02X}"));
    let letter = |value: Option<u8>| match value {
        None => "end".to_owned(),
        Some(b' ') => "␠".to_owned(),
        Some(value) if value.is_ascii_graphic() => char::from(value).to_string(),
        Some(_) => "▯".to_owned(),
    };
    view! {
        <div
            class="byte"
            class:different=byte.expected != byte.found
            class:first=first == Some(byte.index)
            title=byte.name.as_deref().map(plain)
        >
            <span class="index">{byte.index}</span>
            <span class="letter">{letter(byte.expected)}</span>
            <span class="hex">{hex(byte.expected)}</span>
            <span class="letter found">{letter(byte.found)}</span>
            <span class="hex found">{hex(byte.found)}</span>
        </div>
    }
}
