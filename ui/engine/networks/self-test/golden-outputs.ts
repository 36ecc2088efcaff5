import { fieldsOf } from '../../api/untrusted';
import golden from './golden-outputs.json';
import type { NetworkInfo, NetworkName } from '../catalogue';
import type { GoldenNetwork, GoldenOutput } from '../golden';
import type { Tensors } from '../runner';

/** Largest accepted error, as a share of an output's spread. Single precision needs a hundredth of this. */
export const TOLERANCE = 0.02;

/** Stored values of each output. */
const SAMPLES = 64;

/**
 * The expected outputs of a network; null if none are stored for this file. `npm run golden` writes those of shipped
 * networks and the import writes the others, both from the wasm execution provider.
 */
export function goldenNetwork(name: NetworkName, { sha256, golden: imported }: NetworkInfo): GoldenNetwork | null {
  if (imported !== undefined) return { sha256, outputs: imported };
  const stored = (golden as Readonly<Partial<Record<NetworkName, GoldenNetwork>>>)[name];
  return stored?.sha256 === sha256 ? stored : null;
}

/**
 * Reduces the outputs of a run to the values that are stored and compared.
 * @param info gives the names of the outputs
 */
export function describeOutputs(info: NetworkInfo, outputs: Tensors): GoldenNetwork {
  return {
    sha256: info.sha256,
    outputs: Object.fromEntries(info.outputs.map(({ name }) => [name, describe(outputs[name]!)])),
  };
}

/**
 * Reads expected outputs from an untrusted value.
 * @param names the outputs that must be there
 * @returns null if one is missing or has another form
 */
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

/** The name of the first output beyond the tolerance, or null. NaN is always beyond it. */
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
  // Golden-ratio steps spread the samples evenly, and never align with rows, columns or channels.
  const samples = Array.from(
    { length: count },
    (_, index) => values[Math.floor(((index * 0.6180339887498949 + 0.5) % 1) * values.length)]!,
  );
  return { mean: sixDigits(mean), spread: sixDigits(spread), samples: samples.map(sixDigits) };
}

/** Rounds to six significant digits, a thousand times finer than the tolerance. */
function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
