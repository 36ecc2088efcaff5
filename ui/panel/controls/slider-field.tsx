import { useState } from 'preact/hooks';
import { useMessages } from './use-messages';

export interface SliderFieldProps {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Value after a reset. */
  readonly reset: number;
  readonly disabled?: boolean;
  /** Unit behind the number. */
  readonly unit: 'percent' | 'pixels';
  readonly onChange: (value: number) => void;
}

/** Step of Page Up and Page Down, as a share of the range. */
const PAGE = 0.1;

/** Props of the slider and the number field, after their defaults are filled in. */
interface InputProps extends Required<Omit<SliderFieldProps, 'hint' | 'unit'>> {
  readonly spoken: string;
}

/** A slider with a number field beside it, for whole numbers. A double click, or Alt and Backspace, resets both. */
export function SliderField({ hint, unit, ...props }: SliderFieldProps) {
  const messages = useMessages();
  const spoken = unit === 'percent' ? messages.percentSpoken : messages.pixelsSpoken;
  const inputProps: InputProps = { min: 0, max: 100, disabled: false, ...props, spoken };
  return (
    <div class="field" data-tip={hint}>
      <label for={props.id} onDblClick={() => props.disabled !== true && props.onChange(props.reset)}>
        {props.name}
      </label>
      <SliderInput {...inputProps} />
      <div class="number">
        <NumberInput {...inputProps} />
        <span aria-hidden="true">{unit === 'percent' ? messages.percent : messages.pixels}</span>
      </div>
    </div>
  );
}

function SliderInput(props: InputProps) {
  const { id, name, spoken, value, min, max, reset, disabled, onChange } = props;
  return (
    <input
      id={id}
      type="range"
      min={min}
      max={max}
      step="1"
      value={value}
      disabled={disabled}
      style={filledPart(value, min, max)}
      aria-valuetext={`${name} ${value} ${spoken}`}
      onInput={(event) => changeTo(event.currentTarget.value, props)}
      onKeyDown={(event) => changeByKey(event, props)}
      onDblClick={() => onChange(reset)}
    />
  );
}

/** The filled part of the track: from 0 to the value, or from the start if the range does not go below 0. */
function filledPart(value: number, min: number, max: number): Record<string, string> {
  const share = (at: number): string => `${(100 * (at - min)) / (max - min)}%`;
  const zero = Math.max(0, min);
  return { '--from': share(Math.min(value, zero)), '--to': share(Math.max(value, zero)) };
}

function NumberInput(props: InputProps) {
  const { name, spoken, value, min, max, reset, disabled, onChange } = props;
  /** Text that the user is typing. It survives drawings until it is committed. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="number"
      min={min}
      max={max}
      step="1"
      value={typed ?? value}
      disabled={disabled}
      aria-label={`${name}, ${spoken}`}
      onKeyDown={(event) => {
        if (changeByKey(event, props)) setTyped(null);
      }}
      onDblClick={() => onChange(reset)}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={(event) => {
        changeTo(event.currentTarget.value, props);
        setTyped(null);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** Takes a typed number, rounded and within the range. Text that is no number changes nothing. */
function changeTo(text: string, { min, max, onChange }: InputProps): void {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) onChange(bounded(Math.round(number), min, max));
}

/** Direction of each arrow key. */
const ARROWS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };
/** Step of an arrow key with Shift. */
const LARGE_STEP = 10;

/** Handles Page Up, Page Down, Shift with an arrow, and Alt with Backspace. Returns whether the key was one of them. */
function changeByKey(event: KeyboardEvent, { value, min, max, reset, onChange }: InputProps): boolean {
  const page = Math.max(1, Math.round((max - min) * PAGE));
  const step = event.shiftKey
    ? LARGE_STEP * (ARROWS[event.key] ?? NaN) || undefined
    : { PageUp: page, PageDown: -page }[event.key];
  if (step !== undefined) onChange(bounded(value + step, min, max));
  else if (event.altKey && event.key === 'Backspace') onChange(reset);
  else return false;
  event.preventDefault();
  return true;
}

function bounded(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
