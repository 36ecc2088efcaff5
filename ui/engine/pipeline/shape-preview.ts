import type { Choices } from '../api/choices';
import type { Progress } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { ShapeRequest } from '../api/shape';
import type { Box } from '../geometry/box';
import { emptyPicture, type Picture } from '../picture/picture';
import type { Displacement } from '../shape/displacement';
import { lanczosSampler, lanczosTable } from '../shape/resample';
import type { Analysis } from './analysis';
import { addManualFaces } from './manual-faces';
import {
  analysedPreview,
  composePreview,
  frameOf,
  LARGEST_PREVIEW,
  viewOf,
  type Frame,
  type PreviewParts,
  type PreviewView,
} from './preview';
import { planShape } from './shape-picture';

/** Pixels of the preview around a region that a sample may read beyond the movement. */
const READS = 4;

/**
 * The retouched picture after Shape, reduced: the composed preview is moved, not each layer.
 * @returns null if nothing moves
 * @throws EngineError the runner's errors
 */
export async function shapedPreview(
  analysis: Analysis,
  parts: PreviewParts,
  settings: RetouchSettings,
  view: PreviewView,
  onProgress: (progress: Progress) => void,
  choices: Choices,
  shape: ShapeRequest,
): Promise<Picture | null> {
  const { analysis: everyone } = await addManualFaces(analysis, choices.manualFaces);
  const { displacement, report } = await parts.shape.get(JSON.stringify([everyone.key, shape]), () =>
    planShape(everyone, shape),
  );
  if (displacement === null) return null;
  const { picture } = analysis;
  const to = frameOf(picture, view);
  const around = viewAround(view, to, report.moved);
  const base = await analysedPreview(analysis, parts, settings, around, onProgress, choices);
  return movePreview(composePreview(base), frameOf(picture, around), to, displacement, picture);
}

/** A view of the region and of everything that moves into it, at the same scale. */
function viewAround({ region, side }: PreviewView, { size, square }: Frame, moved: number): PreviewView {
  if (region === null) return { region, side };
  const scale = size / square.side;
  const reach = Math.ceil(moved + READS / scale);
  const wide: Box = {
    x: Math.floor(region.x) - reach,
    y: Math.floor(region.y) - reach,
    width: Math.ceil(region.width) + 2 * reach,
    height: Math.ceil(region.height) + 2 * reach,
  };
  const most = 2 * LARGEST_PREVIEW;
  return { region: wide, side: Math.min(most, Math.round(scale * Math.max(wide.width, wide.height))), most };
}

/** The pixels of frame `to`, each from its place in `composed`, which has frame `from`. */
function movePreview(
  composed: Picture,
  from: Frame,
  to: Frame,
  displacement: Displacement,
  { width, height }: Pick<Picture, 'width' | 'height'>,
): Picture {
  const [source, target] = [viewOf(from), viewOf(to)];
  const moved = emptyPicture(to.width, to.height);
  const { rgb, sample } = lanczosSampler(composed, composed.data, lanczosTable());
  for (let y = 0, at = 0; y < to.height; y++) {
    const down = target.top + (y + 0.5) / target.scale;
    const row = displacement.row(Math.min(height - 1, Math.floor(down)));
    for (let x = 0; x < to.width; x++, at += 4) {
      const across = target.left + (x + 0.5) / target.scale;
      const column = Math.min(width - 1, Math.floor(across));
      const moves = row !== null && column >= row.from && column < row.to;
      const [dx, dy] = moves ? [row.x[column]!, row.y[column]!] : [0, 0];
      sample((across + dx - source.left) * source.scale, (down + dy - source.top) * source.scale);
      moved.data[at] = rgb[0]!;
      moved.data[at + 1] = rgb[1]!;
      moved.data[at + 2] = rgb[2]!;
      moved.data[at + 3] = 255;
    }
  }
  return moved;
}
