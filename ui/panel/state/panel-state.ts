import type { AdjustmentValues } from '../../engine/api/adjustments';
import { NO_CHOICES, type Choices } from '../../engine/api/choices';
import type { Box } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import type { SelectionScan } from '../../host-api/host-api';
import type { BatchState } from '../batch/batch-state';
import type { EngineStatus } from '../engine-client/engine-client';
import type { FindGroup } from '../preview/finds';
import { INITIAL_TOOLS, type PreviewTools } from '../preview/preview-tools';
import type { PreviewView } from '../preview/viewed-picture';
import type { Place, Zoom } from '../preview/viewport';
import { isEmptyDraft, withDraft, withoutDrafts } from '../saved/drafts';
import { NO_PREFERENCES, type Preferences } from '../saved/preferences';
import { restoreLayerData } from '../saved/restore-layer-data';
import { sameSettings } from '../settings/presets';
import { moved, NO_HISTORY, recorded, settled, type EditHistory, type Edits } from './edits';

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
  readonly choices: ReadonlyMap<string, Choices>;
  readonly history: EditHistory;
  /** Settings that were copied from a picture. */
  readonly copied: RetouchSettings | null;
  /** Pictures that the next run leaves out. */
  readonly excluded: ReadonlySet<string>;
  /** Pictures whose layer data was read. Later changes in the panel take precedence over it. */
  readonly restored: ReadonlySet<string>;
  readonly view: PreviewView;
  /** The skin mask lies over the picture. */
  readonly maskShown: boolean;
  readonly tools: PreviewTools;
  /** Part of the picture that the preview is zoomed into, in picture pixels. */
  readonly region: Box | null;
  /** Face under the pointer or the focus in the list of faces. */
  readonly pointedFace: Box | null;
  /** A point in the face whose own values the rows show; null: all faces. */
  readonly chosenFace: Place | null;
  /** Role of the layer whose row is open. */
  readonly openRow: string | null;
  /** The finds that are reviewed; null: no review. */
  readonly review: FindGroup | null;
  /** The zoom before the review, which comes back after it. */
  readonly zoomBefore: Zoom | null;
  /** Find that the keyboard, the pointer in the review, or the list has chosen: its place. */
  readonly currentFind: Place | null;
  /** The panel needs previews of the presets. */
  readonly presetsOpen: boolean;
  /** The current or the last run; null: none for this selection. */
  readonly batch: BatchState | null;
  /** A run is in progress, including its last messages to the host. */
  readonly batchActive: boolean;
  /** Result of the last action besides a run. */
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
  choices: new Map(),
  history: NO_HISTORY,
  copied: null,
  excluded: new Set(),
  restored: new Set(),
  view: { kind: 'result' },
  maskShown: false,
  tools: INITIAL_TOOLS,
  region: null,
  pointedFace: null,
  chosenFace: null,
  openRow: 'heal',
  review: null,
  zoomBefore: null,
  currentFind: null,
  presetsOpen: false,
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
  /** Changes the settings of the chosen picture, its own or those for all. `control`: the control that is moved. */
  readonly 'settings-changed': { readonly change: AdjustmentValues; readonly control?: string };
  readonly 'scope-changed': { readonly scope: 'all' | 'one' };
  readonly 'settings-copied': object;
  /** Gives the copied settings to every selected picture. */
  readonly 'settings-pasted': object;
  readonly 'preferences-changed': { readonly change: Partial<Preferences> };
  readonly 'choices-made': { readonly choices: Choices; readonly control?: string };
  /** Takes choices and own settings of the shown picture away. */
  readonly 'picture-reset': object;
  /** The control that was moved is let go. */
  readonly 'edit-settled': object;
  readonly 'history-moved': { readonly direction: 'undo' | 'redo' };
  readonly 'exclusion-toggled': { readonly pictureId: string };
  readonly 'view-chosen': { readonly view: PreviewView };
  readonly 'mask-toggled': object;
  readonly 'tools-used': { readonly change: Partial<PreviewTools> };
  readonly 'region-shown': { readonly region: Box | null };
  readonly 'face-pointed': { readonly box: Box | null };
  readonly 'face-chosen': { readonly place: Place | null };
  readonly 'row-opened': { readonly role: string | null };
  readonly 'review-shown': { readonly group: FindGroup | null };
  readonly 'find-chosen': { readonly place: Place | null };
  readonly 'presets-opened': { readonly open: boolean };
  readonly 'run-started': object;
  readonly 'run-changed': { readonly batch: BatchState };
  /** The selection after a run; its layer data is what the panel has just written. */
  readonly 'run-selected': { readonly selection: SelectionScan };
  readonly 'run-ended': object;
  readonly announced: { readonly text: string };
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
    return sameLayers ? next : withoutPlace(withoutBatch({ ...next, announcement: '' }));
  },
  'picture-chosen': (state, { pictureId }) =>
    pictureId === shownPicture(state) ? state : withoutPlace({ ...state, chosenPicture: pictureId }),
  'settings-changed': (state, { change, control }) => {
    const pictureId = shownPicture(state);
    const own = pictureId === null ? undefined : state.ownSettings.get(pictureId);
    if (pictureId === null || own === undefined)
      return edited(state, { settings: { ...state.preferences.settings, ...change } }, control);
    return edited(state, { own: new Map(state.ownSettings).set(pictureId, { ...own, ...change }) }, control);
  },
  'scope-changed': (state, { scope }) => {
    const pictureId = shownPicture(state);
    if (pictureId === null) return state;
    return edited(state, { own: withOwn(state.ownSettings, pictureId, scope === 'one' ? shownSettings(state) : null) });
  },
  'settings-copied': (state) => ({ ...state, copied: shownSettings(state) }),
  'settings-pasted': (state) => {
    const { copied, selection } = state;
    if (copied === null || selection === null) return state;
    const isShared = sameSettings(copied, state.preferences.settings);
    const own = idsOf(selection).reduce((map, id) => withOwn(map, id, isShared ? null : copied), state.ownSettings);
    return edited(state, { own });
  },
  'preferences-changed': (state, { change }) => stored(state, change),
  'choices-made': (state, { choices, control }) => withChoices(state, choices, control),
  'picture-reset': (state) => {
    const pictureId = shownPicture(state);
    if (pictureId === null) return state;
    const choices = new Map(state.choices).set(pictureId, NO_CHOICES);
    return edited(state, { choices, own: withOwn(state.ownSettings, pictureId, null) });
  },
  'edit-settled': (state) => {
    const history = settled(state.history);
    return history === state.history ? state : { ...state, history };
  },
  'history-moved': (state, { direction }) => {
    const step = moved(state.history, { edits: editsOf(state), pictureId: shownPicture(state) }, direction);
    if (step === null) return state;
    const { edits, pictureId } = step.to;
    const chosen = pictureId !== null && isSelected(state, pictureId) ? pictureId : state.chosenPicture;
    return { ...withEdits(state, edits), history: step.history, chosenPicture: chosen };
  },
  'exclusion-toggled': (state, { pictureId }) => {
    const excluded = new Set(state.excluded);
    if (!excluded.delete(pictureId)) excluded.add(pictureId);
    return { ...state, excluded };
  },
  'view-chosen': (state, { view }) => ({ ...state, view }),
  'mask-toggled': (state) => ({ ...state, maskShown: !state.maskShown }),
  'tools-used': (state, { change }) => ({ ...state, tools: { ...state.tools, ...change } }),
  'region-shown': (state, { region }) => ({ ...state, region }),
  'face-pointed': (state, { box }) => ({ ...state, pointedFace: box }),
  'face-chosen': (state, { place }) => ({ ...state, chosenFace: place }),
  'row-opened': (state, { role }) => ({ ...state, openRow: role }),
  'review-shown': (state, { group }) => {
    const next = { ...state, review: group, currentFind: null };
    if (state.review === null) return { ...next, zoomBefore: state.tools.zoom };
    if (group !== null || state.zoomBefore === null) return next;
    return { ...next, zoomBefore: null, tools: { ...state.tools, zoom: state.zoomBefore } };
  },
  'find-chosen': (state, { place }) => ({ ...state, currentFind: place }),
  'presets-opened': (state, { open }) => ({ ...state, presetsOpen: open }),
  'run-started': (state) => ({ ...state, batchActive: true, announcement: '' }),
  'run-changed': (state, { batch }) => ({ ...state, batch }),
  'run-selected': (state, { selection }) => {
    const written = (state.batch?.rows ?? []).filter((row) => row.state.state === 'done').map((row) => row.pictureId);
    const drafts = withoutDrafts(
      state.preferences.drafts,
      written.filter((id) => id !== null),
    );
    const next = drafts === state.preferences.drafts ? state : stored(state, { drafts });
    return { ...next, selection, restored: new Set([...state.restored, ...idsOf(selection)]) };
  },
  'run-ended': (state) => ({ ...state, batchActive: false }),
  announced: (state, { text }) => ({ ...state, announcement: text }),
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

