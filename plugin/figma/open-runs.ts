import type { PictureJob, SelectionScan, Target } from '../../ui/host-api/host-api';

/**
 * The targets of the open runs, since the selection may change during a run. The panel opens one run at a time. If
 * there are several, none loses its targets when another begins or ends.
 */
export interface OpenRuns {
  open(run: SelectionScan): void;
  /** Closes the oldest run. */
  close(): void;
  /** The targets of a picture, in all runs. */
  targetsOf(pictureId: string): readonly Target[];
}

export function createOpenRuns(): OpenRuns {
  const runs: (readonly PictureJob[])[] = [];
  return {
    open: ({ pictures }) => void runs.push(pictures),
    close: () => void runs.shift(),
    targetsOf(pictureId) {
      const waiting = runs
        .flat()
        .filter((job) => job.pictureId === pictureId)
        .flatMap(({ targets }) => targets);
      return waiting.filter(({ nodeId }, index) => waiting.findIndex((other) => other.nodeId === nodeId) === index);
    },
  };
}
