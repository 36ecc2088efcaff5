import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChangedLayers } from '../../host-api/host-api';
import type { ChangedQuestion as Question } from './use-batch';
import { useMessages } from '../controls/use-messages';

const ANSWERS = ['replace', 'beside', 'leave'] as const satisfies readonly ChangedLayers[];
/** Number of names in the list; further layers are counted. */
const MOST_NAMES = 5;

/** Asks what happens to layers that the designer has changed. Escape cancels the run. */
export function ChangedQuestion({ layers, answer }: Question) {
  const messages = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="question"
      aria-labelledby="question-title"
      aria-describedby="question-text"
      onCancel={(event) => {
        event.preventDefault();
        answer(null);
      }}
    >
      <h2 id="question-title">{messages.changedTitle(layers.length)}</h2>
      <ul id="question-text">
        {layers.slice(0, MOST_NAMES).map(({ nodeId, name, earlier }) => (
          <li key={nodeId}>
            <strong>{name}</strong> {(earlier?.changes ?? []).map((change) => messages.changes[change]).join(', ')}
          </li>
        ))}
        {layers.length > MOST_NAMES && <li>{messages.more(layers.length - MOST_NAMES)}</li>}
      </ul>
      {ANSWERS.map((each) => (
        <div key={each} class="answer">
          <button
            type="button"
            class={`button${each === 'beside' ? ' primary' : ''}`}
            aria-describedby={`answer-${each}`}
            onClick={() => answer(each)}
          >
            {messages.changedAnswers[each].name}
          </button>
          <p id={`answer-${each}`}>{messages.changedAnswers[each].hint}</p>
        </div>
      ))}
      <button type="button" class="text-button" onClick={() => answer(null)}>
        {messages.cancel}
      </button>
    </dialog>
  );
}