/** The picture after the shown one in the selection; null if there is none. */
export function nextPicture(state: PanelState): string | null {
  const ids = state.selection === null ? [] : idsOf(state.selection);
  const shown = shownPicture(state);
  return shown === null ? null : (ids[ids.indexOf(shown) + 1] ?? null);
}

export function settingsOf({ ownSettings, preferences }: PanelState, pictureId: string | null): RetouchSettings {
  return (pictureId === null ? undefined : ownSettings.get(pictureId)) ?? preferences.settings;
}

export function shownSettings(state: PanelState): RetouchSettings {
  return settingsOf(state, shownPicture(state));
}

export function choicesOf({ choices }: PanelState, pictureId: string | null): Choices {
  return (pictureId === null ? undefined : choices.get(pictureId)) ?? NO_CHOICES;
}

export function shownChoices(state: PanelState): Choices {
  return choicesOf(state, shownPicture(state));
}

/** Reads the layer data of pictures that are selected for the first time. Unwritten work takes precedence over it. */
function restored(state: PanelState, selection: SelectionScan, mayChangeAll: boolean): PanelState {
  const pictures = selection.pictures.filter(({ pictureId }) => !state.restored.has(pictureId));
  const data = restoreLayerData(pictures, state.preferences.settings, mayChangeAll);
  const drafts = state.preferences.drafts.filter(({ pictureId }) =>
    pictures.some((one) => one.pictureId === pictureId),
  );
  const settings = data.settings ?? state.preferences.settings;
  const own = drafts.reduce<ReadonlyMap<string, RetouchSettings>>(
    (map, draft) => withOwn(map, draft.pictureId, draft.own),
    new Map([...state.ownSettings, ...data.own]),
  );
  return {
    ...state,
    preferences: data.settings === null ? state.preferences : { ...state.preferences, settings },
    restored: new Set([...state.restored, ...idsOf(selection)]),
    ownSettings: own,
    choices: new Map([
      ...state.choices,
      ...data.choices,
      ...drafts.map(({ pictureId, choices }) => [pictureId, choices] as const),
    ]),
  };
}

