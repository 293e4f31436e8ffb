import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();

// WHYCORS-FIX

app.get('/ok', (c) => c.json({ ok: true }));
app.put('/ok', (c) => c.json({ ok: true }));
app.post('/echo', async (c) => {
  if (!c.req.header('Authorization')) return c.json({ error: 'unauthorised' }, 401);
  return c.json(await c.req.json());
});
app.get('/boom', () => {
  throw new Error('boom');
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
