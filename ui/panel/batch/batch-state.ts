import type {
  HostProblem,
  PictureJob,
  SelectionScan,
  SkippedLayer,
  Target,
  WriteResult,
} from '../../host-api/host-api';
import type { EngineProblem, Progress, RetouchReport, UnchangedReason } from '../../engine/api/report';

/** State of one layer. */
export type LayerState =
  | { readonly state: 'waiting' }
  | { readonly state: 'working'; readonly progress: Progress }
  | {
      readonly state: 'done';
      readonly report: RetouchReport;
      readonly write: WriteResult & { readonly state: 'written' };
    }
  /** Computed; it waits for the user to review and apply it. */
  | { readonly state: 'ready'; readonly report: RetouchReport }
  | { readonly state: 'skipped'; readonly reason: UnchangedReason }
  | { readonly state: 'failed'; readonly problem: EngineProblem | HostProblem }
  | { readonly state: 'left-out' }
  /** Retouched before. Settings or choices differ now: the next run does it again. */
  | { readonly state: 'changed' }
  /** Retouched before with these settings and choices. */
  | { readonly state: 'up-to-date' }
  /** The designer has changed the retouch and chose to leave it. */
  | { readonly state: 'left-alone' }
  | { readonly state: 'cancelled' };

/** One row of the list: a layer and its picture. `pictureId` is null where the picture cannot be read. */
export interface LayerRow {
  readonly pictureId: string | null;
  readonly nodeId: string;
  readonly name: string;
  readonly target: Target | null;
  readonly state: LayerState;
}

export interface BatchState {
  readonly running: boolean;
  /** Estimated milliseconds until the end of the run; null: unknown. */
  readonly timeLeft: number | null;
  readonly rows: readonly LayerRow[];
}

/** The rows of a selection. Layers wait; those that cannot be read have failed. */
export function rowsOf(selection: SelectionScan): LayerRow[] {
  return [...selection.pictures.flatMap(rowsOfPicture), ...selection.skipped.map(rowOfSkipped)];
}

function rowsOfPicture(picture: PictureJob): LayerRow[] {
  return picture.targets.map((target) => ({
    pictureId: picture.pictureId,
    nodeId: target.nodeId,
    name: target.name,
    target,
    state: { state: 'waiting' },
  }));
}

function rowOfSkipped({ nodeId, name, problem }: SkippedLayer): LayerRow {
  return { pictureId: null, nodeId, name, target: null, state: { state: 'failed', problem } };
}

/** The rows with the state of every layer of one picture replaced. */
export function withPictureState(rows: readonly LayerRow[], pictureId: string, state: LayerState): LayerRow[] {
  return rows.map((row) => (row.pictureId === pictureId ? { ...row, state } : row));
}

/** The rows of one picture after its layers were written: each layer has its own result. */
export function withWriteResults(
  rows: readonly LayerRow[],
  pictureId: string,
  report: RetouchReport,
  results: readonly WriteResult[],
): LayerRow[] {
  return rows.map((row) => {
    if (row.pictureId !== pictureId) return row;
    const result = results.find(({ nodeId }) => nodeId === row.nodeId);
    if (result === undefined) return { ...row, state: { state: 'failed', problem: { code: 'layer-gone' } } };
    if (result.state === 'failed') return { ...row, state: { state: 'failed', problem: result.problem } };
    if (result.state === 'left') return { ...row, state: { state: 'left-alone' } };
    if (result.state === 'held') return { ...row, state: { state: 'ready', report } };
    return { ...row, state: { state: 'done', report, write: result } };
  });
}

/** The rows after the host has written the layers that it held. A row keeps the report of its picture. */
export function withHeldResults(rows: readonly LayerRow[], written: readonly WriteResult[]): LayerRow[] {
  return rows.map((row) => {
    const result = written.find(({ nodeId }) => nodeId === row.nodeId);
    if (result === undefined || row.pictureId === null || row.state.state !== 'ready') return row;
    return withWriteResults([row], row.pictureId, row.state.report, [result])[0] ?? row;
  });
}

/** The rows with every unfinished layer cancelled. */
export function withRestCancelled(rows: readonly LayerRow[]): LayerRow[] {
  return rows.map((row) =>
    row.state.state === 'waiting' || row.state.state === 'working' ? { ...row, state: { state: 'cancelled' } } : row,
  );
}
