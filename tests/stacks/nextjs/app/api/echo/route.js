export async function POST(request) {
  if (!request.headers.get('authorization')) return Response.json({ error: 'unauthorised' }, { status: 401 });
  return Response.json(await request.json());
}
