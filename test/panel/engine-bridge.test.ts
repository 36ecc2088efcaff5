import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createEngineBridge, type EngineBridge } from '../../ui/panel/engine/engine-bridge';
import { inlineHome } from '../../ui/panel/engine/inline-home';

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
let bridge: EngineBridge;

beforeEach(() => {
  SilentWorker.all = [];
  globalThis.Worker = SilentWorker as unknown as typeof Worker;
  bridge = createEngineBridge([inlineHome('', () => ({}) as never)]);
});
afterEach(() => {
  globalThis.Worker = real;
});

test('a worker that dies while the engine starts ends the start with an error, and the next start gets a new worker', async () => {
  const starting = bridge.start();
  const [worker] = await asked(1);
  worker!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
  await assert.rejects(starting);
  assert.ok(worker!.ended);
  void bridge.start().catch(() => undefined);
  assert.equal((await asked(2)).length, 2);
});

test('cancel while the engine starts ends the worker without waiting for it', async () => {
  const retouching = bridge.retouch({} as never, () => undefined);
  const [worker] = await asked(1);
  bridge.cancel();
  assert.deepEqual(await retouching, { state: 'cancelled' });
  assert.ok(worker!.ended);
});

test('a picture whose engine dies is tried in a second one, and in no third; cancel ends the second as the first', async () => {
  for (const end of ['dies', 'cancelled'] as const) {
    SilentWorker.all = [];
    const retouching = bridge.retouch({} as never, () => undefined);
    (await asked(1))[0]!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
    const [, second] = await asked(2);
    if (end === 'dies') second!.dispatchEvent(Object.assign(new Event('error'), { message: 'gone too' }));
    else bridge.cancel();
    assert.deepEqual(await retouching, end === 'dies' ? { state: 'failed', problem: { code: 'internal', detail: 'gone too' } } : { state: 'cancelled' });
    assert.deepEqual(SilentWorker.all.map(({ ended }) => ended), [true, true]);
  }
});

/** The workers, once the `count`-th was asked to start the engine. */
async function asked(count: number): Promise<readonly SilentWorker[]> {
  while (SilentWorker.all.length < count) await new Promise((resolve) => setImmediate(resolve));
  await SilentWorker.all[count - 1]!.asked;
  return SilentWorker.all;
}
