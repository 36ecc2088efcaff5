import { SOFT_LIGHT_LEVELS } from '../../engine/api/soft-light';
import type { HostApi } from '../../host-api/host-api';

/** Grey levels. In the ramps the base level grows to the right, and the layer level downwards. */
const SIDE = 256;

/** Difference between the host's soft light and the W3C formula over all pairs of grey levels; or why it is unknown. */
export async function compareSoftLight(host: Pick<HostApi, 'exportRamp'>): Promise<string> {
  const exported = await host.exportRamp(await encodeLevels((x) => x), await encodeLevels((_, y) => y));
  if (exported.state === 'failed') return exported.detail;
  if (exported.state === 'rendered')
    return exported.renderings
      .map(({ depth, levels }) => `${depth} bit: ${differenceText((at) => levels[at]! / 257)}`)
      .join('; ');
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(exported.png)]), { colorSpaceConversion: 'none' });
  if (bitmap.width !== SIDE || bitmap.height !== SIDE)
    return `${bitmap.width} × ${bitmap.height} px came back of ${SIDE} × ${SIDE}`;
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return differenceText((at) => data[at * 4]!);
}

/** @param rendered the level, 0–255, of a place in the ramps */
function differenceText(rendered: (at: number) => number): string {
  let largest = 0;
  let beyond = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const difference = Math.abs(rendered(y * SIDE + x) - SOFT_LIGHT_LEVELS[x * SIDE + y]!);
      largest = Math.max(largest, difference);
      if (difference > 1) beyond++;
    }
  }
  return `largest difference ${largest.toFixed(2)} levels, ${beyond} of ${SIDE * SIDE} pairs by more than 1`;
}

async function encodeLevels(level: (x: number, y: number) => number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const pixels = new ImageData(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      pixels.data
        .fill(level(x, y), (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3)
        .fill(255, (y * SIDE + x) * 4 + 3, (y * SIDE + x) * 4 + 4);
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}
