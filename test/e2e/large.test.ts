import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { retouchGroup, SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
});
after(() => session?.close());

describe('large picture', () => {
  // Promise: 9
  test('keeps the size of 4096 × 4096 pixels', async () => {
    const photo = await sharp(SAMPLE).resize(4096, 4096).jpeg({ quality: 85 }).toBuffer();
    await session.addPhoto(photo, 'Large.jpg', { width: 1024, height: 1024 });
    await session.runPlugin();
    const [row] = await session.retouch();
    assert.equal(row!.state, 'done', row!.text);
    assert.match(row!.text, /^1 face/);
    const { children } = retouchGroup(await session.snapshot());
    for (const { values } of children) {
      assert.deepEqual([values.width, values.height], [1024, 1024]);
      const fill = values.fills[0] as ImagePaint;
      const png = await session.page.evaluate(
        (hash) => Array.from(window.playground.imageBytes(hash)!.subarray(16, 24)),
        fill.imageHash!,
      );
      const size = Buffer.from(png);
      // A layer holds a part of the picture: the paint says how many of its pixels span the layer.
      const [[across], [, down]] = fill.imageTransform!;
      assert.deepEqual([across * size.readUInt32BE(0), down * size.readUInt32BE(4)].map(Math.round), [4096, 4096]);
    }
    assert.deepEqual(session.errors, []);
  });
});
