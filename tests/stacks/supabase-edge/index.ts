async function handle(req: Request): Promise<Response> {
  const { pathname } = new URL(req.url);
  if (pathname === '/ok' && ['GET', 'PUT'].includes(req.method)) return Response.json({ ok: true });
  if (pathname === '/echo' && req.method === 'POST') {
    if (!req.headers.get('Authorization')) return Response.json({ error: 'unauthorised' }, { status: 401 });
    return Response.json(await req.json());
  }
  if (pathname === '/boom') throw new Error('boom');
  return new Response('Not Found', { status: 404 });
}

let serve = handle;

// WHYCORS-FIX

Deno.serve(serve);
