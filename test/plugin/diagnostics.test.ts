import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin } from './open-plugin';
import { png } from './pictures';

describe('diagnostics', () => {
  test('removes the soft-light ramp after an export and after a failure', async () => {
    const exported = new Uint8Array([1, 2, 3]);
    for (const [exportNode, expected] of [
      [() => Promise.resolve(exported), { state: 'exported', png: exported }],
      [() => Promise.reject(new Error('no')), { state: 'failed', detail: 'no' }],
    ] as const) {
      const document = new HostDocument();
      addPhoto(document, 'A');
      document.commitUndo();
      const before = document.page.children.map(({ id }) => id);
      const { host, errors } = await openPlugin(document, { exportNode }, new Map(), 'diagnostics');
      assert.deepEqual(await host.exportRamp(png('base'), png('layer')), expected);
      assert.deepEqual(
        document.page.children.map(({ id }) => id),
        before,
      );
      assert.deepEqual(errors, []);
    }
  });

  test('carries bytes to the host and back without loss', async () => {
    const { host } = await openPlugin(new HostDocument(), {}, new Map(), 'diagnostics');
    assert.equal(await host.weigh(new Uint8Array(100_000)), 100_000);
    assert.equal((await host.give(100_000)).length, 100_000);
    assert.equal((await host.give(-1)).length, 0);
  });
});
