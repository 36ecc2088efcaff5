import { isFace, type Box } from '../../engine/api/report';
import { SMALLEST_BOX, TOOL_SIZES, type Tool, type ToolSettings } from './tools';
import { boundedScale, FIT, type Place, type Size, type Zoom } from './viewport';
import type { OpenPicture } from './viewed-picture';

/** How the preview is used. It stays from picture to picture. */
export interface PreviewTools {
  readonly tool: Tool;
  /** Null: settings that suit the picture. */
  readonly toolSettings: ToolSettings | null;
  readonly zoom: Zoom;
  /** Picture for which tool sizes and the zoom were chosen, and its first face. */
  readonly pictureId: string | null;
  readonly face: Box | null;
  readonly compare: Compare;
  /** Place of the split, 0–1 of the width. */
  readonly split: number;
  /** The picture before is shown while a key or the button is held. */
  readonly held: boolean;
  /** Finds are marked. */
  readonly marks: boolean;
}

/** The result alone, with the picture before left of a line, or beside the picture before. */
export const COMPARES = ['after', 'split', 'side'] as const;
export type Compare = (typeof COMPARES)[number];

export const INITIAL_TOOLS: PreviewTools = {
  tool: 'move',
  toolSettings: null,
  zoom: FIT,
  pictureId: null,
  face: null,
  compare: 'after',
  split: 0.5,
  held: false,
  marks: true,
};

/** First sizes of spots and brushes, as shares of the height of a face. */
const SPOT_SHARE = 0.06;
const BRUSH_SHARE = 0.2;

/** Tools with settings for one picture. */
export type PictureTools = PreviewTools & { readonly toolSettings: ToolSettings };

/** The tools for a picture. On another picture sizes suit its faces, and the zoom stays on the face. */
export function toolsFor(tools: PreviewTools, pictureId: string, picture: OpenPicture): PictureTools {
  const { toolSettings } = tools;
  if (pictureId === tools.pictureId && toolSettings !== null) return { ...tools, toolSettings };
  const start = startSettings(picture);
  const kept = toolSettings === null ? {} : { effect: toolSettings.effect, feather: toolSettings.feather };
  const zoom = pictureId === tools.pictureId ? tools.zoom : zoomOnFace(tools, picture);
  return { ...tools, pictureId, face: firstFace(picture), toolSettings: { ...start, ...kept }, zoom };
}

/**
 * The sizes and the zoom that suit a picture. The first change on it stores them. Its faces must be known.
 * @param before the tools as they are stored @param now those for the picture
 */
export function suitedTools(before: PreviewTools, now: PictureTools, { analysed }: OpenPicture): Partial<PreviewTools> {
  const { pictureId, toolSettings, zoom, face } = now;
  const isNew = before.pictureId !== pictureId || before.toolSettings === null;
  return analysed && isNew ? { pictureId, toolSettings, zoom, face } : {};
}

/** The zoom with the first face where the earlier picture had its own, and as large. */
function zoomOnFace({ zoom, face: before }: PreviewTools, picture: OpenPicture): Zoom {
  if (zoom.mode === 'fit' || !picture.analysed) return FIT;
  const face = firstFace(picture);
  if (before === null || face === null) return { ...zoom, center: middleOfFirstFace(picture) };
  const ratio = face.height / before.height;
  const [from, to] = [middleOf(before), middleOf(face)];
  const center = { x: to.x + ratio * (zoom.center.x - from.x), y: to.y + ratio * (zoom.center.y - from.y) };
  return { mode: 'scale', scale: boundedScale(zoom.scale / ratio), center };
}

/** Tool settings that suit the faces of a picture; sizes in picture pixels. */
export function startSettings({ faces, width, height }: OpenPicture): ToolSettings {
  const heights = faces.filter(isFace).map(({ box }) => box.height);
  const shorterSide = Math.min(width, height);
  const face = Math.max(...heights, shorterSide / 8);
  const size = (share: number): number => Math.round(Math.min(TOOL_SIZES.max, Math.max(TOOL_SIZES.min, share * face)));
  const faceSize = heights.length === 0 ? shorterSide / 3 : Math.max(...heights);
  return {
    spotSize: size(SPOT_SHARE),
    brushSize: size(BRUSH_SHARE),
    feather: 50,
    effect: 'exclude',
    faceSize: Math.round(Math.max(SMALLEST_BOX, faceSize)),
  };
}

/** Middle of the first face, or of the picture, in picture pixels. */
export function middleOfFirstFace(picture: OpenPicture): Place {
  return middleOf(firstFace(picture) ?? { x: 0, y: 0, width: picture.width, height: picture.height });
}

function firstFace({ faces }: OpenPicture): Box | null {
  return faces.find(isFace)?.box ?? null;
}

function middleOf({ x, y, width, height }: Box): Place {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Part of the canvas that a face fills when it is shown large. */
const FACE_SHARE = 0.85;

/** The zoom that shows a face as large as the canvas allows. @param stage in CSS pixels */
export function zoomToFace(box: Box, stage: Size, density: number): Zoom {
  const scale = FACE_SHARE * density * Math.min(stage.width / box.width, stage.height / box.height);
  return { mode: 'scale', scale: boundedScale(scale), center: middleOf(box) };
}
