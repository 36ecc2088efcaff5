import { useEffect, useRef, useState } from 'preact/hooks';
import type { RetouchSettings } from '../../engine/api/settings';
import { IconButton } from '../controls/icon-button';
import { useMessages } from '../controls/use-messages';
import {
  BUILT_IN_NAMES,
  BUILT_IN_PRESETS,
  exportPresets,
  importPresets,
  LONGEST_NAME,
  presetName,
  sameSettings,
  withoutPreset,
  withPreset,
  type Preset,
} from './presets';

export interface PresetBarProps {
  readonly settings: RetouchSettings;
  readonly presets: readonly Preset[];
  readonly disabled: boolean;
  readonly onSettings: (settings: RetouchSettings) => void;
  readonly onPresets: (presets: readonly Preset[]) => void;
}

/** What of the bar is open. */
type Open = { readonly part: 'menu' } | { readonly part: 'name'; readonly renamed: Preset | null } | null;

/** Chooses settings by name, and keeps own ones: save, rename, delete, import, export. */
export function PresetBar({ settings, presets, disabled, onSettings, onPresets }: PresetBarProps) {
  const messages = useMessages();
  const [open, setOpen] = useState<Open>(null);
  const [message, setMessage] = useState('');
  const bar = useRef<HTMLDivElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const own = presets.find((preset) => sameSettings(preset.settings, settings)) ?? null;
  const builtIn = BUILT_IN_NAMES.find((name) => sameSettings(BUILT_IN_PRESETS[name], settings));
  const value = own !== null ? `own:${own.name}` : builtIn !== undefined ? `built-in:${builtIn}` : '';

  useEffect(() => {
    if (open !== null)
      bar.current
        ?.querySelector<HTMLElement>(open.part === 'menu' ? '.menu button:enabled' : '.preset-name input')
        ?.focus();
  }, [open?.part]);
  const close = (): void => {
    setOpen(null);
    bar.current?.querySelector<HTMLElement>('.more button')?.focus();
  };
  const say = (text: string): void => {
    setMessage(text);
    close();
  };
  const read = async (chosen: File): Promise<void> => {
    const result = importPresets(await chosen.text());
    if (result.state === 'read') onPresets(result.presets.reduce(withPreset, presets));
    say(
      result.state === 'read'
        ? messages.presetsImported(result.presets.length)
        : messages.presetsRefused[result.reason],
    );
  };
  const save = (name: string, renamed: Preset | null): void => {
    if (name === '') return;
    onPresets(
      withPreset(renamed === null ? presets : withoutPreset(presets, renamed.name), {
        name,
        settings: renamed?.settings ?? settings,
      }),
    );
    say(messages.presetSaved(name));
  };

  return (
    <div
      class="preset-bar"
      ref={bar}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open !== null) {
          event.stopPropagation();
          close();
        }
      }}
    >
      <div class="field">
        <label for="preset">{messages.preset}</label>
        <select
          id="preset"
          class="select"
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const [kind, name] = [
              event.currentTarget.value.split(':', 1)[0],
              event.currentTarget.value.replace(/^[^:]*:/, ''),
            ];
            const built = BUILT_IN_NAMES.find((one) => kind === 'built-in' && one === name);
            const chosen =
              built === undefined
                ? presets.find((preset) => kind === 'own' && preset.name === name)?.settings
                : BUILT_IN_PRESETS[built];
            if (chosen !== undefined) onSettings(chosen);
          }}
        >
          {value === '' && <option value="">{messages.presetCustom}</option>}
          {BUILT_IN_NAMES.map((name) => (
            <option key={name} value={`built-in:${name}`}>
              {messages.presetNames[name]}
            </option>
          ))}
          {presets.length > 0 && (
            <optgroup label={messages.presetOwn}>
              {presets.map(({ name }) => (
                <option key={name} value={`own:${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
        <span class="more">
          <IconButton
            icon="more"
            label={messages.presetMenu}
            pressed={open !== null}
            disabled={disabled}
            onClick={() => setOpen(open === null ? { part: 'menu' } : null)}
          />
        </span>
      </div>
      {open?.part === 'menu' && (
        <div class="menu" role="group" aria-label={messages.presetMenu}>
          <button type="button" onClick={() => setOpen({ part: 'name', renamed: null })}>
            {messages.presetSave}
          </button>
          <button type="button" disabled={own === null} onClick={() => setOpen({ part: 'name', renamed: own })}>
            {messages.presetRename}
          </button>
          <button
            type="button"
            disabled={own === null}
            onClick={() => {
              if (own === null) return;
              onPresets(withoutPreset(presets, own.name));
              say(messages.presetDeleted(own.name));
            }}
          >
            {messages.presetDelete}
          </button>
          <button type="button" onClick={() => file.current?.click()}>
            {messages.presetImport}
          </button>
          <button
            type="button"
            disabled={presets.length === 0}
            onClick={() => {
              download(exportPresets(presets));
              close();
            }}
          >
            {messages.presetExport}
          </button>
        </div>
      )}
      {open?.part === 'name' && (
        <form
          class="preset-name"
          onSubmit={(event) => {
            event.preventDefault();
            const text = new FormData(event.currentTarget).get('name');
            save(presetName(typeof text === 'string' ? text : ''), open.renamed);
          }}
        >
          <input
            class="text"
            name="name"
            aria-label={messages.presetNameLabel}
            placeholder={messages.presetNameLabel}
            maxLength={LONGEST_NAME}
            defaultValue={open.renamed?.name ?? ''}
            required
          />
          <button type="submit" class="button">
            {messages.presetSave}
          </button>
        </form>
      )}
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen !== undefined) void read(chosen);
          event.currentTarget.value = '';
        }}
      />
      <p class="preset-message" aria-live="polite">
        {message}
      </p>
    </div>
  );
}

function download(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'softlight-presets.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
