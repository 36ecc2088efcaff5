import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { boxContains, type Box, type Point } from '../../../geometry/box';
import type { HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { nodesTouching, pageBox, pathAt, pickFromPath, stepInto } from '../editor/hit-test';
import { panned, toPage, zoomedAt } from '../editor/viewport';
import { paintCanvas } from './paint-canvas';
import { SelectionOverlay } from './selection-overlay';
import type { Tool } from './toolbar';
import { useEditor } from './use-editor';

/** Pointer travel in css pixels before a press becomes a drag. */
const DRAG_THRESHOLD = 3;
const WHEEL_ZOOM = 0.01;

/** What the pressed pointer is doing. */
type Gesture =
  | { readonly kind: 'pan'; readonly last: Point }
  | {
      readonly kind: 'move';
      readonly start: Point;
      readonly last: Point;
      readonly moved: boolean;
      readonly clicked: HostNode | null;
    }
  | { readonly kind: 'marquee'; readonly start: Point; readonly kept: readonly string[] };

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

  const pointOf = (event: PointerEvent | MouseEvent): Point => {
    const box = area.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const press = (event: PointerEvent): void => {
    if (event.button === 2) return;
    area.current!.setPointerCapture(event.pointerId);
    area.current!.focus({ preventScroll: true });
    const point = pointOf(event);
    gesture.current =
      tool === 'hand' || event.button === 1 ? { kind: 'pan', last: point } : pressOnPage(editor, event, point);
  };

  const move = (event: PointerEvent): void => {
    const point = pointOf(event);
    const current = gesture.current;
    if (current === null) {
      setHovered(
        tool === 'hand'
          ? null
          : pickFromPath(
              pathAt(editor.document.page.children, toPage(editor.view, point)),
              editor.document.selection,
              event.ctrlKey || event.metaKey,
            ),
      );
      return;
    }
    switch (current.kind) {
      case 'pan':
        editor.setView(panned(editor.view, point.x - current.last.x, point.y - current.last.y));
        gesture.current = { kind: 'pan', last: point };
        break;
      case 'move':
        gesture.current = dragSelection(editor, current, point);
        break;
      case 'marquee': {
        const box = boxBetween(current.start, point);
        setMarquee(box);
        selectInside(editor, box, current.kept);
        break;
      }
    }
  };

  const release = (event: PointerEvent): void => {
    const current = gesture.current;
    gesture.current = null;
    setMarquee(null);
    if (current?.kind !== 'move') return;
    if (current.moved) editor.document.commitUndo();
    else if (current.clicked !== null && !event.shiftKey) editor.document.select([current.clicked.id]);
  };

  const enter = (event: MouseEvent): void => {
    const path = pathAt(editor.document.page.children, toPage(editor.view, pointOf(event)));
    const inner = stepInto(path, editor.document.selection);
    if (inner !== null) editor.document.select([inner.id]);
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
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => setHovered(null)}
      onDblClick={enter}
    >
      <canvas ref={canvas} />
      <SelectionOverlay hovered={hovered} marquee={marquee} />
      {editor.showsBefore && <div class="before-badge">Before</div>}
    </div>
  );
}

function pressOnPage(editor: Editor, event: PointerEvent, point: Point): Gesture {
  const { document } = editor;
  const selected = document.selection.map((node) => node.id);
  const position = toPage(editor.view, point);
  const picked = pickFromPath(
    pathAt(document.page.children, position),
    document.selection,
    event.ctrlKey || event.metaKey,
  );
  if (event.shiftKey && picked !== null) {
    document.select(
      selected.includes(picked.id) ? selected.filter((id) => id !== picked.id) : [...selected, picked.id],
    );
    return { kind: 'move', start: point, last: point, moved: false, clicked: null };
  }
  // A press inside what is selected drags all of it; only a click without a drag selects anew.
  const isInside = document.selection.some((node) => !node.values.locked && boxContains(pageBox(node), position));
  if (isInside) return { kind: 'move', start: point, last: point, moved: false, clicked: picked };
  if (picked === null) {
    if (!event.shiftKey) document.select([]);
    return { kind: 'marquee', start: point, kept: event.shiftKey ? selected : [] };
  }
  document.select([picked.id]);
  return { kind: 'move', start: point, last: point, moved: false, clicked: picked };
}

function dragSelection(editor: Editor, gesture: Extract<Gesture, { kind: 'move' }>, point: Point): Gesture {
  const hasLeft = Math.hypot(point.x - gesture.start.x, point.y - gesture.start.y) >= DRAG_THRESHOLD;
  if (!gesture.moved && !hasLeft) return gesture;
  // Whole canvas units, counted from the start, so that photos stay on the pixel grid.
  const { zoom } = editor.view;
  const travelled = (from: number, to: number): number => Math.round((to - from) / zoom);
  const x = travelled(gesture.start.x, point.x) - travelled(gesture.start.x, gesture.last.x);
  const y = travelled(gesture.start.y, point.y) - travelled(gesture.start.y, gesture.last.y);
  if (x !== 0 || y !== 0)
    editor.moveBy(
      editor.document.selection.filter((node) => !node.values.locked),
      x,
      y,
    );
  return { ...gesture, last: point, moved: true };
}

function selectInside(editor: Editor, box: Box, kept: readonly string[]): void {
  const corner = toPage(editor.view, box);
  const onPage = { ...corner, width: box.width / editor.view.zoom, height: box.height / editor.view.zoom };
  const touched = nodesTouching(editor.document.page.children, onPage).map((node) => node.id);
  const ids = [...new Set([...kept, ...touched])];
  if (ids.join() !== editor.document.selection.map((node) => node.id).join()) editor.document.select(ids);
}

function boxBetween(one: Point, other: Point): Box {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

/** Paints once a frame at most, and only when the picture may have changed. */
function keepPainted(editor: Editor, canvas: HTMLCanvasElement): () => void {
  let painted = -1;
  let frame = 0;
  const paint = (): void => {
    frame = 0;
    painted = editor.pictureVersion;
    paintCanvas(editor, canvas, window.devicePixelRatio);
  };
  const ask = (): void => {
    if (frame === 0 && painted !== editor.pictureVersion) frame = requestAnimationFrame(paint);
  };
  const unsubscribe = editor.subscribe(ask);
  ask();
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

/** Wheel pans; with Ctrl (and a pinch on a touchpad) it zooms at the pointer. Not passive, or the browser would zoom the page. */
function listenForWheel(editor: Editor, area: HTMLElement): () => void {
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const box = area.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      const anchor = { x: event.clientX - box.left, y: event.clientY - box.top };
      const step = Math.max(-50, Math.min(50, event.deltaY));
      editor.setView(zoomedAt(editor.view, editor.view.zoom * Math.exp(-step * WHEEL_ZOOM), anchor));
    } else {
      const sideways = event.shiftKey && event.deltaX === 0;
      editor.setView(panned(editor.view, -(sideways ? event.deltaY : event.deltaX), sideways ? 0 : -event.deltaY));
    }
  };
  area.addEventListener('wheel', turn, { passive: false });
  return () => area.removeEventListener('wheel', turn);
}
