import type { HostApi } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';
import { problemNotice } from './notice-text';

/** Removes retouches without a window, shows the result in a notice, and ends the plugin. */
export async function removeRetouch(host: HostApi, messages: Messages): Promise<void> {
  const removed = await host.removeRetouch();
  await host.close(
    removed.state === 'failed'
      ? problemNotice(removed.problem, messages)
      : messages.removed(removed.retouches, removed.kept),
  );
}
