const { onRequest } = require('firebase-functions/v2/https');

exports.api = onRequest((req, res) => {
  // WHYCORS-FIX

  if (req.path === '/ok') return res.json({ ok: true });
  if (req.path === '/echo') {
    if (!req.get('Authorization')) return res.status(401).json({ error: 'unauthorised' });
    return res.json(req.body);
  }
  if (req.path === '/boom') return res.status(500).json({ error: 'internal' });
  return res.status(404).json({ error: 'not found' });
});
