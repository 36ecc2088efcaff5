import type { AdjustmentValues } from '../../engine/api/adjustments';
import type { Choices } from '../../engine/api/choices';
import type { Box } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import type { SelectionScan } from '../../host-api/host-api';
import type { BatchState } from '../batch/batch-state';
import type { EngineStatus } from '../engine-client/engine-client';
import { NO_HISTORY, startingFrom, withChoices, type ChoicesHistory } from '../preview/choices-history';
import { INITIAL_TOOLS, type PreviewTools } from '../preview/preview-tools';
import type { ViewRequest } from '../preview/viewed-picture';
import { NO_PREFERENCES, type Preferences } from '../saved/preferences';
import { restoreLayerData } from '../saved/restore-layer-data';

/** Everything that the panel knows, apart from pixels. */
export interface PanelState {
  /** The host has sent the selection and the stored preferences. Settings stay disabled before. */
  readonly ready: boolean;
  /** The designer can resize the panel by its own handle. */
  readonly resizable: boolean;
  /** The host waits until the user has ended a tool or a dialog. */
  readonly hostBusy: boolean;
  readonly engine: EngineStatus;
  readonly preferences: Preferences;
  /** Number of changes by the user that must be stored. */
  readonly preferenceEdits: number;
  readonly selection: SelectionScan | null;
  /** Picture that was clicked in the list; null: the first one. */
  readonly chosenPicture: string | null;
  /** Settings of pictures that have their own. */
  readonly ownSettings: ReadonlyMap<string, RetouchSettings>;
  readonly histories: ReadonlyMap<string, ChoicesHistory>;
  /** Pictures that the next run leaves out. */
  readonly excluded: ReadonlySet<string>;
  /** Pictures whose layer data was read. Later changes in the panel take precedence over it. */
  readonly restored: ReadonlySet<string>;
  readonly subject: ViewRequest['subject'];
  readonly tools: PreviewTools;
  /** Part of the picture that the preview is zoomed into, in picture pixels. */
  readonly region: Box | null;
  /** Face under the pointer or the focus in the list of faces. */
  readonly pointedFace: Box | null;
  /** The current or the last run; null: none for this selection. */
  readonly batch: BatchState | null;
  /** A run is in progress, including its last messages to the host. */
  readonly batchActive: boolean;
  /** Result of the last action besides a run, for screen readers. */
  readonly announcement: string;
}

export const INITIAL_STATE: PanelState = {
  ready: false,
  resizable: false,
  hostBusy: false,
  engine: { state: 'starting' },
  preferences: NO_PREFERENCES,
  preferenceEdits: 0,
  selection: null,
  chosenPicture: null,
  ownSettings: new Map(),
  histories: new Map(),
  excluded: new Set(),
  restored: new Set(),
  subject: 'result',
  tools: INITIAL_TOOLS,
  region: null,
  pointedFace: null,
  batch: null,
  batchActive: false,
  announcement: '',
};

interface Actions {
  /** The host's first message. */
  readonly 'host-started': {
    readonly preferences: Preferences;
    readonly selection: SelectionScan;
    readonly resizable: boolean;
  };
  readonly 'host-busy': { readonly busy: boolean };
  readonly 'engine-changed': { readonly status: EngineStatus };
  /** The user selected other layers. */
  readonly 'selection-changed': { readonly selection: SelectionScan };
  readonly 'picture-chosen': { readonly pictureId: string };
  /** Changes the settings of the chosen picture, its own or those for all. */
  readonly 'settings-changed': { readonly change: AdjustmentValues };
  readonly 'scope-changed': { readonly scope: 'all' | 'one' };
  readonly 'preferences-changed': { readonly change: Partial<Preferences> };
  readonly 'choices-made': { readonly choices: Choices };
  /** Undo and redo. */
  readonly 'history-moved': { readonly history: ChoicesHistory };
  readonly 'exclusion-toggled': { readonly pictureId: string };
  readonly 'subject-chosen': { readonly subject: ViewRequest['subject'] };
  readonly 'tools-used': { readonly change: Partial<PreviewTools> };
  readonly 'region-shown': { readonly region: Box | null };
  readonly 'face-pointed': { readonly box: Box | null };
  readonly 'run-started': object;
  readonly 'run-changed': { readonly batch: BatchState };
  /** The selection after a run; its layer data is what the panel has just written. */
  readonly 'run-selected': { readonly selection: SelectionScan };
  readonly 'run-ended': object;
  readonly 'retouch-removed': { readonly selection: SelectionScan | null; readonly announcement: string };
}

export type PanelAction = { [Type in keyof Actions]: { readonly type: Type } & Actions[Type] }[keyof Actions];

type Reducers = {
  readonly [Type in keyof Actions]: (state: PanelState, action: Actions[Type]) => PanelState;
};

