import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box, Point } from '../../../geometry/box';
import type { HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { pathAt, stepInto } from '../editor/hit-test';
import { panned, toPage, zoomedAt } from '../editor/viewport';
import { paintCanvas } from './paint-canvas';
import { dragTo, marqueeBox, nodeUnder, pressAt, release, type Gesture } from './pointer-gesture';
import { SelectionOverlay } from './selection-overlay';
import type { Tool } from './toolbar';
import { useEditor } from './use-editor';

/** Natural logarithm of the zoom factor for one unit of `deltaY`. */
const WHEEL_ZOOM = 0.01;
/** The largest `deltaY` of one wheel event that zooming follows. */
const LARGEST_TURN = 50;

/** The canvas: the picture of the page, and selecting, moving, panning and zooming on it. */
export function CanvasView({ tool }: { readonly tool: Tool }): JSX.Element {
  const editor = useEditor();
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const gesture = useRef<Gesture | null>(null);
  const [hovered, setHovered] = useState<HostNode | null>(null);
  const [marquee, setMarquee] = useState<Box | null>(null);

  useEffect(() => keepPainted(editor, canvas.current!), [editor]);
  useEffect(() => keepMeasured(editor, area.current!), [editor]);
  useEffect(() => listenForWheel(editor, area.current!), [editor]);

  const press = (event: PointerEvent): void => {
    if (event.button === 2) return;
    area.current!.setPointerCapture(event.pointerId);
    area.current!.focus({ preventScroll: true });
    const point = pointIn(area.current!, event);
    const pans = tool === 'hand' || event.button === 1;
    gesture.current = pans ? { kind: 'pan', last: point } : pressAt(editor, point, event);
  };
  const move = (event: PointerEvent): void => {
    const point = pointIn(area.current!, event);
    if (gesture.current === null) {
      setHovered(tool === 'hand' ? null : nodeUnder(editor, point, event));
      return;
    }
    gesture.current = dragTo(editor, gesture.current, point);
    if (gesture.current.kind === 'marquee') setMarquee(marqueeBox(gesture.current));
  };
  const end = (event: PointerEvent): void => {
    const ended = gesture.current;
    gesture.current = null;
    setMarquee(null);
    release(editor, ended, event);
  };

  return (
    <div
      ref={area}
      class={`canvas-area ${tool}`}
      role="application"
      aria-label="Canvas"
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={() => setHovered(null)}
      onDblClick={(event) => enterNode(editor, pointIn(area.current!, event))}
    >
      <canvas ref={canvas} />
      <SelectionOverlay hovered={hovered} marquee={marquee} />
      {editor.showsBefore && <div class="before-badge">Before</div>}
    </div>
  );
}

/** The pointer's position in css pixels of an element. */
function pointIn(element: Element, event: PointerEvent | MouseEvent): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** Selects one level further in at a point, as a double click does. */
function enterNode(editor: Editor, point: Point): void {
  const path = pathAt(editor.clickable, toPage(editor.view, point));
  const inner = stepInto(path, editor.document.selection);
  if (inner !== null) editor.document.select([inner.id]);
}

/** Paints at most once a frame, and only when the picture may have changed. */
function keepPainted(editor: Editor, canvas: HTMLCanvasElement): () => void {
  let painted = -1;
  let frame = 0;
  const paint = (): void => {
    frame = 0;
    painted = editor.pictureVersion;
    paintCanvas(editor, canvas, window.devicePixelRatio);
  };
  const request = (): void => {
    if (frame === 0 && painted !== editor.pictureVersion) frame = requestAnimationFrame(paint);
  };
  const unsubscribe = editor.subscribe(request);
  request();
  return () => {
    unsubscribe();
    cancelAnimationFrame(frame);
  };
}

function keepMeasured(editor: Editor, area: HTMLElement): () => void {
  const observer = new ResizeObserver(() => editor.setCanvasSize(area.clientWidth, area.clientHeight));
  observer.observe(area);
  return () => observer.disconnect();
}

/**
 * The wheel pans. With Ctrl, and with a pinch on a touchpad, it zooms at the pointer. The listener is not passive,
 * because the browser would zoom the page as well.
 */
function listenForWheel(editor: Editor, area: HTMLElement): () => void {
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const step = Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, event.deltaY));
      const zoom = editor.view.zoom * Math.exp(-step * WHEEL_ZOOM);
      editor.setView(zoomedAt(editor.view, zoom, pointIn(area, event)));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      editor.setView(panned(editor.view, -(sideways ? event.deltaY : event.deltaX), sideways ? 0 : -event.deltaY));
    }
  };
  area.addEventListener('wheel', turn, { passive: false });
  return () => area.removeEventListener('wheel', turn);
}
