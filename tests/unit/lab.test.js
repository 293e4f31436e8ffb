// @ts-check
/** From the lab's forms to an address, and to the question that the core is asked. */
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { address, filled, lines, Mistake, question, readable, status, text } from '../../crate/src/lab/pages/answers.js';

describe('the lab’s forms', () => {
  test('header lines: escaped bytes, UTF-8 for the rest, and the way back', () => {
    const read = lines('A: 1\r\n\nX-Two:\\xE2\\x80\\x8b \u00e9: b', 'here');
    assert.deepEqual(read, [['A', '1'], ['X-Two', '\xe2\x80\x8b \xc3\xa9: b']]);
    assert.deepEqual(lines(text(read), 'here'), read);
    assert.deepEqual(lines('  A: 1\n\tB: {app}{host:app} \\x7Bapp}', 'here', { app: 'http://a', 'host:app': 'a' }), [['A', '1'], ['B', 'http://aa http://a']]);
    assert.throws(() => lines('none', 'here'), (error) => error instanceof Mistake && error.message.startsWith('here: “none”'));
    assert.throws(() => lines(': x', 'here'), Mistake);
    assert.throws(() => lines('A: 1\n'.repeat(65), 'here'), /more than 64/);
  });

  test('statuses and aliases', () => {
    assert.equal(status('204', 'here'), 204);
    for (const wrong of ['', '99', '600', '2e2x', '200.5']) assert.throws(() => status(wrong, 'here'), Mistake, wrong);
    assert.equal(filled('{app}/ {toString} {none} {{app}}', { app: 'http://a' }), 'http://a/ {toString} {none} {http://a}');
  });

  test('ports and hosts are filled as the lab does', () => {
    assert.equal(filled('{host:app} {port:app} {host:none}', { 'host:app': 'a:1', 'port:app': '1' }), 'a:1 1 {host:none}');
  });

  test('what the lab would not read is said before it is sent', () => {
    const request = { api: 'fetch', method: 'POST', headers: /** @type {[string, string][]} */ ([]), credentials: 'omit', mode: 'cors', redirect: 'follow', body: 'é'.repeat(50) };
    const limits = { head: 3000, body: 100 };
    readable(request, 'http://b/p/x/y', limits);
    assert.throws(() => readable({ ...request, body: `${request.body}a` }, 'http://b/p/x/y', limits), /101 bytes, and the lab reads 100/);
    assert.throws(() => readable({ ...request, headers: [['X', 'a'.repeat(950)]] }, 'http://b/p/x/y', limits), /longer than the 3000 bytes/);
  });

  test('an address holds the answers that others point to, byte for byte', () => {
    const answers = {
      main: { at: 'api', origin: 'http://b', actual: { status: 302, headers: /** @type {[string, string][]} */ ([['Location', '{url:next}'], ['X', '\xe2']]) } },
      next: { at: 'api2', origin: 'http://c', actual: { status: 200, headers: /** @type {[string, string][]} */ ([['Location', '/']]) } },
      other: { at: 'api', origin: 'http://b' },
    };
    const url = address(answers, 'x');
    const [, encoded] = /^http:\/\/b\/p\/([\w-]+)\/x$/.exec(url) ?? [];
    const policy = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    assert.deepEqual(Object.keys(policy.answers), ['next']);
    assert.equal(policy.actual.headers[1][1], '\xe2');
    const circle = { ...answers, next: { ...answers.next, actual: { status: 302, headers: /** @type {[string, string][]} */ ([['Location', '{url:main}']]) } } };
    assert.throws(() => address(circle, 'x'), /{url:main} leads back/);
    const own = address({ main: { ...circle.next, actual: { status: 302, headers: [['Location', '{url:main}/'], ['X', '{path:main}']] } } }, 'x');
    assert.deepEqual(JSON.parse(Buffer.from(own.split('/')[4], 'base64url').toString('utf8')).actual.headers, [['Location', 'http://c{path:self}/'], ['X', '{path:self}']]);
    assert.throws(() => address({ main: { ...answers.other, actual: { status: 200, headers: [['A', 'x'.repeat(30_000)]] } } }, 'x'), /too long/);
    const asked = question('http://a', { api: 'fetch', method: 'GET', headers: [], credentials: 'omit', mode: 'cors', redirect: 'follow', body: null }, answers, []);
    assert.deepEqual(asked.answers.map(({ url: one }) => one), ['http://b/p/main', 'http://c/p/next', 'http://b/p/other']);
    assert.equal(asked.url, 'http://b/p/main/own');
    assert.equal(asked.answers[0].actual?.headers[0][1], 'http://c/p/next/own');
  });
});
