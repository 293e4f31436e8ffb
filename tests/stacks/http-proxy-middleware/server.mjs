import express from 'express';

const app = express();

// WHYCORS-FIX

app.get('/', (req, res) => res.send('<!doctype html><title>Express</title><p>Served by a development server.</p>'));
app.listen(process.env.PORT, '127.0.0.1');
