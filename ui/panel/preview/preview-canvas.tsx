import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport, type SkipReason } from '../../engine/api/report';
import { useMessages } from '../controls/use-messages';
import { keyList } from '../keyboard/shortcuts';
import { boxAt, currentSpot, newStroke, type CanvasChange, type CanvasState } from './canvas-actions';
import { drawPreview, type Comparison } from './draw-preview';
import type { Gesture } from './gestures';
import { Overlay, type OverlayProps } from './overlay';
import { SplitHandle } from './split-handle';
import { boxOf, draggedBox, markedFaces, markedSpots, resultOfBox, type Tool, type ToolSettings } from './tools';
import { useCanvasEvents } from './use-canvas-events';
import { useCanvasSize } from './use-canvas-size';
import { PREVIEW_SIDE } from './view-parts';
import type { OpenPicture } from './viewed-picture';
import { detailRegion, viewportOf, type Place, type Zoom } from './viewport';

export interface PreviewCanvasProps {
  readonly picture: OpenPicture;
  readonly choices: Choices;
  readonly tool: Tool;
  readonly toolSettings: ToolSettings;
  readonly comparison: Comparison;
  readonly zoom: Zoom;
  /** Spots are marked. */
  readonly rings: boolean;
  /** A face to outline besides the one under the pointer. */
  readonly face: Box | null;
  readonly onSplit: (at: number) => void;
  /** Gets the visible part of the picture when it needs a preview of its own; null otherwise. */
  readonly onRegion: (region: Box | null) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onChoices: (choices: Choices) => void;
  readonly onTool: (tool: Tool) => void;
  readonly onToolSettings: (settings: ToolSettings) => void;
}

/** The picture, before and after, with its marks. All tools work here, by pointer and by keyboard. */
export function PreviewCanvas(props: PreviewCanvasProps) {
  const { picture, tool, comparison } = props;
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { state, change } = useCanvasState(props, useCanvasSize(element));
  const { gesture, hand, handlers } = useCanvasEvents(element, state, change);
  useLayoutEffect(() => {
    if (canvas.current !== null)
      drawPreview(canvas.current, picture, state.viewport, state.canvas, state.density, comparison);
    // The viewport follows from the zoom, the picture, the canvas and the density.
  }, [picture, props.zoom, state.canvas, state.density, comparison]);
  useRegion(state, props.onRegion);
  return (
    <div
      class={`stage ${hand ? 'move' : tool}${gesture === null ? '' : ' busy'}`}
      ref={element}
      tabIndex={0}
      role="application"
      aria-label={messages.previewLabel(countsOf(state))}
      aria-roledescription={messages.preview}
      aria-describedby="canvas-keys"
      {...handlers}
      onPointerLeave={() => change({ cursor: null })}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <Overlay {...marksOf(state, gesture, props)} />
      {comparison.mode === 'split' && (
        <SplitHandle at={comparison.at} width={state.canvas.width} onSplit={props.onSplit} />
      )}
      <p id="canvas-keys" class="visually-hidden">
        {keyList(messages.commandNames)}
      </p>
      <Announcements state={state} />
    </div>
  );
}

function useCanvasState(
  props: PreviewCanvasProps,
  canvas: CanvasState['canvas'],
): { readonly state: CanvasState; readonly change: (change: CanvasChange) => void } {
  const { picture, choices, tool, toolSettings, zoom, rings } = props;
  const [cursor, setCursor] = useState<Place | null>(null);
  const [spotIndex, setSpotIndex] = useState<number | null>(null);
  const density = window.devicePixelRatio || 1;
  const viewport = viewportOf(zoom, picture, canvas, density);
  const spots = markedSpots(picture.spots ?? [], choices);
  return {
    state: { picture, choices, tool, toolSettings, zoom, rings, canvas, density, viewport, spots, cursor, spotIndex },
    change(next) {
      if (next.zoom !== undefined) props.onZoom(next.zoom);
      if (next.choices !== undefined) props.onChoices(next.choices);
      if (next.tool !== undefined) props.onTool(next.tool);
      if (next.toolSettings !== undefined) props.onToolSettings(next.toolSettings);
      if (next.cursor !== undefined) setCursor(next.cursor);
      if (next.spotIndex !== undefined) setSpotIndex(next.spotIndex);
    },
  };
}

/** Reports the visible part of the picture when it changes. */
function useRegion({ zoom, picture, canvas, density }: CanvasState, onRegion: (region: Box | null) => void): void {
  const region = detailRegion(zoom, picture, canvas, density, PREVIEW_SIDE);
  useEffect(() => onRegion(region), [JSON.stringify(region)]);
}

/** The choice by keyboard and the result of the last box, for screen readers. */
function Announcements({ state }: { readonly state: CanvasState }) {
  const messages = useMessages();
  const { spots, spotIndex, tool, choices, picture } = state;
  const current = currentSpot(state);
  const lastBox = tool === 'face' ? choices.manualFaces.at(-1) : undefined;
  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        {current === null ? '' : messages.spotSaid(spotIndex! + 1, spots.length, current.kind)}
      </p>
      <p class="visually-hidden outline-said" aria-live="polite">
        {lastBox === undefined ? '' : messages.outlineSaid(boxState(resultOfBox(picture.faces, lastBox)))}
      </p>
    </>
  );
}

/** Marks over the picture. */
function marksOf(state: CanvasState, gesture: Gesture | null, { face, comparison }: PreviewCanvasProps): OverlayProps {
  const { viewport, tool, toolSettings, cursor, choices, picture, rings } = state;
  const stroke = gesture?.kind === 'stroke' ? [newStroke(toolSettings, gesture.points)] : [];
  const radius = (tool === 'spot' ? toolSettings.spotSize : toolSettings.brushSize) / 2;
  const hasCircle = (tool === 'spot' || tool === 'brush') && cursor !== null;
  return {
    viewport,
    current: currentSpot(state),
    face: face ?? (gesture === null ? pointedFace(state) : null),
    faces: tool === 'face' ? markedFaces(picture.faces, choices.manualFaces) : [],
    box: drawnBox(state, gesture),
    spots: rings && comparison.mode !== 'before' ? state.spots : [],
    strokes: tool === 'brush' ? [...choices.strokes, ...stroke] : [],
    cursor: hasCircle ? { at: cursor, radius } : null,
  };
}

/** The box that a drag draws, or that a click of the face tool would place. */
function drawnBox({ picture, tool, toolSettings, cursor }: CanvasState, gesture: Gesture | null): Box | null {
  if (gesture?.kind === 'box' && gesture.moved) return boxOf(draggedBox(gesture.from, gesture.to, picture));
  return tool === 'face' && cursor !== null ? boxOf(boxAt(toolSettings, cursor)) : null;
}

/** Box of the face under the move tool. */
function pointedFace({ tool, cursor, picture: { faces } }: CanvasState): Box | null {
  if (tool !== 'move' || cursor === null) return null;
  const { x, y } = cursor;
  const holds = ({ box }: FaceReport): boolean =>
    x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
  return faces.filter(isFace).find(holds)?.box ?? null;
}

/** State of the box that was drawn last. */
function boxState(result: FaceReport | null): 'pending' | 'done' | SkipReason {
  if (result === null) return 'pending';
  return result.state === 'done' ? 'done' : result.reason;
}

function countsOf({ picture: { faces, spots }, spots: marked }: CanvasState) {
  return {
    faces: faces.filter(isFace).length,
    spots: spots === null ? null : marked.length,
    kept: marked.filter(({ kind }) => kind === 'kept').length,
  };
}
