import type { RetouchResponse } from '../../engine/api/engine-api';
import { byteLengthOf } from '../../engine/api/picture-data';

type Prepared = Extract<RetouchResponse, { state: 'retouched' }>;

/** More would press on the page's memory: what is beyond is computed once more when it is applied. */
const MOST_BYTES = 400_000_000;

/** Results that wait to be applied, each with what was asked for. */
export interface PreparedResults {
  put(pictureId: string, asked: string, result: Prepared): void;
  /** Whether a result waits for just this. */
  has(pictureId: string, asked: string): boolean;
  /** Takes a result out; null if there is none for just this. */
  take(pictureId: string, asked: string): Prepared | null;
  clear(): void;
}

export function createPreparedResults(): PreparedResults {
  const results = new Map<string, { readonly asked: string; readonly result: Prepared }>();
  const total = (): number => [...results.values()].reduce((sum, { result }) => sum + bytesOf(result), 0);
  return {
    put(pictureId, asked, result) {
      results.delete(pictureId);
      if (total() + bytesOf(result) <= MOST_BYTES) results.set(pictureId, { asked, result });
    },
    has: (pictureId, asked) => results.get(pictureId)?.asked === asked,
    take(pictureId, asked) {
      const found = results.get(pictureId);
      results.delete(pictureId);
      return found?.asked === asked ? found.result : null;
    },
    clear: () => results.clear(),
  };
}

function bytesOf({ layers, flattened }: Prepared): number {
  const pictures = [...layers.map(({ image }) => image), ...(flattened === null ? [] : [flattened])];
  return pictures.reduce((sum, picture) => sum + byteLengthOf(picture), 0);
}
