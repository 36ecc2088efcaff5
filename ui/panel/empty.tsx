import type { HostProblem } from '../host-api/host-api';
import { useWords } from './controls/use-messages';

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
