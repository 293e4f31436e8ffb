// @ts-check
/** A stack's real server in a working copy of its folder: started, changed at the mark, started again. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { within } from '../harness/connection.js';
import { environment } from './install.js';
import { FOLDER, INSTEAD, MARK } from './stacks.js';

/** A port of this machine that nothing listens on. @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

export class Server {
  /**
   * @param {import('./install.js').Placed} stack
   * @param {string} place where its needs are installed
   * @param {{ port: number, upstream: number }} ports
   */
  constructor(stack, place, { port, upstream }) {
    this.stack = stack;
    this.port = port;
    // Inside of the installed folder: Node looks for packages in the folders above.
    this.folder = mkdtempSync(join(place, 'run-'));
    cpSync(stack.folder, this.folder, { recursive: true, filter: (name) => !/\/(node_modules|target|package-lock\.json|requirements\.txt)$/.test(name) });
    /** @type {Record<string, string>} */
    this.values = { PORT: String(port), UPSTREAM: String(upstream), FOLDER: this.folder, INSTALLED: place, STACKS: FOLDER };
    for (const name of stack.templates ?? []) {
      const path = join(this.folder, name);
      writeFileSync(path, this.filled(readFileSync(path, 'utf8')));
    }
    /** @type {NodeJS.ProcessEnv} */
    this.env = { ...environment(place), ...this.values };
    for (const [name, value] of Object.entries(stack.env ?? {})) this.env[name] = this.filled(value);
    /** @type {import('node:child_process').ChildProcess | null} */
    this.child = null;
    this.said = '';
  }

  /** @param {string} text */
  filled(text) {
    return text.replace(/\$(PORT|UPSTREAM|FOLDER|INSTALLED|STACKS)\b/g, (_, name) => this.values[name]);
  }

  /** @param {string[]} command @returns {string} what it printed */
  command(command) {
    const [program, ...words] = command.map((word) => this.filled(word));
    try {
      return execFileSync(program, words, { cwd: this.folder, env: this.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const { stdout, stderr } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
      throw new Error(`${[program, ...words].join(' ')} failed:\n${tail(`${stdout ?? ''}${stderr ?? ''}`)}\n${error}`, { cause: error });
    }
  }

  /** The version that runs: the package's own, or the first number that the stack's command prints. */
  version() {
    const { package: name, version: command = [] } = this.stack;
    if (name) return String(JSON.parse(readFileSync(join(this.values.INSTALLED, 'node_modules', name, 'package.json'), 'utf8')).version);
    const text = this.command(command);
    const version = /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
    if (!version) throw new Error(`No version in ${JSON.stringify(text.slice(0, 200))}`);
    return version;
  }

  /**
   * Puts the bytes into the file, and changes nothing else.
   * @param {string} text
   * @returns {string} the difference, as `diff -u` shows it
   */
  insert(text) {
    const path = join(this.folder, this.stack.file);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.before`, before ?? '');
    writeFileSync(path, before === null ? text : inserted(before, text));
    const difference = differ(`${path}.before`, path);
    rmSync(`${path}.before`);
    return difference.replaceAll(`${this.folder}/`, '');
  }

  /** Checks, builds, starts, and waits until it listens. */
  async start() {
    if (this.stack.build) this.command(this.stack.build);
    if (this.stack.check) this.command(this.stack.check);
    const [program, ...words] = this.stack.start.map((word) => this.filled(word));
    // In a process group of its own, so that what it starts ends with it.
    const child = spawn(program, words, { cwd: this.folder, env: this.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => { this.said += part; });
    this.gone = once(child, 'close').catch((error) => [error]);
    process.once('exit', this.kill);
    let ended = false;
    this.gone.then(() => { ended = true; });
    const listening = async () => {
      const { ready } = this.stack;
      while (!await accepts(this.port) || (ready && !await knows(`http://127.0.0.1:${this.port}${ready}`))) {
        if (ended) throw new Error(`${this.stack.title} ended instead of listening:\n${tail(this.said)}`);
      }
    };
    await within(listening(), `${this.stack.title} to listen on ${this.port}`, this.stack.patience ?? 60_000).catch((error) => {
      throw new Error(`${error.message}\n${tail(this.said)}`);
    });
  }

  kill = () => {
    try {
      if (this.child?.pid) process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };

  async stop() {
    if (!this.child) return;
    process.off('exit', this.kill);
    this.kill();
    await this.gone;
    this.child = null;
    // Its children's sockets may outlive the group's leader by a moment.
    while (await accepts(this.port));
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** @param {string} before @param {string} text */
function inserted(before, text) {
  const at = before.indexOf(MARK);
  // A file of its own for what is configured.
  if (at < 0) return text;
  if (before.indexOf(MARK, at + 1) >= 0) throw new Error(`${MARK} must stand once in the file`);
  const end = before.indexOf('\n', at) + 1;
  if (end === 0) throw new Error(`${MARK} must not stand on the last line without its end`);
  const from = before.slice(at, end).startsWith(INSTEAD) ? before.lastIndexOf('\n', at) + 1 : end;
  return before.slice(0, from) + (text.endsWith('\n') ? text : `${text}\n`) + before.slice(end);
}

/** @param {string} one @param {string} other */
function differ(one, other) {
  try {
    return execFileSync('diff', ['-u', '--label', 'before', '--label', 'after', one, other], { encoding: 'utf8' });
  } catch (error) {
    // 1 says that they differ.
    return /** @type {{ stdout: string }} */ (error).stdout;
  }
}

/** Does something listen there? Asked no more often than twenty times a second. @param {number} port @returns {Promise<boolean>} */
async function accepts(port) {
  const socket = connect(port, '127.0.0.1');
  const answer = await new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    // A server that is not there yet raises no event: its port can only be tried again.
    socket.once('error', () => setTimeout(resolve, 50, false));
  });
  socket.destroy();
  return answer;
}

/** Is it anything but 404? Asked no more often than twenty times a second. @param {string} url @returns {Promise<boolean>} */
async function knows(url) {
  const { status } = await fetch(url);
  if (status === 404) await new Promise((resolve) => { setTimeout(resolve, 50); });
  return status !== 404;
}

/** @param {string} text */
const tail = (text) => text.split('\n').slice(-30).join('\n');
