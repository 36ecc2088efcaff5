import type { Analysis } from '../pipeline/analysis';
import { analysisBytes, expectedBytes } from '../pipeline/analysis-bytes';
import type { NetworkSet } from '../pipeline/network-set';
import { createPreviewParts, previewBytes, type PreviewParts } from '../pipeline/preview';
import { byteLengthOf, samePictureData, type PictureData } from '../api/picture-data';

/** Bytes for twenty pictures of one megapixel, or five of four. A larger picture stays until the next one arrives. */
export const ROOM = 270_000_000;
/** Number of pictures up to which a run counts as short. */
const SHORT_RUN = 20;
/** Pictures kept of a long run, or of a run that does not fit: LRU would evict the rest before they are revisited. */
const OF_LONG_RUN = 3;

/** A picture that was analysed with one set of networks. `data` is the input, to recognise the picture. */
export interface KeptPicture {
  readonly key: number;
  readonly data: PictureData;
  readonly analysis: Analysis;
  readonly previews: PreviewParts;
}

/** An LRU cache of analysed pictures, so another retouch or a moved slider reuses their results. */
export interface KeptPictures {
  /** The kept picture with the same data and set of networks, or null. It counts as used now. */
  findData(data: PictureData, set: NetworkSet): KeptPicture | null;
  /** The picture with this key, or null if it was evicted. It counts as used now. */
  findKey(key: number): KeptPicture | null;
  /**
   * Keeps a picture. Evicts others first to make room for its analysis, because memory peaks here.
   * @param batchSize number of pictures in the run, each about as large as this one
   */
  add(data: PictureData, analysis: Analysis, batchSize?: number): KeptPicture;
  /** Evicts the least recently used pictures until all fit, but never the last one. Call it after an analysis grew. */
  trim(): void;
}

/** @param room bytes that all kept pictures may hold */
export function createKeptPictures(room: number): KeptPictures {
  /** The picture used last stands at the end. */
  let kept: KeptPicture[] = [];
  let lastKey = 0;

  function use(picture: KeptPicture | undefined): KeptPicture | null {
    if (picture === undefined) return null;
    kept = [...kept.filter((other) => other !== picture), picture];
    return picture;
  }

  function trimTo(limit: number, spared: number): void {
    while (kept.length > spared && kept.reduce((total, one) => total + keptBytes(one), 0) > limit) kept.shift();
  }

  return {
    findData: (data, set) => use(kept.find((one) => one.analysis.set === set && samePictureData(one.data, data))),
    findKey: (key) => use(kept.find((one) => one.key === key)),
    add(data, analysis, batchSize = 1) {
      const expected = expectedBytes(analysis.picture);
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
