import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isFace, type Box, type FaceReport, type SkipReason } from '../../engine/api/report';
import { useMessages } from '../controls/use-messages';
import { keyList } from '../keyboard/shortcuts';
import { boxAt, currentFind, newStroke, zoomToFind, type CanvasChange, type CanvasState } from './canvas-actions';
import { drawPreview, stageOf, type Comparison } from './draw-preview';
import { findText } from './find-text';
import { countFinds, findsOf } from './finds';
import type { Gesture } from './gestures';
import { Overlay, type OverlayProps } from './overlay';
import type { CanvasProps } from './preview-props';
import { SplitHandle } from './split-handle';
import { boxOf, draggedBox, findAt, markedFaces, resultOfBox } from './tools';
import { useCanvasEvents, withTurnedBrush, type CanvasEvents } from './use-canvas-events';
import { useCanvasSize } from './use-canvas-size';
import { PREVIEW_SIDE } from './view-parts';
import { detailRegion, viewportOf, withInView, type Place, type Size } from './viewport';

export type PreviewCanvasProps = CanvasProps & { readonly comparison: Comparison };

/** The picture, before and after, with its marks. All tools work here, by pointer and by keyboard. */
export function PreviewCanvas(props: PreviewCanvasProps) {
  const { picture, comparison, isMoving, tools } = props;
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(element);
  const { state, change } = useCanvasState(props, size);
  const events = useCanvasEvents(element, state, change, props.onCommand);
  const { gesture, hand, handlers } = events;
  useLayoutEffect(() => {
    if (canvas.current !== null) drawPreview(canvas.current, picture, state.viewport, size, state.density, comparison);
    // The viewport follows from the zoom, the picture, the canvas and the density.
  }, [picture, tools.zoom, size, state.density, comparison.mode, comparison.mode === 'split' ? comparison.at : null]);
  useRegion(state, props.onRegion);
  useFollow(state, props.isReview, change);
  return (
    <div
      class={`stage ${hand ? 'move' : tools.tool}${gesture === null ? '' : ' busy'}${isMoving ? ' moving' : ''}`}
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
      <Overlay {...marksOf(state, events, props)} />
      {comparison.mode === 'split' && (
        <SplitHandle at={comparison.at} width={size.width} onSplit={(split) => props.onTools({ split })} />
      )}
      <PointedFind state={state} isIdle={gesture === null} />
      <p id="canvas-keys" class="visually-hidden">
        {keyList(messages.commandNames)}
      </p>
      <Announcements state={state} />
    </div>
  );
}

function useCanvasState(
  props: PreviewCanvasProps,
  size: Size,
): { readonly state: CanvasState; readonly change: (change: CanvasChange) => void } {
  const { picture, choices, comparison, currentFind: place } = props;
  const { tool, toolSettings, zoom, marks } = props.tools;
  const [cursor, setCursor] = useState<Place | null>(null);
  const density = window.devicePixelRatio || 1;
  const canvas = stageOf(size, comparison);
  const isHalf = comparison.mode === 'side';
  const viewport = viewportOf(zoom, picture, canvas, density);
  const finds = findsOf(picture, props.settings, choices);
  return {
    state: {
      ...{ picture, choices, tool, toolSettings, zoom, marks, canvas, isHalf, density, viewport, finds, cursor },
      currentFind: place,
    },
    change(next) {
      const { zoom: to = zoom, tool: chosen = tool, toolSettings: settings = toolSettings } = next;
      if (to !== zoom || chosen !== tool || settings !== toolSettings)
        props.onTools({ zoom: to, tool: chosen, toolSettings: settings });
      if (next.choices !== undefined && next.choices !== choices) props.onChoices(next.choices);
      if (next.cursor !== undefined) setCursor(next.cursor);
      if (next.currentFind !== undefined && next.currentFind !== place) props.onFind(next.currentFind);
      if (next.face !== undefined) props.onFace(next.face);
    },
  };
}

/** Reports the visible part of the picture when it changes. */
function useRegion({ zoom, picture, canvas, density }: CanvasState, onRegion: (region: Box | null) => void): void {
  const region = detailRegion(zoom, picture, canvas, density, PREVIEW_SIDE);
  useEffect(() => onRegion(region), [JSON.stringify(region)]);
}

