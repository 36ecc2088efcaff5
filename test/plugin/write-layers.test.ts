import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { absoluteTransform, HostDocument, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, RESULT, resultLayer, retouch, shown } from './open-plugin';
import { png } from './pictures';
import { scene } from './scene';

const close = (a: Transform, b: Transform): boolean =>
  a.flat().every((value, index) => Math.abs(value - b.flat()[index]!) < 1e-6);

function above(photo: HostNode): HostNode {
  const siblings = photo.parent!.children;
  const group = siblings[siblings.indexOf(photo) + 1]!;
  assert.equal(group.type, 'GROUP');
  return group;
}

describe('writeLayers', () => {
  test('places a group of Heal and Blend directly above the unchanged original', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'Portrait', {
      strokes: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
      strokeAlign: 'OUTSIDE',
      effects: [{ type: 'BACKGROUND_BLUR', radius: 2, visible: true, blurType: 'NORMAL' }],
      topLeftRadius: 8,
      fills: [
        {
          type: 'IMAGE',
          scaleMode: 'CROP',
          imageTransform: [
            [0.5, 0, 0.1],
            [0, 0.5, 0.2],
          ],
          imageHash: document.placeImage(png('Portrait')),
        },
      ],
    });
    addPhoto(document, 'On top');
    const before = shown(photo);
    document.select([photo.id]);
    const plugin = await openPlugin(document);
    const [written] = (await retouch(plugin)).flat();
    assert.ok(written?.state === 'written');

    assert.deepEqual(shown(photo), before);
    const group = above(photo);
    assert.equal(group.id, written.groupId);
    assert.deepEqual(
      group.children.map(({ values }) => [values.name, values.blendMode, values.opacity, values.visible]),
      [
        ['Heal', 'NORMAL', 1, true],
        ['Blend', 'SOFT_LIGHT', 0.6, true],
      ],
    );
    for (const [index, role] of (['heal', 'blend'] as const).entries()) {
      const { values } = group.children[index]!;
      const [fill] = values.fills as [ImagePaint];
      assert.deepEqual(document.image(fill.imageHash!), png(role));
      assert.deepEqual(
        [fill.scaleMode, fill.imageTransform],
        [
          'CROP',
          [
            [0.5, 0, 0.1],
            [0, 0.5, 0.2],
          ],
        ],
      );
      assert.deepEqual(
        [values.width, values.height, values.topLeftRadius, values.strokes, values.effects],
        [60, 40, 8, [], []],
      );
    }
    assert.deepEqual(plugin.errors, []);
  });

  test('places Shape directly above the original and the other layers above it, each cropped to its own box', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'Portrait', {});
    document.select([photo.id]);
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    const [{ pictureId }] = pictures as [(typeof pictures)[0]];
    await host.readPicture(pictureId);
    const shape = { ...resultLayer('shape', 1), x: 20, y: 10, width: 20, height: 30 };
    const result = { ...RESULT, layers: [shape, ...RESULT.layers], flattened: null };
    const [written] = await host.writeResult(pictureId, result, 'replace');
    await host.endRun();
    assert.equal(written?.state, 'written');
    const layers = above(photo).children;
    assert.deepEqual(
      layers.map(({ values }) => [values.name, values.blendMode, values.opacity]),
      [
        ['Shape', 'NORMAL', 1],
        ['Heal', 'NORMAL', 1],
        ['Blend', 'SOFT_LIGHT', 0.6],
      ],
    );
    const [fill] = layers[0]!.values.fills as [ImagePaint];
    assert.deepEqual(document.image(fill.imageHash!), png('shape'));
    assert.equal(fill.scaleMode, 'CROP');
    assert.ok(Math.abs(fill.imageTransform![0][0] - 3) < 1e-6, 'a third of the width shows the whole cropped image');
  });

  test('aligns layers with their source under every transform and parent', async () => {
    const turn = (degrees: number, x: number, y: number, mirrored = false): Transform => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      return mirrored
        ? [
            [-cos, -sin, x],
            [-sin, cos, y],
          ]
        : [
            [cos, -sin, x],
            [sin, cos, y],
          ];
    };
    const document = new HostDocument();
    const frame = document.create('FRAME', {
      name: 'Turned frame',
      width: 500,
      height: 500,
      relativeTransform: turn(30, 100, 50),
    });
    const list = document.create('FRAME', {
      name: 'List',
      layoutMode: 'VERTICAL',
      itemSpacing: 10,
      width: 200,
      height: 400,
    });
    const instance = document.create('INSTANCE', {
      name: 'Card',
      width: 200,
      height: 200,
      relativeTransform: turn(15, 700, 20),
    });
    const photos = [
      addPhoto(document, 'turned', { relativeTransform: turn(37, 10, 20) }),
      addPhoto(document, 'mirrored', { relativeTransform: turn(20, 300, 40, true) }),
      addPhoto(document, 'in a turned frame', { relativeTransform: turn(90, 80, 80) }, frame),
      addPhoto(document, 'first in a list', {}, list),
      addPhoto(document, 'second in a list', {}, list),
    ];
    document.group([photos[2]!], frame, 0);
    const inside = addPhoto(document, 'in an instance', { relativeTransform: turn(5, 10, 10) }, instance);
    const places = [...photos, inside].map(absoluteTransform);
    document.select([...photos, instance].map(({ id }) => id));
    const plugin = await openPlugin(document);
    const results = (await retouch(plugin)).flat();
    assert.deepEqual(
      results.map(({ state }) => state),
      Array<string>(6).fill('written'),
    );

    const groups = results.map((result) => document.find(result.state === 'written' ? result.groupId : '')!);
    for (const [index, place] of places.entries()) {
      const source = [...photos, inside][index]!;
      assert.ok(close(absoluteTransform(source), place), `${source.values.name} stays where it is`);
      for (const layer of groups[index]!.children)
        assert.ok(close(absoluteTransform(layer), place), `${layer.values.name} of ${source.values.name}`);
    }
    assert.equal(groups[5]!.parent, document.page, 'an instance takes no children: the group stands above it');
    assert.equal(document.page.children.indexOf(groups[5]!), document.page.children.indexOf(instance) + 1);
  });

  test('places the group inside a frame with an image fill, below its children', async () => {
    const document = new HostDocument();
    const card = document.create('FRAME', {
      name: 'Card',
      width: 200,
      height: 100,
      topLeftRadius: 9,
      opacity: 0.5,
      blendMode: 'MULTIPLY',
      relativeTransform: [
        [0, -1, 300],
        [1, 0, 40],
      ],
      fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('card')) }],
    });
    const title = document.create('TEXT', { name: 'Title', characters: 'Hello' }, card);
    document.select([card.id]);
    await retouch(await openPlugin(document));
    assert.deepEqual(
      card.children.map(({ type }) => type),
      ['GROUP', 'TEXT'],
    );
    assert.deepEqual(
      card.children[0]!.children.map(({ values }) => values.name),
      ['Heal', 'Blend'],
    );
    assert.equal(card.children[1], title);
    for (const layer of card.children[0]!.children) {
      assert.ok(close(absoluteTransform(layer), absoluteTransform(card)));
      assert.deepEqual([layer.values.width, layer.values.height, layer.values.topLeftRadius], [200, 100, 9]);
      assert.equal(
        layer.values.visible,
        true,
        'its opacity and blend mode lie over the layers too: no flattened picture is needed',
      );
    }
  });

  // Promise: N11, 34
  test('writes several layers in one undo step that restores the document', async () => {
    const document = new HostDocument();
    const frame = document.create('FRAME', { name: 'Frame', width: 300, height: 300 });
    const photos = [addPhoto(document, 'A'), addPhoto(document, 'B', {}, frame), addPhoto(document, 'C')];
    document.commitUndo();
    document.set(photos[0]!, { name: 'Renamed, and not yet a step' });
    const before = shown(document.page);
    document.select(photos.map(({ id }) => id));
    await retouch(await openPlugin(document));
    assert.notDeepEqual(shown(document.page), before);
    document.undo();
    assert.deepEqual(shown(document.page), before);
  });

  // Promise: 34
  test('replaces the earlier group, also after a rename', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    document.select([photo.id]);
    const plugin = await openPlugin(document);
    await retouch(plugin);
    document.set(above(photo), { name: 'My own name' });
    await retouch(plugin);
    assert.equal(document.page.children.length, 2);
    assert.equal(above(photo).values.name, 'Retouch · A');
  });

  // Promise: 35
  test('keeps layers of the designer and flattened groups on an update', async () => {
    const { document, photo } = scene();
    const plugin = await openPlugin(document);
    await retouch(plugin);
    const list = photo.parent!;
    const first = list.children.find(({ type }) => type === 'GROUP')!;
    const dodge = document.create('RECTANGLE', { name: 'My dodge' });
    document.insert(first, 2, dodge);
    const flattened = document.create('VECTOR', { name: 'Flattened', pluginData: first.values.pluginData }, list);
    await retouch(plugin);
    assert.deepEqual(first.children, [dodge]);
    assert.equal(flattened.parent, list);
    assert.equal(list.children.filter(({ type }) => type === 'GROUP').length, 2);
  });

  test('puts the flattened picture above hidden layers', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    document.select([photo.id]);
    await retouch(await openPlugin(document), true);
    const { children } = above(photo);
    assert.deepEqual(
      children.map(({ values }) => [values.name, values.visible]),
      [
        ['Heal', false],
        ['Blend', false],
        ['Retouched', true],
      ],
    );
    const [fill] = children[2]!.values.fills as [ImagePaint];
    assert.deepEqual(document.image(fill.imageHash!), png('flattened'));
  });

  test('shows a cropped layer in place with the shape of the source', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A', { topLeftRadius: 7 });
    document.select([photo.id]);
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    assert.equal(pictures[0]!.layers, 'cropped');
    const part = { x: 12, y: 8, width: 30, height: 20 };
    const layers = [{ ...resultLayer('blend', 0.6), ...part }];
    const [written] = await host.writeResult(pictures[0]!.pictureId, { ...RESULT, layers }, 'replace');
    assert.equal(written!.state, 'written');
    const { values } = above(photo).children[0]!;
    assert.deepEqual([values.width, values.height, values.topLeftRadius], [60, 40, 7]);
    const [fill] = values.fills as [ImagePaint];
    assert.equal(fill.scaleMode, 'CROP');
    const [[a, , x], [, d, y]] = fill.imageTransform!;
    assert.deepEqual([a * part.width, d * part.height], [60, 40]);
    assert.deepEqual([x * part.width, y * part.height].map(Math.round), [-12, -8]);
  });

  test('requests full layers for a tiled picture', async () => {
    const document = new HostDocument();
    const imageHash = document.placeImage(png('A'));
    const photo = addPhoto(document, 'A', {
      fills: [{ type: 'IMAGE', scaleMode: 'TILE', scalingFactor: 0.5, imageHash }],
    });
    document.select([photo.id]);
    const { host } = await openPlugin(document);
    assert.equal((await host.beginRun({ flatten: false })).pictures[0]!.layers, 'full');
  });

  // Promise: 3
  test('flattens a picture with adjustments and keeps them', async () => {
    const document = new HostDocument();
    const veil: Paint = { type: 'SOLID', color: { r: 0, g: 0, b: 1 }, opacity: 0.2 };
    const fill: ImagePaint = {
      type: 'IMAGE',
      scaleMode: 'FILL',
      imageHash: document.placeImage(png('A')),
      filters: { contrast: 0.2 },
    };
    const photo = addPhoto(document, 'A', { fills: [fill, veil] });
    document.select([photo.id]);
    await retouch(await openPlugin(document));
    const layer = above(photo).children.at(-1)!;
    const [image, over] = layer.values.fills as [ImagePaint, Paint];
    assert.deepEqual(image.filters, { contrast: 0.2 });
    assert.deepEqual(over, veil);
    // The layers beneath it are of the bare picture, should the designer show them.
    for (const hidden of above(photo).children.slice(0, -1)) {
      const fills = hidden.values.fills as readonly ImagePaint[];
      assert.deepEqual([fills.length, fills[0]!.filters, hidden.values.visible], [1, undefined, false]);
    }
  });

  test('places Brighten above Blend as SOFT_LIGHT', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    document.select([photo.id]);
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    await host.writeResult(
      pictures[0]!.pictureId,
      { ...RESULT, layers: [resultLayer('blend', 0.6), resultLayer('brighten', 0.25)] },
      'replace',
    );
    assert.deepEqual(
      above(photo).children.map(({ values }) => [values.name, values.blendMode, values.opacity]),
      [
        ['Blend', 'SOFT_LIGHT', 0.6],
        ['Brighten', 'SOFT_LIGHT', 0.25],
      ],
    );
  });

  // Promise: 3
  test('keeps the scale mode, rotation and corner radii of a picture', async () => {
    const document = new HostDocument();
    const imageHash = document.placeImage(png('A'));
    const ways: readonly Partial<ImagePaint>[] = [
      { scaleMode: 'TILE', scalingFactor: 0.3, rotation: 90 },
      { scaleMode: 'FIT', rotation: 180 },
      { scaleMode: 'FILL' },
    ];
    for (const way of ways) {
      const corners = { topLeftRadius: 1, topRightRadius: 2, bottomRightRadius: 3, bottomLeftRadius: 4 };
      const fill: ImagePaint = { type: 'IMAGE', scaleMode: 'FILL', imageHash, ...way };
      // A layer is cloned; a frame is redrawn, with no less.
      for (const type of ['RECTANGLE', 'FRAME'] as const) {
        const source = document.create(type, { name: type, width: 31.5, height: 20.25, ...corners, fills: [fill] });
        document.select([source.id]);
        await retouch(await openPlugin(document));
        const [layer] = (type === 'FRAME' ? source.children[0]! : above(source)).children;
        const { imageHash: shownHash, ...rest } = layer!.values.fills[0] as ImagePaint;
        assert.notEqual(shownHash, imageHash);
        assert.deepEqual(rest, {
          type: 'IMAGE',
          scaleMode: 'FILL',
          ...way,
          opacity: 1,
          visible: true,
          blendMode: 'NORMAL',
        });
        const { topLeftRadius, topRightRadius, bottomRightRadius, bottomLeftRadius, width, height } = layer!.values;
        assert.deepEqual(
          { topLeftRadius, topRightRadius, bottomRightRadius, bottomLeftRadius, width, height },
          { ...corners, width: 31.5, height: 20.25 },
        );
      }
    }
  });

  test('separates later edits of the designer into their own undo step', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    document.select([photo.id]);
    await retouch(await openPlugin(document));
    const retouched = shown(document.page);
    document.set(photo, { name: 'Renamed later' });
    document.undo();
    assert.deepEqual(shown(document.page), retouched);
  });

  test('positions the group absolutely in auto layout', async () => {
    const document = new HostDocument();
    const list = document.create('FRAME', {
      name: 'List',
      layoutMode: 'HORIZONTAL',
      itemSpacing: 8,
      width: 400,
      height: 100,
    });
    const siblings = [
      addPhoto(document, 'A', {}, list),
      addPhoto(document, 'B', {}, list),
      document.create('TEXT', { name: 'Text' }, list),
    ];
    const places = siblings.map(absoluteTransform);
    document.select([siblings[0]!.id, siblings[1]!.id]);
    await retouch(await openPlugin(document));
    assert.deepEqual(siblings.map(absoluteTransform), places);
    assert.deepEqual(
      list.children.map(({ type, values }) => [type, values.layoutPositioning]),
      [
        ['RECTANGLE', 'AUTO'],
        ['GROUP', 'ABSOLUTE'],
        ['RECTANGLE', 'AUTO'],
        ['GROUP', 'ABSOLUTE'],
        ['TEXT', 'AUTO'],
      ],
    );
    assert.deepEqual(list.children[3]!.children.map(absoluteTransform), [places[1], places[1]]);
  });

  // Promise: 4
  test('unlocks layers of a locked photo', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A', { locked: true });
    document.select([photo.id]);
    await retouch(await openPlugin(document));
    assert.deepEqual(
      above(photo).children.map(({ values }) => values.locked),
      [false, false],
    );
    assert.equal(photo.values.locked, true);
  });
});
