import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { BLEND_MODE_NAMES } from './blend-mode-names';
import { Icon, SoftlightMark, type IconName } from './icons';
import { useEditor } from './use-editor';

interface Row {
  readonly node: HostNode;
  readonly depth: number;
  /** Whether an ancestor is hidden, so that the row is dimmed. */
  readonly dimmed: boolean;
}

/** The layers of the page as a tree, topmost first. */
export function LayersPanel(): JSX.Element {
  const editor = useEditor();
  const anchor = useRef<string | null>(null);
  const rows = rowsOf(editor.document.page.children, 0, false);
  const selected = new Set(editor.document.selection.map((node) => node.id));

  const pick = (node: HostNode, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): void => {
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
    <aside class="panel layers-panel" aria-label="Layers">
      <header class="file-header">
        <SoftlightMark size={24} />
        <div>
          <strong>Softlight playground</strong>
          <span class="secondary">A small Figma on this machine</span>
        </div>
      </header>
      <h2 class="panel-title">Layers</h2>
      {rows.length === 0 && <p class="hint">No layers yet. Drop a portrait on the canvas.</p>}
      <ul class="tree" role="tree" aria-label="Layers" aria-multiselectable="true">
        {rows.map((row) => (
          <LayerRow key={row.node.id} editor={editor} row={row} isSelected={selected.has(row.node.id)} onPick={pick} />
        ))}
      </ul>
    </aside>
  );
}

interface LayerRowProps {
  readonly editor: Editor;
  readonly row: Row;
  readonly isSelected: boolean;
  readonly onPick: (node: HostNode, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => void;
}

function LayerRow({ editor, row: { node, depth, dimmed }, isSelected, onPick }: LayerRowProps): JSX.Element {
  const { name, visible, locked, expanded, opacity, blendMode } = node.values;
  const hasChildren = node.children.length > 0;
  const blends = blendMode !== 'NORMAL' && blendMode !== 'PASS_THROUGH';
  const notes = [blends ? BLEND_MODE_NAMES[blendMode] : '', opacity < 1 ? `${Math.round(opacity * 100)}%` : ''].filter(
    (note) => note !== '',
  );
  return (
    <li
      class={`row${isSelected ? ' selected' : ''}${visible && !dimmed ? '' : ' hidden-layer'}`}
      role="treeitem"
      aria-selected={isSelected}
      aria-level={depth + 1}
      {...(hasChildren ? { 'aria-expanded': expanded } : {})}
      data-node={node.id}
      tabIndex={0}
      style={{ paddingLeft: `${8 + depth * 16}px` }}
      onClick={(event) => onPick(node, event)}
      onDblClick={() => editor.fit([node])}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        onPick(node, event);
      }}
    >
      <button
        class={`caret${expanded ? ' open' : ''}`}
        aria-label={`${expanded ? 'Fold' : 'Unfold'} ${name}`}
        style={{ visibility: hasChildren ? 'visible' : 'hidden' }}
        onClick={(event) => {
          event.stopPropagation();
          editor.document.set(node, { expanded: !expanded });
        }}
      >
        <Icon name="caret" />
      </button>
      <Icon name={iconOf(node)} />
      <span class="row-name" title={name}>
        {name}
      </span>
      {notes.length > 0 && <span class="row-note">{notes.join(' · ')}</span>}
      <button
        class={`row-button${locked ? ' kept' : ''}`}
        aria-label={`${locked ? 'Unlock' : 'Lock'} ${name}`}
        aria-pressed={locked}
        onClick={(event) => {
          event.stopPropagation();
          editor.setValues([node], { locked: !locked });
        }}
      >
        <Icon name={locked ? 'lock' : 'unlock'} />
      </button>
      <button
        class={`row-button${visible ? '' : ' kept'}`}
        aria-label={`${visible ? 'Hide' : 'Show'} ${name}`}
        aria-pressed={!visible}
        onClick={(event) => {
          event.stopPropagation();
          editor.setValues([node], { visible: !visible });
        }}
      >
        <Icon name={visible ? 'eye' : 'eyeOff'} />
      </button>
    </li>
  );
}

function rowsOf(nodes: readonly HostNode[], depth: number, dimmed: boolean): readonly Row[] {
  return [...nodes].reverse().flatMap((node) => {
    const inner = node.values.expanded ? rowsOf(node.children, depth + 1, dimmed || !node.values.visible) : [];
    return [{ node, depth, dimmed }, ...inner];
  });
}

function iconOf(node: HostNode): IconName {
  switch (node.type) {
    case 'GROUP':
      return 'group';
    case 'FRAME':
    case 'SECTION':
    case 'COMPONENT':
    case 'INSTANCE':
      return 'frame';
    case 'TEXT':
      return 'text';
    default:
      return node.values.fills.some((fill) => fill.type === 'IMAGE') ? 'image' : 'rectangle';
  }
}
