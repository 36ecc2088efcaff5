import { initializeCanvas, readPsd, type Psd } from 'ag-psd';

/** Reads a PSD with ag-psd, another's code: names, ids, rectangles, masks and pixels. It needs no canvas. */
export function readWithAgPsd(file: Uint8Array): Psd {
  initializeCanvas(
    () => {
      throw new Error('no canvas is needed');
    },
    (width, height) =>
      ({ width, height, colorSpace: 'srgb', data: new Uint8ClampedArray(width * height * 4) }) as ImageData,
  );
  return readPsd(file, { useImageData: true, skipThumbnail: true });
}
