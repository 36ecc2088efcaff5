import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, retouch } from './open-plugin';

/** Host calls of one scan, after a change of the selection. */
async function callsOfScan(document: HostDocument, selected: readonly HostNode[]): Promise<number> {
  const calls: string[] = [];
  const plugin = await openPlugin(document, { beforeCall: (operation) => calls.push(operation) });
  await plugin.host.ready();
  document.select(selected.map(({ id }) => id));
  calls.length = 0;
  plugin.running.selectionChanged();
  const count = calls.length;
  await plugin.host.weigh(new Uint8Array());
  assert.deepEqual(plugin.errors, []);
  const scan = plugin.selections.at(-1)!;
  assert.equal(scan.pictures.flatMap(({ targets }) => targets).length, selected.length);
  return count;
}

/** Photos that were retouched, on the page or in a frame. */
async function retouchedPhotos(count: number, inFrame: boolean) {
  const document = new HostDocument();
  const parent = inFrame ? document.create('FRAME', { name: 'Frame', width: 900, height: 900 }) : document.page;
  const photos = Array.from({ length: count }, (_, index) => addPhoto(document, `Photo ${index}`, {}, parent));
  document.select(photos.map(({ id }) => id));
  await retouch(await openPlugin(document));
  return { document, photos };
}

describe('the cost of a scan', () => {
  // Promise: F2
  test('is at most 12 host calls a layer for 2,000 layers of a page with 5,000', async () => {
    const document = new HostDocument();
    const photos = Array.from({ length: 5000 }, (_, index) => addPhoto(document, `Photo ${index % 50}`));
    const calls = await callsOfScan(document, photos.slice(0, 2000));
    assert.ok(calls <= 12 * 2000, `${calls} calls`);
  });

  for (const inFrame of [false, true]) {
    // Promise: F2
    test(`is at most 12 host calls a retouched layer ${inFrame ? 'in a frame' : 'on the page'}`, async () => {
      for (const count of [10, 20, 40, 80]) {
        const { document, photos } = await retouchedPhotos(count, inFrame);
        const calls = await callsOfScan(document, photos);
        assert.ok(calls <= 12 * count, `${calls} calls for ${count} layers`);
      }
    });
  }
});
