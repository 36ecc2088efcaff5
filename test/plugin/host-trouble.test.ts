import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, RESULT, retouch, shown } from './open-plugin';
import { png } from './pictures';

/** A document with something of everything around the photo. */
function scene(): { readonly document: HostDocument; readonly photo: HostNode } {
  const document = new HostDocument();
  const list = document.create('FRAME', { name: 'List', layoutMode: 'VERTICAL', width: 200, height: 400 });
  const photo = addPhoto(document, 'A', {}, list);
  addPhoto(document, 'Sibling', {}, list);
  document.select([photo.id]);
  return { document, photo };
}

test('whichever of the host\'s calls fails while layers are written, nothing of them is left, and the layer says so', async () => {
  let failAt = 0;
  for (; ; failAt++) {
    const { document } = scene();
    let counting = false;
    let seen = 0;
    let failed = '';
    const plugin = await openPlugin(document, {
      beforeCall: (operation) => {
        // The answer to the panel comes after the writing.
        if (!counting || operation.startsWith('ui.') || seen++ !== failAt) return;
        failed = operation;
        throw new Error('the host refused');
      },
    });
    const { pictures } = await plugin.host.beginRun({ flatten: true });
    const before = shown(document.page);
    counting = true;
    const results = await plugin.host.writeResult(pictures[0]!.pictureId, RESULT).catch((error: Error) => error);
    counting = false;
    if (failed === '') break;
    if (results instanceof Error || results[0]!.state === 'failed') {
      assert.deepEqual(shown(document.page), before, `call ${failAt}, ${failed}: something was left behind`);
    } else {
      // Some calls may fail without harm: a look at whether a node has a member, or a tidying after the fact.
      assert.ok(!failed.startsWith('figma.create'), `${failed} failed unnoticed`);
    }
    assert.deepEqual(plugin.errors, [], failed);
  }
  assert.ok(failAt > 20, `only ${failAt} calls were tried`);
});

test('a layer that is deleted, or given another picture, while its own is computed gets nothing; a moved one is followed', async () => {
  for (const [change, code] of [
    [(document: HostDocument, photo: HostNode) => document.remove(photo), 'layer-gone'],
    [(document: HostDocument, photo: HostNode) => document.set(photo, { fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('other')) }] }), 'picture-replaced'],
    [(document: HostDocument, photo: HostNode) => document.set(photo, { visible: false }), 'picture-replaced'],
    [(document: HostDocument) => { document.editable = false; }, 'write-failed'],
    [(document: HostDocument, photo: HostNode) => document.insert(document.page, 0, photo), null],
    [(document: HostDocument, photo: HostNode) => document.set(photo, { locked: true }), null],
  ] as const) {
    const { document, photo } = scene();
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    change(document, photo);
    const before = shown(document.page);
    const [result] = await host.writeResult(pictures[0]!.pictureId, RESULT);
    if (code === null) {
      assert.equal(result!.state, 'written');
      const siblings = photo.parent!.children;
      assert.equal(siblings[siblings.indexOf(photo) + 1]?.type, 'GROUP');
    } else {
      assert.equal(result!.state, 'failed');
      const problem = result!.state === 'failed' ? result!.problem.code : '';
      assert.ok(problem === code || (code === 'write-failed' && problem === 'image-refused'), problem);
      assert.deepEqual(shown(document.page), before);
    }
  }
});

test('one layer\'s failure does not keep the others from being written', async () => {
  const document = new HostDocument();
  const photos = ['A', 'B', 'C'].map((name) => addPhoto(document, name, {}, document.page, png('same')));
  document.select(photos.map(({ id }) => id));
  const { host } = await openPlugin(document);
  const { pictures } = await host.beginRun({ flatten: false });
  document.remove(photos[1]!);
  const results = await host.writeResult(pictures[0]!.pictureId, RESULT);
  assert.deepEqual(results.map(({ state }) => state), ['written', 'failed', 'written']);
});

test('an image that Figma refuses is reported for every layer that waits for it', async () => {
  const { document } = scene();
  const { host } = await openPlugin(document);
  const { pictures } = await host.beginRun({ flatten: false });
  const before = shown(document.page);
  const refused = { ...RESULT, layers: { ...RESULT.layers, blend: { png: new Uint8Array([1, 2, 3]), opacity: 1 } } };
  const [result] = await host.writeResult(pictures[0]!.pictureId, refused);
  assert.equal(result!.state === 'failed' && result!.problem.code, 'image-refused');
  assert.deepEqual(shown(document.page), before);
});

test('messages that are not ours, or are nonsense, change nothing and break nothing', async () => {
  const { document } = scene();
  const plugin = await openPlugin(document);
  const before = shown(document.page);
  for (const message of [null, 7, 'text', [], {}, { softlight: 'host' }, { softlight: 'host', message: null }, { softlight: 'host', message: 'x' },
    { softlight: 'other', message: {} }, { softlight: 'host', message: { type: 'CALL' } }, { softlight: 'host', message: { id: 1, type: 'APPLY', path: ['nothing'], argumentList: [] } },
    { softlight: 'host', message: { id: 2, type: 'SET', path: ['ready'], value: { type: 'RAW', value: 0 } } }]) {
    plugin.running.postMessage(message);
  }
  assert.deepEqual(shown(document.page), before);
  assert.equal((await retouch(plugin)).length, 1, 'the plugin still works');
});

test('settings are kept between runs, and unreadable ones do not keep it from opening', async () => {
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
});
