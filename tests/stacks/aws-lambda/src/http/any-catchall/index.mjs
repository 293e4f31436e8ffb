const answer = (statusCode, body) => ({ statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const work = async (event) => {
  const path = event.rawPath;
  const { method } = event.requestContext.http;
  if (path === '/ok' && (method === 'GET' || method === 'PUT')) return answer(200, { ok: true });
  if (path === '/echo' && !event.headers.authorization) return answer(401, { error: 'unauthorised' });
  if (path === '/echo' && method === 'POST') return answer(200, JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body));
  // An opinion of its own, in small letters: the one must go, the other stay.
  if (path === '/own') return { statusCode: 200, headers: { 'content-type': 'application/json', 'access-control-allow-origin': 'http://own.example.test', vary: 'Accept-Language' }, body: '{"ok":true}' };
  if (path === '/boom') throw new Error('boom');
  return answer(404, { error: 'not found' });
};

export const handler = work; // WHYCORS-FIX in place of this line
