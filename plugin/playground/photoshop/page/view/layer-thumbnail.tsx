import { useEffect, useRef } from 'preact/hooks';
import type { LayerState, Mask } from '../../model/state';

const SIDE = 28;

/** A small picture of a layer's pixels, or of its mask. */
export function LayerThumbnail({ layer, mask }: { readonly layer?: LayerState; readonly mask?: Mask }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const source = mask ?? layer?.raster ?? null;
  const channels = source === null || !('channels' in source) ? 1 : source.channels;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (source === null || context === null || context === undefined) return;
    const image = new ImageData(SIDE, SIDE);
    const scale = source.data instanceof Uint16Array ? 255 / 32768 : 1;
    const step = channels === 4 ? 1 : 0;
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const column = Math.floor(((x + 0.5) * source.width) / SIDE);
        const row = Math.floor(((y + 0.5) * source.height) / SIDE);
        const from = (row * source.width + column) * channels;
        const to = (y * SIDE + x) * 4;
        for (let c = 0; c < 3; c++) image.data[to + c] = source.data[from + c * step]! * scale;
        image.data[to + 3] = channels === 1 ? 255 : source.data[from + channels - 1]! * scale;
      }
    context.putImageData(image, 0, 0);
  }, [source]);
  return <canvas class="thumbnail" ref={canvas} width={SIDE} height={SIDE} />;
}
