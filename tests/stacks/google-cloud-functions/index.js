const functions = require('@google-cloud/functions-framework');

functions.http('api', (req, res) => {
  // WHYCORS-FIX

  if (req.path === '/ok') return res.json({ ok: true });
  if (req.path === '/echo') {
    if (!req.get('Authorization')) return res.status(401).json({ error: 'unauthorised' });
    return res.json(req.body);
  }
  if (req.path === '/boom') return res.status(500).json({ error: 'internal' });
  return res.status(404).json({ error: 'not found' });
});