const REDUCERS: Reducers = {
  'host-started': (state, { preferences, selection, resizable }) => ({
    ...restored({ ...state, preferences }, selection, true),
    selection,
    resizable,
    ready: true,
  }),
  'host-busy': (state, { busy }) => ({ ...state, hostBusy: busy }),
  'engine-changed': (state, { status }) => ({ ...state, engine: status }),
  'selection-changed': (state, { selection }) => {
    const next = { ...restored(state, selection, false), selection };
    // A finished list stays until other layers are selected. A running one is never replaced.
    const sameLayers = state.selection !== null && layersOf(selection) === layersOf(state.selection);
    return sameLayers ? next : withoutBatch(next);
  },
  'picture-chosen': (state, { pictureId }) => ({ ...state, chosenPicture: pictureId }),
  'settings-changed': (state, { change }) => {
    const pictureId = shownPicture(state);
    const own = pictureId === null ? undefined : state.ownSettings.get(pictureId);
    if (pictureId !== null && own !== undefined) return withOwn(state, pictureId, { ...own, ...change });
    return edited(state, { settings: { ...state.preferences.settings, ...change } });
  },
  'scope-changed': (state, { scope }) => {
    const pictureId = shownPicture(state);
    return pictureId === null ? state : withOwn(state, pictureId, scope === 'one' ? shownSettings(state) : null);
  },
  'preferences-changed': (state, { change }) => edited(state, change),
  'choices-made': (state, { choices }) => withHistory(state, withChoices(shownHistory(state), choices)),
  'history-moved': (state, { history }) => withHistory(state, history),
  'exclusion-toggled': (state, { pictureId }) => {
    const excluded = new Set(state.excluded);
    if (!excluded.delete(pictureId)) excluded.add(pictureId);
    return { ...state, excluded };
  },
  'subject-chosen': (state, { subject }) => ({ ...state, subject }),
  'tools-used': (state, { change }) => ({ ...state, tools: { ...state.tools, ...change } }),
  'region-shown': (state, { region }) => ({ ...state, region }),
  'face-pointed': (state, { box }) => ({ ...state, pointedFace: box }),
  'run-started': (state) => ({ ...state, batchActive: true, announcement: '' }),
  'run-changed': (state, { batch }) => ({ ...state, batch }),
  'run-selected': (state, { selection }) => ({
    ...state,
    selection,
    restored: new Set([...state.restored, ...idsOf(selection)]),
  }),
  'run-ended': (state) => ({ ...state, batchActive: false }),
  'retouch-removed': (state, { selection, announcement }) => ({
    ...withoutBatch(state),
    selection: selection ?? state.selection,
    announcement,
  }),
};

/** The state after an action. Pure: the same state object where nothing changes. */
export function reducePanel(state: PanelState, action: PanelAction): PanelState {
  const reduce = REDUCERS[action.type] as (state: PanelState, action: PanelAction) => PanelState;
  return reduce(state, action);
}

/** The picture in the preview: the one that was chosen, or the first of the selection. */
export function shownPicture({ selection, chosenPicture }: PanelState): string | null {
  const ids = selection === null ? [] : idsOf(selection);
  return ids.find((id) => id === chosenPicture) ?? ids[0] ?? null;
}

export function settingsOf({ ownSettings, preferences }: PanelState, pictureId: string | null): RetouchSettings {
  return (pictureId === null ? undefined : ownSettings.get(pictureId)) ?? preferences.settings;
}

export function shownSettings(state: PanelState): RetouchSettings {
  return settingsOf(state, shownPicture(state));
}

export function shownHistory(state: PanelState): ChoicesHistory {
  const pictureId = shownPicture(state);
  return (pictureId === null ? undefined : state.histories.get(pictureId)) ?? NO_HISTORY;
}

/** Reads the layer data of pictures that are selected for the first time. */
function restored(state: PanelState, selection: SelectionScan, mayChangeAll: boolean): PanelState {
  const pictures = selection.pictures.filter(({ pictureId }) => !state.restored.has(pictureId));
  const data = restoreLayerData(pictures, state.preferences.settings, mayChangeAll);
  const histories = [...data.choices].map(([id, choices]) => [id, startingFrom(choices)] as const);
  return {
    ...state,
    preferences: data.settings === null ? state.preferences : { ...state.preferences, settings: data.settings },
    restored: new Set([...state.restored, ...idsOf(selection)]),
    ownSettings: new Map([...state.ownSettings, ...data.own]),
    histories: new Map([...state.histories, ...histories]),
  };
}

function edited(state: PanelState, change: Partial<Preferences>): PanelState {
  return {
    ...state,
    preferences: { ...state.preferences, ...change },
    preferenceEdits: state.preferenceEdits + 1,
  };
}

function withOwn(state: PanelState, pictureId: string, settings: RetouchSettings | null): PanelState {
  const ownSettings = new Map(state.ownSettings);
  if (settings === null) ownSettings.delete(pictureId);
  else ownSettings.set(pictureId, settings);
  return { ...state, ownSettings };
}

function withHistory(state: PanelState, history: ChoicesHistory): PanelState {
  const pictureId = shownPicture(state);
  return pictureId === null ? state : { ...state, histories: new Map(state.histories).set(pictureId, history) };
}

function withoutBatch(state: PanelState): PanelState {
  return state.batchActive ? state : { ...state, batch: null };
}

function idsOf({ pictures }: SelectionScan): string[] {
  return pictures.map(({ pictureId }) => pictureId);
}

/** Key of the layers of a selection. Other facts of a scan may change while the same layers stay selected. */
function layersOf({ pictures, skipped }: SelectionScan): string {
  return [
    ...pictures.flatMap(({ pictureId, targets }) => targets.map(({ nodeId }) => `${nodeId} ${pictureId}`)),
    ...skipped.map(({ nodeId }) => nodeId),
  ].join();
}
