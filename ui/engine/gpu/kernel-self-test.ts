import type { KernelPlacement } from '../api/engine-api';
import { messageOf } from '../api/message-of';

type PixelWork<Input extends readonly unknown[], Output> = (...input: Input) => Promise<Output>;

/** A kernel's self-test: pixel work that the CPU can do, and that a device may do faster. */
export interface KernelCase<Input extends readonly unknown[], Output> {
  /** Compiles the kernel for the device. */
  readonly open: () => Promise<PixelWork<Input, Output>>;
  /** The CPU reference. */
  readonly plain: PixelWork<Input, Output>;
  /** Small inputs that cover the edge cases. */
  readonly inputs: readonly Input[];
  /** Describes how the device's output differs from the reference beyond the tolerance; null: it does not. */
  readonly findFault: (output: Output, right: Output, ...input: Input) => string | null;
  /** A larger input, about as much work as a usual picture, for the measurement of time. */
  readonly timed: Input;
}

type ErrorScopes = Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope'>;

/**
 * Uses the kernel only if its output matches the CPU reference and it is faster. It is needed because some drivers give
 * wrong numbers without an error. Rejects only if the device is lost.
 * @param now a clock, in milliseconds
 * @returns the kernel to use, on the device or the CPU, and the reason
 */
export async function placeKernel<Input extends readonly unknown[], Output>(
  device: ErrorScopes,
  selfTest: KernelCase<Input, Output>,
  now = (): number => performance.now(),
): Promise<{ readonly kernel: PixelWork<Input, Output>; readonly placement: KernelPlacement }> {
  const opened = await openCorrect(device, selfTest);
  if (typeof opened === 'string')
    return { kernel: selfTest.plain, placement: { device: 'cpu', reason: 'wrong', detail: opened } };
  const milliseconds = await timeOf(opened, selfTest.timed, now);
  const plainMilliseconds = await timeOf(selfTest.plain, selfTest.timed, now);
  if (milliseconds > plainMilliseconds) {
    return {
      kernel: selfTest.plain,
      placement: { device: 'cpu', reason: 'slower', detail: `${milliseconds} ms instead of ${plainMilliseconds}` },
    };
  }
  return { kernel: opened, placement: { device: 'gpu', milliseconds, plainMilliseconds } };
}

/**
 * Compiles the kernel and tests it on all inputs.
 * @returns the kernel, or a description of its fault. Error scopes keep its device errors from ending the device's use.
 */
async function openCorrect<Input extends readonly unknown[], Output>(
  device: ErrorScopes,
  { open, plain, inputs, findFault }: KernelCase<Input, Output>,
): Promise<PixelWork<Input, Output> | string> {
  const kinds = ['out-of-memory', 'internal', 'validation'] as const;
  for (const kind of kinds) device.pushErrorScope(kind);
  let result: PixelWork<Input, Output> | string;
  try {
    const kernel = await open();
    const faults: (string | null)[] = [];
    for (const input of inputs) faults.push(findFault(await kernel(...input), await plain(...input), ...input));
    result = faults.find((fault) => fault !== null) ?? kernel;
  } catch (error) {
    result = messageOf(error);
  }
  for (const error of await Promise.all(kinds.map(() => device.popErrorScope())))
    if (error !== null) result = error.message;
  return result;
}

/** Time of the faster of two runs, in milliseconds. The first run may wait for memory or for compiled code. */
async function timeOf<Input extends readonly unknown[]>(
  work: PixelWork<Input, unknown>,
  input: Input,
  now: () => number,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 2; run++) {
    const start = now();
    await work(...input);
    times.push(now() - start);
  }
  return Math.round(10 * Math.min(...times)) / 10;
}
