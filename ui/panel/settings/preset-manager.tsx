import { useState } from 'preact/hooks';
import type { RetouchSettings } from '../../engine/api/settings';
import { useMessages } from '../controls/use-messages';
import {
  exportPresets,
  importPresets,
  LONGEST_NAME,
  presetName,
  sameSettings,
  withoutPreset,
  withPreset,
  type Preset,
} from './presets';

export interface PresetManagerProps {
  readonly settings: RetouchSettings;
  readonly presets: readonly Preset[];
  readonly onPresets: (presets: readonly Preset[]) => void;
  /** Ends the work on presets. @param text what happened; '' for nothing to say */
  readonly onDone: (text: string) => void;
}

/** The open form. */
type Form = { readonly part: 'name'; readonly renamed: Preset | null } | { readonly part: 'import' } | null;

/** Saves, renames, deletes, imports and exports the user's own presets. */
export function PresetManager({ settings, presets, onPresets, onDone }: PresetManagerProps) {
  const messages = useMessages();
  const [form, setForm] = useState<Form>(null);
  const current = presets.find((preset) => sameSettings(preset.settings, settings)) ?? null;
  const change = (next: readonly Preset[], text: string): void => {
    onPresets(next);
    onDone(text);
  };
  if (form?.part === 'name')
    return (
      <PresetName
        preset={form.renamed}
        onSave={(name) => {
          const others = form.renamed === null ? presets : withoutPreset(presets, form.renamed.name);
          const preset = { name, settings: form.renamed?.settings ?? settings };
          change(withPreset(others, preset), messages.presetSaved(name));
        }}
      />
    );
  if (form?.part === 'import')
    return (
      <PresetImport
        onRead={(text) => {
          const result = importPresets(text);
          if (result.state === 'failed') onDone(messages.presetsRefused[result.reason]);
          else change(result.presets.reduce(withPreset, presets), messages.presetsImported(result.presets.length));
        }}
      />
    );
  const remove = (): void => {
    if (current !== null) change(withoutPreset(presets, current.name), messages.presetDeleted(current.name));
  };
  const save = (): void => {
    download(exportPresets(presets));
    onDone('');
  };
  const items = [
    { label: messages.presetSave, shown: true, onClick: () => setForm({ part: 'name', renamed: null }) },
    {
      label: messages.presetRename,
      shown: current !== null,
      onClick: () => setForm({ part: 'name', renamed: current }),
    },
    { label: messages.presetDelete, shown: current !== null, onClick: remove },
    { label: messages.presetImport, shown: true, onClick: () => setForm({ part: 'import' }) },
    { label: messages.presetExport, shown: presets.length > 0, onClick: save },
  ];
  return (
    <div class="preset-items">
      {items
        .filter(({ shown }) => shown)
        .map(({ label, onClick }) => (
          <button key={label} type="button" class="text-button" onClick={onClick}>
            {label}
          </button>
        ))}
    </div>
  );
}

interface PresetNameProps {
  /** The preset to rename; null: a new one. */
  readonly preset: Preset | null;
  readonly onSave: (name: string) => void;
}

function PresetName({ preset, onSave }: PresetNameProps) {
  const messages = useMessages();
  return (
    <form
      class="preset-form"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('name');
        const name = presetName(typeof text === 'string' ? text : '');
        if (name !== '') onSave(name);
      }}
    >
      <input
        ref={(input) => input?.focus()}
        class="text"
        name="name"
        aria-label={messages.presetNameLabel}
        placeholder={messages.presetNameLabel}
        maxLength={LONGEST_NAME}
        defaultValue={preset?.name ?? ''}
        required
      />
      <button type="submit" class="button">
        {messages.presetSave}
      </button>
    </form>
  );
}

/** Takes a presets file by a drop or by its pasted text: a file chooser does not open in every host. */
function PresetImport({ onRead }: { readonly onRead: (text: string) => void }) {
  const messages = useMessages();
  return (
    <form
      class="preset-form"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('text');
        if (typeof text === 'string') onRead(text);
      }}
    >
      <textarea
        ref={(area) => area?.focus()}
        class="text"
        name="text"
        rows={4}
        aria-label={messages.presetImportHint}
        placeholder={messages.presetImportHint}
        required
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          if (file === undefined) return;
          event.preventDefault();
          void file.text().then(onRead);
        }}
      />
      <button type="submit" class="button">
        {messages.presetImport}
      </button>
    </form>
  );
}

function download(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'softlight-presets.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
