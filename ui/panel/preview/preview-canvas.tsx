import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { BrushStroke, Choices, ManualFace } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport, type SkipReason } from '../../engine/api/report';
import { addManualFace, addSpot, addStroke, removeAdded, toggleSpot } from './choices-history';
import type { OpenPicture } from './viewed-picture';
import { useMessages } from '../controls/use-messages';
import { drawPreview, type Comparison } from './draw-preview';
import { Overlay } from './overlay';
import {
  boxOf,
  draggedBox,
  markedFaces,
  markedSpots,
  readingOf,
  resized,
  spotAt,
  thinned,
  type MarkedSpot,
  type Tool,
  type ToolSettings,
} from './tools';
import { useCanvasSize } from './use-canvas-size';
import { detailRegion, FIT, panBy, toPicture, viewportOf, zoomAt, zoomTo, type Place, type Zoom } from './viewport';

export interface StageProps {
  readonly picture: OpenPicture;
  readonly choices: Choices;
  readonly tool: Tool;
  readonly toolSettings: ToolSettings;
  readonly comparison: Comparison;
  readonly zoom: Zoom;
  readonly rings: boolean;
  /** A face to outline besides that under the pointer. */
  readonly face: Box | null;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onSplit: (at: number) => void;
  /** The part of the picture that is seen, when it is worth a preview of its own. */
  readonly onRegion: (region: Box | null) => void;
  readonly onChoices: (choices: Choices) => void;
  readonly onToolSettings: (settings: ToolSettings) => void;
}

/** Longest side of a preview. */
const SIDE = 1024;
/** Movement in CSS pixels up to which a press is a click. */
const CLICK = 4;
const ZOOM_STEP = 1.25;
const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What a press of the pointer has begun. */
type Gesture =
  | { readonly kind: 'pan'; readonly from: Place; readonly last: Place; readonly moved: boolean }
  | { readonly kind: 'stroke'; readonly points: readonly number[] }
  /** From and to in picture pixels; `moved` as of a pan: a click outlines with the tool's own size. */
  | { readonly kind: 'box'; readonly start: Place; readonly from: Place; readonly to: Place; readonly moved: boolean };

