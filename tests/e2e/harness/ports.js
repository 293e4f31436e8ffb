// @ts-check
/** The ports of the lab, and what Chromium must be told of them and of its names. */

/** Base ports to try: the lab's own first. Another lab may be at work on this machine. */
export const PORTS = [48100, 48200, 48300, 48400, 48500, 48600, 48700, 48800];

/** The page at base + 4 counts as one of the internet: local network access can then be refused on one machine. */
const PUBLIC = PORTS.flatMap((base) => ['127.0.0.1', '[::1]'].map((host) => `${host}:${base + 4}=public`));

/** Every name that is not looked up elsewhere is this machine. */
const NAMES = 'MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND';

/** Names are resolved in the browser, and none is asked of a server beyond this machine. */
export const LAB_ARGUMENTS = [
  `--ip-address-space-overrides=${PUBLIC.join()}`,
  `--host-resolver-rules=${NAMES}`,
];

/**
 * What Chromium must be told of one running lab: where its names lead whose ports are their schemes' own, and which
 * certificate to accept. Any other one stays an error. The last of two equal arguments counts.
 * @param {number} base
 * @param {string} fingerprint of the certificate's key
 */
export function argumentsOf(base, fingerprint) {
  const own = [['app.test:80', 1], ['app.test:443', 5], ['api.test:443', 6]].map(([name, offset]) => `MAP ${name} 127.0.0.1:${base + Number(offset)}`);
  return [`--host-resolver-rules=${[...own, NAMES].join(', ')}`, `--ignore-certificate-errors-spki-list=${fingerprint}`];
}
