// Netlify's own emulation of its functions, as its development server uses it.
import { HTTPServer, Reactive } from '@netlify/dev-utils';
import { FunctionsHandler } from '@netlify/functions-dev';

const root = process.cwd();
const functions = new FunctionsHandler({
  config: new Reactive({}),
  destPath: `${root}/.netlify/functions-serve`,
  geolocation: {},
  projectRoot: root,
  settings: {},
  siteId: 'proof',
  userFunctionsPath: `${root}/netlify/functions`,
});
const server = new HTTPServer(async (request) => (await functions.match(request))?.handle(request) ?? new Response(null, { status: 404 }));
await server.start(Number(process.env.PORT));
