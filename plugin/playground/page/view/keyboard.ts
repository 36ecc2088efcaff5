import type { Editor } from '../editor/editor';
import { zoomedAt } from '../editor/viewport';
import type { Tool } from './toolbar';

/** Shortcuts, as in Figma. Returns what ends them. */
export function listenForKeys(editor: Editor, setTool: (tool: Tool) => void): () => void {
  let spaceHeld = false;
  const down = (event: KeyboardEvent): void => {
    if (isTyping(event.target)) return;
    if (event.key === ' ' && !isControl(event.target)) {
      event.preventDefault();
      if (!spaceHeld) setTool('hand');
      spaceHeld = true;
      return;
    }
    if (handle(editor, event, setTool)) event.preventDefault();
  };
  const up = (event: KeyboardEvent): void => {
    if (event.key === ' ' && spaceHeld) {
      spaceHeld = false;
      setTool('move');
    }
    if (event.key.toLowerCase() === 'b') editor.setShowsBefore(false);
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

function handle(editor: Editor, event: KeyboardEvent, setTool: (tool: Tool) => void): boolean {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command) return handleCommand(editor, event, key);
  const distance = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      editor.deleteSelection();
      return true;
    case 'Escape':
      editor.document.select([]);
      return true;
    case 'ArrowLeft':
      return nudge(editor, -distance, 0);
    case 'ArrowRight':
      return nudge(editor, distance, 0);
    case 'ArrowUp':
      return nudge(editor, 0, -distance);
    case 'ArrowDown':
      return nudge(editor, 0, distance);
  }
  if (event.shiftKey && (event.code === 'Digit1' || event.code === 'Digit0')) {
    if (event.code === 'Digit1') editor.fit();
    else zoomTo(editor, 1);
    return true;
  }
  switch (key) {
    case 'v':
      setTool('move');
      return true;
    case 'h':
      setTool('hand');
      return true;
    case 'b':
      if (!event.repeat) editor.setShowsBefore(true);
      return true;
    case '+':
    case '=':
      zoomTo(editor, editor.view.zoom * 2);
      return true;
    case '-':
      zoomTo(editor, editor.view.zoom / 2);
      return true;
    default:
      return false;
  }
}

function handleCommand(editor: Editor, event: KeyboardEvent, key: string): boolean {
  if (key === 'z') {
    if (event.shiftKey) editor.redo();
    else editor.undo();
  } else if (key === 'y') editor.redo();
  else if (key === 'a') editor.selectAll();
  else if (key === 'g') editor.groupSelection();
  else if (event.code === 'KeyP' && event.altKey) void editor.runPlugin();
  else return false;
  return true;
}

function nudge(editor: Editor, x: number, y: number): boolean {
  const movable = editor.document.selection.filter((node) => !node.values.locked);
  if (movable.length === 0) return false;
  editor.moveBy(movable, x, y);
  editor.document.commitUndo();
  return true;
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
