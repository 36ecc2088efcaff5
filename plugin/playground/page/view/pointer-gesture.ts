import { boxContains, type Box, type Point } from '../../../geometry/box';
import { absoluteBounds } from '../../host/geometry';
import type { HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { nodesTouching, pathAt, pickFromPath } from '../editor/hit-test';
import { panned, toPage } from '../editor/viewport';

/** Pointer travel in css pixels before a press becomes a drag. */
const DRAG_THRESHOLD = 3;

interface PanGesture {
  readonly kind: 'pan';
  readonly last: Point;
}

interface MoveGesture {
  readonly kind: 'move';
  readonly start: Point;
  readonly last: Point;
  readonly moved: boolean;
  /** The node that a click without a drag selects. */
  readonly clicked: HostNode | null;
}

interface MarqueeGesture {
  readonly kind: 'marquee';
  readonly start: Point;
  readonly last: Point;
  /** Ids that stay selected, whatever the marquee touches. */
  readonly kept: readonly string[];
}

/** The action of the pressed pointer. Points are in css pixels of the canvas. */
export type Gesture = PanGesture | MoveGesture | MarqueeGesture;

/** The modifier keys of a pointer event. */
type Modifiers = Pick<PointerEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** The node that a click at a point would select; null for none. Ctrl or Command picks the innermost. */
export function nodeUnder(editor: Editor, point: Point, { ctrlKey, metaKey }: Modifiers): HostNode | null {
  const path = pathAt(editor.clickable, toPage(editor.view, point));
  return pickFromPath(path, editor.document.selection, ctrlKey || metaKey);
}

/** Starts a gesture of the move tool: selects, or starts a marquee on empty ground. */
export function pressAt(editor: Editor, point: Point, modifiers: Modifiers): Gesture {
  const { document } = editor;
  const picked = nodeUnder(editor, point, modifiers);
  const move = (clicked: HostNode | null): Gesture => ({
    kind: 'move',
    start: point,
    last: point,
    moved: false,
    clicked,
  });
  if (modifiers.shiftKey && picked !== null) {
    toggle(editor, picked);
    return move(null);
  }
  // A press inside the selection drags all of it; only a click without a drag selects anew.
  if (isOnSelection(editor, point)) return move(picked);
  if (picked === null) {
    const kept = modifiers.shiftKey ? document.selection.map((node) => node.id) : [];
    if (!modifiers.shiftKey) document.select([]);
    return { kind: 'marquee', start: point, last: point, kept };
  }
  document.select([picked.id]);
  return move(picked);
}

/** Continues a gesture to a point: pans, drags the selection or selects inside the marquee. */
export function dragTo(editor: Editor, gesture: Gesture, point: Point): Gesture {
  switch (gesture.kind) {
    case 'pan':
      editor.setView(panned(editor.view, point.x - gesture.last.x, point.y - gesture.last.y));
      return { ...gesture, last: point };
    case 'move':
      return dragSelection(editor, gesture, point);
    case 'marquee': {
      const next = { ...gesture, last: point };
      selectInside(editor, marqueeBox(next), gesture.kept);
      return next;
    }
  }
}

/** Ends a gesture: a drag becomes an undo step, and a click selects its node. */
export function release(editor: Editor, gesture: Gesture | null, { shiftKey }: Modifiers): void {
  if (gesture?.kind !== 'move') return;
  if (gesture.moved) editor.document.commitUndo();
  else if (gesture.clicked !== null && !shiftKey) editor.document.select([gesture.clicked.id]);
}

/** The box of a marquee, in css pixels of the canvas. */
export function marqueeBox({ start, last }: MarqueeGesture): Box {
  return {
    x: Math.min(start.x, last.x),
    y: Math.min(start.y, last.y),
    width: Math.abs(start.x - last.x),
    height: Math.abs(start.y - last.y),
  };
}

function toggle({ document }: Editor, node: HostNode): void {
  const ids = document.selection.map(({ id }) => id);
  document.select(ids.includes(node.id) ? ids.filter((id) => id !== node.id) : [...ids, node.id]);
}

function isOnSelection(editor: Editor, point: Point): boolean {
  const position = toPage(editor.view, point);
  return editor.document.selection.some((node) => !node.values.locked && boxContains(absoluteBounds(node), position));
}

function dragSelection(editor: Editor, gesture: MoveGesture, point: Point): Gesture {
  const { start, last } = gesture;
  if (!gesture.moved && Math.hypot(point.x - start.x, point.y - start.y) < DRAG_THRESHOLD) return gesture;
  // Whole canvas units, counted from the start, so that photos stay on the pixel grid.
  const travel = (from: number, to: number): number => Math.round((to - from) / editor.view.zoom);
  const x = travel(start.x, point.x) - travel(start.x, last.x);
  const y = travel(start.y, point.y) - travel(start.y, last.y);
  const movable = editor.document.selection.filter((node) => !node.values.locked);
  if (x !== 0 || y !== 0) editor.moveBy(movable, x, y);
  return { ...gesture, last: point, moved: true };
}

function selectInside(editor: Editor, box: Box, kept: readonly string[]): void {
  const corner = toPage(editor.view, box);
  const onPage = { ...corner, width: box.width / editor.view.zoom, height: box.height / editor.view.zoom };
  const touched = nodesTouching(editor.clickable, onPage).map((node) => node.id);
  const ids = [...new Set([...kept, ...touched])];
  if (ids.join() !== editor.document.selection.map((node) => node.id).join()) editor.document.select(ids);
}
