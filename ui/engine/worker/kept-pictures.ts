import type { Analysis } from '../pipeline/analysis';
import { analysisBytes, expectedBytes } from '../pipeline/analysis-bytes';
import type { NetworkSet } from '../pipeline/network-set';
import { createPreviewParts, previewBytes, type PreviewParts } from '../pipeline/preview';
import { byteLengthOf, samePictureData, type PictureData } from '../api/picture-data';

/** Bytes for twenty pictures of one megapixel, or five of four. A larger picture stays until the next one comes. */
export const ROOM = 270_000_000;
/** A run of more pictures than this is a long one. */
const SHORT_RUN = 20;
/** Pictures kept of a long run, or of one that does not fit: LRU would evict the rest before they come again. */
const OF_LONG_RUN = 3;

/** A picture that was analysed with one set of networks. Its data as they came serve to recognise it. */
export interface KeptPicture {
  readonly key: number;
  readonly data: PictureData;
  readonly analysis: Analysis;
  readonly previews: PreviewParts;
}

/** An LRU cache of analysed pictures: another press of Retouch, or a slider, repeats no work. */
export interface KeptPictures {
  /** The kept picture with the same data and set of networks; it counts as used now. */
  findData(data: PictureData, set: NetworkSet): KeptPicture | null;
  /** The picture of this key, if it is still kept; it counts as used now. */
  findKey(key: number): KeptPicture | null;
  /**
   * Keeps a picture. Makes room for its analysis first, because memory peaks here.
   * @param batchSize number of pictures in the run, each about as large as this one
   */
  add(data: PictureData, analysis: Analysis, batchSize?: number): KeptPicture;
  /** Evicts the least recently used pictures until all fit, but never the last one. Call it when a picture has grown. */
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
    findData: (data, set) => use(kept.find((one) => one.analysis.set === set && samePictureData(one.data, data))),
    findKey: (key) => use(kept.find((one) => one.key === key)),
    add(data, analysis, batchSize = 1) {
      const { width, height } = analysis.picture;
      const expected = expectedBytes(width * height);
      if (batchSize > SHORT_RUN || batchSize * expected > room) kept = kept.slice(1 - OF_LONG_RUN);
      trimTo(room - expected, 0);
      const added: KeptPicture = { key: ++lastKey, data, analysis, previews: createPreviewParts() };
      kept.push(added);
      return added;
    },
    trim: () => trimTo(room, 1),
  };
}

function keptBytes({ data, analysis, previews }: KeptPicture): number {
  return byteLengthOf(data) + analysisBytes(analysis) + previewBytes(previews);
}
