import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../plugin/cli/load-assets';
import { compositeLayers as compositeFake } from '../../plugin/playground/photoshop/model/composite';
import type { FakeDocument } from '../../plugin/playground/photoshop/model/fake-document';
import {
  newLayer,
  type DocumentForm,
  type LayerState,
  type Raster,
} from '../../plugin/playground/photoshop/model/state';
import type { PictureResult } from '../../ui/host-api/host-api';
import { settingsWith } from '../../ui/engine/api/settings';
import type { PictureLayer, SampleRows } from '../../ui/engine/codec/layered/layered-picture';
import { rasterRows } from '../../ui/engine/codec/layered/sample-rows';
import { writePsd } from '../../ui/engine/codec/psd/write-psd';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../ui/engine/picture/picture';
import { retouchPicture } from '../../ui/engine/pipeline/retouch-picture';
import { resultLayer } from '../../ui/engine/worker/picture-data';
import { temporaryFolder } from '../cli/temporary-folder';
import { head, readPicture } from '../engine/faces/sample-pictures';
import { compositeLayers as compositeByImageMagick, NO_IMAGEMAGICK } from '../judges/imagemagick';
import { openPhotoshop } from './open-photoshop';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const folder = temporaryFolder();

/** A document whose Background is the picture, stretched to the document's range. */
function backgroundOf(picture: Picture, form: DocumentForm): Raster {
  const { width, height } = picture;
  const data =
    form.depth === 16
      ? Uint16Array.from(picture.data, (value) => Math.round((value * 32768) / 255))
      : new Uint8Array(picture.data);
  return { left: 0, top: 0, width, height, channels: 4, data };
}

/** A raster as a PSD stores it: 16-bit values are 0–65535 there. */
function rowsOf({ width, height, data }: Raster): SampleRows {
  const full = data instanceof Uint16Array ? data.map((value) => Math.round((value * 65535) / 32768)) : data;
  return rasterRows({ width, height, data: full });
}

function fileLayer(layer: LayerState): PictureLayer {
  const raster = layer.raster!;
  return {
    name: layer.name,
    blendMode: layer.blendMode === 'softLight' ? 'soft-light' : 'normal',
    opacity: Math.round((layer.opacity * 255) / 100),
    visible: layer.visible,
    mask: layer.mask === null ? null : 'white',
    box: { x: raster.left, y: raster.top, width: raster.width, height: raster.height },
    rows: rowsOf(raster),
  };
}

/** The document as a PSD, composited by ImageMagick: RGBA, 0–65535. */
function judged(document: FakeDocument, name: string): Uint16Array {
  const [group, background] = document.state.layers;
  const file = join(folder, name);
  const chunks = writePsd({
    background: rowsOf(background!.raster!),
    transparent: false,
    groupName: group!.name,
    layers: [...group!.children].reverse().map(fileLayer),
    facts: { profile: null, xmp: null, pixelsPerInch: null },
  });
  writeFileSync(file, Buffer.concat([...chunks]));
  return compositeByImageMagick(file);
}

/** The largest difference in 8-bit levels, of values rounded to one. @param scale of a value of `other` to 0–255 */
function levelsApart(picture: Picture, other: ArrayLike<number>, scale: number): number {
  let largest = 0;
  for (let at = 0; at < picture.data.length; at++)
    largest = Math.max(largest, Math.abs(picture.data[at]! - Math.round(other[at]! * scale)));
  return largest;
}

describe('the layers in a Photoshop document', () => {
  // Promise: PS4
  test(
    'are the retouched picture to within one level, by the fake and by ImageMagick',
    { skip: NO_IMAGEMAGICK },
    async () => {
      const picture = await readPicture(sharp(await head(2, false)));
      const { width, height } = picture;
      const settings = settingsWith({ even: 100, brighten: 100, heal: 'all' });
      const outcome = await retouchPicture(picture, settings, runner, () => undefined);
      assert.ok(outcome.state === 'retouched');
      const form = { output: 'raw', tags: [], profile: null } as const;
      const layers = [];
      for (const layer of outcome.layers) layers.push(await resultLayer(layer, true, form));
      const result: PictureResult = {
        width,
        height,
        layers,
        flattened: null,
        summary: { faces: 1, spots: 1 },
        memory: '',
      };
      for (const depth of [8, 16] as const) {
        const document: DocumentForm = { width, height, mode: 'RGBColorMode', depth, profile: 'Display P3' };
        const { host, photoshop } = await openPhotoshop((fake) => {
          const raster = backgroundOf(picture, document);
          fake.addDocument('A.psd', document, [
            newLayer(fake.nextId(), 'Background', 'pixel', { isBackground: true, raster }),
          ]);
        });
        const { pictures } = await host.beginRun({ flatten: false });
        await host.readPicture(pictures[0]!.pictureId);
        const [written] = await host.writeResult(pictures[0]!.pictureId, result, 'replace');
        assert.equal(written?.state, 'written', JSON.stringify(written));
        assert.equal(photoshop.active!.state.layers[0]!.children.length, outcome.layers.length);
        const fake = compositeFake(photoshop.active!.state.layers, document).data;
        const ofFake = levelsApart(outcome.retouched, fake, depth === 16 ? 255 / 32768 : 1);
        const ofJudge = levelsApart(outcome.retouched, judged(photoshop.active!, `${depth}.psd`), 1 / 257);
        assert.ok(ofFake <= 1 && ofJudge <= 1, `${depth} bit: fake ${ofFake}, ImageMagick ${ofJudge} levels`);
      }
    },
  );
});
