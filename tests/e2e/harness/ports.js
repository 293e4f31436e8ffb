// @ts-check
/** The ports of the lab, and what Chromium must be told of them and of its names. */

/** Base ports to try: the lab's own first. Another lab may be at work on this machine. */
export const PORTS = [48100, 48200, 48300, 48400, 48500, 48600, 48700, 48800];

/** The page at base + 4 counts as one of the internet: local network access can then be refused on one machine. */
const PUBLIC = PORTS.flatMap((base) => ['127.0.0.1', '[::1]'].map((host) => `${host}:${base + 4}=public`));

/** Names are resolved in the browser, and none is asked of a server beyond this machine. */
export const LAB_ARGUMENTS = [
  `--ip-address-space-overrides=${PUBLIC.join()}`,
  '--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND',
];
