import { createHash } from 'node:crypto';
import { basename } from 'node:path';

/** One of several runs that share the photos of the same command: number `number` of `count`, from 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** Upper limit of the number of shards. */
export const MOST_SHARDS = 100_000;

/** Reads `K/N`; null if it is not a number from 1 to N, or if N is too large. */
export function readShard(value: string): Shard | null {
  const [, number, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(value)?.map(Number) ?? [];
  if (number === undefined || count === undefined) return null;
  return number >= 1 && number <= count && count <= MOST_SHARDS ? { number, count } : null;
}

/**
 * Whether a photo belongs to a shard, by the first 48 bits of the SHA-256 of its name. Folders are searched without
 * their subfolders, so the name is the path relative to the folder. Where the folder lies makes no difference, nor
 * does the spelling of accents, so every machine splits the same way.
 */
export function isInShard(path: string, { number, count }: Shard): boolean {
  const hash = createHash('sha256').update(basename(path).normalize('NFC')).digest();
  return hash.readUIntBE(0, 6) % count === number - 1;
}
