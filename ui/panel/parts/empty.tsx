import type { HostProblem } from '../../channel/host-api';
import { useWords } from './use-words';

/** Nothing to retouch yet: what to do about it. */
export function Empty({ problem }: { readonly problem: HostProblem | null }) {
  const words = useWords();
  return (
    <section class="empty">
      <div class="mark" aria-hidden="true" />
      <strong>{words.emptyTitle}</strong>
      <span>{words.problem(problem ?? { code: 'nothing-selected' })}</span>
    </section>
  );
}
