import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Editor } from '../editor/editor';

export const EditorContext = createContext<Editor | null>(null);

/** The editor. The calling component is drawn again after each of its changes. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('no editor around this component');
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => editor.subscribe(() => redraw(undefined)), [editor]);
  return editor;
}
