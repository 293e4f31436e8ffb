// @ts-check
/**
 * Lives as long as DevTools is open, whether or not the CORS tab was ever shown: that is why it, and not the panel,
 * records. The panel is handed the recorder when it appears, or finds it here, and catches up from there.
 */
import { followNetwork, onTraffic, readLog, readPages } from './network.js';
import { createPanel, followTheme } from './panels.js';
import { createProgram } from './program.js';
import { createRecorder } from './recorder.js';

const recorder = createRecorder({
  readLog,
  readPages,
  preserves,
  now: () => performance.now(),
  later: (callback, milliseconds) => setTimeout(callback, milliseconds),
});

const program = createProgram(() => WebAssembly.compileStreaming(fetch('wasm/whycors_bg.wasm')));

// Before anything that waits: a request that finishes meanwhile would be lost.
followNetwork(recorder);
recorder.begin();
// Not while DevTools itself is still opening, and not for pages that ask for nothing.
onTraffic(program.prepare);
followTheme(recorder);
createPanel('CORS', 'icons/32.png', 'panel.html', show);

// For a panel that was shown before it was known that it is: it looks here.
Object.assign(window, { whycorsRecorder: recorder, whycorsProgram: program });

/** What the panel kept of its setting the last time it was shown: see `panel/settings.rs`. */
function preserves() {
  try {
    return /^preserve=true$/m.test(localStorage.getItem('whycors-settings') ?? '');
  } catch {
    // The browser forbids this page to keep anything.
    return false;
  }
}

/**
 * Hands the recorder to a panel. A module of its own could not: the recorder lives here. Exported for the benchmark, which
 * opens the panel anew many times.
 * @param {Window} panelWindow
 */
export function show(panelWindow) {
  Object.assign(panelWindow, { whycorsRecorder: recorder });
  panelWindow.dispatchEvent(new Event('whycors-recorder'));
}
