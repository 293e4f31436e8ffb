// @ts-check
/** Hostile values in the real reader of each syntax: what a snippet's literal is read as, against the text it stands for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { install } from './install.js';
import { Server } from './server.js';
import { stacks } from './stacks.js';

/** @typedef {[text: string, literal: string][]} Cases */
/** @typedef {{ stack: string, machine?: string, read: (room: Room, cases: Cases) => string[] | null }} Reader null: it only takes or refuses; `machine`: a program that must be there already */

const [folder, ...options] = process.argv.slice(2);
const all = stacks();

/** A stack's environment, and a folder to write into. */
class Room {
  /** @param {string} key */
  constructor(key) {
    const stack = all.find((one) => one.key === key);
    if (!stack) throw new Error(`No stack is called ${key}`);
    // Its files are templates for ports; a reader listens on none.
    this.server = new Server(stack, install(stack), { port: 1, upstream: 1 });
  }

  /** @param {string} name @param {string} text */
  write(name, text) {
    const path = join(this.server.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** @param {string[]} command */
  lines(command) {
    return this.server.command(command).split('\n').filter((line) => line !== '').map((line) => Buffer.from(line.slice(1), 'hex').toString());
  }
}

/** A program that prints each literal's bytes, a letter before each line so that an empty text has one too. */
const printed = {
  /** @param {string} literals */
  python: (literals) => `for text in [\n${literals}\n]:\n    print("x" + text.encode().hex())\n`,
  /** @param {string} literals */
  php: (literals) => `<?php foreach ([\n${literals}\n] as $text) echo 'x', bin2hex($text), "\\n";\n`,
  /** @param {string} literals */
  ruby: (literals) => `[\n${literals}\n].each { |text| puts "x" + text.unpack1("H*") }\n`,
  /** @param {string} literals */
  go: (literals) => `package main\n\nimport "fmt"\n\nfunc main() {\n\tfor _, text := range []string{\n${literals},\n\t} {\n\t\tfmt.Printf("x%x\\n", text)\n\t}\n}\n`,
  /** @param {string} literals */
  java: (literals) => `class Literals {\n  public static void main(String[] none) {\n    for (String text : new String[] {\n${literals}\n    }) {\n      StringBuilder line = new StringBuilder("x");\n      for (byte one : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) line.append(String.format("%02x", one));\n      System.out.println(line);\n    }\n  }\n}\n`,
};

/** @param {Cases} cases */
const listed = (cases) => cases.map(([, literal]) => literal).join(',\n');

/** @type {Record<string, Reader>} */
const READERS = {
  Python: { stack: 'flask', read: (room, cases) => room.lines(['python', room.write('literals.py', printed.python(listed(cases)))]) },
  Php: { stack: 'php', read: (room, cases) => room.lines(['php8.2', '-n', room.write('literals.php', printed.php(listed(cases)))]) },
  Ruby: { stack: 'rails', read: (room, cases) => room.lines(['ruby3.1', room.write('literals.rb', printed.ruby(listed(cases)))]) },
  Yaml: {
    stack: 'rails',
    read: (room, cases) => {
      const file = room.write('literals.yml', cases.map(([, literal]) => `- ${literal}\n`).join(''));
      return room.lines(['ruby3.1', '-ryaml', '-e', 'YAML.load_file(ARGV[0]).each { |text| puts "x" + text.unpack1("H*") }', file]);
    },
  },
  Go: { stack: 'go-net-http', read: (room, cases) => room.lines(['go', 'run', room.write('literals/literals.go', printed.go(listed(cases)))]) },
  Java: { stack: 'flask', machine: 'javac', read: (room, cases) => room.lines(['java', room.write('Literals.java', printed.java(listed(cases)))]) },
  Xml: {
    stack: 'flask',
    read: (room, cases) => {
      const file = room.write('literals.xml', `<all>\n${cases.map(([, literal]) => `<one it=${literal} />`).join('\n')}\n</all>\n`);
      return room.lines(['python', '-c', 'import sys, xml.etree.ElementTree as t\nfor one in t.parse(sys.argv[1]).getroot(): print("x" + one.get("it").encode().hex())', file]);
    },
  },
  Caddyfile: {
    stack: 'caddy',
    read: (room, cases) => {
      const file = room.write('literals.caddyfile', `{\n\tadmin off\n\tauto_https off\n}\nhttp://:1 {\n${cases.map(([, literal], index) => `\theader X-${index} ${literal}\n`).join('')}}\n`);
      /** @type {string[]} */
      const found = [];
      /** @param {any} value */
      const walk = (value) => {
        if (value === null || typeof value !== 'object') return;
        for (const [name, inner] of Object.entries(value)) {
          const index = /^X-(\d+)$/.exec(name)?.[1];
          if (index === undefined) walk(inner);
          else found[Number(index)] = inner[0];
        }
      };
      walk(JSON.parse(room.server.command(['caddy', 'adapt', '--config', file, '--adapter', 'caddyfile'])));
      return found;
    },
  },
  Nginx: {
    stack: 'nginx',
    read: (room, cases) => {
      const lines = cases.map(([, literal], index) => `set $x${index} ${literal};\nadd_header X-${index} ${literal} always;\nif ($http_origin = ${literal}) { set $y "1"; }\n`).join('');
      const conf = readFileSync(join(room.server.folder, 'nginx.conf'), 'utf8');
      const file = room.write('literals.conf', conf.replace(/ *# WHYCORS-FIX\n/, () => `set $y "0";\n${lines}`).replace('events {}\nhttp {', 'events {}\nhttp {\nvariables_hash_max_size 65536;'));
      room.server.command(['nginx', '-t', '-q', '-p', '$FOLDER', '-e', 'stderr', '-c', file]);
      return null;
    },
  },
  Apache: { stack: 'apache', read: (room, cases) => apache(room, cases.map(([, literal], index) => `Header always set X-${index} ${literal}\n`)) },
  ApacheRegex: { stack: 'apache', read: (room, cases) => apache(room, cases.map(([, literal], index) => `SetEnvIf Origin ${literal} CORS_${index}=$0\n`)) },
  Haproxy: {
    stack: 'haproxy',
    read: (room, cases) => {
      const lines = cases.map(([, literal], index) => `  acl a${index} req.fhdr(Origin) -m str -- ${literal}\n  http-after-response set-header X-${index} ${literal} if { always_true }\n  http-request deny if a${index}\n`).join('');
      room.server.command(['haproxy', '-c', '-f', room.write('literals.cfg', `defaults\n  mode http\n  timeout client 1s\n  timeout server 1s\n  timeout connect 1s\nfrontend f\n  bind 127.0.0.1:1\n${lines}`)]);
      return null;
    },
  },
  Lighttpd: {
    stack: 'lighttpd',
    read: (room, cases) => {
      const lines = cases.map(([, literal], index) => `  "X-${index}" => ${literal}`).join(',\n');
      const file = room.write('literals.conf', `server.document-root = "/"\nserver.modules = ( "mod_setenv" )\nsetenv.set-response-header = (\n${lines}\n)\n`);
      const shown = room.server.command(['lighttpd', '-p', '-f', file, '-m', '$INSTALLED/root/usr/lib/lighttpd']);
      // It prints what it read, with quotes escaped.
      return cases.map((_, index) => new RegExp(`"X-${index}"\\s*=> "((?:[^"\\\\]|\\\\.)*)"`).exec(shown)?.[1].replaceAll('\\"', '"') ?? '(not found)');
    },
  },
};

/** Whether Apache's own reader takes the lines. @param {Room} room @param {string[]} lines @returns {null} */
function apache(room, lines) {
  const conf = readFileSync(join(room.server.folder, 'apache.conf'), 'utf8').replace(/ *# WHYCORS-FIX\n/, () => lines.join(''));
  room.server.command(['apache2', '-t', '-f', room.write('literals.conf', conf)]);
  return null;
}

// Before each merge those whose stacks are proven then.
const chosen = Object.entries(READERS).filter(([, { stack, machine }]) => (
  !options.includes('--ci') || (!machine && all.some(({ key, ci }) => key === stack && ci))));
let failed = 0;
for (const [syntax, { stack, read }] of chosen) {
  const room = new Room(stack);
  try {
    /** @type {Cases} */
    const cases = JSON.parse(readFileSync(join(folder, `${syntax}.json`), 'utf8'));
    const found = read(room, cases);
    const wrong = found === null ? [] : cases.filter(([text], index) => found[index] !== text);
    if (found !== null && found.length !== cases.length) wrong.push(['(their number)', `${found.length} instead of ${cases.length}`]);
    for (const [text, literal] of wrong.slice(0, 5)) console.log(`✖ ${syntax}: ${JSON.stringify(text)} is written ${literal} and read otherwise`);
    failed += wrong.length > 0 ? 1 : 0;
    console.log(`${wrong.length > 0 ? '✖' : '✔'} ${syntax}: ${cases.length} literals, ${found === null ? 'taken' : 'read back'} by ${stack}`);
  } catch (error) {
    failed += 1;
    console.log(`✖ ${syntax}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await room.server.close();
  }
}
console.log(`ℹ pass ${chosen.length - failed}\nℹ fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;
