import { isFace } from '../../engine/api/report';
import { SMALLEST_BOX, TOOL_SIZES, type Tool, type ToolSettings } from './tools';
import { FIT, type Place, type Zoom } from './viewport';
import type { OpenPicture } from './viewed-picture';

/** How the preview is used. It stays from picture to picture. */
export interface PreviewTools {
  readonly tool: Tool;
  /** Null: settings that suit the picture. */
  readonly toolSettings: ToolSettings | null;
  readonly zoom: Zoom;
  /** Picture for which tool sizes and the centre of the zoom were chosen. */
  readonly pictureId: string | null;
  /** Place of the split, 0–1 of the width; null: no split. */
  readonly split: number | null;
  /** The picture before is shown until the button is pressed again. */
  readonly before: boolean;
  /** The picture before is shown while a key is held. */
  readonly held: boolean;
  /** Spots are marked. */
  readonly rings: boolean;
}

export const INITIAL_TOOLS: PreviewTools = {
  tool: 'move',
  toolSettings: null,
  zoom: FIT,
  pictureId: null,
  split: null,
  before: false,
  held: false,
  rings: true,
};

/** First sizes of spots and brushes, as shares of the height of a face. */
const SPOT_SHARE = 0.06;
const BRUSH_SHARE = 0.2;

/** Tools with settings for one picture. */
export type PictureTools = PreviewTools & { readonly toolSettings: ToolSettings };

/** The tools for a picture. On another picture sizes suit its faces, and the zoom centres on its first face. */
export function toolsFor(tools: PreviewTools, pictureId: string, picture: OpenPicture): PictureTools {
  const { toolSettings, zoom } = tools;
  if (pictureId === tools.pictureId && toolSettings !== null) return { ...tools, toolSettings };
  const start = startSettings(picture);
  const kept = toolSettings === null ? {} : { effect: toolSettings.effect, feather: toolSettings.feather };
  return {
    ...tools,
    pictureId,
    toolSettings: { ...start, ...kept },
    zoom: zoom.mode === 'fit' || pictureId === tools.pictureId ? zoom : { ...zoom, center: middleOfFirstFace(picture) },
  };
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
export function middleOfFirstFace({ faces, width, height }: OpenPicture): Place {
  const box = faces[0]?.box ?? { x: 0, y: 0, width, height };
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
