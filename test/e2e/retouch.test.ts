import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { largestDifference } from '../guarantees/stack-layers';
import { SHORTCUTS } from '../../ui/panel/keyboard/shortcuts';
import { anotherFile, retouchGroup, SAMPLE, Session, withoutButtons } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
});
after(() => session?.close());

describe('retouch run', () => {
  // Promise: N1, 24
  test('puts layers above the sample that the playground opens with', async () => {
    const opened = await session.snapshot();
    assert.deepEqual(
      opened.children.map(({ values }) => values.name),
      ['Astronaut'],
    );
    await session.runPlugin();
    const rows = await session.retouch();
    assert.deepEqual(
      rows.map(({ name, state }) => ({ name, state })),
      [{ name: 'Astronaut', state: 'done' }],
    );
    assert.match(rows[0]!.text, /^1 face/);

    const after = await session.snapshot();
    assert.deepEqual(
      withoutButtons(after.children.slice(0, 1)),
      withoutButtons(opened.children),
      'the original is untouched',
    );
    const group = retouchGroup(after);
    assert.equal(after.children.indexOf(group), 1, 'the group lies directly above');
    const blend = group.children.find(({ values }) => values.name === 'Blend')!;
    assert.deepEqual([blend.values.blendMode, blend.values.opacity], ['SOFT_LIGHT', 0.6]);

    await session.undo();
    assert.deepEqual(await session.snapshot(), opened, 'one undo takes all of it back');
    assert.deepEqual(
      session.requests.filter((url) => !url.startsWith(`${session.origin}/`)),
      [],
      'nothing is asked of anyone else',
    );
    assert.deepEqual(session.errors, []);
  });

  // Promise: N12
  test('composites in Chromium to the flattened picture within one level, at full strength', async () => {
    await session.empty();
    const photo = await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 });
    const original = await session.render();
    await session.shows('Portrait');
    await session.choose({ heal: 'All', even: 100, brighten: 100, flatten: false });
    await session.retouch();
    const group = retouchGroup(await session.snapshot());
    assert.deepEqual(
      group.children.map(({ values }) => values.blendMode).filter((mode) => mode === 'SOFT_LIGHT').length,
      2,
    );
    const layered = await session.render();
    assert.ok(largestDifference(layered.data, original.data) > 4, 'something was retouched');

    await session.undo();
    assert.deepEqual(await session.render(), original);
    await session.select([photo]);
    await session.choose({ flatten: true });
    const [row] = await session.retouch();
    assert.match(row!.text, /as one picture, as asked/);
    const flattened = await session.render();
    assert.deepEqual([flattened.width, flattened.height], [layered.width, layered.height]);
    assert.ok(
      largestDifference(layered.data, flattened.data) <= 1,
      `${largestDifference(layered.data, flattened.data)} levels`,
    );
  });

  test('shows the original again where the blend layer is hidden or has opacity 0', async () => {
    await session.empty();
    await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 });
    const original = await session.render();
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 100, brighten: 0, flatten: false });
    await session.retouch();
    const [blend] = retouchGroup(await session.snapshot()).children;
    const strong = largestDifference((await session.render()).data, original.data);
    await session.page.evaluate((id) => window.playground.setNode(id, { opacity: 0.3 }), blend!.id);
    const weak = largestDifference((await session.render()).data, original.data);
    assert.ok(strong > weak && weak > 0, `${strong}, ${weak}`);
    await session.page.evaluate((id) => window.playground.setNode(id, { visible: false }), blend!.id);
    assert.deepEqual(await session.render(), original);
  });

  // Promise: 6
  test('computes a shared picture once, gives every layer its group, and makes one undo step', async () => {
    await session.empty();
    const first = await session.addPhoto(SAMPLE, 'First.png', { x: 0, y: 0 });
    const second = await session.addPhoto(SAMPLE, 'Second.png', { x: 600, y: 0, width: 256, height: 256 });
    const frame = await session.addNode('FRAME', {
      name: 'Frame',
      width: 300,
      height: 300,
      relativeTransform: [
        [1, 0, 0],
        [0, 1, 700],
      ],
    });
    await session.addPhoto(SAMPLE, 'Inside.png', { x: 20, y: 20, width: 200, height: 260, parentId: frame });
    await session.select([first, second, frame]);
    await session.shows('First', 'Second', 'Inside');
    const start = await session.snapshot();
    await session.choose({ heal: 'Blemishes', even: 60, brighten: 0, flatten: false });
    assert.equal(await session.panel.locator('.list-title span').textContent(), '3 layers · 1 picture');
    const rows = await session.retouch();
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    const page = await session.snapshot();
    assert.equal(page.children.filter(({ pluginMade }) => pluginMade).length, 2);
    assert.equal(page.children.find(({ id }) => id === frame)!.children.length, 2);
    await session.undo();
    assert.deepEqual(await session.snapshot(), start);
  });

  test('decodes the next picture while the present one is computed', async () => {
    await session.empty();
    const names = ['Shown', 'Second', 'Third'];
    const opaque = await sharp(SAMPLE).removeAlpha().png().toBuffer();
    const ids: string[] = [];
    for (const [index, name] of names.entries())
      ids.push(await session.addPhoto(anotherFile(opaque, name), `${name}.png`, { x: 600 * index, y: 0 }));
    await session.select(ids);
    await session.shows(...names);
    await session.choose({ heal: 'Blemishes', even: 60, brighten: 0, flatten: false });
    const worker = session.page.workers().at(-1)!;
    // The second picture's networks wait until the worker gets the third one's file, which needs a free event loop.
    await worker.evaluate(() => {
      const log: string[] = [];
      Object.assign(self, { log });
      const sent = { retouch: 0, decodeAhead: 0 };
      const waiting: (() => void)[] = [];
      addEventListener('message', ({ data }: MessageEvent<{ path?: readonly string[] }>) => {
        const [call] = data.path ?? [];
        if (call === 'retouch' || call === 'decodeAhead') sent[call]++;
        if (sent.decodeAhead === 2) for (const proceed of waiting) proceed();
      });
      const scheduler = (self as unknown as { scheduler: { postTask(task: () => void): Promise<void> } }).scheduler;
      const turn = scheduler.postTask.bind(scheduler);
      scheduler.postTask = async (task) => {
        if (sent.retouch === 2 && sent.decodeAhead < 2) await new Promise<void>((resolve) => waiting.push(resolve));
        return turn(task);
      };
      const [decode, encode] = [createImageBitmap, OffscreenCanvas.prototype.convertToBlob];
      self.createImageBitmap = ((...given: Parameters<typeof decode>) => (
        log.push('decode'),
        decode(...given)
      )) as typeof decode;
      OffscreenCanvas.prototype.convertToBlob = function (options) {
        log.push('encode');
        return encode.call(this, options);
      };
    });
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    const log = await worker.evaluate(() => (self as unknown as { log: string[] }).log);
    const after = log.slice(log.lastIndexOf('decode') + 1);
    assert.ok(log.includes('decode') && after.filter((entry) => entry === 'encode').length >= 2, log.join(', '));
  });

  // Promise: 33
  test('disables Retouch when every adjustment is off', async () => {
    await session.empty();
    await session.addPhoto(SAMPLE, 'Portrait.png');
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 0, brighten: 0, flatten: false });
    const button = session.panel.getByRole('button', { name: 'Retouch', exact: true });
    assert.equal(await button.isDisabled(), true);
    assert.match((await button.getAttribute('data-tip'))!, /Everything is off/);
  });

  test('restores settings when the plugin opens again', async () => {
    await session.empty();
    await session.choose({ heal: 'All', even: 35, brighten: 20 });
    // Messages keep their order: when the window is narrower, the earlier settings have arrived.
    await session.panel.locator('.resize-handle').press('ArrowLeft');
    await session.page.locator('.plugin-body[style*="688px"]').waitFor();
    await session.page.evaluate(() => window.playground.closePlugin());
    await session.runPlugin();
    await session.openRow('heal');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Reach' }).inputValue(), '86');
    for (const [role, value] of [
      ['blend', '35'],
      ['brighten', '20'],
    ] as const)
      assert.equal(await session.row(role).locator('.tool-value').textContent(), value);
  });

  test("uses the browser's language", async () => {
    const chinese = await Session.open('zh-CN');
    await chinese.runPlugin();
    assert.equal(await chinese.panel.locator('html').getAttribute('lang'), 'zh-CN');
    await chinese.panel.getByRole('button', { name: '修饰', exact: true }).waitFor();
    const text = (await chinese.panel.locator('main').textContent())!;
    // Keys have Latin names on Chinese keyboards, too.
    const withoutKeys = SHORTCUTS.reduce((rest, { label }) => rest.replace(`${label}: `, ''), text);
    assert.doesNotMatch(withoutKeys.replace(/Astronaut|CPU|px|Softlight|English/g, ''), /[a-z]{3}/i);
    await chinese.close();
  });
});
