import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compositeLayers } from '../../plugin/playground/photoshop/model/composite';
import { newLayer } from '../../plugin/playground/photoshop/model/state';
import { addPhoto, GREY16, layerNamed, outline, P3_16, photo, photoLayer, RGB8 } from './documents';
import { openPhotoshop, rawLayer, resultFor, retouch } from './open-photoshop';

describe('Photoshop layers', () => {
  // Promise: PS1
  test('lie in a group above the Background, as one history state', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop));
    const { photoshop, errors } = opened;
    const before = layerNamed(photoshop.active!, 'Background');
    const { results, end } = await retouch(opened);
    const document = photoshop.active!;
    assert.deepEqual(errors, []);
    assert.equal(results[0]?.state, 'written', JSON.stringify(results));
    assert.deepEqual(end.written, []);
    assert.deepEqual(outline(document), [
      'Retouch · Background group 100 passThrough',
      'Blend pixel 60 softLight masked',
      'Heal pixel 100 normal',
      'Background pixel 100 normal',
    ]);
    assert.deepEqual(
      document.history.map(({ name }) => name),
      ['Open', 'Softlight retouch'],
    );
    assert.equal(layerNamed(document, 'Background'), before, 'the source is the same object');
    assert.deepEqual(document.state.active, [before.id]);
    assert.ok(layerNamed(document, 'Blend').mask!.data.every((value) => value === 255));
  });

  test('are all of one history state for several layers, and each is clipped where its source is small', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const left = photoLayer(photoshop, RGB8, 'Left', { left: 0, top: 0, right: 18, bottom: 30 });
      const right = photoLayer(photoshop, RGB8, 'Right one', { left: 20, top: 4, right: 40, bottom: 28 });
      const paper = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster: photo(RGB8) });
      const document = photoshop.addDocument('Two.psd', RGB8, [left, right, paper]);
      photoshop.select(document, [left.id, right.id]);
    });
    const { results, end } = await retouch(opened);
    const document = opened.photoshop.active!;
    assert.deepEqual(
      results.map(({ state }) => state),
      ['held', 'written', 'written'],
    );
    assert.deepEqual(end.written, []);
    assert.equal(document.history.length, 2);
    assert.deepEqual(
      outline(document).filter((line) => line.includes('group')),
      ['Retouch · Left group 100 passThrough clipped', 'Retouch · Right one group 100 passThrough clipped'],
    );
    const heal = document.state.layers.find(({ name }) => name === 'Retouch · Right one')!.children[1]!;
    assert.deepEqual([heal.raster!.left, heal.raster!.top], [22, 6], 'the layer lies at its place in the source');
  });

  test('are clipped to a source with its own opacity, and keep a row of clipped layers whole', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const source = photoLayer(photoshop, RGB8, 'Photo', { left: 0, top: 0, right: 40, bottom: 30 }, { opacity: 50 });
      const tint = newLayer(photoshop.nextId(), 'Curves', 'curves', { isClipped: true });
      const document = photoshop.addDocument('A.psd', RGB8, [tint, source]);
      photoshop.select(document, [source.id]);
    });
    await retouch(opened);
    assert.deepEqual(outline(opened.photoshop.active!), [
      'Curves curves 100 normal clipped',
      'Retouch · Photo group 100 passThrough clipped',
      'Blend pixel 60 softLight masked',
      'Heal pixel 100 normal',
      'Photo pixel 50 normal',
    ]);
  });

  test('come above all layers for the visible picture, and a second retouch reads it without the first', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const paper = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster: photo(RGB8) });
      const text = newLayer(photoshop.nextId(), 'Title', 'text');
      const document = photoshop.addDocument('Cover.psd', RGB8, [text, paper]);
      photoshop.select(document, [text.id]);
    });
    const read = async (): Promise<unknown> => {
      const { pictures } = await opened.host.beginRun({ flatten: false });
      return opened.host.readPicture(pictures[0]!.pictureId);
    };
    const first = await read();
    await retouch(opened);
    const document = opened.photoshop.active!;
    assert.equal(outline(document)[0], 'Retouch · Cover.psd group 100 passThrough');
    assert.deepEqual(await read(), first);
    await retouch(opened);
    assert.equal(outline(document).filter((line) => line.startsWith('Retouch')).length, 1);
    assert.equal(document.history.length, 3);
  });

  test('get the marching ants as the mask of each group, and the ants stay', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const layers = ['One', 'Two'].map((name) =>
        photoLayer(photoshop, RGB8, name, { left: 0, top: 0, right: 40, bottom: 30 }),
      );
      const document = photoshop.addDocument('A.psd', RGB8, layers);
      photoshop.select(
        document,
        layers.map(({ id }) => id),
      );
      const data = new Uint8Array(10 * 30).fill(255);
      photoshop.edit(document, 'Select', (state) => ({
        ...state,
        selection: { left: 5, top: 0, width: 10, height: 30, data, outside: 0 },
      }));
    });
    await retouch(opened);
    const document = opened.photoshop.active!;
    const groups = document.state.layers.filter(({ kind }) => kind === 'group');
    assert.equal(groups.length, 2);
    for (const { mask } of groups) assert.deepEqual([mask?.left, mask?.width, mask?.outside], [5, 10, 0]);
    assert.equal(document.state.selection?.left, 5);
    // Outside the selection, the picture is as it was.
    const source = compositeLayers(
      document.state.layers.filter(({ kind }) => kind !== 'group'),
      RGB8,
    );
    const result = compositeLayers(document.state.layers, RGB8);
    const changed = new Set<number>();
    result.data.forEach((value, at) => value !== source.data[at] && changed.add(Math.floor(at / 4) % 40));
    assert.ok(changed.size > 0 && [...changed].every((x) => x >= 5 && x < 15), [...changed].join());
  });

  test('have neutral at exactly 16384 in 16 bits, and the ends at 0 and 32768', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop, P3_16));
    const { host, photoshop } = opened;
    const { pictures } = await host.beginRun({ flatten: false });
    await host.readPicture(pictures[0]!.pictureId);
    const box = { x: 0, y: 0, width: 4, height: 1 };
    const levels = [0, 128, 129, 255];
    const blend = rawLayer('blend', 1, box, (x) => [levels[x]!, levels[x]!, levels[x]!, 255]);
    const heal = rawLayer('heal', 1, box, (x) => [levels[x]!, 1, 254, x === 0 ? 0 : 255]);
    await host.writeResult(pictures[0]!.pictureId, { ...resultFor(40, 30), layers: [heal, blend] }, 'replace');
    await host.endRun();
    const valuesOf = (name: string): number[] => [...layerNamed(photoshop.active!, name).raster!.data.subarray(0, 16)];
    assert.deepEqual(
      valuesOf('Blend').filter((_, at) => at % 4 === 0),
      [0, 16384, 16513, 32768],
    );
    assert.deepEqual(
      valuesOf('Heal').slice(4),
      [16448, 129, 32639, 32768, 16577, 129, 32639, 32768, 32768, 129, 32639, 32768],
    );
  });

  test('take 16-bit layers of the engine value for value', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop, P3_16));
    const { host, photoshop } = opened;
    const { pictures } = await host.beginRun({ flatten: false });
    await host.readPicture(pictures[0]!.pictureId);
    const data = Uint16Array.of(0, 32768, 65535, 65535, 2, 40000, 1, 65535);
    const image = { kind: 'raw', width: 2, height: 1, channels: 4, depth: 16, data, profile: null } as const;
    const blend = { ...rawLayer('blend', 1, { x: 0, y: 0, width: 2, height: 1 }, () => [0, 0, 0, 0]), image };
    await host.writeResult(pictures[0]!.pictureId, { ...resultFor(40, 30), layers: [blend] }, 'replace');
    assert.deepEqual(
      [...layerNamed(photoshop.active!, 'Blend').raster!.data],
      [0, 16384, 32768, 32768, 1, 20000, 1, 32768],
    );
  });

  test('of a grey document are grey', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop, GREY16));
    const { run, results } = await retouch(opened);
    assert.equal(results[0]?.state, 'written', JSON.stringify(results));
    const read = await opened.host.readPicture(run.pictures[0]!.pictureId);
    assert.ok(read.state === 'read' && read.picture.kind === 'raw');
    assert.deepEqual([read.picture.channels, read.picture.depth], [1, 16]);
    assert.equal(layerNamed(opened.photoshop.active!, 'Blend').raster!.channels, 2);
  });

  test('are hidden below the finished picture, if that is asked for', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop));
    const { host } = opened;
    const { pictures } = await host.beginRun({ flatten: true });
    await host.readPicture(pictures[0]!.pictureId);
    const { image: flattened } = rawLayer('heal', 1, { x: 0, y: 0, width: 40, height: 30 }, () => [9, 9, 9, 255]);
    const [result] = await host.writeResult(pictures[0]!.pictureId, { ...resultFor(40, 30), flattened }, 'replace');
    assert.ok(result?.state === 'written' && result.flatten === 'asked');
    assert.deepEqual(outline(opened.photoshop.active!).slice(1, 4), [
      'Retouched pixel 100 normal',
      'Blend pixel 60 softLight masked hidden',
      'Heal pixel 100 normal hidden',
    ]);
  });

  test('are written to four documents in one batch, one history state each', async () => {
    const opened = await openPhotoshop((photoshop) => {
      for (const [index, form] of [RGB8, P3_16, GREY16, RGB8].entries()) addPhoto(photoshop, form, `${index}.psd`);
    });
    const { photoshop } = opened;
    const active = photoshop.active;
    opened.plugin.uxp.entrypoints!.panels['softlight']!.invokeMenu('all-documents');
    const { results } = await retouch(opened);
    assert.deepEqual(
      results.map(({ state }) => state),
      ['written', 'written', 'written', 'written'],
    );
    for (const document of photoshop.documents) {
      assert.equal(document.history.length, 2, document.title);
      assert.match(outline(document)[0]!, /^Retouch/);
    }
    assert.equal(photoshop.active, active);
  });
});

