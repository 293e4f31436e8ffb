export const dynamic = 'force-dynamic';

export function GET() {
  return Response.json({ ok: true });
}

export function PUT() {
  return Response.json({ ok: true });
}
