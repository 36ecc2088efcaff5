import type { RetouchResponse } from '../../engine/api/engine-api';
import { byteLengthOf } from '../../engine/api/picture-data';

type Prepared = Extract<RetouchResponse, { state: 'retouched' }>;

/** Limit on the memory of the page, in bytes. Results beyond it are computed again when the user applies them. */
const MOST_BYTES = 400_000_000;

/** Results that wait for the user to apply them, each with the key of its request. */
export interface PreparedResults {
  put(pictureId: string, request: string, result: Prepared): void;
  /** Whether a result of this request waits. */
  has(pictureId: string, request: string): boolean;
  /** Removes and returns the result of this request; null if there is none. */
  take(pictureId: string, request: string): Prepared | null;
  clear(): void;
}

export function createPreparedResults(): PreparedResults {
  const results = new Map<string, { readonly request: string; readonly result: Prepared }>();
  const total = (): number => [...results.values()].reduce((sum, { result }) => sum + bytesOf(result), 0);
  return {
    put(pictureId, request, result) {
      results.delete(pictureId);
      if (total() + bytesOf(result) <= MOST_BYTES) results.set(pictureId, { request, result });
    },
    has: (pictureId, request) => results.get(pictureId)?.request === request,
    take(pictureId, request) {
      const found = results.get(pictureId);
      results.delete(pictureId);
      return found?.request === request ? found.result : null;
    },
    clear: () => results.clear(),
  };
}

function bytesOf({ layers, flattened }: Prepared): number {
  const pictures = [...layers.map(({ image }) => image), ...(flattened === null ? [] : [flattened])];
  return pictures.reduce((sum, picture) => sum + byteLengthOf(picture), 0);
}
