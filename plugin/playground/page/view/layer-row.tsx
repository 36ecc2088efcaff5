import type { JSX } from 'preact';
import type { HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { BLEND_MODE_NAMES } from './blend-mode-names';
import { Icon, type IconName } from './icons';
import type { Row } from './layer-rows';

/** The height of a row in css pixels, as style.css sets it. */
export const ROW_HEIGHT = 28;
/** Indent of a row for each level, in css pixels. */
const INDENT = 16;

/** The modifier keys of a click or key press on a row. */
export type RowModifiers = Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

interface LayerRowProps {
  readonly editor: Editor;
  readonly row: Row;
  readonly isSelected: boolean;
  readonly onPick: (node: HostNode, event: RowModifiers) => void;
}

/** One row of the layer list. */
export function LayerRow({ editor, row, isSelected, onPick }: LayerRowProps): JSX.Element {
  const { node, depth } = row;
  const { name, visible, locked, expanded } = node.values;
  const hasChildren = node.children.length > 0;
  const note = noteOf(node);
  return (
    <li
      class={classOf(row, isSelected)}
      role="treeitem"
      aria-selected={isSelected}
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      {...(hasChildren ? { 'aria-expanded': expanded } : {})}
      data-node={node.id}
      tabIndex={0}
      style={{ paddingLeft: `${8 + depth * INDENT}px` }}
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
      {note !== '' && <span class="row-note">{note}</span>}
      <RowToggle
        label={`${locked ? 'Unlock' : 'Lock'} ${name}`}
        icon={locked ? 'lock' : 'unlock'}
        pressed={locked}
        onToggle={() => editor.setValues([node], { locked: !locked })}
      />
      <RowToggle
        label={`${visible ? 'Hide' : 'Show'} ${name}`}
        icon={visible ? 'eye' : 'eyeOff'}
        pressed={!visible}
        onToggle={() => editor.setValues([node], { visible: !visible })}
      />
    </li>
  );
}

interface RowToggleProps {
  readonly label: string;
  readonly icon: IconName;
  readonly pressed: boolean;
  readonly onToggle: () => void;
}

/** A button of a row. It shows only on a row under the pointer or in focus, unless it is pressed. */
function RowToggle({ label, icon, pressed, onToggle }: RowToggleProps): JSX.Element {
  return (
    <button
      class={`row-button${pressed ? ' pressed' : ''}`}
      aria-label={label}
      aria-pressed={pressed}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function classOf({ node, dimmed }: Row, isSelected: boolean): string {
  return `row${isSelected ? ' selected' : ''}${node.values.visible && !dimmed ? '' : ' hidden-layer'}`;
}

/** A layer's blend mode and opacity, where they are not the usual ones. */
function noteOf({ values: { opacity, blendMode } }: HostNode): string {
  const blends = blendMode !== 'NORMAL' && blendMode !== 'PASS_THROUGH';
  const notes = [blends ? BLEND_MODE_NAMES[blendMode] : '', opacity < 1 ? `${Math.round(opacity * 100)}%` : ''];
  return notes.filter((note) => note !== '').join(' · ');
}

function iconOf(node: HostNode): IconName {
  switch (node.type) {
    case 'GROUP':
      return 'group';
    case 'FRAME':
    case 'SLIDE':
    case 'SLIDE_ROW':
    case 'SLIDE_GRID':
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
