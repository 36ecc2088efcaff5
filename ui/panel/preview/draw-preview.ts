import type { OpenPicture, PreviewImage } from './viewed-picture';
import { toStage, type Size, type Viewport } from './viewport';

/**
 * Which of before and after the canvas shows. `at`: place of the split, 0–1 of the width. `side`: before in the left
 * half, after in the right one.
 */
export type Comparison =
  | { readonly mode: 'after' }
  | { readonly mode: 'before' }
  | { readonly mode: 'side' }
  | { readonly mode: 'split'; readonly at: number };

/** Size of the part of the canvas that shows the picture once. */
export function stageOf({ width, height }: Size, { mode }: Comparison): Size {
  return { width: mode === 'side' ? width / 2 : width, height };
}

type Images = readonly (PreviewImage | null)[];

/**
 * Draws before, after or both.
 * @param viewport for `stageOf` @param stage size of the canvas in CSS pixels
 * @param density device pixels of a CSS pixel
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
  const before: Images = [picture.original, picture.originalDetail];
  const after: Images = [picture.after ?? picture.original, picture.afterDetail, picture.mask];
  for (const { images, from, to, shift } of partsOf(comparison, before, after, stage.width)) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, stage.height);
    context.clip();
    const { scale, offset } = viewport;
    drawImages(context, images, { scale, offset: { x: offset.x + shift, y: offset.y } }, density);
    context.restore();
  }
}

/** A part of the canvas from one place to another across it, and how far its picture is moved to the right. */
interface Part {
  readonly images: Images;
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

function partsOf(comparison: Comparison, before: Images, after: Images, width: number): readonly Part[] {
  switch (comparison.mode) {
    case 'before':
      return [{ images: before, from: 0, to: width, shift: 0 }];
    case 'after':
      return [{ images: after, from: 0, to: width, shift: 0 }];
    case 'side':
      return [
        { images: before, from: 0, to: width / 2 - 1, shift: 0 },
        { images: after, from: width / 2 + 1, to: width, shift: width / 2 },
      ];
    case 'split': {
      const split = comparison.at * width;
      return [
        { images: before, from: 0, to: split, shift: 0 },
        { images: after, from: split, to: width, shift: 0 },
      ];
    }
  }
}

function drawImages(context: CanvasRenderingContext2D, images: Images, viewport: Viewport, density: number): void {
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
