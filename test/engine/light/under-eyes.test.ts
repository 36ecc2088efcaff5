import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith } from '../../../ui/engine/api/settings';
import { underEyes as areasUnder } from '../../../ui/engine/faces/under-eyes';
import { protectedFeatures } from '../../../ui/engine/faces/protected-features';
import { compose } from '../../../ui/engine/layers/compose';
import { flatten } from '../../../ui/engine/layers/flatten';
import { lightLayer } from '../../../ui/engine/layers/light-layer';
import { skinLight } from '../../../ui/engine/light/skin-light';
import { underEyesField } from '../../../ui/engine/light/under-eyes-field';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { luma } from '../../../ui/engine/picture/luma';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { removedShare } from '../../bench/tools/measures';
import { changed, paintCircles } from '../../bench/tools/painters';
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
    const { picture } = subject;
    const painted = paintCircles(subject, randomFrom(1));
    // The circles move the landmarks and the matte by a part of a pixel.
    const analysis = createAnalysis(painted, runner);
    const [face] = await analysis.found.get();
    const skin = await analysis.skin.get();
    const [cleanOut, paintedOut] = [await underEyes(picture), await underEyes(painted)];
    const removed = removedShare(subject, { clean: picture, painted, cleanOut, paintedOut });
    assert.ok(removed > 0.35 && removed <= 0.72, `${removed} removed`);

    const { width } = picture;
    const features = insidePolygons(protectedFeatures(face!), width, picture.height);
    const point = (index: number): readonly [number, number] => [
      face!.landmarks[2 * index]!,
      face!.landmarks[2 * index + 1]!,
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

  // Promise: T4
  test('takes no more red from red cheeks than the forehead has', async () => {
    const subject = await largeHead();
    const { picture, face, skin } = subject;
    const { width, height } = picture;
    const eyes = areasUnder(face);
    const cheeks = insidePolygons(
      eyes.map(({ cheek }) => cheek),
      width,
      height,
    );
    const areas = insidePolygons(
      eyes.map(({ area }) => area),
      width,
      height,
    );
    // Darker skin under the eyes, and cheeks with less green and blue.
    const red = changed(subject, (index, value, channel) =>
      areas[index] !== 0 ? 0.85 * value : cheeks[index] !== 0 && channel > 0 ? 0.8 * value : value,
    );
    const field = underEyesField(skinLight(red, skin, face, [face])!)!;
    const layers = compose({
      source: red,
      healed: red,
      holes: null,
      layers: [
        {
          role: 'under-eyes',
          blendMode: 'soft-light',
          opacity: 1,
          rows: lightLayer([{ grid: field, factor: 1 }], red, skin),
        },
      ],
    });
    const result = flatten(red, layers);
    const redness = ({ data }: Picture): number => {
      let [reds, all] = [0, 0];
      for (let index = 0; index < areas.length; index++) {
        if (areas[index] === 0 || skin.data[index]! < 250) continue;
        reds += data[index * 4]!;
        all += luma(data[index * 4]!, data[index * 4 + 1]!, data[index * 4 + 2]!);
      }
      return reds / all;
    };
    assert.ok(redness(result) < redness(red) + 0.05, `${redness(red)} became ${redness(result)}`);
  });
});
