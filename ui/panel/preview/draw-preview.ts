import type { OpenPicture, PreviewImage } from './viewed-picture';
import { toStage, type Size, type Viewport } from './viewport';

/** How before and after share the stage. `at` is the split's place, as a share of the stage's width. */
export type Comparison =
  { readonly mode: 'after' } | { readonly mode: 'before' } | { readonly mode: 'split'; readonly at: number };

/** Draws the picture as it is compared onto a canvas of the stage's size in device pixels. */
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
    drawShots(context, comparison.mode === 'before' ? before : after, viewport, density);
    return;
  }
  const split = comparison.at * stage.width;
  for (const [shots, from, to] of [
    [before, 0, split],
    [after, split, stage.width],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, stage.height);
    context.clip();
    drawShots(context, shots, viewport, density);
    context.restore();
  }
}

function drawShots(
  context: CanvasRenderingContext2D,
  shots: readonly (PreviewImage | null)[],
  viewport: Viewport,
  density: number,
): void {
  for (const shot of shots) {
    if (shot === null) continue;
    const { bitmap, region } = shot;
    const from = toStage(viewport, region);
    const to = toStage(viewport, { x: region.x + region.width, y: region.y + region.height });
    // Device pixels: at 100 % each of the picture's is one of the screen's, and none is blurred.
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
