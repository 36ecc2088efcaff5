import { DEFAULT_SETTINGS, HEAL_MODES, type RetouchSettings } from '../../engine/settings';
import { HEAL_NAMES, WORDS } from '../../words/en';
import { PercentField } from './percent-field';

export interface SettingsFormProps {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  readonly disabled: boolean;
  readonly onChange: (settings: RetouchSettings, flatten: boolean) => void;
}

export function SettingsForm({ settings, flatten, disabled, onChange }: SettingsFormProps) {
  const set = (part: Partial<RetouchSettings>): void => onChange({ ...settings, ...part }, flatten);
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <div class="field" title={WORDS.healHint}>
        <span class="name" id="heal-name">{WORDS.heal}</span>
        <div class="segments" role="radiogroup" aria-labelledby="heal-name" aria-describedby="heal-hint">
          {HEAL_MODES.map((mode) => (
            <label key={mode}>
              <input type="radio" name="heal" value={mode} checked={settings.heal === mode} disabled={disabled} onChange={() => set({ heal: mode })} />
              <span>{HEAL_NAMES[mode]}</span>
            </label>
          ))}
        </div>
      </div>
      <p id="heal-hint" class="visually-hidden">{WORDS.healHint}</p>
      <PercentField id="even" name={WORDS.even} hint={WORDS.evenHint} value={settings.even} reset={DEFAULT_SETTINGS.even}
        disabled={disabled} onChange={(even) => set({ even })} />
      <PercentField id="brighten" name={WORDS.brighten} hint={WORDS.brightenHint} value={settings.brighten} reset={DEFAULT_SETTINGS.brighten}
        disabled={disabled} onChange={(brighten) => set({ brighten })} />
      <label class="check" title={WORDS.flattenHint}>
        <input type="checkbox" checked={flatten} disabled={disabled} onChange={(event) => onChange(settings, event.currentTarget.checked)} />
        {WORDS.flatten}
      </label>
    </form>
  );
}
