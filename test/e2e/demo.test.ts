import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SOFTWARE_GPU } from '../chromium';
import { retouchGroup, Session } from './session';

const DEMO = fileURLToPath(new URL('../../dist/demo/', import.meta.url));
const FOLDER = '/anywhere/softlight/';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** A web server that knows nothing of Softlight, with the demo in a folder of its own. */
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url!, 'http://localhost');
  const asked = pathname.slice(FOLDER.length);
  const name = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  const file = path.join(DEMO, name);
  if (!pathname.startsWith(FOLDER) || !existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});

let address: URL;
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = new URL(FOLDER, `http://localhost:${(server.address() as AddressInfo).port}`);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Opens the demo in a Chromium of its own, and the plugin on its sample. */
async function openDemo(flags: readonly string[], act: (session: Session) => Promise<void>): Promise<void> {
  const session = await Session.at(address, () => undefined, 'en-US', flags);
  try {
    const ids = await session.page.evaluate(() => window.playground.snapshot('page').children.map(({ id }) => id));
    await session.select(ids);
    await session.runPlugin();
    await act(session);
    const asked = session.requests.map((request) => new URL(request));
    const others = asked.filter(({ origin, pathname }) => origin !== session.origin || !pathname.startsWith(FOLDER));
    assert.deepEqual(others.map(String), []);
    assert.deepEqual(session.errors, []);
  } finally {
    await session.close();
  }
}

describe('the static demo', () => {
  // Promise: N5
  test('retouches in a folder of any web server, and asks for its own files only', () =>
    openDemo([], async (session) => {
      const rows = await session.retouch();
      assert.deepEqual(
        rows.map(({ state }) => state),
        ['done'],
      );
      assert.ok(retouchGroup(await session.snapshot()).children.length > 0);
    }));

  // Promise: 25
  test('reaches the GPU on a secure origin', () =>
    openDemo(SOFTWARE_GPU, async (session) => {
      // A software adapter is refused, because the CPU is faster: the panel saw the adapter.
      await session.panel.locator('.engine[data-given-up="slow-gpu"]').waitFor();
    }));
});
