import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument, type HostNode, type PluginHooks } from '../../plugin/playground/host/index';
import type { GroupChange } from '../../ui/host-api/host-api';
import { addPhoto, openPlugin, RESULT, retouch, shown, type OpenPlugin } from './open-plugin';
import { png } from './pictures';
import { refuseEachCall } from './refuse-each-call';

interface Retouched {
  readonly document: HostDocument;
  readonly photo: HostNode;
  readonly plugin: OpenPlugin;
}

/** A photo that was retouched once, and is selected. */
async function retouched(): Promise<Retouched> {
  const document = new HostDocument();
  const photo = addPhoto(document, 'A');
  document.select([photo.id]);
  const plugin = await openPlugin(document);
  await retouch(plugin);
  return { document, photo, plugin };
}

const groupsOf = ({ page }: HostDocument): HostNode[] => page.children.filter(({ type }) => type === 'GROUP');
const groupOf = (document: HostDocument): HostNode => groupsOf(document)[0]!;
const layer = (document: HostDocument, name: string): HostNode =>
  groupOf(document).children.find(({ values }) => values.name === name)!;

/** The earlier retouch that the scan reports for the only selected layer. */
async function earlierOf({
  host,
}: OpenPlugin): Promise<{ readonly changes: readonly GroupChange[]; readonly memory: string | null } | null> {
  const { earlier } = (await host.ready()).selection.pictures[0]!.targets[0]!;
  return earlier === null ? null : { ...earlier, changes: earlier.changes ?? [] };
}

const CHANGES: Readonly<Record<GroupChange, (document: HostDocument) => void>> = {
  moved: (document) =>
    document.set(layer(document, 'Blend'), {
      relativeTransform: [
        [1, 0, 30],
        [0, 1, 0],
      ],
    }),
  opacity: (document) => document.set(layer(document, 'Blend'), { opacity: 0.3 }),
  'blend-mode': (document) => document.set(layer(document, 'Blend'), { blendMode: 'OVERLAY' }),
  visibility: (document) => document.set(layer(document, 'Heal'), { visible: false }),
  mask: (document) => document.set(layer(document, 'Heal'), { isMask: true }),
  effects: (document) =>
    document.set(layer(document, 'Blend'), {
      effects: [{ type: 'LAYER_BLUR', radius: 2, visible: true, blurType: 'NORMAL' }],
    }),
  painted: (document) =>
    document.set(layer(document, 'Heal'), {
      fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('painted on')) }],
    }),
  added: (document) => document.insert(groupOf(document), 2, document.create('RECTANGLE', { name: 'My dodge' })),
  removed: (document) => document.remove(layer(document, 'Heal')),
  ungrouped: (document) => {
    for (const each of [...groupOf(document).children])
      document.insert(document.page, document.page.children.length, each);
  },
};

/**
 * Opens the plugin over a photo that it has retouched, and of which the designer then changed a layer, with a run
 * begun.
 */
async function openChanged(hooks: Partial<PluginHooks> = {}): Promise<OpenPlugin> {
  const document = new HostDocument();
  document.select([addPhoto(document, 'A').id]);
  const plugin = await openPlugin(document, hooks);
  await retouch(plugin);
  CHANGES.opacity(document);
  await plugin.host.beginRun({ flatten: false });
  return plugin;
}

