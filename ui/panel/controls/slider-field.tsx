import { useState } from 'preact/hooks';
import { useMessages } from './use-messages';

export interface SliderFieldProps {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Where a double click takes the slider. */
  readonly reset: number;
  readonly disabled?: boolean;
  /** Shown behind the number. */
  readonly unit: 'percent' | 'pixels';
  readonly onChange: (value: number) => void;
}

/** How far Page Up and Page Down go, as a share of the range. */
const PAGE = 0.1;

/** A slider with a number field beside it. Whole numbers. A double click on either, or Alt and Backspace, resets. */
export function SliderField({
  id,
  name,
  hint,
  value,
  min = 0,
  max = 100,
  reset,
  disabled = false,
  unit,
  onChange,
}: SliderFieldProps) {
  const messages = useMessages();
  const unitText = unit === 'percent' ? messages.percent : messages.pixels;
  const spoken = unit === 'percent' ? messages.percentSpoken : messages.pixelsSpoken;
  /** What is being typed: kept until it is done, whatever is drawn anew meanwhile. */
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string): void => {
    const number = Number(text);
    if (text !== '' && Number.isFinite(number)) onChange(Math.min(max, Math.max(min, Math.round(number))));
  };
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.round((max - min) * PAGE));
    const step = event.key === 'PageUp' ? page : event.key === 'PageDown' ? -page : null;
    if (step !== null || event.altKey) setTyped(null);
    if (step !== null) onChange(Math.min(max, Math.max(min, value + step)));
    else if (event.altKey && event.key === 'Backspace') onChange(reset);
    else return;
    event.preventDefault();
  };
  return (
    <div class="field" title={hint}>
      <label for={id}>{name}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step="1"
        value={value}
        disabled={disabled}
        style={{ '--filled': `${(100 * (value - min)) / (max - min)}%` }}
        aria-valuetext={`${name} ${value} ${spoken}`}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
        onDblClick={() => onChange(reset)}
      />
      <div class="number">
        <input
          type="number"
          min={min}
          max={max}
          step="1"
          value={typed ?? value}
          disabled={disabled}
          aria-label={`${name}, ${spoken}`}
          onKeyDown={press}
          onDblClick={() => onChange(reset)}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={(event) => {
            change(event.currentTarget.value);
            setTyped(null);
          }}
          onBlur={() => setTyped(null)}
        />
        <span aria-hidden="true">{unitText}</span>
      </div>
    </div>
  );
}
