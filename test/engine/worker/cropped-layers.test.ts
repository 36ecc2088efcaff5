import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { fileData } from '../../../ui/engine/api/picture-data';
import type { ResultLayer } from '../../../ui/engine/api/engine-api';
import { settingsWith } from '../../../ui/engine/api/settings';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';
import { SAMPLE } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
const engine = createEngine(() => ({ runner, kernels: CPU_KERNELS }));
after(() => runner.release());

async function layersOf(cropped: boolean): Promise<readonly ResultLayer[]> {
  const response = await engine.retouch(
    {
      picture: fileData(new Uint8Array(readFileSync(SAMPLE))),
      settings: settingsWith({ heal: 'all' }),
      flattened: false,
      cropped,
      output: 'raw',
    },
    () => undefined,
  );
  assert.ok(response.state === 'retouched', JSON.stringify(response));
  return response.layers;
}

function pixelsOf(layer: ResultLayer): Uint8ClampedArray {
  assert.ok(layer.image.kind === 'raw');
  return layer.image.data as Uint8ClampedArray;
}

describe('cropped layers', () => {
  test('hold every opaque pixel of the full layers, with a transparent margin', async () => {
    await engine.start({ wasm: new Uint8Array(), networks: {} });
    const [full, cropped] = [await layersOf(false), await layersOf(true)];
    assert.deepEqual(
      cropped.map(({ role }) => role),
      full.map(({ role }) => role),
    );
    for (const [index, { x, y, width, height, ...layer }] of cropped.entries()) {
      const whole = new Uint32Array(pixelsOf(full[index]!).buffer.slice(0));
      const part = new Uint32Array(pixelsOf({ x, y, width, height, ...layer }).buffer.slice(0));
      const side = full[index]!.width;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const at = (y + row) * side + x + column;
          assert.equal(part[row * width + column], whole[at]);
          whole[at] = 0;
        }
      }
      assert.ok(
        whole.every((pixel) => pixel === 0),
        `${layer.role} has pixels outside its box`,
      );
      assert.ok(part[0] === 0 && part[width - 1] === 0, 'corners are transparent');
    }
  });

  test('take at most a fifth of the pixels of full layers on the sample', async () => {
    const sum = (layers: readonly ResultLayer[]): number =>
      layers.reduce((total, { width, height }) => total + width * height, 0);
    const [full, cropped] = [sum(await layersOf(false)), sum(await layersOf(true))];
    assert.ok(5 * cropped <= full, `${cropped} of ${full} pixels`);
  });
});
