import { DEFAULT_SETTINGS, HEAL_MODES, type RetouchSettings } from '../../engine/settings';
import { PercentField } from './percent-field';
import { useWords } from './use-words';

export interface SettingsFormProps {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  readonly disabled: boolean;
  readonly onChange: (settings: RetouchSettings, flatten: boolean) => void;
}

export function SettingsForm({ settings, flatten, disabled, onChange }: SettingsFormProps) {
  const words = useWords();
  const set = (part: Partial<RetouchSettings>): void => onChange({ ...settings, ...part }, flatten);
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <div class="field" title={words.healHint}>
        <span class="name" id="heal-name">{words.heal}</span>
        <div class="segments" role="radiogroup" aria-labelledby="heal-name" aria-describedby="heal-hint">
          {HEAL_MODES.map((mode) => (
            <label key={mode}>
              <input type="radio" name="heal" value={mode} checked={settings.heal === mode} disabled={disabled} onChange={() => set({ heal: mode })} />
              <span>{words.healModes[mode]}</span>
            </label>
          ))}
        </div>
      </div>
      <p id="heal-hint" class="visually-hidden">{words.healHint}</p>
      <PercentField id="even" name={words.even} hint={words.evenHint} value={settings.even} reset={DEFAULT_SETTINGS.even}
        disabled={disabled} onChange={(even) => set({ even })} />
      <PercentField id="brighten" name={words.brighten} hint={words.brightenHint} value={settings.brighten} reset={DEFAULT_SETTINGS.brighten}
        disabled={disabled} onChange={(brighten) => set({ brighten })} />
      <label class="check" title={words.flattenHint}>
        <input type="checkbox" checked={flatten} disabled={disabled} onChange={(event) => onChange(settings, event.currentTarget.checked)} />
        {words.flatten}
      </label>
    </form>
  );
}
