// The server that `vercel dev` starts for a function, on a port of its own choice; it is reached on $PORT.
import { connect, createServer } from 'node:net';
import { startDevServer } from '@vercel/node';

const { port } = await startDevServer({
  files: {},
  entrypoint: 'api/index.js',
  workPath: process.cwd(),
  repoRootPath: process.cwd(),
  config: {},
  meta: { devCacheDir: `${process.cwd()}/.cache` },
});
createServer((caller) => {
  const server = connect(port, '127.0.0.1');
  caller.pipe(server).pipe(caller);
  for (const socket of [caller, server]) socket.on('error', () => [caller, server].forEach((one) => one.destroy()));
}).listen(Number(process.env.PORT), '127.0.0.1');
