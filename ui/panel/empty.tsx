import type { HostProblem } from '../host-api/host-api';
import { useMessages } from './controls/use-messages';

/** Stands in place of the preview without a picture, and says what to do. */
export function Empty({ problem }: { readonly problem: HostProblem | null }) {
  const messages = useMessages();
  return (
    <section class="empty">
      <div class="mark" aria-hidden="true" />
      <strong>{messages.emptyTitle}</strong>
      <span>{messages.problem(problem ?? { code: 'nothing-selected' })}</span>
    </section>
  );
}