/** The picture, before and after, with its marks; all tools work here, by pointer and by keyboard. */
export function PreviewCanvas(props: StageProps) {
  const { picture, choices, tool, toolSettings, comparison, zoom, onZoom, onChoices } = props;
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useCanvasSize(element);
  const [gesture, setGesture] = useState<Gesture | null>(null);
  /** Where the tool is, in picture pixels: under the pointer, or where the arrow keys took it. */
  const [cursor, setCursor] = useState<Place | null>(null);
  const [spotIndex, setSpotIndex] = useState<number | null>(null);
  const density = window.devicePixelRatio || 1;
  const viewport = viewportOf(zoom, picture, stage, density);
  const spots = markedSpots(picture.spots ?? [], choices);
  const current = spotIndex === null ? null : (spots[spotIndex] ?? null);
  const region = detailRegion(zoom, picture, stage, density, SIDE);
  const regionKey = JSON.stringify(region);

  useLayoutEffect(() => {
    if (canvas.current !== null) drawPreview(canvas.current, picture, viewport, stage, density, comparison);
  });
  useEffect(() => props.onRegion(region), [regionKey]);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    // Not as a property: Preact's listeners are passive for wheels, and the page would zoom.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const at = { x: event.offsetX, y: event.offsetY };
      if (event.ctrlKey || event.metaKey)
        onZoom(zoomAt(viewport, Math.exp(-event.deltaY / 200), at, picture, stage, density));
      else onZoom(panBy(zoom, { x: -event.deltaX, y: -event.deltaY }, picture, density));
    };
    target.addEventListener('wheel', wheel, { passive: false });
    return () => target.removeEventListener('wheel', wheel);
  });

  const radius = (tool === 'spot' ? toolSettings.spotSize : toolSettings.brushSize) / 2;
  const inPicture = ({ x, y }: Place): boolean => x >= 0 && y >= 0 && x < picture.width && y < picture.height;
  const newStroke = (points: readonly number[]): BrushStroke => ({
    effect: toolSettings.effect,
    radius: toolSettings.brushSize / 2,
    feather: toolSettings.feather / 100,
    points: thinned(points, toolSettings.brushSize / 2),
  });

  const boxAt = ({ x, y }: Place): ManualFace => ({
    x: Math.round(x),
    y: Math.round(y),
    size: toolSettings.faceSize,
  });

  function change(spot: MarkedSpot): void {
    onChoices(spot.kind === 'added' ? removeAdded(choices, spot.place) : toggleSpot(choices, spot.place));
  }
  /** What a click of the tool does at a point of the picture. */
  function act(at: Place): void {
    const hit = spotAt(spots, at, CLICK / viewport.scale);
    if (tool === 'face') {
      if (inPicture(at)) onChoices(addManualFace(choices, boxAt(at)));
    } else if (tool === 'brush') onChoices(addStroke(choices, newStroke([at.x, at.y])));
    else if (hit !== null && props.rings) change(hit);
    else if (tool === 'spot' && inPicture(at))
      onChoices(addSpot(choices, { x: Math.round(at.x), y: Math.round(at.y), radius }));
  }

  const press = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== 1) return;
    element.current?.setPointerCapture(event.pointerId);
    const at = pointIn(event);
    const point = toPicture(viewport, at);
    setSpotIndex(null);
    if (tool === 'brush' && event.button === 0) setGesture({ kind: 'stroke', points: [point.x, point.y] });
    else if (tool === 'face' && event.button === 0)
      setGesture({ kind: 'box', start: at, from: point, to: point, moved: false });
    else setGesture({ kind: 'pan', from: at, last: at, moved: false });
  };
  const move = (event: PointerEvent): void => {
    const at = pointIn(event);
    const point = toPicture(viewport, at);
    setCursor(point);
    if (gesture?.kind === 'stroke') setGesture({ ...gesture, points: [...gesture.points, point.x, point.y] });
    else if (gesture?.kind === 'box') {
      setGesture({
        ...gesture,
        to: point,
        moved: gesture.moved || Math.hypot(at.x - gesture.start.x, at.y - gesture.start.y) > CLICK,
      });
    } else if (gesture?.kind === 'pan') {
      const moved = gesture.moved || Math.hypot(at.x - gesture.from.x, at.y - gesture.from.y) > CLICK;
      if (moved) onZoom(panBy(zoom, { x: at.x - gesture.last.x, y: at.y - gesture.last.y }, picture, density));
      setGesture({ ...gesture, last: at, moved });
    }
  };
  const release = (event: PointerEvent): void => {
    if (gesture?.kind === 'stroke') onChoices(addStroke(choices, newStroke(gesture.points)));
    else if (gesture?.kind === 'box' && gesture.moved)
      onChoices(addManualFace(choices, draggedBox(gesture.from, toPicture(viewport, pointIn(event)), picture)));
    else if (gesture !== null && !gesture.moved && event.button === 0) act(toPicture(viewport, pointIn(event)));
    setGesture(null);
  };

  const middle: Place = { x: stage.width / 2, y: stage.height / 2 };
  const keys = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const far = event.shiftKey ? 64 : 16;
      if (tool === 'move') onZoom(panBy(zoom, { x: -arrow.x * far, y: -arrow.y * far }, picture, density));
      else {
        const from = cursor ?? toPicture(viewport, middle);
        const by = far / 4 / viewport.scale;
        setSpotIndex(null);
        setCursor({
          x: Math.min(picture.width, Math.max(0, from.x + arrow.x * by)),
          y: Math.min(picture.height, Math.max(0, from.y + arrow.y * by)),
        });
      }
    } else if (event.key === 'n' || event.key === 'p') {
      if (spots.length > 0)
        setSpotIndex(
          ((spotIndex ?? (event.key === 'n' ? -1 : 0)) + (event.key === 'n' ? 1 : -1) + spots.length) % spots.length,
        );
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (current !== null) change(current);
      else if (tool !== 'move') act(cursor ?? toPicture(viewport, middle));
    } else if (event.key === '+' || event.key === '=')
      onZoom(zoomAt(viewport, ZOOM_STEP, middle, picture, stage, density));
    else if (event.key === '-') onZoom(zoomAt(viewport, 1 / ZOOM_STEP, middle, picture, stage, density));
    else if (event.key === '0') onZoom(FIT);
    else if (event.key === '1') onZoom(zoomTo(viewport, 1, middle, picture, stage, density));
    else if (event.key === '[' || event.key === ']')
      props.onToolSettings(resized(toolSettings, tool, event.key === ']' ? ZOOM_STEP : 1 / ZOOM_STEP, picture));
    else return;
    event.preventDefault();
  };

  const shownFace =
    props.face ?? (tool === 'move' && cursor !== null && gesture === null ? faceUnder(picture, cursor) : null);
  const drawn =
    gesture?.kind === 'box' && gesture.moved
      ? draggedBox(gesture.from, gesture.to, picture)
      : tool === 'face' && cursor !== null
        ? boxAt(cursor)
        : null;
  const lastBox = tool === 'face' ? choices.manualFaces.at(-1) : undefined;
  const split = comparison.mode === 'split' ? comparison.at : null;
  return (
    <div
      class={`stage ${tool}${gesture === null ? '' : ' busy'}`}
      ref={element}
      tabIndex={0}
      role="application"
      aria-label={messages.previewLabel(summary(picture, spots))}
      aria-roledescription={messages.preview}
      aria-describedby="stage-keys"
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => setGesture(null)}
      onPointerLeave={() => setCursor(null)}
      onDblClick={(event) => {
        if (tool === 'move')
          onZoom(zoom.mode === 'fit' ? zoomTo(viewport, 1, pointIn(event), picture, stage, density) : FIT);
      }}
      onKeyDown={keys}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <Overlay
        viewport={viewport}
        current={current}
        face={shownFace}
        faces={tool === 'face' ? markedFaces(picture.faces, choices.manualFaces) : []}
        box={drawn === null ? null : boxOf(drawn)}
        spots={props.rings && comparison.mode !== 'before' ? spots : []}
        strokes={
          tool === 'brush'
            ? [...choices.strokes, ...(gesture?.kind === 'stroke' ? [newStroke(gesture.points)] : [])]
            : []
        }
        cursor={tool === 'move' || tool === 'face' || cursor === null ? null : { at: cursor, radius }}
      />
      {split !== null && <SplitHandle at={split} width={stage.width} onSplit={props.onSplit} />}
      <p id="stage-keys" class="visually-hidden">
        {messages.stageKeys}
      </p>
      <p class="visually-hidden" aria-live="polite">
        {current === null ? '' : messages.spotSaid(spotIndex! + 1, spots.length, current.kind)}
      </p>
      <p class="visually-hidden outline-said" aria-live="polite">
        {lastBox === undefined ? '' : messages.outlineSaid(stateOf(readingOf(picture.faces, lastBox)))}
      </p>
    </div>
  );
}

