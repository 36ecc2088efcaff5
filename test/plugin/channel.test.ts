import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HostApi } from '../../ui/host-api/host-api';
import { openPlugin, RESULT, retouch, shown } from './open-plugin';
import { scene } from './scene';

describe('panel channel', () => {
  test('ignores foreign and malformed messages', async () => {
    const { document, photo } = scene();
    const plugin = await openPlugin(document);
    const before = shown(document.page);
    const call = (more: object): unknown => ({
      softlight: 'host',
      message: { id: 'x', type: 'APPLY', path: ['close'], argumentList: [], ...more },
    });
    const nonsense: readonly unknown[] = [
      null,
      7,
      'text',
      [],
      {},
      { softlight: 'host' },
      { softlight: 'host', message: null },
      { softlight: 'host', message: 'x' },
      { softlight: 'other', message: {} },
      call({ id: 1 }),
      call({ type: 'CALL' }),
      call({ path: 'close' }),
      call({ path: null }),
      call({ path: [] }),
      call({ path: [7] }),
      call({ path: ['nothing'] }),
      call({ path: ['constructor'] }),
      call({ path: ['toString'] }),
      call({ path: ['__proto__'] }),
      call({ path: ['close', 'apply'] }),
      call({ argumentList: null }),
      call({ argumentList: 5 }),
      call({ argumentList: [null] }),
      // With these messages Comlink would end the conversation or replace a method.
      call({ type: 'RELEASE', path: [] }),
      call({ type: 'ENDPOINT', path: [] }),
      call({ type: 'CONSTRUCT' }),
      call({ type: 'GET', path: [] }),
      call({ type: 'SET', path: ['beginRun'], value: { type: 'RAW', value: 0 } }),
      { softlight: 'panel', message: null },
      { softlight: 'panel', message: { id: 'unknown', type: 'RAW' } },
    ];
    for (const message of nonsense) plugin.running.postMessage(message);
    assert.deepEqual(shown(document.page), before);
    assert.deepEqual(plugin.errors, []);
    assert.equal(plugin.running.closed, false);
    const results = (await retouch(plugin)).flat();
    assert.deepEqual(
      results.map(({ nodeId, state }) => [nodeId, state]),
      [[photo.id, 'written']],
      'the plugin still works',
    );
  });

  // Promise: N3
  test('answers calls with wrong arguments and leaves the document unchanged', async () => {
    const { document } = scene();
    const plugin = await openPlugin(document);
    const { pictures } = await plugin.host.beginRun({ flatten: false });
    const before = shown(document.page);
    const { pictureId } = pictures[0]!;
    const wrong: readonly (readonly [path: keyof HostApi, args: readonly unknown[]])[] = [
      ['beginRun', []],
      ['readPicture', [7]],
      ['readPicture', []],
      ['writeResult', []],
      ['writeResult', [pictureId]],
      ['writeResult', [pictureId, { layers: null }]],
      ['writeResult', [pictureId, { layers: [{ role: 'heal', image: 'text', opacity: 2 }], flattened: null }]],
      ['writeResult', [pictureId, { ...RESULT, layers: [{ ...RESULT.layers[1], opacity: 'much' }] }]],
      ['writeResult', [pictureId, { ...RESULT, layers: [{ ...RESULT.layers[1], role: 'unknown' }] }]],
      ['writeResult', [pictureId, { layers: [], flattened: null, summary: null }]],
      ['reveal', [{}]],
    ];
    for (const [method, args] of wrong) {
      const called = (plugin.host[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
      // An answer either way: a call that hangs would end the test here.
      await called.catch(() => undefined);
      assert.deepEqual(shown(document.page), before, method);
    }
    assert.deepEqual(plugin.errors, []);
  });

  // Promise: 31
  test('stores settings between runs and works without storage', async () => {
    const { document } = scene();
    const storage = new Map<string, unknown>();
    const first = await openPlugin(document, {}, storage);
    await first.host.storeSettings({ heal: 'all', even: 35 });
    first.running.close();
    const second = await openPlugin(document, {}, storage);
    assert.deepEqual((await second.host.ready()).storedSettings, { heal: 'all', even: 35 });
    const third = await openPlugin(document, {
      beforeCall: (operation) => {
        if (operation === 'storage.get') throw new Error('storage is broken');
      },
    });
    assert.equal((await third.host.ready()).storedSettings, null);
    const full = await openPlugin(document, {
      beforeCall: (operation) => {
        if (operation === 'storage.set') throw new Error('The quota is used up');
      },
    });
    await full.host.storeSettings({ heal: 'all' });
    assert.equal((await retouch(full)).flat()[0]!.state, 'written', 'the plugin works without');
  });

  test('reveals an existing layer and ignores a missing one', async () => {
    const { document, photo } = scene();
    const revealed: string[] = [];
    const { host } = await openPlugin(document, { onReveal: (nodes) => revealed.push(...nodes.map(({ id }) => id)) });
    await host.reveal('99:99');
    await host.reveal(document.page.id);
    await host.reveal(photo.id);
    assert.deepEqual(revealed, [photo.id]);
  });

  test('opens, resizes and closes the window', async () => {
    const { document } = scene();
    const seen: unknown[] = [];
    const closed = new Promise<void>((resolve) => {
      void openPlugin(document, {
        onShowUI: (html) => seen.push(html),
        onResize: (width, height) => seen.push([width, height]),
        onClose: () => resolve(),
      }).then(async ({ host }) => {
        assert.equal((await host.ready()).command, 'retouch');
        await host.resize(320.4, 500.6);
        void host.close('');
      });
    });
    await closed;
    assert.deepEqual(seen, ['<p>panel</p>', [320, 501]]);
  });
});
