import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NO_CHOICES } from '../../ui/engine/api/choices';
import type { HostApi, PictureJob, ReadResult, WriteResult } from '../../ui/host-api/host-api';
import { DEFAULT_SETTINGS } from '../../ui/engine/api/settings';
import type { BatchState } from '../../ui/panel/batch/batch-state';
import { runBatch } from '../../ui/panel/batch/run-batch';
import type { ClientResponse, EngineClient } from '../../ui/panel/engine-client/engine-client';
import { check } from './check';
import { fileData } from '../../ui/engine/api/picture-data';
import { EMPTY_REPORT } from '../panel/batch/empty-report';

const READS = ['read', 'failed', 'throws'] as const;
const RESPONSES = ['retouched', 'unchanged', 'failed', 'throws'] as const;
const WRITES = ['written', 'failed', 'fewer', 'foreign', 'throws'] as const;

interface PicturePlan {
  readonly layers: number;
  readonly read: (typeof READS)[number];
  readonly response: (typeof RESPONSES)[number];
  readonly write: (typeof WRITES)[number];
}

const plan: fc.Arbitrary<PicturePlan> = fc.record({
  layers: fc.integer({ min: 1, max: 3 }),
  read: fc.constantFrom(...READS),
  response: fc.constantFrom(...RESPONSES),
  write: fc.constantFrom(...WRITES),
});

/** The state that a layer must end in if nothing is cancelled. */
function expected({ read, response, write }: PicturePlan, first: boolean): string {
  if (read !== 'read') return 'failed';
  if (response !== 'retouched') return response === 'unchanged' ? 'skipped' : 'failed';
  if (write === 'written' || write === 'foreign') return 'done';
  return write === 'fewer' && first ? 'done' : 'failed';
}

describe('batch', () => {
  // Promise: R5
  test('ends with a state for every layer and a closed run, whatever host and engine answer and whenever it is cancelled', () =>
    check(
      3000,
      fc.record({
        plans: fc.array(plan, { maxLength: 6 }),
        cancelAt: fc.option(fc.nat(24)),
        begins: fc.boolean(),
        ends: fc.boolean(),
      }),
      async ({ plans, cancelAt, begins, ends }) => {
        let calls = 0;
        let ended = 0;
        let cancelled = false;
        let written = 0;
        let states: BatchState = { running: true, timeLeft: null, rows: [] };
        let cancel: () => void = () => undefined;
        const called = (): void => {
          if (calls++ === cancelAt) {
            cancelled = true;
            cancel();
          }
        };
        const pictures: PictureJob[] = plans.map(({ layers }, index) => ({
          pictureId: String(index),
          layers: 'full',
          targets: Array.from({ length: layers }, (_, layer) => ({
            nodeId: `${index}:${layer}`,
            name: 'A',
            width: 1,
            height: 1,
            flatten: null,
            earlier: null,
          })),
        }));
        const planOf = (pictureId: string): PicturePlan => plans[Number(pictureId)]!;
        const host: Pick<HostApi, 'beginRun' | 'readPicture' | 'writeResult' | 'endRun'> = {
          async beginRun() {
            called();
            if (!begins) throw new Error('no run');
            return {
              pictures,
              skipped: [{ nodeId: 'x', name: 'X', problem: { code: 'image-missing' } }],
              problem: null,
            };
          },
          async readPicture(pictureId): Promise<ReadResult> {
            called();
            const { read } = planOf(pictureId);
            if (read === 'throws') throw new Error('no reading');
            return read === 'read'
              ? { state: 'read', picture: fileData(new Uint8Array([Number(pictureId)])) }
              : { state: 'failed', problem: { code: 'image-missing' } };
          },
          async writeResult(pictureId): Promise<readonly WriteResult[]> {
            assert.equal(cancelled, false, 'nothing is written after cancel');
            called();
            written++;
            const { write, layers } = planOf(pictureId);
            if (write === 'throws') throw new Error('no writing');
            const results = Array.from({ length: layers }, (_, layer): WriteResult =>
              write === 'failed'
                ? { nodeId: `${pictureId}:${layer}`, state: 'failed', problem: { code: 'layer-gone' } }
                : { nodeId: `${pictureId}:${layer}`, state: 'written', groupId: 'g', flatten: null },
            );
            if (write === 'fewer') return results.slice(0, 1);
            return write === 'foreign'
              ? [{ nodeId: 'unknown', state: 'written', groupId: 'g', flatten: null }, ...results]
              : results;
          },
          async endRun() {
            ended++;
            if (!ends) throw new Error('no end');
            return { selection: { pictures, skipped: [], problem: null }, written: [] };
          },
        };
        const engine: Pick<EngineClient, 'retouch' | 'cancel'> = {
          async retouch({ picture }, onProgress): Promise<ClientResponse> {
            onProgress({ stage: 'faces', done: 0.5 });
            called();
            if (cancelled) return { state: 'cancelled' };
            const { response } = planOf(String(picture.kind === 'file' ? picture.bytes[0] : ''));
            onProgress({ stage: 'decode', done: 0 });
            if (response === 'throws') throw new Error('no engine');
            if (response === 'failed') return { state: 'failed', problem: { code: 'out-of-memory' } };
            if (response === 'unchanged') return { state: 'unchanged', reason: 'no-face', report: EMPTY_REPORT };
            return {
              state: 'retouched',
              layers: [],
              flattened: null,
              report: EMPTY_REPORT,
            };
          },
          cancel: () => undefined,
        };
        const batch = runBatch(
          host as HostApi,
          engine as EngineClient,
          {
            requestFor: () => ({ settings: DEFAULT_SETTINGS, choices: NO_CHOICES, layerData: '' }),
            flatten: false,
            onChanged: () => Promise.reject(new Error('nothing is changed')),
          },
          (state) => (states = state),
        );
        cancel = () => batch.cancel();
        await batch.finished;

        assert.equal(states.running, false);
        assert.equal(ended, 1);
        if (!begins) return;
        const of = (nodeId: string): string => states.rows.find((row) => row.nodeId === nodeId)!.state.state;
        assert.equal(states.rows.length, 1 + plans.reduce((total, { layers }) => total + layers, 0));
        assert.equal(of('x'), 'failed');
        for (const [index, each] of plans.entries()) {
          for (let layer = 0; layer < each.layers; layer++) {
            const state = of(`${index}:${layer}`);
            const wanted = expected(each, layer === 0);
            if (cancelled) assert.ok(state === 'cancelled' || state === wanted, `${state} instead of ${wanted}`);
            else assert.equal(state, wanted);
          }
        }
        assert.ok(written <= plans.length);
      },
    ));
});