function SplitHandle({
  at,
  width,
  onSplit,
}: {
  readonly at: number;
  readonly width: number;
  readonly onSplit: (at: number) => void;
}) {
  const messages = useMessages();
  const [held, setHeld] = useState(false);
  const to = (share: number): void => onSplit(Math.min(1, Math.max(0, share)));
  return (
    <div
      class="split"
      style={{ left: `${at * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={messages.splitHandle}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={messages.splitSaid(Math.round(at * 100))}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (held) to((event.clientX - event.currentTarget.parentElement!.getBoundingClientRect().left) / width);
      }}
      onPointerUp={(event) => {
        event.stopPropagation();
        setHeld(false);
      }}
      onPointerCancel={() => setHeld(false)}
      onDblClick={(event) => {
        event.stopPropagation();
        to(0.5);
      }}
      onKeyDown={(event) => {
        const by = {
          ArrowLeft: -0.01,
          ArrowDown: -0.01,
          ArrowRight: 0.01,
          ArrowUp: 0.01,
          PageDown: -0.1,
          PageUp: 0.1,
          Home: -1,
          End: 1,
        }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        to(at + by);
      }}
    >
      <span class="grip" />
    </div>
  );
}

/** The face's box that holds a point. */
function faceUnder({ faces }: OpenPicture, { x, y }: Place): Box | null {
  return (
    faces.filter(isFace).find(({ box }) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height)
      ?.box ?? null
  );
}

/** What is said of the box that was drawn last. */
function stateOf(reading: FaceReport | null): 'pending' | 'done' | SkipReason {
  return reading === null ? 'pending' : reading.state === 'done' ? 'done' : reading.reason;
}

function summary({ faces, spots }: OpenPicture, marked: readonly MarkedSpot[]) {
  return {
    faces: faces.filter(isFace).length,
    spots: spots === null ? null : marked.length,
    kept: marked.filter(({ kind }) => kind === 'kept').length,
  };
}

function pointIn(event: PointerEvent | MouseEvent): Place {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
