// A PouchDB server on loopback, its databases in files, and beside it one page with PouchDB, of the same origin.
// Arguments: the folder in which npm installed it, the folder for its databases, the port.
const { createRequire } = require('node:module');
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');

const [installed, folder, port] = process.argv.slice(2);
const load = createRequire(join(installed, 'package.json'));
mkdirSync(folder, { recursive: true });
process.chdir(folder);
const express = load('express');
const PouchDB = load('pouchdb').defaults({ prefix: join(folder, '/') });
const app = express();
app.get('/page', (_, answer) => answer.send('<!doctype html><title>PouchDB</title><script src="/pouchdb.js"></script>'));
app.get('/pouchdb.js', (_, answer) => answer.sendFile(join(installed, 'node_modules/pouchdb/dist/pouchdb.min.js')));
app.use('/', load('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
app.listen(Number(port), '127.0.0.1');
