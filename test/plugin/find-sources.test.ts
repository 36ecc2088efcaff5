import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, retouch } from './open-plugin';
import { png } from './pictures';

const hashOf = (document: HostDocument, name: string): string => document.placeImage(png(name));

describe('findSources', () => {
  test('finds every picture in selected containers, with one job per picture', async () => {
    const document = new HostDocument();
    const section = document.create('SECTION', { name: 'Section' });
    const frame = document.create('FRAME', { name: 'Frame', width: 300, height: 300 }, section);
    const [a, b] = [addPhoto(document, 'A', {}, frame), addPhoto(document, 'B', { locked: true }, frame)];
    const again = addPhoto(document, 'A again', {}, frame, png('A'));
    document.group([a, b], frame, 0);
    addPhoto(document, 'Hidden', { visible: false }, frame);
    document.create('RECTANGLE', { name: 'Plain', fills: [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }] }, frame);
    addPhoto(document, 'Not selected');
    document.select([section.id]);

    const { host } = await openPlugin(document);
    const { selection } = await host.ready();
    assert.equal(selection.problem, null);
    assert.deepEqual(
      selection.pictures.map(({ pictureId, targets }) => [pictureId, targets.map(({ nodeId }) => nodeId)]),
      [
        [hashOf(document, 'A'), [a.id, again.id]],
        [hashOf(document, 'B'), [b.id]],
      ],
    );
  });

  // Promise: 2
  test('uses the topmost visible image fill and reports fills above it', async () => {
    const document = new HostDocument();
    const image = (name: string, more: Partial<ImagePaint> = {}): ImagePaint => ({
      type: 'IMAGE',
      scaleMode: 'FILL',
      imageHash: hashOf(document, name),
      ...more,
    });
    const veil: Paint = { type: 'SOLID', color: { r: 0, g: 0, b: 0 }, opacity: 0.2 };
    const nodes = [
      addPhoto(document, 'top', { fills: [image('under'), image('over'), image('off', { visible: false })] }),
      addPhoto(document, 'veiled', { fills: [image('veiled'), veil] }),
      addPhoto(document, 'adjusted', { fills: [image('adjusted', { filters: { exposure: 0.3 } })] }),
      addPhoto(document, 'faint', { fills: [veil, { ...veil, opacity: 1 }, image('faint', { opacity: 0.4 })] }),
      addPhoto(document, 'framed', { strokes: [{ ...veil, opacity: 1 }] }),
      addPhoto(document, 'thin', { opacity: 0.5 }),
      addPhoto(document, 'multiplied', { blendMode: 'MULTIPLY' }),
    ];
    document.select(nodes.map(({ id }) => id));
    const { selection } = await (await openPlugin(document)).host.ready();
    assert.deepEqual(
      selection.pictures.map(({ pictureId, targets }) => [pictureId, targets[0]!.flatten]),
      [
        [hashOf(document, 'over'), null],
        [hashOf(document, 'veiled'), 'other-fills'],
        [hashOf(document, 'adjusted'), 'paint-filters'],
        [hashOf(document, 'faint'), 'paint-opacity'],
        [hashOf(document, 'framed'), 'strokes'],
      ],
    );
    assert.deepEqual(
      selection.skipped.map(({ name, problem }) => [name, problem.code]),
      [
        ['thin', 'layer-opacity'],
        ['multiplied', 'layer-blend-mode'],
      ],
    );
  });

  test('distinguishes an empty selection from one without pictures', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    const text = document.create('TEXT', { name: 'Text', characters: 'no picture' });
    document.select([]);
    const plugin = await openPlugin(document);
    assert.equal((await plugin.host.ready()).selection.problem?.code, 'nothing-selected');
    document.select([text.id]);
    plugin.running.selectionChanged();
    document.select([photo.id]);
    plugin.running.selectionChanged();
    await plugin.host.ready();
    assert.deepEqual(
      plugin.selections.map(({ problem, pictures }) => [problem?.code ?? null, pictures.length]),
      [
        ['no-image-in-selection', 0],
        [null, 1],
      ],
    );
  });

  test('reads stored bytes unchanged and reports a missing image', async () => {
    const document = new HostDocument();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) & 255);
    document.select([
      addPhoto(document, 'raw', {}, document.page, bytes).id,
      addPhoto(document, 'lost', { fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: 'ab'.repeat(20) }] }).id,
    ]);
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    assert.deepEqual(await host.readPicture(pictures[0]!.pictureId), {
      state: 'read',
      picture: { kind: 'file', bytes, documentSpace: 'srgb' },
    });
    assert.deepEqual(await host.readPicture(pictures[1]!.pictureId), {
      state: 'failed',
      problem: { code: 'image-missing' },
    });
  });

  // Promise: 2, 10
  test('exports a drawing at twice its size, at most 4096 px a side', async () => {
    const document = new HostDocument();
    const asked: unknown[] = [];
    const drawing = document.create('VECTOR', { name: 'Drawing', width: 300, height: 200 });
    const large = document.create('VECTOR', { name: 'Large', width: 8192, height: 100 });
    document.select([drawing.id, large.id]);
    const { host } = await openPlugin(document, {
      exportNode: (node, settings) => {
        asked.push((settings as { constraint: unknown }).constraint);
        return node.id === drawing.id ? Promise.resolve(png('drawing')) : Promise.reject(new Error('too large'));
      },
    });
    const { pictures } = await host.beginRun({ flatten: false });
    assert.deepEqual(
      pictures.map(({ targets }) => targets[0]!.flatten),
      ['rasterised', 'rasterised'],
    );
    assert.deepEqual(await host.readPicture(pictures[0]!.pictureId), {
      state: 'read',
      picture: { kind: 'file', bytes: png('drawing'), documentSpace: 'srgb' },
    });
    assert.deepEqual(await host.readPicture(pictures[1]!.pictureId), {
      state: 'failed',
      problem: { code: 'export-failed', detail: 'too large' },
    });
    assert.deepEqual(asked, [
      { type: 'SCALE', value: 2 },
      { type: 'SCALE', value: 0.5 },
    ]);
  });

  test('excludes our own groups', async () => {
    const document = new HostDocument();
    const frame = document.create('FRAME', { name: 'Frame', width: 300, height: 300 });
    const photo = addPhoto(document, 'A', {}, frame);
    document.select([frame.id]);
    const plugin = await openPlugin(document);
    await retouch(plugin);
    const group = frame.children.at(-1)!;
    document.select([frame.id, group.id, group.children[0]!.id]);
    const { selection } = await plugin.host.ready();
    assert.deepEqual(
      selection.pictures.flatMap(({ targets }) => targets.map(({ nodeId }) => nodeId)),
      [photo.id],
    );
  });

  test('counts a layer once if its frame is selected too', async () => {
    const document = new HostDocument();
    const frame = document.create('FRAME', { name: 'Frame', width: 300, height: 300 });
    const photo = addPhoto(document, 'A', {}, frame);
    document.select([frame.id, photo.id]);
    const { selection } = await (await openPlugin(document)).host.ready();
    assert.deepEqual(
      selection.pictures.map(({ targets }) => targets.map(({ nodeId }) => nodeId)),
      [[photo.id]],
    );
  });
});
