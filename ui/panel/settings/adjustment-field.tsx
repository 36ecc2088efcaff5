import { Segments } from '../controls/segments';
import { SliderField } from '../controls/slider-field';
import type { SettingsField } from './settings-fields';

export interface AdjustmentFieldProps {
  readonly field: SettingsField;
  readonly disabled: boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

/** The control of one adjustment. */
export function AdjustmentField({ field, disabled, onChange }: AdjustmentFieldProps) {
  const { key, text } = field;
  switch (field.kind) {
    case 'choice':
      return (
        <>
          <div class="field" data-tip={text.hint}>
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
        <label class="check" data-tip={text.hint}>
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
