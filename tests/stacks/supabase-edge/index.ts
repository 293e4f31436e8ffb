const work = async (req: Request): Promise<Response> => {
  const { pathname } = new URL(req.url);
  if (pathname === '/ok' && ['GET', 'PUT'].includes(req.method)) return Response.json({ ok: true });
  if (pathname === '/echo' && req.method === 'POST') {
    if (!req.headers.get('Authorization')) return Response.json({ error: 'unauthorised' }, { status: 401 });
    return Response.json(await req.json());
  }
  // An opinion of its own: the one must go, the other stay.
  if (pathname === '/own') return Response.json({ ok: true }, { headers: { 'access-control-allow-origin': 'http://own.example.test', vary: 'Accept-Language' } });
  if (pathname === '/boom') throw new Error('boom');
  return new Response('Not Found', { status: 404 });
};

Deno.serve(work); // WHYCORS-FIX in place of this line
