const express = require('express');

const app = express();

// WHYCORS-FIX

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
