import { useMessages } from '../controls/use-messages';
import { labelOf } from '../keyboard/shortcuts';
import { COMPARES, type Compare, type PreviewTools } from './preview-tools';

export interface ComparePillProps {
  readonly compare: Compare;
  readonly held: boolean;
  readonly onTools: (change: Partial<PreviewTools>) => void;
}

/** Before while the button is held, the result, both with a line between, or both side by side. */
export function ComparePill({ compare, held, onTools }: ComparePillProps) {
  const messages = useMessages();
  const hold = (): void => onTools({ held: true });
  const release = (): void => onTools({ held: false });
  return (
    <div class="pill compare" role="group" aria-label={messages.compare}>
      <button
        type="button"
        class="text-button"
        aria-pressed={held}
        data-tip={`${messages.holdBefore}  ${labelOf('show-before')}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          hold();
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          if (event.key === ' ' || event.key === 'Enter') hold();
        }}
        onKeyUp={release}
        onBlur={release}
      >
        {messages.before}
      </button>
      {COMPARES.map((one) => (
        <button
          key={one}
          type="button"
          class="text-button"
          aria-pressed={!held && compare === one}
          data-tip={messages.compareHints[one]}
          onClick={() => onTools({ compare: one })}
        >
          {messages.compares[one]}
        </button>
      ))}
    </div>
  );
}
