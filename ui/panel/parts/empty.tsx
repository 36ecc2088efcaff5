import type { HostProblem } from '../../channel/host-api';
import { problemSentence, WORDS } from '../../words/en';

/** Nothing to retouch yet: what to do about it. */
export function Empty({ problem }: { readonly problem: HostProblem | null }) {
  return (
    <section class="empty">
      <div class="mark" aria-hidden="true" />
      <strong>{WORDS.emptyTitle}</strong>
      <span>{problemSentence(problem ?? { code: 'nothing-selected' })}</span>
    </section>
  );
}
