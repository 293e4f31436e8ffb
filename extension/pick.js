// @ts-check
/**
 * The fields of a HAR entry that a diagnosis can use. Everything else, above all bodies, stays in DevTools: turning a
 * whole entry into JSON costs up to 28 times as much.
 *
 * @typedef {{ name: string, value: string }} HarHeader
 * @typedef {{ functionName?: string, url?: string, lineNumber?: number, columnNumber?: number }} CallFrame
 * @typedef {{ callFrames?: CallFrame[], parent?: CallStack }} CallStack
 * @typedef {{ type?: string, url?: string, requestId?: string, lineNumber?: number, columnNumber?: number,
 *   stack?: CallStack }} Initiator
 * @typedef {object} HarEntry
 * @property {string} startedDateTime
 * @property {number} [time]
 * @property {string} [_resourceType]
 * @property {Initiator | null} [_initiator]
 * @property {string} [serverIPAddress]
 * @property {string} [pageref]
 * @property {Record<string, number>} [timings]
 * @property {{ method: string, url: string, httpVersion?: string, headers?: HarHeader[],
 *   postData?: { mimeType?: string, text?: string } }} request
 * @property {{ status: number, statusText?: string, httpVersion?: string, headers?: HarHeader[], redirectURL?: string,
 *   _error?: string | null, _fetchedViaServiceWorker?: boolean,
 *   content?: { mimeType?: string, size?: number } }} response
 */

/** A request body is needed to repeat the request; an upload of megabytes is not. */
const BODY_LIMIT = 64 * 1024;

/** Enough to name the place in the page's code beneath one or two wrappers. */
const FRAME_LIMIT = 5;

/**
 * @param {HarEntry} entry
 * @returns {HarEntry}
 */
export function pick(entry) {
  const { request, response } = entry;
  return {
    startedDateTime: entry.startedDateTime,
    time: entry.time,
    _resourceType: entry._resourceType,
    _initiator: pickInitiator(entry._initiator),
    serverIPAddress: entry.serverIPAddress,
    pageref: entry.pageref,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: request.httpVersion,
      headers: pickHeaders(request.headers),
      postData: request.postData && {
        mimeType: request.postData.mimeType,
        text: request.postData.text?.slice(0, BODY_LIMIT),
      },
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: response.httpVersion,
      headers: pickHeaders(response.headers),
      redirectURL: response.redirectURL,
      _error: response._error,
      _fetchedViaServiceWorker: response._fetchedViaServiceWorker,
      content: response.content && { mimeType: response.content.mimeType, size: response.content.size },
    },
  };
}

/** @param {HarHeader[] | undefined} headers */
function pickHeaders(headers) {
  return (headers ?? []).map(({ name, value }) => ({ name, value }));
}

/** @param {Initiator | null | undefined} initiator */
function pickInitiator(initiator) {
  if (!initiator) return null;
  const { type, url, requestId, lineNumber, columnNumber } = initiator;
  const callFrames = topFrames(initiator.stack);
  return { type, url, requestId, lineNumber, columnNumber, ...(callFrames.length > 0 && { stack: { callFrames } }) };
}

/**
 * The nearest frames; an asynchronous caller's frames hang on `parent`, and the nearest stack may be empty.
 * @param {CallStack | undefined} stack
 * @returns {CallFrame[]}
 */
function topFrames(stack) {
  /** @type {CallFrame[]} */
  const frames = [];
  for (let at = stack; at && frames.length < FRAME_LIMIT; at = at.parent) frames.push(...(at.callFrames ?? []));
  return frames.slice(0, FRAME_LIMIT).map(({ functionName, url, lineNumber, columnNumber }) => (
    { functionName, url, lineNumber, columnNumber }));
}
