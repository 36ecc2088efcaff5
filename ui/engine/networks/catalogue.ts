import catalogue from '../../../models/catalogue.json';
import type { GoldenNetwork } from './self-test/golden-outputs';

export const NETWORK_NAMES = [
  'face-short-range',
  'face-full-range',
  'landmarks',
  'person',
  'skin',
  'blemish',
  'inpainting',
  'blend',
] as const;
/** Networks that do not ship: whoever has them imports them, and says with `enterNetworks` which files they are. See ui/engine/modelscope. */
export const IMPORTED_NAMES = ['modelscope-blemish', 'modelscope-inpainting', 'modelscope-blend'] as const;
export type ImportedName = (typeof IMPORTED_NAMES)[number];
export type NetworkName = (typeof NETWORK_NAMES)[number] | ImportedName;

export interface TensorInfo {
  readonly name: string;
  /** Dimensions, NCHW for pictures. */
  readonly shape: readonly number[];
  /** Smallest and largest value; null where unbounded (logits, coordinates). */
  readonly range: readonly [number, number] | null;
  /** What the tensor means: channel order, units. */
  readonly meaning: string;
}

/** One network of `models/catalogue.json`. */
export interface NetworkInfo {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** If given, the network takes squares of any side that is a multiple of this, up to the side in `shape`; outputs follow. */
  readonly sideStep?: number;
  /** What the self-test must give, where it is not stored with ours: of an imported network, if its catalogue holds it. */
  readonly golden?: GoldenNetwork['outputs'];
  readonly licence: string;
  readonly source: string;
}

/** What the catalogue says of a network. */
export function networkInfo(name: NetworkName): NetworkInfo {
  return CATALOGUE[name];
}

/** Adds imported networks to the catalogue of this realm, before a runner is asked for them. */
export function enterNetworks(imported: Readonly<Record<ImportedName, NetworkInfo>>): void {
  Object.assign(CATALOGUE, imported);
}

const CATALOGUE = { ...catalogue.networks } as unknown as Record<NetworkName, NetworkInfo>;
