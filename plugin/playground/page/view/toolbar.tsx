import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { zoomedAt } from '../editor/viewport';
import { addPhotoFiles } from './drop-photos';
import { Icon, type IconName } from './icons';
import { useEditor } from './use-editor';

export type Tool = 'move' | 'hand';

interface ToolbarProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
}

/** The toolbar that floats at the bottom of the canvas. */
export function Toolbar({ tool, onTool }: ToolbarProps): JSX.Element {
  const editor = useEditor();
  const { zoom } = editor.view;
  const middle = { x: editor.canvasSize.width / 2, y: editor.canvasSize.height / 2 };
  const zoomTo = (value: number): void => editor.setView(zoomedAt(editor.view, value, middle));
  return (
    <div class="toolbar" role="toolbar" aria-label="Tools">
      <ToolButton icon="move" label="Move (V)" pressed={tool === 'move'} onClick={() => onTool('move')} />
      <ToolButton
        icon="hand"
        label="Hand (H, or hold Space)"
        pressed={tool === 'hand'}
        onClick={() => onTool('hand')}
      />
      <span class="divider" />
      <AddPhotoButton />
      <span class="divider" />
      {editor.kind !== 'figma' && <AssetViewButton />}
      <ToolButton icon="undo" label="Undo (Ctrl+Z)" onClick={() => editor.undo()} />
      <ToolButton icon="redo" label="Redo (Ctrl+Shift+Z)" onClick={() => editor.redo()} />
      <span class="divider" />
      <BeforeButton />
      <span class="divider" />
      <ToolButton icon="minus" label="Zoom out" onClick={() => zoomTo(zoom / 2)} />
      <button class="tool zoom" title="Zoom to 100% (Shift+0)" onClick={() => zoomTo(1)}>
        {Math.round(zoom * 100)}%
      </button>
      <ToolButton icon="add" label="Zoom in" onClick={() => zoomTo(zoom * 2)} />
      <ToolButton icon="fit" label="Zoom to fit (Shift+1)" onClick={() => editor.fit()} />
    </div>
  );
}

/** Shows one slide or asset alone, or the grid of all. */
function AssetViewButton(): JSX.Element {
  const editor = useEditor();
  const isShown = editor.document.grid.focused !== null;
  return (
    <>
      <button
        class={`tool wide${isShown ? ' pressed' : ''}`}
        aria-pressed={isShown}
        title="Show one slide or asset alone"
        onClick={() => editor.setAssetView(!isShown)}
      >
        Asset View
      </button>
      <span class="divider" />
    </>
  );
}

function AddPhotoButton(): JSX.Element {
  const editor = useEditor();
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <button class="tool wide" onClick={() => file.current?.click()}>
        <Icon name="photo" /> Add photo
      </button>
      <input
        ref={file}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Photo files"
        onChange={(event) => {
          void addPhotoFiles(editor, [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Shows the photos without the plugin's layers while it is held. */
function BeforeButton(): JSX.Element {
  const editor = useEditor();
  const show = (): void => editor.setShowsBefore(true);
  const hide = (): void => editor.setShowsBefore(false);
  return (
    <button
      class={`tool wide${editor.showsBefore ? ' pressed' : ''}`}
      aria-pressed={editor.showsBefore}
      title="Hold to see the photos before the retouch (B)"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        show();
      }}
      onPointerUp={hide}
      onPointerCancel={hide}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') show();
      }}
      onKeyUp={hide}
      onBlur={hide}
    >
      <Icon name="before" /> Before
    </button>
  );
}

interface ToolButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function ToolButton({ icon, label, pressed, onClick }: ToolButtonProps): JSX.Element {
  const state = pressed === undefined ? {} : { 'aria-pressed': pressed };
  return (
    <button
      class={`tool${pressed === true ? ' pressed' : ''}`}
      aria-label={label}
      title={label}
      onClick={onClick}
      {...state}
    >
      <Icon name={icon} />
    </button>
  );
}