describe('update and remove a retouch', () => {
  for (const [change, make] of Object.entries(CHANGES) as [GroupChange, (document: HostDocument) => void][]) {
    // Promise: 35
    test(`reports changed layers (${change}), and leaves, keeps or replaces them by choice`, async () => {
      for (const answer of ['leave', 'beside', 'replace'] as const) {
        const { document, plugin } = await retouched();
        assert.deepEqual((await earlierOf(plugin))!.changes, [], 'as it was written');
        make(document);
        assert.deepEqual((await earlierOf(plugin))!.changes, [change]);
        const before = shown(document.page);
        const changed = document.page.children.slice(1);
        const result = (await retouch(plugin, false, answer)).flat()[0]!;
        if (answer === 'leave') {
          assert.equal(result.state, 'left');
          assert.deepEqual(shown(document.page), before);
          continue;
        }
        assert.ok(result.state === 'written');
        const written = document.find(result.groupId)!;
        assert.deepEqual(
          written.children.map(({ values }) => [values.name, values.opacity, values.visible]),
          [
            ['Heal', 1, true],
            ['Blend', 0.6, true],
          ],
        );
        if (answer === 'beside') {
          for (const kept of changed)
            assert.equal(document.find(kept.id)?.values.visible, false, 'there, and not seen twice');
        } else {
          const own = (node: HostNode): HostNode[] =>
            (node.type === 'GROUP' ? node.children : [node]).filter(({ values }) => values.name !== 'My dodge');
          for (const gone of changed.flatMap(own)) assert.equal(document.find(gone.id), null);
          if (change === 'added')
            assert.ok(
              document.page.children.some(({ children }) => children.some(({ values }) => values.name === 'My dodge')),
              "a layer of the designer's stays",
            );
        }
        assert.deepEqual((await earlierOf(plugin))!.changes, [], 'what was just written is ours again');
      }
    });
  }

  // Promise: 35
  test('updates only the newer version after both were kept', async () => {
    const { document, plugin } = await retouched();
    CHANGES.opacity(document);
    const kept = groupOf(document);
    await retouch(plugin, false, 'beside');
    document.set(kept, { visible: true });
    const before = shown(kept);
    await retouch(plugin);
    await retouch(plugin);
    assert.equal(groupsOf(document).length, 2);
    assert.deepEqual(shown(kept), before);
  });

  test('counts moving with the source, renaming, folding and locking as no change', async () => {
    const { document, photo, plugin } = await retouched();
    const frame = document.create('FRAME', {
      name: 'Frame',
      width: 500,
      height: 500,
      relativeTransform: [
        [0, -1, 700],
        [1, 0, 90],
      ],
    });
    const group = groupOf(document);
    for (const node of [photo, group]) document.insert(frame, frame.children.length, node);
    document.set(group, { name: 'Skin', expanded: true, locked: true });
    document.set(photo, { name: 'Portrait' });
    assert.deepEqual((await earlierOf(plugin))!.changes, []);
    await retouch(plugin, false, 'leave');
    assert.deepEqual(
      frame.children.map(({ values }) => values.name),
      ['Portrait', 'Retouch · Portrait'],
    );
  });

  test('restores the stored choices for the same picture only', async () => {
    const { document, photo, plugin } = await retouched();
    for (const selected of [photo, groupOf(document), layer(document, 'Blend')]) {
      document.select([selected.id]);
      const { pictures } = (await plugin.host.ready()).selection;
      assert.deepEqual(
        pictures.map(({ targets }) => targets.map(({ nodeId, earlier }) => [nodeId, earlier?.memory])),
        [[[photo.id, RESULT.memory]]],
      );
    }
    document.set(photo, {
      fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('another')) }],
    });
    document.select([photo.id]);
    assert.equal((await earlierOf(plugin))!.memory, null);
  });

  test('stores long layer data in several entries and drops excessive data', async () => {
    for (const [length, kept] of [
      [450_000, true],
      [3_000_000, false],
    ] as const) {
      const { document, photo, plugin } = await retouched();
      const memory = Array.from({ length: length / 10 }, (_, index) => String(index).padStart(10, ' ')).join('');
      const { pictures } = await plugin.host.beginRun({ flatten: false });
      const [result] = await plugin.host.writeResult(pictures[0]!.pictureId, { ...RESULT, memory }, 'replace');
      assert.equal(result!.state, 'written');
      document.select([photo.id]);
      assert.equal((await earlierOf(plugin))!.memory, kept ? memory : null);
    }
  });

  test('updates a copied photo and its original separately', async () => {
    const { document, photo, plugin } = await retouched();
    const first = groupOf(document);
    const copies = [document.clone(photo), document.clone(first)];
    document.set(copies[0]!, {
      relativeTransform: [
        [1, 0, 500],
        [0, 1, 0],
      ],
    });
    document.select([copies[0]!.id]);
    assert.equal((await earlierOf(plugin))!.memory, RESULT.memory);
    await retouch(plugin);
    assert.equal(document.find(copies[1]!.id), null, 'the copy of the group was updated');
    assert.notEqual(document.find(first.id), null);
    document.select([photo.id]);
    await retouch(plugin);
    assert.equal(document.find(first.id), null);
    assert.equal(groupsOf(document).length, 2);
  });

  test('updates groups of version 1 and ignores damaged data', async () => {
    const old = JSON.stringify({ version: 1, sourceId: '1:1', faces: 1, spots: 2 });
    const hostile = [
      '',
      '{',
      'null',
      '[]',
      '{"sourceId":7}',
      '{"sourceId":"1:1","trace":{"layers":"many"}}',
      '{"sourceId":"1:1","trace":{"level":"beside","layers":[{"role":1}]}}',
      '{"sourceId":"1:1","groupId":{"toString":1},"aside":"yes","faces":"<b>"}',
      '{"sourceId":"1:1","__proto__":{"aside":true}}',
    ];
    for (const stored of [old, ...hostile]) {
      const { document, photo, plugin } = await retouched();
      assert.equal(photo.id, '1:1');
      const group = groupOf(document);
      document.set(group, {
        pluginData: { 'softlight-group': stored, 'softlight-memory': '61', 'softlight-memory-0': '<img src=x>' },
      });
      await retouch(plugin, false, 'leave');
      assert.deepEqual(plugin.errors, []);
      const known = stored.startsWith('{"sourceId":"1:1"') || stored === old;
      assert.equal(document.find(group.id) === null, known, stored);
      assert.equal(groupsOf(document).at(-1)!.children.length, 2);
    }
  });

  test('shows Edit and Remove for source and group until the retouch is removed', async () => {
    const { document, photo, plugin } = await retouched();
    for (const node of [photo, groupOf(document)]) assert.deepEqual(node.values.relaunchData, { edit: '', remove: '' });
    await plugin.host.removeRetouch();
    assert.deepEqual(photo.values.relaunchData, {});
  });

  test('removes a retouch by source, group, layer or frame in one undo step', async () => {
    for (const selected of ['source', 'group', 'layer', 'frame'] as const) {
      const document = new HostDocument();
      const frame = document.create('FRAME', { name: 'Frame', width: 300, height: 300 });
      const photos = [addPhoto(document, 'A', {}, frame), addPhoto(document, 'B', {}, frame)];
      const before = shown(frame);
      document.select(photos.map(({ id }) => id));
      const plugin = await openPlugin(document);
      await retouch(plugin);
      const written = shown(frame);
      const group = frame.children[1]!;
      document.select([{ source: photos[0]!, group, layer: group.children[0]!, frame }[selected].id]);
      const removed = await plugin.host.removeRetouch();
      const all = selected === 'frame';
      assert.ok(removed.state === 'removed');
      assert.deepEqual([removed.retouches, removed.kept], [all ? 2 : 1, 0]);
      assert.deepEqual(
        frame.children.map(({ values }) => values.name),
        all ? ['A', 'B'] : ['A', 'B', 'Retouch · B'],
      );
      if (all) assert.deepEqual(shown(frame), before);
      if (selected === 'group' || selected === 'layer')
        assert.deepEqual(
          document.selection.map(({ id }) => id),
          [photos[0]!.id],
          'not nothing',
        );
      document.undo();
      assert.deepEqual(shown(document.find(frame.id)!), written);
    }
  });

  // Promise: 35
  test('removes every kind of retouch and keeps layers of the designer', async () => {
    const own = await retouched();
    CHANGES.added(own.document);
    const removed = await own.plugin.host.removeRetouch();
    assert.ok(removed.state === 'removed' && removed.kept === 1);
    assert.deepEqual(
      groupOf(own.document).children.map(({ values }) => values.name),
      ['My dodge'],
    );

    const beside = await retouched();
    CHANGES.opacity(beside.document);
    await retouch(beside.plugin, false, 'beside');
    await beside.plugin.host.removeRetouch();
    assert.deepEqual(beside.document.page.children, [beside.photo]);

    const loose = await retouched();
    CHANGES.ungrouped(loose.document);
    await loose.plugin.host.removeRetouch();
    assert.deepEqual(loose.document.page.children, [loose.photo]);

    const orphan = await retouched();
    orphan.document.remove(orphan.photo);
    orphan.document.select([groupOf(orphan.document).id]);
    const gone = await orphan.plugin.host.removeRetouch();
    assert.ok(gone.state === 'removed' && gone.retouches === 1);
    assert.deepEqual(orphan.document.page.children, []);
  });

  test('refuses removal without a retouch and in a read-only file', async () => {
    const document = new HostDocument();
    const photo = addPhoto(document, 'A');
    document.select([photo.id]);
    const fresh = await openPlugin(document);
    assert.deepEqual(await fresh.host.removeRetouch(), { state: 'failed', problem: { code: 'nothing-to-remove' } });
    const done = await retouched();
    const before = shown(done.document.page);
    done.document.editable = false;
    assert.deepEqual(await done.plugin.host.removeRetouch(), { state: 'failed', problem: { code: 'read-only' } });
    assert.deepEqual(shown(done.document.page), before);
  });

  test('writes both versions or none if any call fails', async () => {
    const write = async ({ host, document }: OpenPlugin): Promise<string> => {
      const [fill] = document.page.children[0]!.values.fills as readonly ImagePaint[];
      return (await host.writeResult(fill!.imageHash!, RESULT, 'beside'))[0]!.state;
    };
    const undisturbed = await openChanged();
    assert.equal(await write(undisturbed), 'written');
    const whole = shown(undisturbed.document.page);
    for await (const { failAt, result, before, after } of refuseEachCall(openChanged, write)) {
      assert.deepEqual(after, result === 'written' ? whole : before, `call ${failAt}`);
    }
  });

  test('removes a retouch completely or reports the failure if any call fails', async () => {
    for await (const { failAt, result, plugin, before, after } of refuseEachCall(openChanged, ({ host }) =>
      host.removeRetouch().catch(() => ({ state: 'failed' }) as const),
    )) {
      if (result.state === 'removed') assert.deepEqual(groupsOf(plugin.document), [], `call ${failAt}`);
      else assert.deepEqual(after, before, `call ${failAt}`);
    }
  });

  test('forwards a press of the notice button to the panel', async () => {
    const notices: number[] = [];
    const document = new HostDocument();
    const plugin = await openPlugin(
      document,
      {
        onNotify: ({ id, button, lasts }) => {
          if (button === 'Cancel' && lasts) notices.push(id);
        },
      },
      new Map(),
      'again',
    );
    await plugin.host.notify({ text: 'Retouching A', cancel: 'Cancel' });
    plugin.running.pressNotice(notices[0]!);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(plugin.cancels.length, 1);
  });
});
