import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import type { NetworkCatalogue } from '../../ui/engine/networks/catalogue';
import type { RetouchCommand } from './arguments';

/** Everything of a command that changes the files of a result. */
export type RecipeParts = Pick<
  RetouchCommand,
  | 'settings'
  | 'shape'
  | 'clothes'
  | 'engine'
  | 'networks'
  | 'parity'
  | 'masks'
  | 'layered'
  | 'rawWith'
  | 'format'
  | 'quality'
  | 'strip'
> & {
  /** The photo whose tone is copied; null: none. */
  readonly match: MatchPhoto | null;
};

/** A photo whose skin tone is copied. */
export interface MatchPhoto {
  /** Absolute. */
  readonly path: string;
  /** SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * SHA-256, in hexadecimal digits, of everything besides the photo that a result depends on: settings, form of the
 * files, bytes of the networks and Softlight's version. Two commands with the same recipe write the same pixels.
 */
export function recipeOf(command: RecipeParts, catalogue: NetworkCatalogue): string {
  const { settings, shape, clothes, engine, match } = command;
  const { networks, parity, masks, layered, rawWith, format, quality, strip } = command;
  const sums = Object.entries(catalogue).map(([name, info]) => `${name} ${info.sha256}`);
  const parts = [
    version,
    Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)),
    Object.entries(shape).sort(([one], [other]) => (one < other ? -1 : 1)),
    { networks, parity, masks, layered, rawWith, format, quality, strip },
    ...(clothes.amount > 0 ? [clothes] : []),
    // Machine code rounds in another order than wasm does.
    ...(engine === 'native' ? ['native'] : []),
    ...(match === null ? [] : [{ match: match.sha256 }]),
    sums.sort(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
