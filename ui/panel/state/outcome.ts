import type { OutcomeCounts } from '../../locales/messages';
import type { BatchState } from '../batch/batch-state';

/** The work of a run on all of its pictures together. Null if it has written none. */
export function outcomeOf({ rows }: BatchState, before: BatchState | null): OutcomeCounts | null {
  const pictures = new Map(
    rows.flatMap(({ pictureId, nodeId, state }) => {
      const earlier = before?.rows.find((row) => row.nodeId === nodeId)?.state;
      return pictureId === null || state.state !== 'done' || state === earlier
        ? []
        : [[pictureId, state.report] as const];
    }),
  );
  if (pictures.size === 0) return null;
  const reports = [...pictures.values()];
  return {
    spots: reports.reduce((sum, { spots }) => sum + spots.length, 0),
    roles: [...new Set(reports.flatMap(({ layers }) => layers.map(({ role }) => role)))],
  };
}
