import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { EarlierWork, HostApi, PictureJob } from '../../../ui/host-api/host-api';
import { DEFAULT_SETTINGS } from '../../../ui/engine/api/settings';
import { createPreparedResults } from '../../../ui/panel/batch/prepared-results';
import { runBatch, type BatchOptions } from '../../../ui/panel/batch/run-batch';
import type { ClientResponse, EngineClient } from '../../../ui/panel/engine-client/engine-client';
import { fileData, type PictureData } from '../../../ui/engine/api/picture-data';
import { EMPTY_REPORT } from './empty-report';

const ASKED = { settings: DEFAULT_SETTINGS, choices: NO_CHOICES, layerData: '' };
/** A layer that the designer has changed since. */
const EARLIER: EarlierWork = { changes: ['moved'], memory: null };

function numberOf(picture: PictureData): number | undefined {
  return picture.kind === 'file' ? picture.bytes[0] : undefined;
}

/** The calls to host and engine in a run over four pictures. */
async function logOf(
  options: Pick<BatchOptions, 'requestFor'> & Partial<BatchOptions>,
  changed: readonly string[] = [],
): Promise<string[]> {
  const log: string[] = [];
  const pictures: PictureJob[] = ['0', '1', '2', '3'].map((pictureId) => ({
    pictureId,
    layers: 'full',
    targets: [
      {
        nodeId: pictureId,
        name: 'A',
        width: 1,
        height: 1,
        flatten: null,
        earlier: changed.includes(pictureId) ? EARLIER : null,
      },
    ],
  }));
  const selection = { pictures, skipped: [], problem: null };
  const host: Pick<HostApi, 'beginRun' | 'readPicture' | 'writeResult' | 'endRun'> = {
    beginRun: () => Promise.resolve(selection),
    readPicture(pictureId) {
      log.push(`read ${pictureId}`);
      return Promise.resolve({ state: 'read', picture: fileData(Uint8Array.of(Number(pictureId))) });
    },
    writeResult: () => Promise.resolve([]),
    endRun: () => Promise.resolve({ selection, written: [] }),
  };
  const engine: Pick<EngineClient, 'retouch' | 'decodeAhead'> = {
    decodeAhead: (picture, networks) => void log.push(`decode ${numberOf(picture)} for ${networks}`),
    async retouch({ picture, batchSize }): Promise<ClientResponse> {
      log.push(`compute ${numberOf(picture)} of ${batchSize}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`computed ${numberOf(picture)}`);
      return { state: 'unchanged', reason: 'no-face', report: EMPTY_REPORT };
    },
  };
  await runBatch(
    host as HostApi,
    engine as EngineClient,
    { flatten: false, onChanged: () => Promise.resolve('leave'), ...options },
    () => undefined,
  ).finished;
  return log;
}

describe('runBatch, read ahead', () => {
  test('reads and decodes the next picture once while the engine computes one, without excluded pictures', async () => {
    assert.deepEqual(await logOf({ requestFor: (pictureId) => (pictureId === '2' ? null : ASKED) }), [
      'read 0',
      'read 1',
      'compute 0 of 3',
      'decode 1 for softlight',
      'computed 0',
      'read 3',
      'compute 1 of 3',
      'decode 3 for softlight',
      'computed 1',
      'compute 3 of 3',
      'computed 3',
    ]);
  });

  test('reads no picture ahead whose layers are left alone or whose result waits', async () => {
    const prepared = createPreparedResults();
    const waits = JSON.stringify([ASKED.settings, undefined, ASKED.choices, false]);
    prepared.put('2', waits, {
      state: 'retouched',
      layers: [],
      flattened: null,
      report: EMPTY_REPORT,
    });
    assert.deepEqual(await logOf({ requestFor: () => ASKED, prepared }, ['1']), [
      'read 0',
      'read 3',
      'compute 0 of 4',
      'decode 3 for softlight',
      'computed 0',
      'compute 3 of 4',
      'computed 3',
    ]);
  });
});
