import type { HostApi } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';

/** "Remove retouch": without a window; says what became of it, and ends the plugin. */
export async function removeRetouch(host: HostApi, messages: Messages): Promise<void> {
  const removed = await host.removeRetouch();
  await host.close(
    removed.state === 'failed' ? messages.problem(removed.problem) : messages.removed(removed.retouches, removed.kept),
  );
}
