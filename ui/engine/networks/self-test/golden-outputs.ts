import { fieldsOf } from '../../api/untrusted';
import golden from './golden-outputs.json';
import type { NetworkInfo, NetworkName } from '../catalogue';
import type { Tensors } from '../runner';

/** What an output of a network must be for its golden inputs: moments over all values, and some of the values. */
export interface GoldenOutput {
  readonly mean: number;
  /** Standard deviation; of a single value, its size. */
  readonly spread: number;
  readonly samples: readonly number[];
}

export interface GoldenNetwork {
  /** Of the network's file that these outputs are of. */
  readonly sha256: string;
  readonly outputs: Readonly<Record<string, GoldenOutput>>;
}

/** A stored output may be missed by this part of its spread: what single precision costs is a hundredth of it. */
export const TOLERANCE = 0.02;

const SAMPLES = 64;

/**
 * The stored outputs of a network, as `npm run golden`, or its import, wrote them from the wasm execution provider; null if
 * there are none of this file.
 */
export function goldenNetwork(name: NetworkName, { sha256, golden: imported }: NetworkInfo): GoldenNetwork | null {
  if (imported !== undefined) return { sha256, outputs: imported };
  const stored = (golden as Readonly<Partial<Record<NetworkName, GoldenNetwork>>>)[name];
  return stored?.sha256 === sha256 ? stored : null;
}

/** The outputs of a run, as they are stored. */
export function describeOutputs(info: NetworkInfo, outputs: Tensors): GoldenNetwork {
  return {
    sha256: info.sha256,
    outputs: Object.fromEntries(info.outputs.map(({ name }) => [name, describe(outputs[name]!)])),
  };
}

/** The stored outputs of a network from an untrusted value; null if it lacks one. */
export function parseOutputs(value: unknown, names: readonly string[]): GoldenNetwork['outputs'] | null {
  const entries = names.map((name) => [name, parseOutput(fieldsOf(value)[name])] as const);
  return entries.every((entry): entry is readonly [string, GoldenOutput] => entry[1] !== null)
    ? Object.fromEntries(entries)
    : null;
}

function parseOutput(value: unknown): GoldenOutput | null {
  const { mean, spread, samples } = fieldsOf(value);
  if (typeof mean !== 'number' || typeof spread !== 'number' || !Array.isArray(samples)) return null;
  const numbers = samples.filter((sample) => typeof sample === 'number');
  return numbers.length === samples.length ? { mean, spread, samples: numbers } : null;
}

/** The first output that is not what it must be (also where a value is not a number), or null. */
export function findWrongOutput(expected: GoldenNetwork, actual: GoldenNetwork): string | null {
  const wrong = Object.entries(expected.outputs).find(([name, output]) => !agrees(output, actual.outputs[name]));
  return wrong?.[0] ?? null;
}

function agrees(expected: GoldenOutput, actual: GoldenOutput | undefined): boolean {
  if (actual === undefined || actual.samples.length !== expected.samples.length) return false;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * expected.spread;
  return (
    near(expected.mean, actual.mean) &&
    near(expected.spread, actual.spread) &&
    expected.samples.every((sample, index) => near(sample, actual.samples[index]!))
  );
}

function describe(values: Float32Array): GoldenOutput {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const spread = values.length === 1 ? Math.abs(mean) : Math.sqrt(variance);
  const count = Math.min(SAMPLES, values.length);
  // Steps of the golden ratio: spread evenly, and never twice in step with rows, columns or channels.
  const samples = Array.from(
    { length: count },
    (_, index) => values[Math.floor(((index * 0.6180339887498949 + 0.5) % 1) * values.length)]!,
  );
  return { mean: stored(mean), spread: stored(spread), samples: samples.map(stored) };
}

/** Six digits are a thousand times finer than the tolerance. */
function stored(value: number): number {
  return Number(value.toPrecision(6));
}
