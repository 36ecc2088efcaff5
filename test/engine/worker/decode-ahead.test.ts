import assert from 'node:assert/strict';
import { describe, after, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import type { RetouchResponse } from '../../../ui/engine/api/engine-api';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { EngineError } from '../../../ui/engine/api/report';
import { createDecoder } from '../../../ui/engine/worker/decode-ahead';
import { createEngine } from '../../../ui/engine/worker/engine';
import { SAMPLE } from '../faces/sample-pictures';
import { settingsWith } from '../../../ui/engine/api/settings';
import { fileData } from '../../../ui/engine/api/picture-data';

const png = (width: number, height: number, channels: 3 | 4): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels, background: { r: 9, g: 9, b: 9, alpha: 1 } } })
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes));

describe('decode ahead', () => {
  test('decodes a file once, and gives it to the call for that file', async () => {
    const decoded: Uint8Array[] = [];
    const decoder = createDecoder((bytes) => (decoded.push(bytes), Promise.resolve(emptyPicture(bytes.length, 1))));
    const [first, next] = [await png(8, 8, 3), await png(9, 8, 3)];
    decoder.ahead(next);
    assert.equal((await decoder.decode(first)).width, first.length);
    assert.equal((await decoder.decode(next.slice())).width, next.length);
    assert.deepEqual(decoded, [next, first]);
    await decoder.decode(next);
    assert.equal(decoded.length, 3, 'it is given away once, and not held any longer');
  });

  test('reports an error at the call, and does not begin a file that is too large or no picture', async () => {
    let begun = 0;
    const decoder = createDecoder(
      (): Promise<Picture> => (begun++, Promise.reject(new EngineError({ code: 'unknown-format' }))),
    );
    const file = await png(8, 8, 3);
    decoder.ahead(file);
    await assert.rejects(decoder.decode(file), EngineError);
    decoder.ahead(await png(8192, 4096, 3));
    decoder.ahead(Uint8Array.of(1, 2, 3));
    assert.equal(begun, 1);
  });

  const globals = globalThis as { scheduler?: unknown; createImageBitmap?: unknown; OffscreenCanvas?: unknown };
  after(() => {
    delete globals.scheduler;
    delete globals.createImageBitmap;
    delete globals.OffscreenCanvas;
  });

  test('begins to decode the next file while the engine computes a picture', async () => {
    const log: string[] = [];
    globals.scheduler = {
      postTask: (task: () => void) => new Promise<void>((resolve) => setImmediate(() => (task(), resolve()))),
    };
    globals.createImageBitmap = () => (
      log.push('decode'),
      Promise.resolve({ width: 64, height: 64, close: () => undefined })
    );
    globals.OffscreenCanvas = class {
      getContext = (): unknown => ({
        drawImage: () => undefined,
        getImageData: () => ({ data: new Uint8ClampedArray(64 * 64 * 4).fill(255) }),
      });
    };
    const next = await png(64, 64, 3);
    const real = createWasmRunner(loadAssets());
    const runner: NetworkRunner = {
      executionProvider: 'wasm',
      // The file is sent after the first run, which loads onnxruntime-web; from then on nothing else turns the event
      // loop.
      async run(network, inputs) {
        const outputs = await real.run(network, inputs);
        log.push(network);
        if (log.length === 1) setImmediate(() => void engine.decodeAhead(fileData(next)));
        return outputs;
      },
      release: () => real.release(),
    };
    const engine = createEngine(() => ({ runner, kernels: CPU_KERNELS }), []);
    await engine.start({ networks: {} });
    const retouch = async (bytes: Uint8Array): Promise<RetouchResponse> =>
      engine.retouch(
        { picture: fileData(bytes), settings: settingsWith({ heal: 'off', even: 60, brighten: 0 }), flattened: false },
        () => undefined,
      );
    await retouch(new Uint8Array(await sharp(SAMPLE).ensureAlpha().png().toBuffer()));
    assert.ok(log.indexOf('decode') > 0 && log.indexOf('decode') < log.indexOf('blend'), log.join(', '));
    await retouch(next);
    await real.release();
    assert.equal(log.filter((entry) => entry === 'decode').length, 1);
  });
});
