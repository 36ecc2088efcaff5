import type { JSX } from 'preact';
import { rotationOf } from '../../../geometry/affine';
import { messageOf } from '../../../../ui/engine/api/message-of';
import { absoluteTransform, hasValue, sizeOf, type HostNode } from '../../host/index';
import type { Editor } from '../editor/editor';
import { encode, rasterNode } from '../editor/export-node';
import { PLUGIN_COMMANDS, RELAUNCH_BUTTONS } from '../editor/plugin-host';
import { BLEND_MODE_NAMES } from './blend-mode-names';
import { Icon, SoftlightMark } from './icons';
import { useEditor } from './use-editor';

/** The button that runs the plugin, and below it the values of the selected nodes. */
export function PropertiesPanel(): JSX.Element {
  const editor = useEditor();
  const { selection } = editor.document;
  return (
    <aside class="panel properties-panel" aria-label="Properties">
      <header class="run-header">
        <button class="primary" onClick={() => void editor.runPlugin()}>
          <SoftlightMark size={16} /> {editor.plugin.isRunning ? 'Run again' : 'Run Softlight'}
        </button>
        <select
          class="commands"
          aria-label="Plugin menu"
          title="Plugin menu"
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget;
            event.currentTarget.value = '';
            if (value !== '') void editor.runPlugin(value);
          }}
        >
          <option value="">⋯</option>
          {PLUGIN_COMMANDS.map(({ command, name }) => (
            <option key={command} value={command}>
              {name}
            </option>
          ))}
        </select>
        <button
          class="tool"
          aria-label={editor.theme === 'light' ? 'Dark theme' : 'Light theme'}
          title={editor.theme === 'light' ? 'Dark theme' : 'Light theme'}
          onClick={() => editor.setTheme(editor.theme === 'light' ? 'dark' : 'light')}
        >
          <Icon name={editor.theme === 'light' ? 'moon' : 'sun'} />
        </button>
      </header>
      {selection.length === 0 ? <NothingSelected /> : <SelectedNodes editor={editor} nodes={selection} />}
    </aside>
  );
}

function NothingSelected(): JSX.Element {
  return (
    <section class="section help">
      <h2>Try it</h2>
      <ol>
        <li>Select the portrait, or drop photos of your own on the canvas.</li>
        <li>Run Softlight and press Retouch.</li>
        <li>
          Look at the layers it made: hide them, change their opacity, hold <kbd>B</kbd> to see the photo before.
        </li>
      </ol>
      <p class="secondary">Photos stay on this machine. Nothing is uploaded.</p>
    </section>
  );
}

function SelectedNodes({
  editor,
  nodes,
}: {
  readonly editor: Editor;
  readonly nodes: readonly HostNode[];
}): JSX.Element {
  const [first] = nodes;
  const title = nodes.length === 1 ? first!.values.name : `${nodes.length} layers`;
  const blending = nodes.filter((node) => hasValue(node.type, 'opacity'));
  return (
    <>
      <section class="section">
        <h2 title={title}>{title}</h2>
        {nodes.length === 1 && <Position node={first!} />}
      </section>
      <Relaunch editor={editor} nodes={nodes} />
      {blending.length > 0 && <Appearance editor={editor} nodes={blending} />}
      {nodes.length === 1 && hasValue(first!.type, 'fills') && <Fills editor={editor} node={first!} />}
      {nodes.length === 1 && <Export editor={editor} node={first!} />}
    </>
  );
}

/** The plugin's relaunch buttons that all selected layers have. */
function Relaunch({
  editor,
  nodes,
}: {
  readonly editor: Editor;
  readonly nodes: readonly HostNode[];
}): JSX.Element | null {
  const offered = RELAUNCH_BUTTONS.filter(({ command }) => nodes.every((node) => command in node.values.relaunchData));
  if (offered.length === 0) return null;
  return (
    <section class="section relaunch" aria-label="Plugin">
      <h2>Plugin</h2>
      {offered.map(({ command, name }) => (
        <button key={command} class="secondary-button" onClick={() => void editor.runPlugin(command)}>
          <SoftlightMark size={12} /> {name}
        </button>
      ))}
    </section>
  );
}

