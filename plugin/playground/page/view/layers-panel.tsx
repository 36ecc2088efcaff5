import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { HostNode } from '../../host/index';
import { EditorSwitch } from './editor-switch';
import { SoftlightMark } from './icons';
import { LayerRow, ROW_HEIGHT, type RowModifiers } from './layer-row';
import { rowsOf } from './layer-rows';
import { useRowWindow } from './row-window';
import { useEditor } from './use-editor';

/** The layers of the page as a tree, topmost first. Only the rows near the visible part stand in the document. */
export function LayersPanel(): JSX.Element {
  const editor = useEditor();
  const anchor = useRef<string | null>(null);
  const panel = useRef<HTMLElement>(null);
  const tree = useRef<HTMLUListElement>(null);
  const rows = rowsOf(editor.document.page.children);
  const shown = useRowWindow(panel, tree, rows.length, ROW_HEIGHT);
  const selected = new Set(editor.document.selection.map((node) => node.id));

  const pick = (node: HostNode, event: RowModifiers): void => {
    const from = rows.findIndex((row) => row.node.id === anchor.current);
    const to = rows.findIndex((row) => row.node === node);
    if (event.shiftKey && from >= 0) {
      const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
      editor.document.select(range.map((row) => row.node.id));
      return;
    }
    anchor.current = node.id;
    if (event.ctrlKey || event.metaKey) {
      const ids = selected.has(node.id) ? [...selected].filter((id) => id !== node.id) : [...selected, node.id];
      editor.document.select(ids);
    } else {
      editor.document.select([node.id]);
    }
  };

  return (
    <aside ref={panel} class="panel layers-panel" aria-label="Layers">
      <header class="file-header">
        <SoftlightMark size={24} />
        <div>
          <strong>Softlight playground</strong>
          <EditorSwitch />
        </div>
      </header>
      <h2 class="panel-title">Layers</h2>
      {rows.length === 0 && <p class="hint">No layers yet. Drop a portrait on the canvas.</p>}
      <ul ref={tree} class="tree" role="tree" aria-label="Layers" aria-multiselectable="true">
        <Space rows={shown.first} />
        {rows.slice(shown.first, shown.end).map((row) => (
          <LayerRow key={row.node.id} editor={editor} row={row} isSelected={selected.has(row.node.id)} onPick={pick} />
        ))}
        <Space rows={rows.length - shown.end} />
      </ul>
    </aside>
  );
}

/** Stands for rows that are out of view. */
function Space({ rows }: { readonly rows: number }): JSX.Element | null {
  return rows === 0 ? null : <li role="presentation" style={{ height: `${rows * ROW_HEIGHT}px` }} />;
}
