import {
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
  HEAL_MODES,
  LARGEST_SPOT,
  type RetouchSettings,
  type SpotLimits,
} from '../../engine/api/settings';
import { Segments } from '../controls/segments';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';

export interface SettingsFormProps {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<RetouchSettings>) => void;
  readonly onFlatten: (flatten: boolean) => void;
}

export function SettingsForm({ settings, flatten, disabled, onChange, onFlatten }: SettingsFormProps) {
  const messages = useMessages();
  const limits = settings.spots ?? DEFAULT_LIMITS;
  const limit = (part: Partial<SpotLimits>): void => onChange({ spots: { ...limits, ...part } });
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <div class="field" title={messages.healHint}>
        <span class="name">{messages.heal}</span>
        <Segments
          name="heal"
          label={messages.heal}
          describedBy="heal-hint"
          value={settings.heal}
          disabled={disabled}
          options={HEAL_MODES.map((mode) => ({ value: mode, label: messages.healModes[mode] }))}
          onChange={(heal) => onChange({ heal })}
        />
      </div>
      <p id="heal-hint" class="visually-hidden">
        {messages.healHint}
      </p>
      <SliderField
        id="sensitivity"
        name={messages.sensitivity}
        hint={messages.sensitivityHint}
        value={Math.round(limits.sensitivity)}
        reset={DEFAULT_LIMITS.sensitivity}
        unit="percent"
        disabled={disabled || settings.heal === 'off'}
        onChange={(sensitivity) => limit({ sensitivity })}
      />
      <SliderField
        id="largest"
        name={messages.largest}
        hint={messages.largestHint}
        value={Math.round(limits.largest)}
        {...LARGEST_SPOT}
        reset={DEFAULT_LIMITS.largest}
        unit="percent"
        disabled={disabled || settings.heal === 'off'}
        onChange={(largest) => limit({ largest })}
      />
      <SliderField
        id="even"
        name={messages.even}
        hint={messages.evenHint}
        value={Math.round(settings.even)}
        reset={DEFAULT_SETTINGS.even}
        unit="percent"
        disabled={disabled}
        onChange={(even) => onChange({ even })}
      />
      <SliderField
        id="brighten"
        name={messages.brighten}
        hint={messages.brightenHint}
        value={Math.round(settings.brighten)}
        reset={DEFAULT_SETTINGS.brighten}
        unit="percent"
        disabled={disabled}
        onChange={(brighten) => onChange({ brighten })}
      />
      <label class="check" title={messages.flattenHint}>
        <input
          type="checkbox"
          checked={flatten}
          disabled={disabled}
          onChange={(event) => onFlatten(event.currentTarget.checked)}
        />
        {messages.flatten}
      </label>
    </form>
  );
}
