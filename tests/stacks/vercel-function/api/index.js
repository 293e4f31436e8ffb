const work = async (req, res) => {
  const [path] = req.url.split('?');
  if (path === '/ok' && (req.method === 'GET' || req.method === 'PUT')) return res.status(200).json({ ok: true });
  if (path === '/echo' && !req.headers.authorization) return res.status(401).json({ error: 'unauthorised' });
  if (path === '/echo' && req.method === 'POST') return res.status(200).json(req.body);
  if (path === '/boom') return res.status(500).json({ error: 'internal' });
  return res.status(404).json({ error: 'not found' });
};

export default work; // WHYCORS-FIX in place of this line
