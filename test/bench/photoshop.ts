// Retouches a 16-bit Display P3 document of 24 megapixels in the fake Photoshop, and prints the times: `npm run
// check:photoshop`. The script runs in V8, as in Photoshop, with the globals of UXP only. The layers are drawn, not
// computed: the check is about the host's share.
import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { emptyRaster } from '../../plugin/playground/photoshop/model/raster';
import { newLayer, type DocumentForm } from '../../plugin/playground/photoshop/model/state';
import type { RunningScript, ScriptOptions } from '../../plugin/playground/photoshop/script/run-script';
import type { ReadResult } from '../../ui/host-api/host-api';
import { layerNamed, outline } from '../photoshop/documents';
import { openPhotoshop, rawLayer } from '../photoshop/open-photoshop';

const FORM: DocumentForm = { width: 6000, height: 4000, mode: 'RGBColorMode', depth: 16, profile: 'Display P3' };

/** Runs a script in a bare context of V8. Arrays are those of this realm, as Photoshop has a single one. */
function runInV8({ code, modules, document }: ScriptOptions): RunningScript {
  const listeners: ((event: { readonly data: string }) => void)[] = [];
  const globals = {
    require: (name: string) => modules[name],
    window: { addEventListener: (_: string, listener: (typeof listeners)[number]) => void listeners.push(listener) },
    document,
    console,
    setTimeout,
    clearTimeout,
    ArrayBuffer,
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
    Float32Array,
  };
  const context = createContext(globals);
  runInContext(code, context);
  return {
    receive: (data) => listeners.forEach((listener) => listener({ data })),
    callGlobal: (name, args) =>
      (globals as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>)[name]!(...args),
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
assert.ok(read.state === 'read' && read.picture.kind === 'raw', JSON.stringify(read).slice(0, 500));
assert.deepEqual(
  [read.picture.width, read.picture.height, read.picture.channels, read.picture.depth],
  [width, height, 3, 16],
);
for (let pixel = 0; pixel < width * height; pixel += 997)
  for (let c = 0; c < 3; c++)
    assert.equal(read.picture.data[pixel * 3 + c], Math.round((raster.data[pixel * 4 + c]! * 65535) / 32768));
const face = { x: 2400, y: 800, width: 1200, height: 1600 };
const layers = ['heal', 'blend', 'brighten'].map((role) => rawLayer(role, 0.6, face, (x) => [128, 128, x % 256, 255]));
const summary = { faces: 1, spots: 1 };
const result = { width, height, layers, flattened: null, summary, memory: '' };
const [written] = await timed('write three layers of 1.9 megapixels', () =>
  host.writeResult(pictureId, result, 'replace'),
);
assert.equal(written?.state, 'written', JSON.stringify(written));
assert.equal(layerNamed(photoshop.active!, 'Blend').raster!.data[0], 16384);
assert.deepEqual([errors, photoshop.undisposed, photoshop.active!.history.length], [[], 0, 2]);
console.log(outline(photoshop.active!).join('\n'));
console.log(`memory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB, the document's 192 MB included`);
process.exit(0);