/** Keeps the chosen find in view, also when it was chosen elsewhere. A review enlarges a picture that fits. */
function useFollow(state: CanvasState, isReview: boolean, change: (change: CanvasChange) => void): void {
  const { zoom, viewport, canvas, density } = state;
  const find = currentFind(state);
  useEffect(() => {
    if (find === null) return;
    const isSmall = isReview && zoom.mode === 'fit';
    const near = isSmall ? zoomToFind(find.place, viewport.scale * density, canvas, density) : zoom;
    change({ zoom: isSmall ? near : withInView(zoom, viewport, find.place, canvas) });
  }, [find?.place.x, find?.place.y, isReview]);
}

/** The find under the pointer in words: what it looks like and what happens to it. */
function PointedFind({ state, isIdle }: { readonly state: CanvasState; readonly isIdle: boolean }) {
  const messages = useMessages();
  const { cursor, finds, viewport, marks, tool } = state;
  if (cursor === null || !marks || !isIdle || tool === 'brush' || tool === 'face') return null;
  const find = findAt(finds, cursor, 0);
  return find === null ? null : (
    <p class={`stage-hint${viewport.offset.y > 0 ? '' : ' at-top'}`} aria-hidden="true">
      {findText(find, messages)}
    </p>
  );
}

/** The choice by keyboard and the result of the last box, for screen readers. */
function Announcements({ state }: { readonly state: CanvasState }) {
  const messages = useMessages();
  const { finds, tool, choices, picture } = state;
  const current = currentFind(state);
  const lastBox = tool === 'face' ? choices.manualFaces.at(-1) : undefined;
  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        {current === null
          ? ''
          : messages.spotSaid(finds.indexOf(current) + 1, finds.length, findText(current, messages))}
      </p>
      <p class="visually-hidden outline-said" aria-live="polite">
        {lastBox === undefined ? '' : messages.outlineSaid(boxState(resultOfBox(picture.faces, lastBox)))}
      </p>
    </>
  );
}

/** Marks over the picture. */
function marksOf(
  state: CanvasState,
  { gesture, turned }: CanvasEvents,
  { face, comparison }: PreviewCanvasProps,
): OverlayProps {
  const { viewport, tool, toolSettings, cursor, choices, picture, marks, canvas, isHalf } = state;
  const brush = turned ? withTurnedBrush(state).toolSettings : toolSettings;
  const stroke = gesture?.kind === 'stroke' ? [newStroke(brush, gesture.points)] : [];
  const radius = (tool === 'spot' ? toolSettings.spotSize : toolSettings.brushSize) / 2;
  const hasCircle = (tool === 'spot' || tool === 'brush') && cursor !== null;
  const shown = marks && comparison.mode !== 'before';
  return {
    viewport,
    shift: isHalf ? canvas.width : 0,
    current: currentFind(state),
    face,
    faces: tool === 'face' ? markedFaces(picture.faces, choices.manualFaces) : [],
    box: drawnBox(state, gesture),
    finds: shown ? state.finds : [],
    strokes: tool === 'brush' ? [...choices.strokes, ...stroke] : [],
    cursor: hasCircle ? { at: cursor, radius } : null,
  };
}

/** The box that a drag draws, or that a click of the face tool would place. */
function drawnBox({ picture, tool, toolSettings, cursor }: CanvasState, gesture: Gesture | null): Box | null {
  if (gesture?.kind === 'box' && gesture.moved) return boxOf(draggedBox(gesture.from, gesture.to, picture));
  return tool === 'face' && cursor !== null ? boxOf(boxAt(toolSettings, cursor)) : null;
}

/** State of the box that was drawn last. */
function boxState(result: FaceReport | null): 'pending' | 'done' | SkipReason {
  if (result === null) return 'pending';
  return result.state === 'done' ? 'done' : result.reason;
}

function countsOf({ picture: { faces, spots }, finds }: CanvasState) {
  return { faces: faces.filter(isFace).length, finds: spots === null ? null : countFinds(finds) };
}
