const Koa = require('koa');
const { Router } = require('@koa/router');

const app = new Koa();

// WHYCORS-FIX

const router = new Router();
router.get('/ok', (ctx) => {
  ctx.body = { ok: true };
});
router.put('/ok', (ctx) => {
  ctx.body = { ok: true };
});
router.post('/echo', async (ctx) => {
  if (!ctx.get('Authorization')) ctx.throw(401, 'unauthorised');
  let text = '';
  for await (const part of ctx.req) text += part;
  ctx.body = JSON.parse(text);
});
router.get('/boom', () => {
  throw new Error('boom');
});
app.use(router.routes());

app.listen(Number(process.env.PORT), '127.0.0.1');
