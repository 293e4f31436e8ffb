// @ts-check
/** Fetches what a stack needs from its registry, once for each set of wanted versions. No result of a proof is kept. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** @typedef {import('./stacks.js').Stack & { folder: string, key: string }} Placed */

const CACHE = join(process.env.WHYCORS_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'whycors'), 'stacks');

/** What says which versions are wanted. */
const WISHES = ['package.json', 'package-lock.json', 'requirements.txt', 'Cargo.toml', 'Cargo.lock'];

/**
 * @param {Placed} stack
 * @returns {string} the folder with all that the stack needs
 */
export function install(stack) {
  const hash = createHash('sha256').update(JSON.stringify([stack.install, process.version, process.arch]));
  const wishes = WISHES.filter((name) => existsSync(join(stack.folder, name)));
  for (const name of wishes) hash.update(readFileSync(join(stack.folder, name)));
  const place = join(CACHE, `${stack.key}-${hash.digest('hex').slice(0, 12)}`);
  const done = join(place, 'installed');
  if (existsSync(done)) return place;
  console.log(`Installing what ${stack.title} needs into ${place}`);
  // Left by a run that was interrupted.
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const name of wishes) cpSync(join(stack.folder, name), join(place, name));
  const { npm, pip, cargo, deb, after } = stack.install;
  // Not `npm ci`: it refuses lock files that lack what only other systems install.
  if (npm) fetched(place, ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  if (pip) {
    run(place, ['python3', '-m', 'venv', 'venv']);
    fetched(place, ['venv/bin/pip', 'install', '--quiet', '--retries=1', '--disable-pip-version-check', '-r', 'requirements.txt']);
  }
  if (deb) unpack(place, deb);
  if (cargo) {
    // The application is built once, so that a proof compiles nothing but it: the copy here serves no other end.
    cpSync(join(stack.folder, 'src'), join(place, 'src'), { recursive: true });
    fetched(place, ['cargo', 'build', '--quiet', ...(existsSync(join(place, 'Cargo.lock')) ? ['--locked'] : [])], environment(place));
    rmSync(join(place, 'src'), { recursive: true });
  }
  if (after) run(place, after, environment(place));
  writeFileSync(done, '');
  // What was wanted before is wanted no more, now that what is wanted is here.
  const older = new RegExp(`^${stack.key}-[0-9a-f]{12}$`);
  for (const name of readdirSync(CACHE)) if (older.test(name) && join(CACHE, name) !== place) rmSync(join(CACHE, name), { recursive: true });
  return place;
}

/** Debian's name of the machine, as its folders of libraries have it. */
const MACHINE = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** What a stack's commands find: its own programs before the machine's. @param {string} place */
export function environment(place) {
  const programs = ['node_modules/.bin', 'venv/bin', 'root/usr/sbin', 'root/usr/bin', 'root/usr/lib/go/bin'].map((part) => join(place, part));
  const libraries = ['root/usr/lib', 'root/lib'].map((part) => join(place, part, MACHINE)).filter((part) => existsSync(part));
  return {
    ...process.env,
    PATH: [...programs.filter((part) => existsSync(part)), process.env.PATH].join(':'),
    CARGO_TARGET_DIR: join(CACHE, 'cargo-target'),
    INSTALLED: place,
    ...(libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(':') } : {}),
  };
}

/** Only the lists of packages are the machine's; nothing is installed on it. */
const AS_ROOT = process.getuid?.() === 0 ? [] : ['sudo'];

/** Debian packages with all that they need and the machine lacks, unpacked into a folder: the machine stays as it is. @param {string} place @param {string[]} names */
function unpack(place, names) {
  const archives = join(place, 'archives');
  mkdirSync(archives);
  try {
    download(archives, names, run);
  } catch {
    // A new machine has no lists of packages yet, an old one lists versions that have been replaced.
    fetched(archives, [...AS_ROOT, 'apt-get', 'update', '-qq']);
    download(archives, names, fetched);
  }
  for (const archive of readdirSync(archives)) run(place, ['dpkg-deb', '-x', join('archives', archive), 'root']);
  rmSync(archives, { recursive: true });
}

/** @param {string} archives the folder for them @param {string[]} names @param {typeof run} how */
function download(archives, names, how) {
  const plan = spawnSync('apt-get', ['install', '--simulate', '--reinstall', '--no-install-recommends', ...names], { encoding: 'utf8' });
  if (plan.status !== 0) throw new Error(`apt-get knows no way to ${names.join(' ')}.\n${plan.stderr ?? plan.error}`);
  const wanted = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  how(archives, ['apt-get', '-o', 'APT::Sandbox::User=root', 'download', '-qq', ...wanted]);
}

/** Seconds until the next try. A registry may falter for a moment; one that failed three times is not waited for again. */
let waits = [5, 20];

/** @param {string} cwd @param {string[]} command @param {NodeJS.ProcessEnv} [env] */
function fetched(cwd, command, env) {
  for (const wait of waits) {
    try {
      run(cwd, command, env);
      return;
    } catch {
      console.log(`Failed, and tried again in ${wait} s: ${command.join(' ')}`);
      execFileSync('sleep', [String(wait)]);
    }
  }
  const before = waits;
  waits = [];
  run(cwd, command, env);
  waits = before;
}

/** @param {string} cwd @param {string[]} command @param {NodeJS.ProcessEnv} [env] */
function run(cwd, [program, ...words], env = process.env) {
  try {
    execFileSync(program, words, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  } catch (error) {
    throw new Error(`Could not be installed, see above: ${[program, ...words].join(' ')}, in ${cwd}. With the network back: scripts/prove-stacks --install`, { cause: error });
  }
}
