import { useWords } from './use-words';

export interface PercentFieldProps {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  /** 0–100. */
  readonly value: number;
  /** Where a double click takes the slider. */
  readonly reset: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider with a number field beside it, for a percentage. */
export function PercentField({ id, name, hint, value, reset, disabled, onChange }: PercentFieldProps) {
  const words = useWords();
  const change = (text: string): void => {
    const number = Number(text);
    if (text !== '' && Number.isFinite(number)) onChange(Math.min(100, Math.max(0, Math.round(number))));
  };
  return (
    <div class="field" title={hint}>
      <label for={id}>{name}</label>
      <input
        id={id} type="range" min="0" max="100" step="1" value={value} disabled={disabled}
        style={{ '--filled': `${value}%` }}
        aria-valuetext={`${name} ${value} ${words.percentSpoken}`}
        onInput={(event) => change(event.currentTarget.value)}
        onDblClick={() => onChange(reset)}
      />
      <div class="number">
        <input
          type="number" min="0" max="100" value={value} disabled={disabled} aria-label={`${name}, ${words.percentSpoken}`}
          onChange={(event) => {
            change(event.currentTarget.value);
            event.currentTarget.value = String(value);
          }}
        />
        <span aria-hidden="true">{words.percent}</span>
      </div>
    </div>
  );
}
