import { ADJUSTMENTS, type Adjustment, type AdjustmentValues } from '../../engine/api/adjustments';
import { Segments } from '../controls/segments';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';
import { settingsFields, type SettingsField } from './settings-fields';

export interface SettingsFormProps {
  readonly settings: AdjustmentValues;
  readonly flatten: boolean;
  readonly disabled: boolean;
  readonly onChange: (change: AdjustmentValues) => void;
  readonly onFlatten: (flatten: boolean) => void;
  /** Left out: the product's own. */
  readonly adjustments?: readonly Adjustment[];
}

/** A control for each adjustment of the table, and the choice of one flattened picture. */
export function SettingsForm({
  settings,
  flatten,
  disabled,
  onChange,
  onFlatten,
  adjustments = ADJUSTMENTS,
}: SettingsFormProps) {
  const messages = useMessages();
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      {settingsFields(adjustments, settings, messages.adjustments).map((field) => (
        <AdjustmentField
          key={field.key}
          field={field}
          disabled={disabled || field.disabled}
          onChange={(value) => onChange({ [field.key]: value })}
        />
      ))}
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

interface AdjustmentFieldProps {
  readonly field: SettingsField;
  readonly disabled: boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

function AdjustmentField({ field, disabled, onChange }: AdjustmentFieldProps) {
  const { key, text } = field;
  switch (field.kind) {
    case 'choice':
      return (
        <>
          <div class="field" title={text.hint}>
            <span class="name">{text.name}</span>
            <Segments
              name={key}
              label={text.name}
              describedBy={`${key}-hint`}
              value={field.value}
              disabled={disabled}
              options={field.options}
              onChange={onChange}
            />
          </div>
          <p id={`${key}-hint`} class="visually-hidden">
            {text.hint}
          </p>
        </>
      );
    case 'number':
      return (
        <SliderField
          id={key}
          name={text.name}
          hint={text.hint}
          value={field.value}
          min={field.adjustment.min}
          max={field.adjustment.max}
          reset={field.adjustment.initial}
          unit={field.adjustment.unit}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'toggle':
      return (
        <label class="check" title={text.hint}>
          <input
            type="checkbox"
            checked={field.value}
            disabled={disabled}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          {text.name}
        </label>
      );
  }
}
