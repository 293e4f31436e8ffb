const http = require('node:http');

const server = http.createServer((req, res) => {
  // WHYCORS-FIX

  const answer = (status, body) => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  let text = '';
  req.setEncoding('utf8').on('data', (part) => {
    text += part;
  }).on('end', () => {
    if (req.url === '/ok' && ['GET', 'PUT'].includes(req.method)) answer(200, { ok: true });
    else if (req.url === '/echo' && !req.headers.authorization) answer(401, { error: 'unauthorised' });
    else if (req.url === '/echo' && req.method === 'POST') answer(200, JSON.parse(text));
    else if (req.url === '/boom') answer(500, { error: 'internal' });
    else answer(404, { error: 'not found' });
  });
});

server.listen(Number(process.env.PORT), '127.0.0.1');
