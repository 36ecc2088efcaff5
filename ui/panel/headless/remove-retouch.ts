import type { HostApi } from '../../host-api/host-api';
import type { Words } from '../../locales/messages';

/** "Remove retouch": without a window; says what became of it, and ends the plugin. */
export async function removeRetouch(host: HostApi, words: Words): Promise<void> {
  const removed = await host.removeRetouch();
  await host.close(
    removed.state === 'failed' ? words.problem(removed.problem) : words.removed(removed.retouches, removed.kept),
  );
}
