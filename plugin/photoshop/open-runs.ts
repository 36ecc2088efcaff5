import { byteLengthOf } from '../../ui/engine/api/picture-data';
import type { PictureResult, SelectionScan } from '../../ui/host-api/host-api';
import type { WaitingResult } from './write-retouch';

/**
 * Results of the open run that wait for the others of their document, so that a press of Retouch is one history state a
 * document. Photoshop cannot join history states afterwards.
 */
export interface OpenRuns {
  open(run: SelectionScan): void;
  /** Whether the run has this picture. */
  has(sourceId: string): boolean;
  /** Adds a result. Returns all results of its document if they are to be written now: complete, or too large. */
  add(waiting: WaitingResult): readonly WaitingResult[];
  /** Ends the run. Returns what waits, one list a document. */
  close(): readonly (readonly WaitingResult[])[];
}

/** Bytes of results that may wait: UXP warns plugins above 600 MB. Beyond it, a document gets another history state. */
const MOST_BYTES = 250_000_000;

export function createOpenRuns(): OpenRuns {
  let expected: ReadonlySet<string> = new Set();
  let arrived: ReadonlySet<string> = new Set();
  let held: readonly WaitingResult[] = [];

  function takeDocument(id: string): readonly WaitingResult[] {
    const taken = held.filter(({ sourceId }) => documentOf(sourceId) === id);
    held = held.filter(({ sourceId }) => documentOf(sourceId) !== id);
    return taken;
  }

  return {
    open({ pictures }) {
      expected = new Set(pictures.map(({ pictureId }) => pictureId));
      arrived = new Set();
      held = [];
    },
    has: (sourceId) => expected.has(sourceId),
    add(waiting) {
      held = [...held, waiting];
      arrived = new Set([...arrived, waiting.sourceId]);
      const document = documentOf(waiting.sourceId);
      const isComplete = [...expected].every((id) => documentOf(id) !== document || arrived.has(id));
      const bytes = held.reduce((sum, { result }) => sum + bytesOf(result), 0);
      return isComplete || bytes > MOST_BYTES ? takeDocument(document) : [];
    },
    close() {
      const documents = [...new Set(held.map(({ sourceId }) => documentOf(sourceId)))];
      expected = new Set();
      return documents.map(takeDocument);
    },
  };
}

/** The document's part of a source's id. */
function documentOf(sourceId: string): string {
  return sourceId.split(':')[0]!;
}

function bytesOf({ layers, flattened }: PictureResult): number {
  const pictures = [...layers.map(({ image }) => image), ...(flattened === null ? [] : [flattened])];
  return pictures.reduce((sum, picture) => sum + byteLengthOf(picture), 0);
}
