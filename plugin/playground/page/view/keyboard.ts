import type { Editor } from '../editor/editor';
import { zoomedAt } from '../editor/viewport';
import { chordOf, keyName } from './chord';
import type { Tool } from './toolbar';

interface ShortcutContext {
  readonly editor: Editor;
  readonly setTool: (tool: Tool) => void;
  /** Whether the key is held and repeats. */
  readonly repeat: boolean;
}

const STEP = 1;
const LARGE_STEP = 10;

/** Shortcuts by chord (see `chordOf`), as in Figma. */
const SHORTCUTS: Readonly<Record<string, (context: ShortcutContext) => void>> = {
  Delete: ({ editor }) => editor.deleteSelection(),
  Backspace: ({ editor }) => editor.deleteSelection(),
  Escape: ({ editor }) => editor.document.select([]),
  ArrowLeft: ({ editor }) => nudge(editor, -STEP, 0),
  ArrowRight: ({ editor }) => nudge(editor, STEP, 0),
  ArrowUp: ({ editor }) => nudge(editor, 0, -STEP),
  ArrowDown: ({ editor }) => nudge(editor, 0, STEP),
  'Shift+ArrowLeft': ({ editor }) => nudge(editor, -LARGE_STEP, 0),
  'Shift+ArrowRight': ({ editor }) => nudge(editor, LARGE_STEP, 0),
  'Shift+ArrowUp': ({ editor }) => nudge(editor, 0, -LARGE_STEP),
  'Shift+ArrowDown': ({ editor }) => nudge(editor, 0, LARGE_STEP),
  'Shift+Digit0': ({ editor }) => zoomTo(editor, 1),
  'Shift+Digit1': ({ editor }) => editor.fit(),
  '+': ({ editor }) => zoomTo(editor, editor.view.zoom * 2),
  '-': ({ editor }) => zoomTo(editor, editor.view.zoom / 2),
  V: ({ setTool }) => setTool('move'),
  H: ({ setTool }) => setTool('hand'),
  B: ({ editor, repeat }) => {
    if (!repeat) editor.setShowsBefore(true);
  },
  'Mod+Z': ({ editor }) => editor.undo(),
  'Mod+Shift+Z': ({ editor }) => editor.redo(),
  'Mod+Y': ({ editor }) => editor.redo(),
  'Mod+A': ({ editor }) => editor.selectAll(),
  'Mod+G': ({ editor }) => editor.groupSelection(),
  'Mod+Alt+P': ({ editor }) => void editor.runPlugin(),
};

/** Listens for the shortcuts. Returns the function that ends it. */
export function listenForKeys(editor: Editor, setTool: (tool: Tool) => void): () => void {
  let spaceHeld = false;
  const down = (event: KeyboardEvent): void => {
    if (event.isComposing || isTyping(event.target)) return;
    if (keyName(event) === 'Space' && !isControl(event.target)) {
      event.preventDefault();
      if (!spaceHeld) setTool('hand');
      spaceHeld = true;
      return;
    }
    const chord = chordOf(event);
    if (!Object.hasOwn(SHORTCUTS, chord)) return;
    SHORTCUTS[chord]!({ editor, setTool, repeat: event.repeat });
    event.preventDefault();
  };
  const up = (event: KeyboardEvent): void => {
    if (keyName(event) === 'Space' && spaceHeld) {
      spaceHeld = false;
      setTool('move');
    }
    if (keyName(event) === 'B') editor.setShowsBefore(false);
  };
  const leave = (): void => editor.setShowsBefore(false);
  window.addEventListener('keydown', down);
  window.addEventListener('keyup', up);
  window.addEventListener('blur', leave);
  return () => {
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', leave);
  };
}

function nudge(editor: Editor, x: number, y: number): void {
  const movable = editor.document.selection.filter((node) => !node.values.locked);
  if (movable.length === 0) return;
  editor.moveBy(movable, x, y);
  editor.document.commitUndo();
}

function zoomTo(editor: Editor, zoom: number): void {
  editor.setView(zoomedAt(editor.view, zoom, { x: editor.canvasSize.width / 2, y: editor.canvasSize.height / 2 }));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'range')
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, input, [role=treeitem]') !== null;
}