describe('Photoshop pictures', () => {
  test('are the stored numbers, with and without a file that the page can read', async () => {
    for (const readsFiles of [true, false]) {
      const form = { ...P3_16, width: 200, height: 150 };
      const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop, form), {}, readsFiles);
      const { pictures } = await opened.host.beginRun({ flatten: false });
      const read = await opened.host.readPicture(pictures[0]!.pictureId);
      assert.equal(read.state === 'read' && read.picture.kind === 'raw' && read.picture.space, 'display-p3');
      assert.ok(read.state === 'read' && read.picture.kind === 'raw');
      const stored = layerNamed(opened.photoshop.active!, 'Background').raster!.data;
      const expected = Uint16Array.from(
        stored.filter((_, at) => at % 4 < 3),
        (value) => Math.round((value * 65535) / 32768),
      );
      assert.deepEqual(read.picture.data, expected);
      const kinds = opened.texts.map((text) => (JSON.parse(text) as { softlight: string }).softlight);
      assert.equal(kinds.includes('file'), true);
      assert.equal(kinds.includes('part'), !readsFiles);
      assert.equal(opened.files.size, 0, 'the temporary file is removed');
    }
  });

  test('are refused by their mode before any pixel is asked for', async () => {
    for (const mode of ['CMYKColorMode', 'labColorMode', 'indexedColorMode', 'bitmapMode'] as const) {
      const calls: string[] = [];
      const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop, { ...RGB8, mode }), {
        beforeCall: (name) => void calls.push(name),
      });
      const { skipped, problem } = await opened.host.beginRun({ flatten: false });
      assert.equal(problem?.code, 'colour-mode');
      const read = await opened.host.readPicture(skipped[0]!.nodeId);
      assert.equal(read.state === 'failed' && read.problem.code, 'colour-mode');
      assert.deepEqual([opened.photoshop.crash, calls.includes('getPixels')], [null, false]);
    }
    const deep = await openPhotoshop((photoshop) => void addPhoto(photoshop, { ...RGB8, depth: 32 }));
    assert.equal((await deep.host.beginRun({ flatten: false })).problem?.code, 'bit-depth');
  });

  test('of hidden and of empty layers are refused, and of a smart object are read', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const box = { left: 0, top: 0, right: 40, bottom: 30 };
      const layers = [
        photoLayer(photoshop, RGB8, 'Hidden', box, { visible: false }),
        newLayer(photoshop.nextId(), 'Empty', 'pixel'),
        { ...photoLayer(photoshop, RGB8, 'Smart', box), kind: 'smartObject' as const },
      ];
      const document = photoshop.addDocument('A.psd', RGB8, layers);
      photoshop.select(
        document,
        layers.map(({ id }) => id),
      );
    });
    const { run, results } = await retouch(opened);
    assert.deepEqual(
      run.skipped.map(({ name, problem }) => [name, problem.code]),
      [
        ['Hidden', 'hidden-layer'],
        ['Empty', 'empty-layer'],
      ],
    );
    assert.equal(results[0]?.state, 'written');
    assert.equal(
      (await openPhotoshop(() => undefined).then(({ host }) => host.beginRun({ flatten: false }))).problem?.code,
      'no-document',
    );
  });
});
