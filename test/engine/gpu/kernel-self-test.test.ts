import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeKernel, type KernelCase } from '../../../ui/engine/gpu/kernel-self-test';

type Doubling = KernelCase<[number], number>;

/** Seconds go by only where a stage lets them. */
let time = 0;

function doubling(costs: number): Doubling['plain'] {
  return (value) => {
    time += costs;
    return Promise.resolve(2 * value);
  };
}

const PLAIN = doubling(40);
const TRIAL: Omit<Doubling, 'open'> = {
  plain: PLAIN,
  inputs: [[1], [5]],
  timed: [9],
  findFault: (made, right) => (made === right ? null : `${made} and not ${right}`),
};

/** A device that finds fault with every shader, or with none. */
function device(fault: string | null): Parameters<typeof placeKernel>[0] {
  let scopes = 0;
  return {
    pushErrorScope: () => void scopes++,
    popErrorScope: () => Promise.resolve(--scopes === 0 && fault !== null ? ({ message: fault } as GPUError) : null),
  };
}

async function found(
  open: Doubling['open'],
  fault: string | null = null,
): Promise<{ readonly finding: unknown; readonly kept: boolean }> {
  const { stage, finding } = await placeKernel(device(fault), { ...TRIAL, open }, () => time);
  return { finding, kept: stage === PLAIN };
}

test('a stage goes to the device if it is right there and sooner; one that is later stays', async () => {
  assert.deepEqual(await found(() => Promise.resolve(doubling(3))), {
    finding: { device: 'gpu', milliseconds: 3, plainMilliseconds: 40 },
    kept: false,
  });
  const later = await found(() => Promise.resolve(doubling(41)));
  assert.deepEqual(later, { finding: { device: 'cpu', reason: 'slower', detail: '41 ms instead of 40' }, kept: true });
});

// Promise: 27
test('a stage that gives something else on the device, fails there, or that the device finds fault with, stays', async () => {
  const wrong = (detail: string): unknown => ({ finding: { device: 'cpu', reason: 'wrong', detail }, kept: true });
  assert.deepEqual(
    await found(() => Promise.resolve((value) => Promise.resolve(value === 5 ? 11 : 2 * value))),
    wrong('11 and not 10'),
  );
  assert.deepEqual(await found(() => Promise.reject(new Error('no pipeline'))), wrong('no pipeline'));
  assert.deepEqual(await found(() => Promise.resolve(doubling(3)), 'too many bindings'), wrong('too many bindings'));
});
