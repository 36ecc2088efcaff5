import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { retouchGroup, Session } from './session';

const DEMO = fileURLToPath(new URL('../../dist/demo/', import.meta.url));
const FOLDER = '/anywhere/softlight/';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** A web server that knows nothing of Softlight, with the demo in a folder of its own. */
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url!, 'http://localhost');
  const name = pathname === FOLDER ? 'index.html' : pathname.slice(FOLDER.length);
  const file = path.join(DEMO, name);
  if (!pathname.startsWith(FOLDER) || !existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});

let session: Session;
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = new URL(FOLDER, `http://localhost:${(server.address() as AddressInfo).port}`);
  session = await Session.at(address, () => {
    server.closeAllConnections();
    server.close();
  });
});
after(() => session?.close());

describe('the static demo', () => {
  // Promise: N5
  test('retouches in a folder of any web server, and asks for its own files only', async () => {
    const rows = await session.page
      .evaluate(() => window.playground.snapshot('page').children.map(({ id }) => id))
      .then((ids) => session.select(ids))
      .then(() => session.runPlugin())
      .then(() => session.retouch());
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done'],
    );
    assert.ok(retouchGroup(await session.snapshot()).children.length > 0);
    const asked = session.requests.map((request) => new URL(request));
    assert.ok(asked.every(({ origin, pathname }) => origin === session.origin && pathname.startsWith(FOLDER)));
    assert.deepEqual(session.errors, []);
  });
});
