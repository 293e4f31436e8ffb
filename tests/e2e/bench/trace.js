// @ts-check
/** The tasks that a page's main thread ran while something was done, from the browser's own trace. */

/** @typedef {{ ph: string, name: string, pid: number, tid: number, dur?: number, tdur?: number, ts: number, args?: any }} TraceEvent */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'];

/**
 * The longest task of the panel's main thread while `work` ran, in milliseconds: by the clock, and of the thread's own time.
 * What others do on a busy machine counts in the first, not in the second.
 * @param {import('../harness/connection.js').Connection} connection
 * @param {import('../harness/connection.js').Session} session
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ wall: number, thread: number }>}
 */
export async function longestTask(connection, session, work) {
  const { browser } = connection;
  await browser.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig: { includedCategories: CATEGORIES } });
  await session.evaluate(`console.timeStamp('whycors-begins')`);
  await work();
  await session.evaluate(`console.timeStamp('whycors-ends')`);
  const complete = browser.event('Tracing.tracingComplete');
  await browser.send('Tracing.end');
  const { stream } = await complete;
  const events = JSON.parse(await read(browser, stream)).traceEvents;
  return longest(events);
}

/** @param {import('../harness/connection.js').Session} browser @param {string} handle */
async function read(browser, handle) {
  let text = '';
  for (;;) {
    const { data, eof, base64Encoded } = await browser.send('IO.read', { handle, size: 1 << 24 });
    text += base64Encoded ? Buffer.from(data, 'base64').toString() : data;
    if (eof) break;
  }
  await browser.send('IO.close', { handle });
  return text;
}

/** @param {TraceEvent[]} events */
function longest(events) {
  const stamp = (/** @type {string} */ message) => {
    const found = events.find(({ name, args }) => name === 'TimeStamp' && args?.data?.message === message);
    if (!found) throw new Error(`The trace does not hold ${message}`);
    return found;
  };
  const [begins, ends] = [stamp('whycors-begins'), stamp('whycors-ends')];
  const tasks = events.filter(({ ph, name, pid, tid, ts }) => (
    ph === 'X' && name === 'RunTask' && pid === begins.pid && tid === begins.tid && ts >= begins.ts && ts <= ends.ts));
  if (tasks.length === 0) throw new Error('The trace holds no task of the panel');
  const most = (/** @type {(task: TraceEvent) => number} */ of) => Math.max(...tasks.map(of)) / 1000;
  return { wall: most(({ dur = 0 }) => dur), thread: most(({ dur = 0, tdur = dur }) => tdur) };
}
