import type { KernelPlacement } from '../api/engine-api';

/** A stage of pixel work that a device may take over from TypeScript. */
export interface KernelCase<Input extends readonly unknown[], Output> {
  /** Compiles it for the device. */
  readonly open: () => Promise<(...input: Input) => Promise<Output>>;
  readonly plain: (...input: Input) => Promise<Output>;
  /** Small inputs with all that may go wrong in them. */
  readonly inputs: readonly Input[];
  /** How the stage's output is not what TypeScript makes, beyond its tolerance; null: it is. */
  readonly findFault: (output: Output, right: Output, ...input: Input) => string | null;
  /** About as much work as a picture is, to take the time of. */
  readonly timed: Input;
}

/**
 * Takes a stage to the device if it gives there what TypeScript gives, and sooner; else it stays in TypeScript. Drivers
 * have been seen to give wrong numbers without any error. Rejects only if the device is lost.
 */
export async function placeKernel<Input extends readonly unknown[], Output>(
  device: Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope'>,
  trial: KernelCase<Input, Output>,
  now = (): number => performance.now(),
): Promise<{ readonly stage: (...input: Input) => Promise<Output>; readonly finding: KernelPlacement }> {
  const opened = await openFaultless(device, trial);
  if (typeof opened === 'string')
    return { stage: trial.plain, finding: { device: 'cpu', reason: 'wrong', detail: opened } };
  const milliseconds = await timeOf(opened, trial.timed, now);
  const plainMilliseconds = await timeOf(trial.plain, trial.timed, now);
  if (milliseconds > plainMilliseconds) {
    return {
      stage: trial.plain,
      finding: { device: 'cpu', reason: 'slower', detail: `${milliseconds} ms instead of ${plainMilliseconds}` },
    };
  }
  return { stage: opened, finding: { device: 'gpu', milliseconds, plainMilliseconds } };
}

/** The stage on the device, or what is wrong with it. What the device finds fault with is this trial's, and no reason to give the device up. */
async function openFaultless<Input extends readonly unknown[], Output>(
  device: Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope'>,
  { open, plain, inputs, findFault }: KernelCase<Input, Output>,
): Promise<((...input: Input) => Promise<Output>) | string> {
  const kinds = ['out-of-memory', 'internal', 'validation'] as const;
  for (const kind of kinds) device.pushErrorScope(kind);
  let found: ((...input: Input) => Promise<Output>) | string;
  try {
    const stage = await open();
    const faults: (string | null)[] = [];
    for (const input of inputs) faults.push(findFault(await stage(...input), await plain(...input), ...input));
    found = faults.find((fault) => fault !== null) ?? stage;
  } catch (error) {
    found = error instanceof Error ? error.message : String(error);
  }
  for (const error of await Promise.all(kinds.map(() => device.popErrorScope())))
    if (error !== null) found = error.message;
  return found;
}

/** Of the better of two runs: the first may still be waiting for memory or for compiled code. */
async function timeOf<Input extends readonly unknown[]>(
  work: (...input: Input) => Promise<unknown>,
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
