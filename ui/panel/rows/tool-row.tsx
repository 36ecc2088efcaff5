import type { ComponentChildren } from 'preact';
import { useMessages } from '../controls/use-messages';
import { AdjustmentField } from '../settings/adjustment-field';
import type { ToolRow } from './tool-rows';
import { useScrub } from './use-scrub';
import { RowLine } from './row-line';

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
      <RowLine
        role={role}
        name={text.name}
        hint={text.hint}
        eyeHint={messages.eyeHint}
        isOn={isOn}
        isOpen={isOpen}
        disabled={disabled}
        onEye={(event) => (event.altKey ? onOnly() : onToggle())}
        onOpen={onOpen}
      >
        <span class={`tool-value${scrubbed === null ? '' : ' scrub'}`} {...scrub}>
          {isOn ? value : messages.off}
        </span>
      </RowLine>
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
