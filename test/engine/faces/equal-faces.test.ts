import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith } from '../../../ui/engine/api/settings';
import { withEqualFaces } from '../../../ui/engine/faces/equal-faces';
import { findFaces } from '../../../ui/engine/faces/find-faces';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { retouchPicture } from '../../../ui/engine/pipeline/retouch-picture';
import { head, onGround } from './sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

/** Places of two equal heads on a sheet: their distance is no multiple of the detector's steps. */
const FIRST = { left: 11, top: 7 };
const SECOND = { left: 234, top: 30 };

describe('faces of equal pixels', () => {
  // Promise: 18
  test('get equal landmarks and equal spots, wherever they lie on a sheet', async () => {
    const tile = await head(1.2, false);
    const sheet = await onGround(470, 300, [
      { input: tile, ...FIRST },
      { input: tile, ...SECOND },
    ]);
    const [first, second] = await findFaces(sheet, runner);
    const [across, down] = [SECOND.left - FIRST.left, SECOND.top - FIRST.top];
    const moved = second!.landmarks.map((value, index) => value - (index % 2 === 0 ? across : down));
    assert.ok(moved.every((value, index) => Math.abs(value - first!.landmarks[index]!) < 1e-3));

    const settings = settingsWith({ heal: 'all', even: 0, brighten: 0 });
    const { spots } = (await retouchPicture(sheet, settings, runner, () => undefined)).report;
    const isInSecond = ({ x }: { readonly x: number }): boolean => x > SECOND.left;
    const places = spots.filter((spot) => !isInSecond(spot)).map(({ x, y }) => [x.toFixed(1), y.toFixed(1)].join());
    const copies = spots.filter(isInSecond).map(({ x, y }) => [(x - across).toFixed(1), (y - down).toFixed(1)].join());
    assert.ok(places.length > 0);
    assert.deepEqual(copies.sort(), places.sort());
  });

  test('stay as they are where a single pixel differs', async () => {
    const tile = await head(1.2, false);
    const sheet = await onGround(470, 300, [
      { input: tile, ...FIRST },
      { input: tile, ...SECOND },
    ]);
    const [first] = await findFaces(sheet, runner);
    const [across, down] = [SECOND.left - FIRST.left, SECOND.top - FIRST.top];
    const drifted = {
      ...first!,
      landmarks: first!.landmarks.map((value, index) => value + 0.4 + (index % 2 === 0 ? across : down)),
      crop: { ...first!.crop, centerX: first!.crop.centerX + across + 0.4, centerY: first!.crop.centerY + down + 0.4 },
    };
    assert.notEqual(withEqualFaces([first!, drifted], sheet)[1], drifted);
    const centre = Math.round(first!.crop.centerY) * sheet.width + Math.round(first!.crop.centerX);
    sheet.data[centre * 4]! ^= 1;
    assert.equal(withEqualFaces([first!, drifted], sheet)[1], drifted);
  });
});
