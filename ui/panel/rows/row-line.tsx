import type { ComponentChildren } from 'preact';
import { Icon } from '../controls/icons';
import { useMessages } from '../controls/use-messages';

export interface RowLineProps {
  /** Role of the row's layer. */
  readonly role: string;
  readonly name: string;
  readonly hint: string;
  readonly eyeHint?: string;
  readonly isOn: boolean;
  readonly isOpen: boolean;
  readonly disabled: boolean;
  /** @param event a press of the eye */
  readonly onEye: (event: MouseEvent) => void;
  readonly onOpen: (open: boolean) => void;
  /** The row's value. */
  readonly children: ComponentChildren;
}

/** The line of a row: the eye of its layer, and the button with name and value that opens the row. */
export function RowLine(props: RowLineProps) {
  const { role, name, hint, eyeHint, isOn, isOpen, disabled, onEye, onOpen, children } = props;
  const messages = useMessages();
  return (
    <div class="tool-line">
      <button
        type="button"
        class="eye"
        aria-pressed={isOn}
        aria-label={messages.layerOn(name)}
        disabled={disabled}
        data-tip={eyeHint}
        onClick={onEye}
      >
        <Icon name={isOn ? 'eye' : 'eye-off'} />
      </button>
      <button
        type="button"
        class="tool-head"
        aria-expanded={isOpen}
        aria-controls={`tool-${role}`}
        data-tip={hint}
        onClick={() => onOpen(!isOpen)}
      >
        <span class="tool-name">{name}</span>
        {children}
        <Icon name={isOpen ? 'chevron-down' : 'chevron'} />
      </button>
    </div>
  );
}
