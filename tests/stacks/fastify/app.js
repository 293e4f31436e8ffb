const fastify = require('fastify');

async function main() {
  const app = fastify();

  // WHYCORS-FIX

  app.get('/ok', async () => ({ ok: true }));
  app.put('/ok', async () => ({ ok: true }));
  app.post('/echo', async (request, reply) => {
    if (!request.headers.authorization) return reply.code(401).send({ error: 'unauthorised' });
    return request.body;
  });
  app.get('/boom', async () => {
    throw new Error('boom');
  });

  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}

main();
