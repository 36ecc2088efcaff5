import type { BrushStroke } from '../../engine/api/brush';
import type { Choices, ManualFace, SpotPlace } from '../../engine/api/choices';
import { isFace } from '../../engine/api/report';
import type { Command } from '../../locales/commands';
import { addManualFace, addSpot, addStroke } from './change-choices';
import { samePlace, withFind, type Find } from './finds';
import { CLICK_DISTANCE, type Gesture } from './gestures';
import { zoomToFace } from './preview-tools';
import { draggedBox, faceAt, findAt, resized, thinned, type Tool, type ToolSettings } from './tools';
import {
  boundedScale,
  FIT,
  panBy,
  toPicture,
  withInView,
  zoomAt,
  zoomTo,
  type Place,
  type Size,
  type Viewport,
  type Zoom,
} from './viewport';
import type { OpenPicture } from './viewed-picture';

/** State of the canvas at an event. */
export interface CanvasState {
  readonly picture: OpenPicture;
  readonly choices: Choices;
  readonly tool: Tool;
  readonly toolSettings: ToolSettings;
  readonly zoom: Zoom;
  /** Finds are marked, and a click changes them. */
  readonly marks: boolean;
  /** Size of the canvas in CSS pixels; of its half, side by side. */
  readonly canvas: Size;
  /** The canvas shows the picture twice, side by side. */
  readonly isHalf: boolean;
  /** Device pixels of a CSS pixel. */
  readonly density: number;
  readonly viewport: Viewport;
  readonly finds: readonly Find[];
  /** Place of the tool in picture pixels: under the pointer, or where the arrow keys moved it. */
  readonly cursor: Place | null;
  /** Place of the find that the keyboard or the review has chosen. */
  readonly currentFind: Place | null;
}

/** Changes of the canvas. A missing part stays as it is. */
export interface CanvasChange {
  readonly zoom?: Zoom;
  readonly choices?: Choices;
  readonly tool?: Tool;
  readonly toolSettings?: ToolSettings;
  readonly cursor?: Place | null;
  readonly currentFind?: Place | null;
  /** A point in the face that was clicked; null: no face. */
  readonly face?: Place | null;
}

const ZOOM_STEP = 1.25;
/** Distances of an arrow key in CSS pixels: of the picture, and of the tool. */
const PAN_STEP = 16;
const TOOL_STEP = 4;
/** Factor of Shift with an arrow key. */
const SHIFT_FACTOR = 4;

/** The change of a command; null if the canvas does not know it. */
export function changeByCommand(command: Command, state: CanvasState, shift: boolean): CanvasChange | null {
  const change = COMMAND_CHANGES[command];
  return change === undefined ? null : change(state, shift);
}

type CommandChange = (state: CanvasState, shift: boolean) => CanvasChange;

const COMMAND_CHANGES: Readonly<Partial<Record<Command, CommandChange>>> = {
  'next-spot': (state) => spotStep(state, 1),
  'previous-spot': (state) => spotStep(state, -1),
  'use-tool': (state) => {
    const current = currentFind(state);
    if (current !== null) return { choices: withFind(state.choices, current, !current.isHealed) };
    return state.tool === 'move' ? {} : applyTool(state, toolPlace(state));
  },
  'choose-spot': () => ({ tool: 'spot' }),
  'choose-brush': () => ({ tool: 'brush' }),
  'choose-face': () => ({ tool: 'face' }),
  'choose-move': () => ({ tool: 'move' }),
  'leave-tool': () => ({ tool: 'move', currentFind: null }),
  'go-left': (state, shift) => go(state, { x: -1, y: 0 }, shift),
  'go-right': (state, shift) => go(state, { x: 1, y: 0 }, shift),
  'go-up': (state, shift) => go(state, { x: 0, y: -1 }, shift),
  'go-down': (state, shift) => go(state, { x: 0, y: 1 }, shift),
  'zoom-in': (state) => ({ zoom: zoomBy(state, ZOOM_STEP, middleOf(state)) }),
  'zoom-out': (state) => ({ zoom: zoomBy(state, 1 / ZOOM_STEP, middleOf(state)) }),
  'zoom-fit': () => ({ zoom: FIT }),
  'zoom-full': (state) => ({ zoom: zoomFull(state, middleOf(state)) }),
  'zoom-face': (state) => ({ zoom: zoomFace(state) }),
  'tool-smaller': (state) => ({ toolSettings: sized(state, 1 / ZOOM_STEP) }),
  'tool-larger': (state) => ({ toolSettings: sized(state, ZOOM_STEP) }),
};

export function currentFind({ finds, currentFind: place }: CanvasState): Find | null {
  return finds.find((find) => samePlace(find.place, place)) ?? null;
}

