import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith } from '../../../ui/engine/api/settings';
import { protectedFeatures } from '../../../ui/engine/faces/protected-features';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { removedShare } from '../../bench/tools/measures';
import { paintCircles } from '../../bench/tools/painters';
import { randomFrom } from '../../bench/tools/random';
import type { Subject } from '../../bench/tools/subject';
import { insidePolygons } from '../../guarantees/inside-polygons';
import { HEAD, readPicture, SAMPLE } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

/** The sample's head, enlarged to a face of about 380 px. */
async function largeHead(): Promise<Subject> {
  const { x, y, width, height } = HEAD;
  const picture = await readPicture(
    sharp(SAMPLE)
      .extract({ left: x, top: y, width, height })
      .resize(4 * width),
  );
  const analysis = createAnalysis(picture, runner);
  const [face] = await analysis.found.get();
  return { name: 'sample', picture, face: face!, skin: await analysis.skin.get(), faceWidth: 0.8 * face!.size };
}

async function underEyes(picture: Picture): Promise<Picture> {
  const outcome = await retouchAnalysed(
    createAnalysis(picture, runner),
    settingsWith({ heal: 'off', even: 0, underEyes: 100 }),
    () => undefined,
  );
  assert.ok(outcome.state === 'retouched');
  return outcome.retouched;
}

describe('Under-eyes', () => {
  // Promise: T4
  test('removes a good part of painted circles, 70 % at most, and changes only skin below the corners of the eyes', async () => {
    const subject = await largeHead();
    const { picture, face, skin } = subject;
    const painted = paintCircles(subject, randomFrom(1));
    const [cleanOut, paintedOut] = [await underEyes(picture), await underEyes(painted)];
    const removed = removedShare(subject, { clean: picture, painted, cleanOut, paintedOut });
    assert.ok(removed > 0.25 && removed <= 0.72, `${removed} removed`);

    const { width } = picture;
    const features = insidePolygons(protectedFeatures(face), width, picture.height);
    const point = (index: number): readonly [number, number] => [
      face.landmarks[2 * index]!,
      face.landmarks[2 * index + 1]!,
    ];
    const brows = Math.max(...[105, 334, 27, 257].map((index) => point(index)[1]));
    const mouth = Math.min(...[61, 0, 291].map((index) => point(index)[1]));
    let changes = 0;
    for (let index = 0; index < skin.data.length; index++) {
      const change = [0, 1, 2].some(
        (channel) => paintedOut.data[index * 4 + channel] !== painted.data[index * 4 + channel],
      );
      if (!change) continue;
      changes++;
      const y = Math.floor(index / width);
      assert.ok(skin.data[index]! > 0 && features[index] === 0, `a pixel beside the skin at ${index % width}, ${y}`);
      assert.ok(y > brows && y < mouth, `a pixel above the lid or at the mouth: ${index % width}, ${y}`);
    }
    assert.ok(changes > 1000, `${changes} pixels changed`);
  });
});
