const work = async (request) => {
  const { pathname: path } = new URL(request.url);
  const { method } = request;
  if (path === '/ok' && (method === 'GET' || method === 'PUT')) return Response.json({ ok: true });
  if (path === '/echo' && !request.headers.has('Authorization')) return Response.json({ error: 'unauthorised' }, { status: 401 });
  if (path === '/echo' && method === 'POST') return Response.json(await request.json());
  // An opinion of its own: the one must go, the other stay.
  if (path === '/own') return Response.json({ ok: true }, { headers: { 'access-control-allow-origin': 'http://own.example.test', vary: 'Accept-Language' } });
  if (path === '/boom') throw new Error('boom');
  return Response.json({ error: 'not found' }, { status: 404 });
};

export default work; // WHYCORS-FIX in place of this line

export const config = { path: '/*' };
