import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { absoluteTransform, HostDocument, sizeOf, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, retouch, shown } from './open-plugin';
import { png } from './pictures';

const close = (a: Transform, b: Transform): boolean =>
  a.flat().every((value, index) => Math.abs(value - b.flat()[index]!) < 1e-6);

function turned(degrees: number, x: number, y: number): Transform {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [
    [cos, -sin, x],
    [sin, cos, y],
  ];
}

async function retouchOne(document: HostDocument, source: HostNode): Promise<HostNode> {
  document.select([source.id]);
  const plugin = await openPlugin(document, { exportNode: () => Promise.resolve(png('export')) });
  const [result] = (await retouch(plugin)).flat();
  assert.ok(result?.state === 'written', JSON.stringify(result));
  return document.find(result.groupId)!;
}

describe('placement in nested layers', () => {
  // Promise: 4
  test('places the group above the outermost instance', async () => {
    const document = new HostDocument();
    const frame = document.create('FRAME', {
      name: 'Frame',
      width: 500,
      height: 500,
      relativeTransform: turned(30, 100, 50),
    });
    const outer = document.create(
      'INSTANCE',
      { name: 'Outer', width: 200, height: 200, relativeTransform: turned(15, 70, 20) },
      frame,
    );
    const inner = document.create(
      'INSTANCE',
      { name: 'Inner', width: 100, height: 100, relativeTransform: turned(-40, 10, 60) },
      outer,
    );
    const photo = addPhoto(document, 'A', { relativeTransform: turned(5, 3, 4) }, inner);
    const bracket = document.group([outer], frame, 0);
    const before = shown(outer);
    const group = await retouchOne(document, photo);
    assert.deepEqual(shown(outer), before);
    assert.equal(group.parent, bracket);
    assert.deepEqual(bracket.children, [outer, group]);
    for (const layer of group.children) assert.ok(close(absoluteTransform(layer), absoluteTransform(photo)));
  });

  test('covers a turned or mirrored drawing with the upright box of its export', async () => {
    const document = new HostDocument();
    const frame = document.create('FRAME', {
      name: 'Frame',
      width: 500,
      height: 500,
      relativeTransform: turned(90, 400, 0),
    });
    const cases: readonly (readonly [
      values: { readonly width: number; readonly height: number; readonly relativeTransform: Transform },
      parent: HostNode,
      box: Rect,
    ])[] = [
      [
        { width: 30, height: 20, relativeTransform: turned(90, 120, 40) },
        document.page,
        { x: 100, y: 40, width: 20, height: 30 },
      ],
      [
        {
          width: 30,
          height: 20,
          relativeTransform: [
            [-1, 0, 230],
            [0, 1, 7],
          ],
        },
        document.page,
        { x: 200, y: 7, width: 30, height: 20 },
      ],
      [
        {
          width: 30,
          height: 20,
          relativeTransform: [
            [1, 0, 10],
            [0, 1, 50],
          ],
        },
        frame,
        { x: 330, y: 10, width: 20, height: 30 },
      ],
    ];
    for (const [values, parent, box] of cases) {
      const drawing = document.create('VECTOR', { name: 'Drawing', ...values }, parent);
      const group = await retouchOne(document, drawing);
      assert.equal(parent.children.indexOf(group), parent.children.indexOf(drawing) + 1);
      for (const layer of group.children) {
        assert.ok(
          close(absoluteTransform(layer), [
            [1, 0, box.x],
            [0, 1, box.y],
          ]),
          JSON.stringify(absoluteTransform(layer)),
        );
        assert.ok(Math.abs(layer.values.width - box.width) < 1e-6 && Math.abs(layer.values.height - box.height) < 1e-6);
      }
    }
  });

  test('places layers above a frame or group of drawings, not inside it', async () => {
    for (const type of ['FRAME', 'GROUP'] as const) {
      const document = new HostDocument();
      const drawing = document.create('VECTOR', {
        name: 'Drawing',
        width: 40,
        height: 30,
        relativeTransform: [
          [1, 0, 5],
          [0, 1, 6],
        ],
      });
      let holder: HostNode;
      if (type === 'GROUP') holder = document.group([drawing], document.page, 0);
      else {
        holder = document.create('FRAME', { name: 'Frame', width: 60, height: 50 });
        document.insert(holder, 0, drawing);
      }
      const before = shown(holder);
      const group = await retouchOne(document, holder);
      assert.deepEqual(shown(holder), before);
      assert.deepEqual(document.page.children, [holder, group]);
      assert.deepEqual(
        group.children.map(sizeOf).map(({ width, height }) => [width, height]),
        Array(2).fill(type === 'FRAME' ? [60, 50] : [40, 30]),
      );
    }
  });

  test('keeps the position of a drawing in a group with auto layout', async () => {
    const document = new HostDocument();
    const list = document.create('FRAME', {
      name: 'List',
      layoutMode: 'VERTICAL',
      paddingLeft: 50,
      paddingTop: 60,
      width: 300,
      height: 300,
    });
    const drawing = document.create('VECTOR', { name: 'Drawing', width: 40, height: 30 }, list);
    document.group([drawing], list, 0);
    const sibling = addPhoto(document, 'Sibling', {}, list);
    const places = [drawing, sibling].map(absoluteTransform);
    const group = await retouchOne(document, drawing);
    assert.deepEqual([drawing, sibling].map(absoluteTransform), places);
    for (const layer of group.children) assert.ok(close(absoluteTransform(layer), places[0]!));
  });

  test('treats a boolean operation with a picture as one layer', async () => {
    const document = new HostDocument();
    const shape = document.create('BOOLEAN_OPERATION', {
      name: 'Union',
      fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('shape')) }],
    });
    const parts = [
      addPhoto(document, 'Part', {}, shape),
      addPhoto(
        document,
        'Other part',
        {
          relativeTransform: [
            [1, 0, 30],
            [0, 1, 10],
          ],
        },
        shape,
      ),
    ];
    const before = shown(shape);
    document.select(parts.map(({ id }) => id));
    assert.equal((await (await openPlugin(document)).host.ready()).selection.problem?.code, 'no-image-in-selection');
    const group = await retouchOne(document, shape);
    assert.deepEqual(shown(shape), before);
    assert.deepEqual(document.page.children, [shape, group]);
    for (const layer of group.children) {
      assert.deepEqual([layer.type, layer.children.length], ['BOOLEAN_OPERATION', 2]);
      assert.ok(close(absoluteTransform(layer), absoluteTransform(shape)));
    }
  });
});
