import type { ComponentChildren } from 'preact';
import { Icon } from '../controls/icons';
import { useMessages } from '../controls/use-messages';
import { AdjustmentField } from '../settings/adjustment-field';
import type { ToolRow } from './tool-rows';
import { useScrub } from './use-scrub';

export interface ToolRowViewProps {
  readonly row: ToolRow;
  /** Text beside the row's name while its layer is on. */
  readonly value: string;
  readonly isOpen: boolean;
  readonly disabled: boolean;
  /** In place of the controls of the row. */
  readonly children?: ComponentChildren;
  readonly onOpen: (open: boolean) => void;
  readonly onToggle: () => void;
  /** Turns all other layers off, or on again. */
  readonly onOnly: () => void;
  readonly onChange: (key: string, value: string | number | boolean) => void;
}

/** One tool on one line: the eye of its layer, its name, its value in words; its controls when it is open. */
export function ToolRowView(props: ToolRowViewProps) {
  const { row, value, isOpen, disabled, children, onOpen, onToggle, onOnly, onChange } = props;
  const { role, text, isOn, main, scrubbed, fields } = row;
  const messages = useMessages();
  const number = fields.find(({ key }) => key === main.key);
  const present = number?.kind === 'number' ? number.value : 0;
  const scrub = useScrub(disabled ? null : scrubbed, present, (next) => onChange(main.key, next));
  return (
    <section class={`tool-row${isOn ? '' : ' off'}${isOpen ? ' open' : ''}`} data-role={role}>
      <div class="tool-line">
        <button
          type="button"
          class="eye"
          aria-pressed={isOn}
          aria-label={messages.layerOn(text.name)}
          disabled={disabled}
          data-tip={messages.eyeHint}
          onClick={(event) => (event.altKey ? onOnly() : onToggle())}
        >
          <Icon name={isOn ? 'eye' : 'eye-off'} />
        </button>
        <button
          type="button"
          class="tool-head"
          aria-expanded={isOpen}
          aria-controls={`tool-${role}`}
          data-tip={text.hint}
          onClick={() => onOpen(!isOpen)}
        >
          <span class="tool-name">{text.name}</span>
          <span class={`tool-value${scrubbed === null ? '' : ' scrub'}`} {...scrub}>
            {isOn ? value : messages.off}
          </span>
          <Icon name={isOpen ? 'chevron-down' : 'chevron'} />
        </button>
      </div>
      {isOpen && (
        <div class="tool-body" id={`tool-${role}`}>
          {children ??
            fields.map((field) => (
              <AdjustmentField
                key={field.key}
                field={field}
                disabled={disabled || field.disabled}
                onChange={(next) => onChange(field.key, next)}
              />
            ))}
        </div>
      )}
    </section>
  );
}
