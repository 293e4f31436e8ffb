async function handle(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/ok' && ['GET', 'PUT'].includes(request.method)) return Response.json({ ok: true });
  if (pathname === '/echo' && request.method === 'POST') {
    if (!request.headers.get('Authorization')) return Response.json({ error: 'unauthorised' }, { status: 401 });
    return Response.json(await request.json());
  }
  // An opinion of its own: the one must go, the other stay.
  if (pathname === '/own') return Response.json({ ok: true }, { headers: { 'access-control-allow-origin': 'http://own.example.test', vary: 'Accept-Language' } });
  if (pathname === '/boom') throw new Error('boom');
  return new Response('Not Found', { status: 404 });
}

const worker = { fetch: handle };

// WHYCORS-FIX

export default worker;
