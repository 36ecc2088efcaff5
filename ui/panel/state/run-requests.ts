import { asksForClothes } from '../../engine/api/choices';
import { asksForNothing } from '../../engine/api/adjustments';
import type { NetworkSetName } from '../../engine/api/settings';
import type { PictureJob } from '../../host-api/host-api';
import { rowsOf, type LayerRow, type LayerState } from '../batch/batch-state';
import type { BatchOptions } from '../batch/run-batch';
import { sameLayerData, writeLayerData, type LayerData } from '../saved/layer-data';
import { layerDataOf } from '../saved/restore-layer-data';
import { choicesOf, settingsOf, shownChoices, shownPicture, shownSettings, type PanelState } from './panel-state';

/** The pictures that a run does: those that changed, all, or the rows of the finished run that are in one state. */
export type RunScope = 'changed' | 'all' | 'failed' | 'ready';

/** A picture beside its retouch: none yet, other settings or choices now, or the same. */
export type PictureState = 'new' | 'changed' | 'up-to-date';

/** The rows of the list: those of the run, or the selection. Rows of pictures that have changed since say so. */
export function shownRows(state: PanelState, networks: NetworkSetName): readonly LayerRow[] {
  const { batch, selection } = state;
  const rows = batch?.rows ?? (selection === null ? [] : rowsOf(selection));
  return batch?.running === true ? rows : rows.map((row) => ({ ...row, state: presentState(state, row, networks) }));
}

/** Rows that a run leaves as they are. */
export function resumableRows(state: PanelState, scope: RunScope, networks: NetworkSetName): readonly LayerRow[] {
  if (scope === 'all') return [];
  const again = picturesIn(state, scope, networks);
  return shownRows(state, networks).filter(({ pictureId }) => !again.has(pictureId));
}

/** The requests of a run, one a picture, with the settings and choices of this state. */
export function runRequests(
  state: PanelState,
  networks: NetworkSetName,
  scope: RunScope,
): Pick<BatchOptions, 'requestFor' | 'flatten' | 'review'> {
  const again = picturesIn(state, scope, networks);
  const { flatten, review } = state.preferences;
  return {
    flatten,
    review: review && scope !== 'ready' && again.size > 1,
    requestFor: (pictureId) => {
      if (state.excluded.has(pictureId) || !again.has(pictureId)) return null;
      const data = layerDataNow(state, pictureId, networks);
      const { settings, choices } = data;
      return { settings, networks, choices, layerData: writeLayerData(data) };
    },
  };
}

/** Whether a picture has changed since its retouch. */
export function pictureState(state: PanelState, picture: PictureJob, networks: NetworkSetName): PictureState {
  if (picture.targets.some(({ earlier }) => earlier === null)) return 'new';
  const earlier = layerDataOf(picture);
  if (earlier === null) return 'changed';
  return sameLayerData(earlier, layerDataNow(state, picture.pictureId, networks)) ? 'up-to-date' : 'changed';
}

function layerDataNow(state: PanelState, pictureId: string, networks: NetworkSetName): LayerData {
  const { flatten } = state.preferences;
  const settings = settingsOf(state, pictureId);
  return { settings, own: state.ownSettings.has(pictureId), choices: choicesOf(state, pictureId), flatten, networks };
}

/** The state of a row while no run is in progress. */
function presentState(state: PanelState, { pictureId, state: last }: LayerRow, networks: NetworkSetName): LayerState {
  const picture = state.selection?.pictures.find((one) => one.pictureId === pictureId);
  if (picture === undefined || (last.state !== 'waiting' && last.state !== 'done' && last.state !== 'up-to-date'))
    return last;
  const now = pictureState(state, picture, networks);
  if (now === 'new') return last.state === 'up-to-date' ? { state: 'waiting' } : last;
  if (now === 'changed') return { state: 'changed' };
  return last.state === 'waiting' ? { state: 'up-to-date' } : last;
}

/** The main button. `update-all`: nothing has changed since the last run. */
export interface MainAction {
  readonly kind: 'retouch' | 'update' | 'update-all' | 'apply';
  /** Number of pictures, where it is not all of them; null otherwise. */
  readonly count: number | null;
}

export function mainAction(state: PanelState, networks: NetworkSetName): MainAction {
  if (isWaiting(state)) return { kind: 'apply', count: null };
  const pictures = (state.selection?.pictures ?? []).filter(({ pictureId }) => !state.excluded.has(pictureId));
  const states = pictures.map((picture) => pictureState(state, picture, networks));
  const pending = states.filter((one) => one !== 'up-to-date').length;
  if (pictures.length > 0 && pending === 0) return { kind: 'update-all', count: null };
  const kind = states.includes('new') || pictures.length === 0 ? 'retouch' : 'update';
  return { kind, count: pending < pictures.length || (kind === 'update' && pending > 1) ? pending : null };
}

/** Why a run cannot start; null if it can. */
export function runObstacle(state: PanelState): 'nothing-selected' | 'all-off' | null {
  const { selection } = state;
  if (selection === null || selection.problem !== null || selection.pictures.length === 0) return 'nothing-selected';
  const choices = shownChoices(state);
  const asksForMore = hasOwnSettings(state) || choices.people.length > 0 || asksForClothes(choices);
  return asksForNothing(shownSettings(state)) && !asksForMore ? 'all-off' : null;
}

export function isRunning({ batch }: PanelState): boolean {
  return batch?.running ?? false;
}

/** Results of a finished run wait for the user to apply them. */
export function isWaiting(state: PanelState): boolean {
  return isFinished(state) && rowsIn(state, 'ready').length > 0;
}

/** A run is over in which a picture failed. */
export function canRetry(state: PanelState): boolean {
  return isFinished(state) && rowsIn(state, 'failed').some(({ pictureId }) => pictureId !== null);
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

function rowsIn({ batch }: PanelState, name: LayerState['state']): readonly LayerRow[] {
  return (batch?.rows ?? []).filter((row) => row.state.state === name);
}

/** The pictures that a run of this scope does, before those that the designer leaves out. */
function picturesIn(state: PanelState, scope: RunScope, networks: NetworkSetName): ReadonlySet<string | null> {
  if (scope === 'failed' || scope === 'ready') return new Set(rowsIn(state, scope).map(({ pictureId }) => pictureId));
  const pictures = state.selection?.pictures ?? [];
  const chosen =
    scope === 'all' ? pictures : pictures.filter((one) => pictureState(state, one, networks) !== 'up-to-date');
  return new Set(chosen.map(({ pictureId }) => pictureId));
}
