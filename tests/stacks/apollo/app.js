const { ApolloServer } = require('@apollo/server');
const { expressMiddleware } = require('@as-integrations/express5');
const express = require('express');

async function main() {
  const app = express();
  const server = new ApolloServer({
    typeDefs: 'type Query { ok: Boolean! }',
    resolvers: { Query: { ok: () => true } },
  });
  await server.start();

  // WHYCORS-FIX

  app.use('/graphql', express.json(), expressMiddleware(server));

  // Beside the schema, what every proof asks for.
  app.use(express.json());
  app.get('/ok', (req, res) => res.json({ ok: true }));
  app.put('/ok', (req, res) => res.json({ ok: true }));
  app.post('/echo', (req, res) => {
    if (!req.get('Authorization')) return res.status(401).json({ error: 'unauthorised' });
    return res.json(req.body);
  });
  app.get('/boom', () => {
    throw new Error('boom');
  });
  app.listen(process.env.PORT, '127.0.0.1');
}

main();
