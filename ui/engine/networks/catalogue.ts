import catalogue from '../../../models/catalogue.json';
import { EngineError } from '../api/report';
import type { GoldenNetwork } from './golden';

/** Networks that ship with Softlight everywhere. */
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
/** Networks of Shape. They ship everywhere, and are unpacked on first use. */
export const BODY_NETWORKS = ['pose'] as const;
/** All networks that ship, in the order of the catalogue. */
export const SHIPPED_NAMES = [...NETWORK_NAMES, ...BODY_NETWORKS] as const;
/** ModelScope's networks. They do not ship; a user who has them imports them (see ui/engine/modelscope). */
export const IMPORTED_NAMES = ['modelscope-blemish', 'modelscope-inpainting', 'modelscope-blend'] as const;
export type ShippedName = (typeof SHIPPED_NAMES)[number];
export type ImportedName = (typeof IMPORTED_NAMES)[number];
export type NetworkName = ShippedName | ImportedName;

export interface TensorInfo {
  readonly name: string;
  /** Dimensions; NCHW for pictures. */
  readonly shape: readonly number[];
  /** Smallest and largest value; null where unbounded (logits, coordinates). */
  readonly range: readonly [number, number] | null;
  /** The meaning of the values: channel order, units. */
  readonly meaning: string;
}

/** One network of `models/catalogue.json`, or of a catalogue of imported networks. */
export interface NetworkInfo {
  /** File name in the folder of the catalogue. */
  readonly file: string;
  /** SHA-256 of the file, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /**
   * If given, the network accepts squares of any side in pixels that is a multiple of this step, up to the side in
   * `shape`. Outputs have the same side.
   */
  readonly sideStep?: number;
  /**
   * Expected outputs of an imported network's self-test, if its catalogue holds them. Those of shipped networks are in
   * self-test/golden-outputs.json.
   */
  readonly golden?: GoldenNetwork['outputs'];
  readonly licence: string;
  readonly source: string;
}

/** The networks that a runner can run, by name: every shipped one, and the imported ones where a user has them. */
export type NetworkCatalogue = Readonly<Record<ShippedName, NetworkInfo>> &
  Readonly<Partial<Record<ImportedName, NetworkInfo>>>;

/** The shipped networks. The cast is needed because TypeScript infers `number[]` for pairs in a JSON file. */
export const SHIPPED_NETWORKS: NetworkCatalogue = Object.freeze(
  catalogue.networks as unknown as Record<ShippedName, NetworkInfo>,
);

/** A catalogue of the shipped networks and the given imported ones. */
export function withImported(imported: Readonly<Record<ImportedName, NetworkInfo>>): NetworkCatalogue {
  return Object.freeze({ ...SHIPPED_NETWORKS, ...imported });
}

/**
 * The entry of a network.
 * @param catalogue left out: the shipped networks
 * @throws EngineError `network-missing`: the catalogue does not hold the network
 */
export function networkInfo(network: NetworkName, catalogue: NetworkCatalogue = SHIPPED_NETWORKS): NetworkInfo {
  const info = catalogue[network];
  if (info === undefined) throw new EngineError({ code: 'network-missing', network });
  return info;
}
