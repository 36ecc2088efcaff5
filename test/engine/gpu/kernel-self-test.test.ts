import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeKernel, type KernelCase } from '../../../ui/engine/gpu/kernel-self-test';

type Doubling = KernelCase<[number], number>;
type Work = Doubling['plain'];

interface Placed {
  readonly placement: unknown;
  readonly isPlain: boolean;
}

/** A device whose error scopes report an error for every shader, or none. */
function device(error: string | null): Parameters<typeof placeKernel>[0] {
  let scopes = 0;
  return {
    pushErrorScope: () => void scopes++,
    popErrorScope: () => Promise.resolve(--scopes === 0 && error !== null ? ({ message: error } as GPUError) : null),
  };
}

interface Kernel {
  /** Cost of a run. */
  readonly milliseconds: number;
  readonly double: (value: number) => number;
  /** The device's error. */
  readonly error: string | null;
  /** Compiles the kernel. */
  readonly open: (work: Work) => Promise<Work>;
}

/** Places a kernel that doubles a number, beside a CPU reference of 40 ms. Its clock advances only by these costs. */
async function place({
  milliseconds = 3,
  double = (value) => 2 * value,
  error = null,
  open = (work) => Promise.resolve(work),
}: Partial<Kernel>): Promise<Placed> {
  let time = 0;
  const work =
    (cost: number, compute: Kernel['double']): Work =>
    async (value) => {
      time += cost;
      return compute(value);
    };
  const plain = work(40, (value) => 2 * value);
  const { kernel, placement } = await placeKernel(
    device(error),
    {
      open: () => open(work(milliseconds, double)),
      plain,
      inputs: [[1], [5]],
      timed: [9],
      findFault: (output, right) => (output === right ? null : `${output} and not ${right}`),
    },
    () => time,
  );
  return { placement, isPlain: kernel === plain };
}

const wrong = (detail: string): Placed => ({ placement: { device: 'cpu', reason: 'wrong', detail }, isPlain: true });

describe('placeKernel', () => {
  test('places a correct and faster kernel on the device', async () => {
    const placement = { device: 'gpu', milliseconds: 3, plainMilliseconds: 40 };
    assert.deepEqual(await place({ milliseconds: 3 }), { placement, isPlain: false });
  });

  test('leaves a slower kernel on the CPU', async () => {
    const placement = { device: 'cpu', reason: 'slower', detail: '41 ms instead of 40' };
    assert.deepEqual(await place({ milliseconds: 41 }), { placement, isPlain: true });
  });

  // Promise: 27
  test('leaves a kernel with another result on the CPU', async () => {
    assert.deepEqual(await place({ double: (value) => (value === 5 ? 11 : 2 * value) }), wrong('11 and not 10'));
  });

  test('leaves a kernel that does not compile on the CPU', async () => {
    const open = (): Promise<never> => Promise.reject(new Error('no pipeline'));
    assert.deepEqual(await place({ open }), wrong('no pipeline'));
  });

  test('leaves a kernel with a device error on the CPU', async () => {
    assert.deepEqual(await place({ error: 'too many bindings' }), wrong('too many bindings'));
  });
});
