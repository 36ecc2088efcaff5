import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { HostApi } from '../../../ui/host-api/host-api';
import { DEFAULT_SETTINGS } from '../../../ui/engine/api/settings';
import type { BatchState, LayerRow } from '../../../ui/panel/batch/batch-state';
import { runBatch } from '../../../ui/panel/batch/run-batch';
import type { EngineClient } from '../../../ui/panel/engine-client/engine-client';

describe('runBatch', () => {
  test('shows the listed rows as running before the host answers', () => {
    const listed: LayerRow[] = [
      { pictureId: 'a', nodeId: '1', name: 'A', target: null, state: { state: 'skipped', reason: 'no-face' } },
    ];
    const host: Pick<HostApi, 'beginRun'> = { beginRun: () => new Promise(() => undefined) };
    const seen: BatchState[] = [];
    runBatch(
      host as HostApi,
      {} as EngineClient,
      {
        requestFor: () => ({ settings: DEFAULT_SETTINGS, choices: NO_CHOICES, layerData: '' }),
        listed,
        flatten: false,
        onChanged: () => Promise.resolve('leave'),
      },
      (state) => seen.push(state),
    );
    assert.deepEqual(seen, [{ running: true, timeLeft: null, rows: listed }]);
  });
});
