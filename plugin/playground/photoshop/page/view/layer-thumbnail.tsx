import { useEffect, useRef } from 'preact/hooks';
import { maskShare } from '../../model/raster';
import type { LayerState, Mask } from '../../model/state';

const SIDE = 28;

/** A small picture of a layer's pixels. */
export function LayerThumbnail({ layer: { raster } }: { readonly layer: LayerState }) {
  return (
    <Thumbnail
      of={raster}
      pixel={(x, y) => {
        if (raster === null) return [0, 0, 0, 0];
        const { width, height, channels, data } = raster;
        const at = (Math.floor(y * height) * width + Math.floor(x * width)) * channels;
        const scale = data instanceof Uint16Array ? 255 / 32768 : 1;
        const step = channels === 4 ? 1 : 0;
        return [data[at]!, data[at + step]!, data[at + 2 * step]!, data[at + channels - 1]!].map(
          (value) => value * scale,
        );
      }}
    />
  );
}

interface MaskThumbnailProps {
  readonly mask: Mask;
  readonly canvas: { readonly width: number; readonly height: number };
}

/** A small picture of a mask over the whole canvas. */
export function MaskThumbnail({ mask, canvas }: MaskThumbnailProps) {
  return (
    <Thumbnail
      of={mask}
      pixel={(x, y) => {
        const value = 255 * maskShare(mask, Math.floor(x * canvas.width), Math.floor(y * canvas.height));
        return [value, value, value, 255];
      }}
    />
  );
}

interface ThumbnailProps {
  /** Another value is drawn anew. */
  readonly of: object | null;
  /** Red, green, blue, alpha, 0–255, of a place, 0–1. */
  readonly pixel: (x: number, y: number) => readonly number[];
}

function Thumbnail({ of, pixel }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new ImageData(SIDE, SIDE);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) image.data.set(pixel((x + 0.5) / SIDE, (y + 0.5) / SIDE), (y * SIDE + x) * 4);
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [of]);
  return <canvas class="thumbnail" ref={canvas} width={SIDE} height={SIDE} />;
}