function Position({ node }: { readonly node: HostNode }): JSX.Element {
  const transform = absoluteTransform(node);
  const [[, , x], [, , y]] = transform;
  const { width, height } = sizeOf(node);
  const rotation = rotationOf(transform);
  const values: readonly (readonly [string, number])[] = [
    ['X', x],
    ['Y', y],
    ['W', width],
    ['H', height],
    ['R', rotation],
  ];
  return (
    <dl class="numbers">
      {values
        .filter(([label, value]) => label !== 'R' || Math.abs(value) > 0.005)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label === 'R' ? '∠' : label}</dt>
            <dd>
              {Math.round(value * 100) / 100}
              {label === 'R' ? '°' : ''}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Appearance({ editor, nodes }: { readonly editor: Editor; readonly nodes: readonly HostNode[] }): JSX.Element {
  const { opacity, blendMode } = nodes[0]!.values;
  const percent = Math.round(opacity * 100);
  const set = (value: number, commit: boolean): void => {
    if (Number.isFinite(value)) editor.setValues(nodes, { opacity: Math.min(100, Math.max(0, value)) / 100 }, commit);
  };
  return (
    <section class="section">
      <h2>Appearance</h2>
      <label class="field">
        <span>Opacity</span>
        <input
          type="range"
          min="0"
          max="100"
          value={percent}
          aria-label="Opacity"
          onInput={(event) => set(event.currentTarget.valueAsNumber, false)}
          onChange={() => editor.document.commitUndo()}
        />
        <input
          type="number"
          min="0"
          max="100"
          value={percent}
          aria-label="Opacity in percent"
          onChange={(event) => set(event.currentTarget.valueAsNumber, true)}
        />
      </label>
      <label class="field">
        <span>Blend</span>
        <select
          value={blendMode}
          aria-label="Blend mode"
          onChange={(event) => editor.setValues(nodes, { blendMode: event.currentTarget.value as BlendMode })}
        >
          {Object.entries(BLEND_MODE_NAMES).map(([mode, name]) => (
            <option key={mode} value={mode}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

const SCALE_MODES = { FILL: 'Fill', FIT: 'Fit', CROP: 'Crop', TILE: 'Tile' } as const;

function Fills({ editor, node }: { readonly editor: Editor; readonly node: HostNode }): JSX.Element {
  return (
    <section class="section">
      <h2>Fill</h2>
      {[...node.values.fills].reverse().map((fill, index) => (
        <div class="fill" key={index}>
          <FillSwatch editor={editor} fill={fill} />
          <span>
            {fill.type === 'IMAGE'
              ? `Image · ${SCALE_MODES[fill.scaleMode]}`
              : fill.type === 'SOLID'
                ? hexOf(fill.color)
                : 'Gradient'}
          </span>
          <span class="secondary">{Math.round((fill.opacity ?? 1) * 100)}%</span>
        </div>
      ))}
      {node.values.fills.length === 0 && <p class="hint">None</p>}
    </section>
  );
}

function FillSwatch({ editor, fill }: { readonly editor: Editor; readonly fill: Paint }): JSX.Element {
  if (fill.type === 'SOLID') return <span class="swatch" style={{ background: hexOf(fill.color) }} />;
  if (fill.type !== 'IMAGE' || fill.imageHash === null) return <span class="swatch" />;
  const picture = editor.images.get(fill.imageHash);
  if (typeof picture === 'string') return <span class="swatch" />;
  const side = 40;
  return (
    <canvas
      class="swatch"
      width={side}
      height={side}
      key={fill.imageHash}
      ref={(canvas) => {
        const context = canvas?.getContext('2d');
        if (context === null || context === undefined) return;
        const scale = Math.max(side / picture.width, side / picture.height);
        const source = picture.level(Math.max(0, Math.floor(Math.log2(1 / scale))));
        const [width, height] = [picture.width * scale, picture.height * scale];
        context.clearRect(0, 0, side, side);
        context.drawImage(source, (side - width) / 2, (side - height) / 2, width, height);
      }}
    />
  );
}

function Export({ editor, node }: { readonly editor: Editor; readonly node: HostNode }): JSX.Element {
  const save = async (): Promise<void> => {
    try {
      const canvas = await rasterNode(editor.renderer, editor.images, node, 1);
      const bytes = await encode(canvas, 'image/png');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      link.download = `${node.values.name}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      editor.notify(messageOf(error), true);
    }
  };
  return (
    <section class="section">
      <h2>Export</h2>
      <button class="secondary-button" onClick={() => void save()}>
        <Icon name="download" /> Save as PNG
      </button>
    </section>
  );
}

function hexOf({ r, g, b }: RGB): string {
  return `#${[r, g, b]
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`.toUpperCase();
}
