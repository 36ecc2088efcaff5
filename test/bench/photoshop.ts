// Reads a 16-bit Display P3 document of 24 megapixels in the fake Photoshop, writes a 16-bit layer of that size above it,
// compares the numbers and prints the times: `npm run check:photoshop`. The script runs in V8, as in Photoshop.
import assert from 'node:assert/strict';
import { compileFunction } from 'node:vm';
import { emptyRaster } from '../../plugin/playground/photoshop/model/raster';
import { newLayer, type DocumentForm } from '../../plugin/playground/photoshop/model/state';
import type { RunningScript, ScriptOptions } from '../../plugin/playground/photoshop/script/run-script';
import type { ResultLayer } from '../../ui/engine/api/engine-api';
import type { RawPicture } from '../../ui/engine/api/picture-data';
import type { PictureResult, ReadResult } from '../../ui/host-api/host-api';
import { layerNamed } from '../photoshop/documents';
import { openPhotoshop, resultFor } from '../photoshop/open-photoshop';

const FORM: DocumentForm = { width: 6000, height: 4000, mode: 'RGBColorMode', depth: 16, profile: 'Display P3' };

/** Runs a script in V8, as Photoshop does. The tests in QuickJS find globals that it must not use. */
function runInV8({ code, modules, document }: ScriptOptions): RunningScript {
  const listeners: ((event: { readonly data: string }) => void)[] = [];
  const window = {
    addEventListener: (_: string, listener: (typeof listeners)[number]) => void listeners.push(listener),
  };
  Object.assign(globalThis, { window, document });
  compileFunction(code, ['require'])((name: string) => modules[name]);
  return {
    receive: (data) => listeners.forEach((listener) => listener({ data })),
    callGlobal: () => Promise.reject(new Error('the check plays no actions')),
    stop: () => undefined,
  };
}

async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

const { width, height } = FORM;
const raster = emptyRaster(FORM, { left: 0, top: 0, right: width, bottom: height });
for (let at = 0; at < raster.data.length; at++) raster.data[at] = at % 4 === 3 ? 32768 : (at * 2654435761) % 32769;
const opened = await openPhotoshop(
  (photoshop) => {
    const background = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster });
    photoshop.addDocument('Large.tif', FORM, [background]);
  },
  {},
  true,
  runInV8,
);
const { host, photoshop, errors } = opened;
const { pictures } = await host.beginRun({ flatten: false });
const { pictureId } = pictures[0]!;
const read: ReadResult = await timed('read 24 megapixels of 16 bits, to the page', async (): Promise<ReadResult> =>
  host.readPicture(pictureId),
);
assert.ok(read.state === 'read' && read.picture.kind === 'raw');
assert.deepEqual(
  [read.picture.width, read.picture.height, read.picture.channels, read.picture.depth],
  [width, height, 3, 16],
);
for (let pixel = 0; pixel < width * height; pixel += 997)
  for (let c = 0; c < 3; c++)
    assert.equal(read.picture.data[pixel * 3 + c], Math.round((raster.data[pixel * 4 + c]! * 65535) / 32768));

/** A grey that moves by less than a level of 8 bits, over the whole picture. */
const data = Uint16Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 65535 : 32768 + (at % 251)));
const image: RawPicture = { kind: 'raw', width, height, channels: 4, depth: 16, data, profile: null };
const blend: ResultLayer = { role: 'blend', blendMode: 'soft-light', opacity: 0.6, x: 0, y: 0, width, height, image };
const result: PictureResult = { ...resultFor(width, height), layers: [blend] };
const [written] = await timed('write a layer of 24 megapixels in 16 bits', async () =>
  host.writeResult(pictureId, result, 'replace'),
);
assert.equal(written?.state, 'written', JSON.stringify(written));
const layer = layerNamed(photoshop.active!, 'Blend').raster!;
assert.deepEqual([layer.width, layer.height, layer.data.constructor], [width, height, Uint16Array]);
for (let at = 0; at < data.length; at += 997) {
  const expected = (data[at]! * 32768) / 65535;
  assert.ok(Math.abs(layer.data[at]! - expected) <= 1, `value ${at}: ${layer.data[at]} in place of ${expected}`);
}
assert.equal(new Set(layer.data.subarray(0, 4000)).size > 100, true, 'the layer has more steps than 8 bits have');
assert.deepEqual([errors, photoshop.undisposed], [[], 0]);
console.log(`memory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB, the document and its layer of 384 MB included`);
process.exit(0);
