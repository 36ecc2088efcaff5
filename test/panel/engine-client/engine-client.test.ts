import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { expose, wrap } from 'comlink';
import type { EngineApi } from '../../../ui/engine/api/engine-api';
import { createEngineClient, type EngineClient } from '../../../ui/panel/engine-client/engine-client';
import { LaunchRefused, type EngineLauncher } from '../../../ui/panel/engine-client/launcher';
import { inlineLauncher } from '../../../ui/panel/engine-client/inline-launcher';
import { fileData } from '../../../ui/engine/api/picture-data';

/** A worker that says it is there and then never answers, as one that hangs or dies while it loads its networks. */
class SilentWorker extends EventTarget {
  static all: SilentWorker[] = [];
  ended = false;
  /** Resolves when the first message arrives: the engine is asked to start. */
  readonly asked: Promise<void>;
  #ask!: () => void;

  constructor() {
    super();
    SilentWorker.all.push(this);
    this.asked = new Promise((resolve) => {
      this.#ask = resolve;
    });
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: 'softlight-engine-ready' })));
  }

  postMessage(): void {
    this.#ask();
  }

  terminate(): void {
    this.ended = true;
  }
}

const real = globalThis.Worker;
let bridge: EngineClient;

beforeEach(() => {
  SilentWorker.all = [];
  globalThis.Worker = SilentWorker as unknown as typeof Worker;
  bridge = createEngineClient([inlineLauncher('', () => ({}) as never)]);
});
afterEach(() => {
  globalThis.Worker = real;
});

/** The workers, once the `count`-th was asked to start the engine. */
async function asked(count: number): Promise<readonly SilentWorker[]> {
  while (SilentWorker.all.length < count) await new Promise((resolve) => setImmediate(resolve));
  await SilentWorker.all[count - 1]!.asked;
  return SilentWorker.all;
}

/** An engine whose answers are given; it never starts by itself. */
function home(
  executionProvider: 'wasm' | 'webgpu',
  retouch: (crash: (detail: string) => void) => Promise<unknown>,
): EngineLauncher {
  return ({ onCrash, signal }) => {
    const { port1, port2 } = new MessageChannel();
    expose(
      {
        retouch: () => retouch((detail) => onCrash({ code: 'internal', detail })),
        analyse: () => retouch((detail) => onCrash({ code: 'internal', detail })),
      },
      port1,
    );
    const end = (): void => {
      port1.close();
      port2.close();
    };
    signal.addEventListener('abort', end);
    ended.push(end);
    return Promise.resolve({ engine: wrap<EngineApi>(port2), executionProvider, networkSets: ['softlight'] });
  };
}

const ended: (() => void)[] = [];
afterEach(() => ended.splice(0).forEach((end) => end()));

/** The engine states that the bridge reports, without progress. */
function watch(watched: EngineClient): (readonly [executionProvider: string, givenUp: string | null])[] {
  const told: (readonly [string, string | null])[] = [];
  watched.onStatus((status) => {
    if (status.state === 'running') told.push([status.executionProvider, status.givenUp]);
  });
  return told;
}

const GONE = { state: 'failed', problem: { code: 'gpu-lost', detail: 'destroyed' } } as const;

describe('createEngineClient', () => {
  test('rejects a start whose worker dies, and starts the next one in a new worker', async () => {
    const starting = bridge.start();
    const [worker] = await asked(1);
    worker!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
    await assert.rejects(starting);
    assert.ok(worker!.ended);
    void bridge.start().catch(() => undefined);
    assert.equal((await asked(2)).length, 2);
  });

  test('cancels a start without waiting for the worker', async () => {
    const retouching = bridge.retouch({} as never, () => undefined);
    const [worker] = await asked(1);
    bridge.cancel();
    assert.deepEqual(await retouching, { state: 'cancelled' });
    assert.ok(worker!.ended);
  });

  test('tries a picture in a second engine and in no third; cancel ends the second one', async () => {
    for (const end of ['dies', 'cancelled'] as const) {
      SilentWorker.all = [];
      const retouching = bridge.retouch({} as never, () => undefined);
      (await asked(1))[0]!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
      const [, second] = await asked(2);
      if (end === 'dies') second!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone too' }));
      else bridge.cancel();
      assert.deepEqual(
        await retouching,
        end === 'dies'
          ? { state: 'failed', problem: { code: 'internal', detail: 'gone too' } }
          : { state: 'cancelled' },
      );
      assert.deepEqual(
        SilentWorker.all.map(({ ended }) => ended),
        [true, true],
      );
    }
  });

  // Promise: 25, 27
  test('goes on to the next launcher when a GPU is refused, and reports the reason', async () => {
    for (const reason of ['no-gpu', 'wrong-numbers', 'gpu-lost', 'page-unreachable'] as const) {
      const trying = createEngineClient([
        () => Promise.reject(new LaunchRefused(reason)),
        home('wasm', () => Promise.resolve({ state: 'unchanged' })),
      ]);
      const told = watch(trying);
      await trying.start();
      assert.deepEqual(told, [['wasm', reason]]);
      trying.cancel();
      await trying.start();
      assert.equal(told.length, 2, 'after a cancel the same one, without another try of the GPU');
    }
  });

  // Promise: 26
  test('computes a picture and all later ones by the next launcher after the GPU is lost', async () => {
    for (const fault of ['is lost', 'dies']) {
      const done: string[] = [];
      let pictures = 0;
      const trying = createEngineClient([
        home('webgpu', (crash) => {
          if (++pictures !== 2) return Promise.resolve({ state: 'unchanged', by: done.push('webgpu') });
          if (fault === 'is lost') return Promise.resolve(GONE);
          crash('gone');
          return new Promise(() => undefined);
        }),
        home('wasm', () => Promise.resolve({ state: 'unchanged', by: done.push('wasm') })),
      ]);
      const told = watch(trying);
      for (let picture = 0; picture < 3; picture++)
        assert.equal((await trying.retouch({} as never, () => undefined)).state, 'unchanged');
      assert.deepEqual(done, ['webgpu', 'wasm', 'wasm']);
      assert.deepEqual(told, [
        ['webgpu', null],
        ['wasm', 'stopped'],
      ]);
      trying.cancel();
    }
  });

  // Promise: 26
  test('analyses a picture again by the next launcher after the GPU is lost', async () => {
    const trying = createEngineClient([
      home('webgpu', () => Promise.resolve(GONE)),
      home('wasm', () => Promise.resolve({ state: 'analysed', picture: 1, width: 1, height: 1, faces: [] })),
    ]);
    assert.equal((await trying.analyse(fileData(new Uint8Array(1)), () => undefined, 'softlight')).state, 'analysed');
    trying.cancel();
  });
});
