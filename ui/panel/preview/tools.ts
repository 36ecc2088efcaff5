import { type BrushStroke } from '../../engine/api/brush';
import { sameManualFace, type ManualFace } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport } from '../../engine/api/report';
import type { Find } from './finds';
import type { Place, Size } from './viewport';

export const TOOLS = ['move', 'spot', 'brush', 'face'] as const;
export type Tool = (typeof TOOLS)[number];

/** Settings of the tools. Sizes are diameters in picture pixels. */
export interface ToolSettings {
  readonly spotSize: number;
  readonly brushSize: number;
  /** 0–100. */
  readonly feather: number;
  readonly effect: BrushStroke['effect'];
  /** Side of the box that a click places. */
  readonly faceSize: number;
}

/** Range of the sizes, in picture pixels. */
export const TOOL_SIZES = { min: 4, max: 400 } as const;
export const SMALLEST_BOX = 32;

export function largestBox({ width, height }: Size): number {
  return Math.max(SMALLEST_BOX, width, height);
}

/** The settings with the size of one tool multiplied by a factor. */
export function resized(settings: ToolSettings, tool: Tool, factor: number, picture: Size): ToolSettings {
  const size = (value: number, min: number, max: number): number =>
    Math.round(Math.min(max, Math.max(min, value * factor)));
  switch (tool) {
    case 'spot':
      return { ...settings, spotSize: size(settings.spotSize, TOOL_SIZES.min, TOOL_SIZES.max) };
    case 'brush':
      return { ...settings, brushSize: size(settings.brushSize, TOOL_SIZES.min, TOOL_SIZES.max) };
    case 'face':
      return { ...settings, faceSize: size(settings.faceSize, SMALLEST_BOX, largestBox(picture)) };
    case 'move':
      return settings;
  }
}

/** The square around a drag, in whole picture pixels; its middle lies in the picture. */
export function draggedBox(from: Place, to: Place, { width, height }: Size): ManualFace {
  const across = [from.x, to.x].map((x) => Math.min(width, Math.max(0, x))) as [number, number];
  const down = [from.y, to.y].map((y) => Math.min(height, Math.max(0, y))) as [number, number];
  const size = Math.max(SMALLEST_BOX, Math.abs(across[1] - across[0]), Math.abs(down[1] - down[0]));
  return { x: Math.round((across[0] + across[1]) / 2), y: Math.round((down[0] + down[1]) / 2), size: Math.round(size) };
}

export function boxOf({ x, y, size }: ManualFace): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

/** An outlined face or box. `pending`: the engine has not evaluated the box. `refused`: it shows no face. */
export interface MarkedFace {
  readonly box: Box;
  readonly kind: 'face' | 'refused' | 'pending';
}

/** Outlines of all faces, and of boxes that add none or wait for the engine. */
export function markedFaces(faces: readonly FaceReport[], outlined: readonly ManualFace[]): MarkedFace[] {
  const drawn = faces.filter(
    (face) => face.manual === undefined || outlined.some((box) => sameManualFace(box, face.manual!)),
  );
  return [
    ...drawn.map((face): MarkedFace => ({ box: face.box, kind: isFace(face) ? 'face' : 'refused' })),
    ...outlined
      .filter((box) => resultOfBox(faces, box) === null)
      .map((box): MarkedFace => ({ box: boxOf(box), kind: 'pending' })),
  ];
}

/** The engine's result for a box; null while the engine has not evaluated it. */
export function resultOfBox(faces: readonly FaceReport[], box: ManualFace): FaceReport | null {
  return faces.find(({ manual: outlined }) => outlined !== undefined && sameManualFace(outlined, box)) ?? null;
}

/** The face whose box holds a point; null if there is none. @param point in picture pixels */
export function faceAt(faces: readonly FaceReport[], { x, y }: Place): FaceReport | null {
  const holds = ({ box }: FaceReport): boolean =>
    x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
  return faces.filter(isFace).find(holds) ?? null;
}

/**
 * The find under a point, the nearest if there are several; null if there is none.
 * @param reach distance outside a ring that still counts, in picture pixels
 */
export function findAt(finds: readonly Find[], { x, y }: Place, reach: number): Find | null {
  let nearest: Find | null = null;
  let least = Infinity;
  for (const find of finds) {
    const distance = Math.hypot(find.place.x - x, find.place.y - y);
    if (distance <= find.place.radius + reach && distance < least) [nearest, least] = [find, distance];
  }
  return nearest;
}

/** A stroke without points that its brush would not show; rounded to tenths of a pixel. */
export function thinned(points: readonly number[], radius: number): number[] {
  const kept = points.slice(0, 2);
  for (let index = 2; index < points.length; index += 2) {
    const last = index === points.length - 2;
    const far = Math.hypot(points[index]! - kept.at(-2)!, points[index + 1]! - kept.at(-1)!) > radius / 4;
    if (far || last) kept.push(points[index]!, points[index + 1]!);
  }
  return kept.map((value) => Math.round(value * 10) / 10);
}
