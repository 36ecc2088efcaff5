import { useState } from 'preact/hooks';
import type { FakeDocument } from '../../model/fake-document';
import type { BlendMode, DocumentForm, LayerState } from '../../model/state';
import { findLayer } from '../../model/tree';
import type { Studio } from '../studio';
import { LayerThumbnail, MaskThumbnail } from './layer-thumbnail';

const MODES: Readonly<Record<BlendMode, string>> = {
  passThrough: 'Pass Through',
  normal: 'Normal',
  softLight: 'Soft Light',
  multiply: 'Multiply',
};

interface LayersPanelProps {
  readonly studio: Studio;
  readonly document: FakeDocument;
}

/** The layers of a document, with mode and opacity of the selected one. */
export function LayersPanel({ studio, document }: LayersPanelProps) {
  const { layers, active } = document.state;
  const selected = active[0] === undefined ? null : findLayer(layers, active[0]);
  return (
    <section class="layers" aria-label="Layers">
      <h2>Layers</h2>
      <div class="look">
        <select
          aria-label="Blend mode"
          disabled={selected === null || selected.isBackground}
          value={selected?.blendMode ?? 'normal'}
          onChange={({ currentTarget }) =>
            selected !== null &&
            studio.setLayer(selected.id, 'Blending Change', { blendMode: currentTarget.value as BlendMode })
          }
        >
          {Object.entries(MODES).map(([mode, name]) => (
            <option key={mode} value={mode}>
              {name}
            </option>
          ))}
        </select>
        <label>
          Opacity
          <input
            type="number"
            min="0"
            max="100"
            disabled={selected === null || selected.isBackground}
            value={Math.round(selected?.opacity ?? 100)}
            onChange={({ currentTarget }) =>
              selected !== null &&
              studio.setLayer(selected.id, 'Master Opacity Change', { opacity: Number(currentTarget.value) })
            }
          />
        </label>
      </div>
      <Rows studio={studio} form={document.form} layers={layers} active={active} level={0} />
      <button type="button" class="bin" disabled={active.length === 0} onClick={() => studio.deleteSelected()}>
        Delete layer
      </button>
    </section>
  );
}

interface RowsProps {
  readonly studio: Studio;
  readonly form: DocumentForm;
  readonly layers: readonly LayerState[];
  readonly active: readonly number[];
  readonly level: number;
}

function Rows({ studio, form, layers, active, level }: RowsProps) {
  return (
    <ul>
      {layers.map((layer) => (
        <Row key={layer.id} studio={studio} form={form} layer={layer} active={active} level={level} />
      ))}
    </ul>
  );
}

function Row({ studio, form, layer, active, level }: Omit<RowsProps, 'layers'> & { readonly layer: LayerState }) {
  const [open, setOpen] = useState(true);
  const isGroup = layer.kind === 'group';
  return (
    <li>
      <div class={active.includes(layer.id) ? 'row selected' : 'row'} style={{ paddingLeft: `${4 + level * 14}px` }}>
        <button
          type="button"
          class="eye"
          aria-pressed={layer.visible}
          aria-label={`Show ${layer.name}`}
          onClick={() => studio.setLayer(layer.id, 'Layer Visibility', { visible: !layer.visible })}
        >
          {layer.visible ? '●' : '○'}
        </button>
        {layer.isClipped && <span class="clip">↳</span>}
        {isGroup ? (
          <button
            type="button"
            class="fold"
            aria-expanded={open}
            aria-label={layer.name}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        ) : (
          <LayerThumbnail layer={layer} />
        )}
        {layer.mask !== null && <MaskThumbnail mask={layer.mask} canvas={form} />}
        <button
          type="button"
          class="name"
          onClick={(event) => studio.select(layer.id, event.ctrlKey || event.metaKey || event.shiftKey)}
        >
          {layer.name}
          <small>{`${MODES[layer.blendMode]} · ${Math.round(layer.opacity)} %`}</small>
        </button>
      </div>
      {isGroup && open && (
        <Rows studio={studio} form={form} layers={layer.children} active={active} level={level + 1} />
      )}
    </li>
  );
}