function editsOf({ preferences, ownSettings, choices }: PanelState): Edits {
  return { settings: preferences.settings, own: ownSettings, choices };
}

/** The state after a change of the designer, as a step of the history. */
function edited(state: PanelState, change: Partial<Edits>, control: string | null = null): PanelState {
  const before = editsOf(state);
  const history = recorded(state.history, { edits: before, pictureId: shownPicture(state) }, control);
  return { ...withEdits(state, { ...before, ...change }), history };
}

/** The state with other edits. Edits that are not written to layers yet are stored as drafts. */
function withEdits(state: PanelState, edits: Edits): PanelState {
  const ids = new Set([
    ...edits.own.keys(),
    ...state.ownSettings.keys(),
    ...edits.choices.keys(),
    ...state.choices.keys(),
  ]);
  const drafts = [...ids].reduce((list, pictureId) => {
    const [own, choices] = [edits.own.get(pictureId), edits.choices.get(pictureId)];
    if (own === state.ownSettings.get(pictureId) && choices === state.choices.get(pictureId)) return list;
    const draft = { pictureId, own: own ?? null, choices: choices ?? NO_CHOICES };
    return isEmptyDraft(draft) && !isWritten(state, pictureId)
      ? withoutDrafts(list, [pictureId])
      : withDraft(list, draft);
  }, state.preferences.drafts);
  const next = { ...state, ownSettings: edits.own, choices: edits.choices };
  return edits.settings === state.preferences.settings && drafts === state.preferences.drafts
    ? next
    : stored(next, { settings: edits.settings, drafts });
}

/** Whether a picture has a retouch whose layer data would come back without a draft. */
function isWritten({ selection }: PanelState, pictureId: string): boolean {
  const picture = selection?.pictures.find((one) => one.pictureId === pictureId);
  return picture?.targets.some(({ earlier }) => earlier !== null) ?? true;
}

function stored(state: PanelState, change: Partial<Preferences>): PanelState {
  return {
    ...state,
    preferences: { ...state.preferences, ...change },
    preferenceEdits: state.preferenceEdits + 1,
  };
}

function withOwn(
  own: ReadonlyMap<string, RetouchSettings>,
  pictureId: string,
  settings: RetouchSettings | null,
): ReadonlyMap<string, RetouchSettings> {
  const next = new Map(own);
  if (settings === null) next.delete(pictureId);
  else next.set(pictureId, settings);
  return next;
}

function withChoices(state: PanelState, choices: Choices, control?: string): PanelState {
  const pictureId = shownPicture(state);
  if (pictureId === null) return state;
  return edited(state, { choices: new Map(state.choices).set(pictureId, choices) }, control);
}

function withoutBatch(state: PanelState): PanelState {
  return state.batchActive ? state : { ...state, batch: null };
}

/** The state without a face or a find of the picture that was shown. */
function withoutPlace(state: PanelState): PanelState {
  return { ...state, chosenFace: null, pointedFace: null, currentFind: null, review: null };
}

function isSelected({ selection }: PanelState, pictureId: string): boolean {
  return selection !== null && idsOf(selection).includes(pictureId);
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
