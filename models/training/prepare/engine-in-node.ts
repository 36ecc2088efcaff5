import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { ShippedName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';

/** The repository's root folder. */
export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** A runner of the shipped networks with these names, on the processor. */
export async function loadRunner(names: readonly ShippedName[]): Promise<NetworkRunner> {
  const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(path.join(REPOSITORY, file)));
  const networks = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await read(`models/${name}.onnx`)] as const)),
  );
  return createWasmRunner({
    wasm: await read('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'),
    networks,
  });
}

/** Decodes a picture file as the command line does: upright, sRGB, RGBA. */
export async function readPicture(file: string): Promise<Picture> {
  const { data, info } = await sharp(file)
    .rotate()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
  };
}
