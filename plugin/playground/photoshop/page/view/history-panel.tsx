import type { FakeDocument } from '../../model/fake-document';
import type { Studio } from '../studio';

/** The history states of a document; a click goes to one. */
export function HistoryPanel({ studio, document }: { readonly studio: Studio; readonly document: FakeDocument }) {
  return (
    <section class="history" aria-label="History">
      <h2>History</h2>
      <ol>
        {document.history.map(({ id, name }, index) => (
          <li key={id}>
            <button
              type="button"
              aria-current={index === document.historyAt}
              class={index > document.historyAt ? 'undone' : ''}
              onClick={() => studio.goTo(index)}
            >
              {name}
            </button>
          </li>
        ))}
      </ol>
      <p class="progress">{studio.progress}</p>
    </section>
  );
}
