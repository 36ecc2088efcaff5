import type { PictureJob, SelectionScan, Target } from '../../ui/host-api/host-api';

/**
 * What the presses of Retouch that go on are working on: the selection may change meanwhile. One at a time is
 * all the panel starts; should there be more, none loses its layers to another's begin or end.
 */
export interface OpenRuns {
  open(run: SelectionScan): void;
  /** Ends the run that was opened first. */
  close(): void;
  /** The layers that wait for a picture, in any run. */
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
