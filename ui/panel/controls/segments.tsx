export interface SegmentsProps<Value extends string> {
  /** Name of the group of radio buttons. */
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly disabled?: boolean;
  readonly describedBy?: string;
  readonly onChange: (value: Value) => void;
}

/** A choice of one among a few options, side by side. */
export function Segments<Value extends string>({
  name,
  label,
  value,
  options,
  disabled = false,
  describedBy,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <div class="segments" role="radiogroup" aria-label={label} aria-describedby={describedBy}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
