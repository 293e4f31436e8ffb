// @ts-check
/** A scenario named in the address is open when the page is; a scenario that is opened is named in the address. */

/** Opens the scenario that the address names; ids are plain words, so nothing in it needs to be decoded. */
function open() {
  const named = document.getElementById(location.hash.slice(1));
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  named.scrollIntoView();
}

for (const scenario of document.querySelectorAll('details.scenario')) {
  scenario.addEventListener('toggle', () => {
    if (/** @type {HTMLDetailsElement} */ (scenario).open) history.replaceState(null, '', `#${scenario.id}`);
  });
}
addEventListener('hashchange', open);
open();