/** A click of the tool. @param at in picture pixels */
export function applyTool(state: CanvasState, at: Place): CanvasChange {
  const { tool, toolSettings, choices, picture } = state;
  const isInside = at.x >= 0 && at.y >= 0 && at.x < picture.width && at.y < picture.height;
  if (tool === 'face') return isInside ? { choices: addManualFace(choices, boxAt(toolSettings, at)) } : {};
  if (tool === 'brush') return { choices: addStroke(choices, newStroke(toolSettings, [at.x, at.y])) };
  const find = state.marks ? findAt(state.finds, at, CLICK_DISTANCE / state.viewport.scale) : null;
  if (find !== null) return { choices: withFind(choices, find, !find.isHealed) };
  if (tool === 'move') return { face: faceAt(picture.faces, at) === null ? null : at };
  if (tool !== 'spot' || !isInside) return {};
  const radius = toolSettings.spotSize / 2;
  return { choices: addSpot(choices, { x: Math.round(at.x), y: Math.round(at.y), radius }) };
}

/** The change at the end of a gesture. @param at in picture pixels */
export function endGesture(state: CanvasState, gesture: Gesture, at: Place, isPrimary: boolean): CanvasChange {
  const { choices, toolSettings, picture } = state;
  if (gesture.kind === 'stroke') return { choices: addStroke(choices, newStroke(toolSettings, gesture.points)) };
  if (gesture.kind === 'box' && gesture.moved)
    return { choices: addManualFace(choices, draggedBox(gesture.from, at, picture)) };
  return !gesture.moved && isPrimary ? applyTool(state, at) : {};
}

/** @param points x, y, x, y … in picture pixels */
export function newStroke({ effect, brushSize, feather }: ToolSettings, points: readonly number[]): BrushStroke {
  const radius = brushSize / 2;
  return { effect, radius, feather: feather / 100, points: thinned(points, radius) };
}

export function boxAt({ faceSize }: ToolSettings, { x, y }: Place): ManualFace {
  return { x: Math.round(x), y: Math.round(y), size: faceSize };
}

/** @param at on the canvas, in CSS pixels; the picture stays fixed there */
export function zoomBy({ viewport, picture, canvas, density }: CanvasState, factor: number, at: Place): Zoom {
  return zoomAt(viewport, factor, at, picture, canvas, density);
}

/** One picture pixel for one device pixel. @param at on the canvas, in CSS pixels */
export function zoomFull({ viewport, picture, canvas, density }: CanvasState, at: Place): Zoom {
  return zoomTo(viewport, 1, at, picture, canvas, density);
}

/** @param by distance on the canvas, in CSS pixels */
export function pan({ zoom, picture, density }: CanvasState, by: Place): Zoom {
  return panBy(zoom, by, picture, density);
}

/** The zoom on the face under the middle of the canvas, or on the first one; all of the picture without a face. */
export function zoomFace(state: CanvasState): Zoom {
  const { picture, canvas, density, viewport } = state;
  const face = faceAt(picture.faces, toPicture(viewport, middleOf(state))) ?? picture.faces.find(isFace);
  return face === undefined ? FIT : zoomToFace(face.box, canvas, density);
}

/** Part of the canvas that a reviewed find fills, and the most that the picture is enlarged for it. */
const FIND_SHARE = 0.12;
const MOST_ENLARGED = 6;

/** The zoom around a find in a review. @param fit the scale that shows all of the picture */
export function zoomToFind(place: SpotPlace, fit: number, canvas: Size, density: number): Zoom {
  const wanted = (FIND_SHARE * density * Math.min(canvas.width, canvas.height)) / (2 * place.radius);
  const scale = boundedScale(Math.min(MOST_ENLARGED * fit, Math.max(fit, wanted)));
  return { mode: 'scale', scale, center: { x: place.x, y: place.y } };
}

function spotStep(state: CanvasState, step: 1 | -1): CanvasChange {
  const { finds, currentFind: place, zoom, viewport, canvas } = state;
  if (finds.length === 0) return {};
  const at = finds.findIndex((find) => samePlace(find.place, place));
  const from = at === -1 ? (step === 1 ? -1 : 0) : at;
  const next = finds[(from + step + finds.length) % finds.length]!.place;
  return { currentFind: { x: next.x, y: next.y }, zoom: withInView(zoom, viewport, next, canvas) };
}

/** An arrow key moves the picture with the move tool, and the tool otherwise. */
function go(state: CanvasState, { x, y }: Place, shift: boolean): CanvasChange {
  const factor = shift ? SHIFT_FACTOR : 1;
  if (state.tool === 'move') return { zoom: pan(state, { x: -x * PAN_STEP * factor, y: -y * PAN_STEP * factor }) };
  const from = toolPlace(state);
  const step = (TOOL_STEP * factor) / state.viewport.scale;
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const { width, height } = state.picture;
  return { currentFind: null, cursor: { x: within(from.x + x * step, width), y: within(from.y + y * step, height) } };
}

function toolPlace(state: CanvasState): Place {
  return state.cursor ?? toPicture(state.viewport, middleOf(state));
}

function middleOf({ canvas }: CanvasState): Place {
  return { x: canvas.width / 2, y: canvas.height / 2 };
}

function sized({ toolSettings, tool, picture }: CanvasState, factor: number): ToolSettings {
  return resized(toolSettings, tool, factor, picture);
}
