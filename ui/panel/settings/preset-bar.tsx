import type { RefObject } from 'preact';
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

/** The open part of the bar. */
type Open = { readonly part: 'menu' } | { readonly part: 'name'; readonly renamed: Preset | null } | null;

/** Chooses settings by name, and keeps the user's own presets: save, rename, delete, import, export. */
export function PresetBar({ settings, presets, disabled, onSettings, onPresets }: PresetBarProps) {
  const messages = useMessages();
  const [open, setOpen] = useState<Open>(null);
  const [message, setMessage] = useState('');
  const bar = useRef<HTMLDivElement>(null);
  useFocusInside(bar, open);
  const close = (text?: string): void => {
    if (text !== undefined) setMessage(text);
    setOpen(null);
    bar.current?.querySelector<HTMLElement>('.more button')?.focus();
  };
  const change = (next: readonly Preset[], text: string): void => {
    onPresets(next);
    close(text);
  };
  const toggle = (): void => setOpen(open === null ? { part: 'menu' } : null);
  return (
    <div
      class="preset-bar"
      ref={bar}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || open === null) return;
        event.stopPropagation();
        close();
      }}
    >
      <div class="field">
        <label for="preset">{messages.preset}</label>
        <PresetSelect settings={settings} presets={presets} disabled={disabled} onSettings={onSettings} />
        <span class="more">
          <MenuButton pressed={open !== null} disabled={disabled} onClick={toggle} />
        </span>
      </div>
      <PresetMenu
        isOpen={open?.part === 'menu'}
        presets={presets}
        current={currentPreset(settings, presets)}
        onName={(renamed) => setOpen({ part: 'name', renamed })}
        onChange={change}
        onClose={close}
      />
      {open?.part === 'name' && (
        <PresetName
          preset={open.renamed}
          onSave={(name) => {
            const others = open.renamed === null ? presets : withoutPreset(presets, open.renamed.name);
            const preset = { name, settings: open.renamed?.settings ?? settings };
            change(withPreset(others, preset), messages.presetSaved(name));
          }}
        />
      )}
      <p class="preset-message" aria-live="polite">
        {message}
      </p>
    </div>
  );
}

function MenuButton(props: { readonly pressed: boolean; readonly disabled: boolean; readonly onClick: () => void }) {
  return <IconButton icon="more" label={useMessages().presetMenu} {...props} />;
}

/** Moves the focus into the part that opens. */
function useFocusInside(bar: RefObject<HTMLElement | null>, open: Open): void {
  useEffect(() => {
    if (open === null) return;
    const target = open.part === 'menu' ? '.menu button:enabled' : '.preset-name input';
    bar.current?.querySelector<HTMLElement>(target)?.focus();
  }, [open?.part]);
}

/** The user's preset with these settings. */
function currentPreset(settings: RetouchSettings, presets: readonly Preset[]): Preset | null {
  return presets.find((preset) => sameSettings(preset.settings, settings)) ?? null;
}

function PresetSelect({ settings, presets, disabled, onSettings }: Omit<PresetBarProps, 'onPresets'>) {
  const messages = useMessages();
  const own = currentPreset(settings, presets);
  const builtIn = BUILT_IN_NAMES.find((name) => sameSettings(BUILT_IN_PRESETS[name], settings));
  const value = own !== null ? `own:${own.name}` : builtIn !== undefined ? `built-in:${builtIn}` : '';
  /** Settings by the value of their option. */
  const settingsByValue = new Map<string, RetouchSettings>([
    ...BUILT_IN_NAMES.map((name) => [`built-in:${name}`, BUILT_IN_PRESETS[name]] as const),
    ...presets.map((preset) => [`own:${preset.name}`, preset.settings] as const),
  ]);
  return (
    <select
      id="preset"
      class="select"
      value={value}
      disabled={disabled}
      onChange={(event) => {
        const chosen = settingsByValue.get(event.currentTarget.value);
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
  );
}

interface PresetMenuProps {
  readonly isOpen: boolean;
  readonly presets: readonly Preset[];
  /** The user's preset that is chosen. */
  readonly current: Preset | null;
  /** Asks for a name: for the present settings (null), or for the preset to rename. */
  readonly onName: (renamed: Preset | null) => void;
  readonly onChange: (presets: readonly Preset[], message: string) => void;
  /** Closes the menu, with a message if there is one. */
  readonly onClose: (message?: string) => void;
}

function PresetMenu({ isOpen, presets, current, onName, onChange, onClose }: PresetMenuProps) {
  const messages = useMessages();
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File): Promise<void> => {
    const result = importPresets(await chosen.text());
    if (result.state === 'failed') onClose(messages.presetsRefused[result.reason]);
    else onChange(result.presets.reduce(withPreset, presets), messages.presetsImported(result.presets.length));
  };
  const remove = (): void => {
    if (current !== null) onChange(withoutPreset(presets, current.name), messages.presetDeleted(current.name));
  };
  const save = (): void => {
    download(exportPresets(presets));
    onClose();
  };
  const items = [
    { label: messages.presetSave, disabled: false, onClick: () => onName(null) },
    { label: messages.presetRename, disabled: current === null, onClick: () => onName(current) },
    { label: messages.presetDelete, disabled: current === null, onClick: remove },
    { label: messages.presetImport, disabled: false, onClick: () => file.current?.click() },
    { label: messages.presetExport, disabled: presets.length === 0, onClick: save },
  ];
  return (
    <>
      {isOpen && (
        <div class="menu" role="group" aria-label={messages.presetMenu}>
          {items.map(({ label, disabled, onClick }) => (
            <button key={label} type="button" disabled={disabled} onClick={onClick}>
              {label}
            </button>
          ))}
        </div>
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
    </>
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
      class="preset-name"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('name');
        const name = presetName(typeof text === 'string' ? text : '');
        if (name !== '') onSave(name);
      }}
    >
      <input
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

function download(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'softlight-presets.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
