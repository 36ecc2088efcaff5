import { asksForNothing } from '../../engine/api/adjustments';
import { NO_CHOICES } from '../../engine/api/choices';
import type { NetworkSetName } from '../../engine/api/settings';
import { rowsOf, type LayerRow } from '../batch/batch-state';
import type { BatchOptions } from '../batch/run-batch';
import { writeLayerData } from '../saved/layer-data';
import { settingsOf, shownPicture, shownSettings, type PanelState } from './panel-state';

/** Rows of the finished run that run again; null: a new run of all pictures. */
export type Resume = 'failed' | 'ready' | null;

/** The rows of the list: those of the run, or the selection. */
export function shownRows({ batch, selection }: PanelState): readonly LayerRow[] {
  return batch?.rows ?? (selection === null ? [] : rowsOf(selection));
}

/** Rows of the finished run that keep their state. */
export function resumableRows(state: PanelState, resume: Resume): readonly LayerRow[] {
  const again = picturesIn(state, resume);
  return resume === null ? [] : shownRows(state).filter(({ pictureId }) => !again.has(pictureId));
}

/** The requests of a run, one a picture, with the settings and choices of this state. */
export function runRequests(
  state: PanelState,
  networks: NetworkSetName,
  resume: Resume,
): Pick<BatchOptions, 'requestFor' | 'flatten' | 'review'> {
  const again = picturesIn(state, resume);
  const { flatten, review } = state.preferences;
  return {
    flatten,
    review: review && resume !== 'ready' && (state.selection?.pictures.length ?? 0) > 1,
    requestFor: (pictureId) => {
      if (state.excluded.has(pictureId) || (resume !== null && !again.has(pictureId))) return null;
      const settings = settingsOf(state, pictureId);
      const choices = state.histories.get(pictureId)?.now ?? NO_CHOICES;
      const layerData = writeLayerData({ settings, own: state.ownSettings.has(pictureId), choices });
      return { settings, networks, choices, layerData };
    },
  };
}

/** The action of the main button. */
export type MainAction = 'retouch' | 'update' | 'apply';

export function mainAction(state: PanelState): MainAction {
  if (isWaiting(state)) return 'apply';
  const targets = (state.selection?.pictures ?? [])
    .filter(({ pictureId }) => !state.excluded.has(pictureId))
    .flatMap((picture) => picture.targets);
  return targets.length > 0 && targets.every(({ earlier }) => earlier !== null) ? 'update' : 'retouch';
}

/** Why a run cannot start; null if it can. */
export function runObstacle(state: PanelState): 'nothing-selected' | 'all-off' | null {
  const { selection } = state;
  if (selection === null || selection.problem !== null || selection.pictures.length === 0) return 'nothing-selected';
  return asksForNothing(shownSettings(state)) && !hasOwnSettings(state) ? 'all-off' : null;
}

export function isRunning({ batch }: PanelState): boolean {
  return batch?.running ?? false;
}

/** Results of a finished run wait for the user to apply them. */
export function isWaiting(state: PanelState): boolean {
  return isFinished(state) && shownRows(state).some((row) => row.state.state === 'ready');
}

/** A run is over in which a picture failed. */
export function canRetry(state: PanelState): boolean {
  return isFinished(state) && shownRows(state).some((row) => row.pictureId !== null && row.state.state === 'failed');
}

/** A layer of the selection has a retouch that can be removed now. */
export function canRemove(state: PanelState): boolean {
  const { pictures, skipped } = state.selection ?? { pictures: [], skipped: [] };
  return (
    !isRunning(state) &&
    (pictures.some(({ targets }) => targets.some(({ earlier }) => earlier !== null)) ||
      skipped.some(({ problem }) => 'retouched' in problem && problem.retouched))
  );
}

/** The shown picture has settings of its own. */
export function hasOwnSettings(state: PanelState): boolean {
  const pictureId = shownPicture(state);
  return pictureId !== null && state.ownSettings.has(pictureId);
}

function isFinished({ batch }: PanelState): boolean {
  return batch !== null && !batch.running;
}

function picturesIn(state: PanelState, resume: Resume): ReadonlySet<string | null> {
  const rows = shownRows(state).filter((row) => row.state.state === resume);
  return new Set(rows.map(({ pictureId }) => pictureId));
}
