import type { OpenPicture, PreviewImage } from './viewed-picture';
import { toStage, type Size, type Viewport } from './viewport';

/** Which of before and after the canvas shows. `at`: place of the split, 0–1 of the width. */
export type Comparison =
  { readonly mode: 'after' } | { readonly mode: 'before' } | { readonly mode: 'split'; readonly at: number };

/**
 * Draws before, after or both.
 * @param stage size of the canvas in CSS pixels @param density device pixels of a CSS pixel
 */
export function drawPreview(
  canvas: HTMLCanvasElement,
  picture: OpenPicture,
  viewport: Viewport,
  stage: Size,
  density: number,
  comparison: Comparison,
): void {
  const width = Math.round(stage.width * density);
  const height = Math.round(stage.height * density);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  const before = [picture.original, picture.originalDetail];
  const after = [picture.after ?? picture.original, picture.afterDetail];
  if (comparison.mode !== 'split') {
    drawImages(context, comparison.mode === 'before' ? before : after, viewport, density);
    return;
  }
  const split = comparison.at * stage.width;
  for (const [images, from, to] of [
    [before, 0, split],
    [after, split, stage.width],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, stage.height);
    context.clip();
    drawImages(context, images, viewport, density);
    context.restore();
  }
}

function drawImages(
  context: CanvasRenderingContext2D,
  images: readonly (PreviewImage | null)[],
  viewport: Viewport,
  density: number,
): void {
  for (const image of images) {
    if (image === null) continue;
    const { bitmap, region } = image;
    const from = toStage(viewport, region);
    const to = toStage(viewport, { x: region.x + region.width, y: region.y + region.height });
    // Rounded to device pixels: at 100 % each picture pixel is one device pixel, without blur.
    const [x, y] = [Math.round(from.x * density) / density, Math.round(from.y * density) / density];
    context.imageSmoothingEnabled = viewport.scale * density < 3;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(
      bitmap,
      x,
      y,
      Math.round((to.x - from.x) * density) / density,
      Math.round((to.y - from.y) * density) / density,
    );
  }
}
