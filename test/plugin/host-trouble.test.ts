import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import type { WriteResult } from '../../ui/channel/host-api';
import { addPhoto, openPlugin, RESULT, retouch, shown, type Shown } from './open-plugin';
import { png } from './pictures';
import { scene } from './scene';

/** Writes over the scene, with the host's call number `failAt` refused; `refused` is that call, if there were so many. */
async function writeWithTrouble({ document }: { readonly document: HostDocument }, failAt: number, retouchedBefore: number): Promise<{
  readonly result: WriteResult; readonly before: Shown; readonly after: Shown; readonly refused: string | null;
}> {
  let counting = false;
  let seen = 0;
  let refused: string | null = null;
  const plugin = await openPlugin(document, {
    beforeCall: (operation) => {
      // The answer to the panel comes after the writing.
      if (!counting || operation.startsWith('ui.') || seen++ !== failAt) return;
      refused = operation;
      throw new Error('the host refused');
    },
  });
  for (let press = 0; press < retouchedBefore; press++) await retouch(plugin);
  const { pictures } = await plugin.host.beginRun({ flatten: true });
  const before = shown(document.page);
  counting = true;
  const [result] = await plugin.host.writeResult(pictures[0]!.pictureId, RESULT);
  counting = false;
  assert.deepEqual(plugin.errors, []);
  return { result: result!, before, after: shown(document.page), refused };
}

for (const [name, retouchedBefore] of [['for the first time', 0], ['again', 1]] as const) {
  test(`whichever of the host's calls fails while layers are written ${name}, the document is as before and the layer says why`, async () => {
    let failAt = 0;
    for (; ; failAt++) {
      const { result, before, after, refused } = await writeWithTrouble(scene(), failAt, retouchedBefore);
      if (refused === null) {
        assert.equal(result.state, 'written');
        break;
      }
      assert.equal(result.state, 'failed', `call ${failAt}, ${refused}, failed unnoticed`);
      const code = refused === 'figma.createImage' ? 'image-refused' : 'write-failed';
      assert.deepEqual(result.state === 'failed' && result.problem, { code, detail: 'the host refused' });
      assert.deepEqual(after, before, `call ${failAt}, ${refused}: something was left behind`);
    }
    assert.ok(failAt > 100, `only ${failAt} calls were tried`);
  });
}

test('once one of several earlier groups is gone, the new one stays, whatever becomes of the others', async () => {
  for (let failAt = 0; ; failAt++) {
    const { document, photo } = scene();
    // The designer has a copy of the earlier group beside it: both are of this photo.
    const plugin = await openPlugin(document);
    await retouch(plugin);
    const list = photo.parent!;
    document.insert(list, list.children.length, document.clone(list.children.find(({ type }) => type === 'GROUP')!));
    const { result, before, after, refused } = await writeWithTrouble({ document }, failAt, 0);
    const groups = list.children.filter(({ type }) => type === 'GROUP');
    if (result.state === 'failed') assert.deepEqual(after, before, `call ${failAt}`);
    else assert.ok(groups.some(({ id, children }) => id === result.groupId && children.length === 3), `call ${failAt}, ${refused}: the new group is not whole`);
    if (refused === null) {
      assert.equal(groups.length, 1);
      break;
    }
  }
});

test('a failure on one layer does not take the answers of the others', async () => {
  const document = new HostDocument();
  const photos = ['A', 'B'].map((name) => addPhoto(document, name, {}, document.page, png('same')));
  document.select(photos.map(({ id }) => id));
  let lookups = 0;
  const { host } = await openPlugin(document, {
    beforeCall: (operation) => {
      if (operation === 'figma.getNodeById' && ++lookups === 2) throw new Error('the host refused');
    },
  });
  const { pictures } = await host.beginRun({ flatten: false });
  const results = await host.writeResult(pictures[0]!.pictureId, RESULT);
  assert.deepEqual(results.map((result) => [result.nodeId, result.state === 'failed' ? result.problem.code : 'written']), [[photos[0]!.id, 'written'], [photos[1]!.id, 'write-failed']]);
});

test('whichever of the host\'s calls fails while a picture is read, the answer says so', async () => {
  for (const type of ['RECTANGLE', 'VECTOR'] as const) {
    for (let failAt = 0; ; failAt++) {
      const document = new HostDocument();
      const node = type === 'RECTANGLE' ? addPhoto(document, 'A') : document.create(type, { name: 'Drawing', width: 20, height: 20 });
      document.select([node.id]);
      let counting = false;
      let seen = 0;
      const { host } = await openPlugin(document, {
        exportNode: () => Promise.resolve(png('A')),
        beforeCall: (operation) => {
          if (counting && !operation.startsWith('ui.') && seen++ === failAt) throw new Error('the host refused');
        },
      });
      const { pictures } = await host.beginRun({ flatten: false });
      counting = true;
      const read = await host.readPicture(pictures[0]!.pictureId);
      if (seen <= failAt) {
        assert.deepEqual(read, { state: 'read', bytes: png('A') });
        break;
      }
      assert.equal(read.state === 'failed' && read.problem.code, type === 'RECTANGLE' ? 'image-missing' : 'export-failed', `call ${failAt}`);
    }
  }
});

test('a drawing that is deleted before it is read is named as gone', async () => {
  const document = new HostDocument();
  const drawing = document.create('VECTOR', { name: 'Drawing', width: 20, height: 20 });
  document.select([drawing.id]);
  const { host } = await openPlugin(document);
  const { pictures } = await host.beginRun({ flatten: false });
  document.remove(drawing);
  assert.deepEqual(await host.readPicture(pictures[0]!.pictureId), { state: 'failed', problem: { code: 'layer-gone' } });
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
