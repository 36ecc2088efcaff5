import type { Analysis } from '../pipeline/analysis';
import { analysisBytes, expectedBytes } from '../pipeline/analysis-bytes';
import type { NetworkSet } from '../pipeline/network-set';
import { createPreviewParts, previewBytes, type PreviewParts } from '../pipeline/preview';
import { sameBytes } from './same-bytes';

/** Bytes for twenty pictures of one megapixel, or five of four. A larger picture stays until the next one comes. */
export const ROOM = 270_000_000;
/** A run of more pictures than this is a long one. */
const SHORT_RUN = 20;
/** Of a long run, or one that does not fit, these are kept: each of the others would be forgotten before its turn comes again. */
const OF_LONG_RUN = 3;

/** A picture that was analysed with one set of networks: its file as it came, to know it again, and what was made of it. */
export interface KeptPicture {
  readonly key: number;
  readonly bytes: Uint8Array;
  readonly analysis: Analysis;
  readonly previews: PreviewParts;
}

/** The pictures analysed last, so that another press of Retouch or a slider computes nothing twice. */
export interface KeptPictures {
  /** The picture of this very file, as this set of networks sees it, if it is kept; it counts as used now. */
  findFile(bytes: Uint8Array, set: NetworkSet): KeptPicture | null;
  /** The picture of this key, if it is still kept; it counts as used now. */
  findKey(key: number): KeptPicture | null;
  /**
   * Keeps a picture from here on. Makes room for what its analysis will hold first: this is where memory peaks.
   * @param batchSize of how many pictures it is, about as large as itself
   */
  add(bytes: Uint8Array, analysis: Analysis, batchSize?: number): KeptPicture;
  /** To be called when a picture has grown: forgets those used longest ago until all fit, but never the one used last. */
  trim(): void;
}

/** @param room bytes that all kept pictures may hold */
export function createKeptPictures(room: number): KeptPictures {
  /** The one used last at the end. */
  let kept: KeptPicture[] = [];
  let lastKey = 0;

  function use(found: KeptPicture | undefined): KeptPicture | null {
    if (found === undefined) return null;
    kept = [...kept.filter((other) => other !== found), found];
    return found;
  }

  function trimTo(limit: number, spared: number): void {
    while (kept.length > spared && kept.reduce((total, one) => total + keptBytes(one), 0) > limit) kept.shift();
  }

  return {
    findFile: (bytes, set) => use(kept.find((one) => one.analysis.set === set && sameBytes(one.bytes, bytes))),
    findKey: (key) => use(kept.find((one) => one.key === key)),
    add(bytes, analysis, among = 1) {
      const { width, height } = analysis.picture;
      const expected = expectedBytes(width * height);
      if (among > SHORT_RUN || among * expected > room) kept = kept.slice(1 - OF_LONG_RUN);
      trimTo(room - expected, 0);
      const added: KeptPicture = { key: ++lastKey, bytes, analysis, previews: createPreviewParts() };
      kept.push(added);
      return added;
    },
    trim: () => trimTo(room, 1),
  };
}

function keptBytes({ bytes, analysis, previews }: KeptPicture): number {
  return bytes.length + analysisBytes(analysis) + previewBytes(previews);
}
