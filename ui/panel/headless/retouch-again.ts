import { NO_CHOICES } from '../../engine/api/choices';
import type { HostApi, HostContext } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';
import type { LayerRow } from '../batch/batch-state';
import { runBatch } from '../batch/run-batch';
import type { EngineClient } from '../engine-client/engine-client';
import { writeLayerData } from '../saved/layer-data';
import { layerDataOf } from '../saved/restore-layer-data';
import { parsePreferences } from '../saved/preferences';
import { endNotice, problemNotice, progressNotice } from './notice-text';

/**
 * Retouches with the last settings and without a window, and ends the plugin. Choices of a picture come from its layer
 * data. Without a window there is no question: layers that the designer has changed are left alone.
 * @param onCancel gets the function that the button of the notice calls
 */
export async function retouchAgain(
  host: HostApi,
  engine: EngineClient,
  { selection, storedSettings }: HostContext,
  messages: Messages,
  onCancel: (cancel: () => void) => void,
): Promise<void> {
  if (selection.pictures.length === 0)
    return host.close(problemNotice(selection.problem ?? { code: 'nothing-selected' }, messages));
  const { settings, flatten } = parsePreferences(storedSettings);
  const choices = new Map(
    selection.pictures.map((picture) => [picture.pictureId, layerDataOf(picture)?.choices ?? NO_CHOICES]),
  );
  let rows: readonly LayerRow[] = [];
  let notified = '';
  await host.notify({ text: messages.againStarting, cancel: messages.cancel });
  const batch = runBatch(
    host,
    engine,
    {
      flatten,
      requestFor(pictureId) {
        const chosen = choices.get(pictureId) ?? NO_CHOICES;
        return { settings, choices: chosen, layerData: writeLayerData({ settings, own: false, choices: chosen }) };
      },
      onChanged: () => Promise.resolve('leave'),
    },
    (state) => {
      rows = state.rows;
      const working = rows.find((row) => row.state.state === 'working');
      if (working === undefined || working.nodeId === notified) return;
      notified = working.nodeId;
      void host.notify({ text: progressNotice(rows, working, messages), cancel: messages.cancel });
    },
  );
  onCancel(() => batch.cancel());
  await batch.finished;
  await host.close(endNotice(rows, messages));
}
