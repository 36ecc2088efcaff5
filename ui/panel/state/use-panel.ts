import { useEffect, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import { messagesOf } from '../../locales/choose-locale';
import type { Messages } from '../../locales/messages';
import { useBatch, type BatchControl } from '../batch/use-batch';
import { useThumbnails } from '../batch/use-thumbnails';
import { afterPaint } from '../controls/after-paint';
import { useMessages } from '../controls/use-messages';
import type { EngineClient } from '../engine-client/engine-client';
import { findsOf, inGroup } from '../preview/finds';
import type { ViewedPicture } from '../preview/viewed-picture';
import { usePicture } from '../preview/use-picture';
import { parsePreferences } from '../saved/preferences';
import { SHAPE } from '../rows/shape-row';
import { tileSettings } from '../settings/presets';
import { useNetworks, type NetworksControl } from '../settings/use-networks';
import { outcomeOf } from './outcome';
import { panelActions } from './panel-actions';
import type { PanelModel, PanelProps } from './panel-model';
import {
  INITIAL_STATE,
  nextPicture,
  reducePanel,
  shownChoices,
  shownPicture,
  shownSettings,
  type PanelAction,
  type PanelState,
} from './panel-state';
import type { Store } from './store';
import { usePanelKeys } from './use-panel-keys';
import { usePreferenceWriter } from './use-preference-writer';
import { useStore } from './use-store';

/** Milliseconds for which the picture before is shown after a run. */
const FLASH_MS = 500;

/** Connects the state with the host, the engine and storage. */
export function usePanel(props: PanelProps): PanelModel {
  const { host, engine, onMessages, onDiagnostics } = props;
  const messages = useMessages();
  const store = useStore(reducePanel, INITIAL_STATE);
  const writer = usePreferenceWriter(host, store);
  const [keysShown, showKeys] = useState(false);
  const { dispatch } = store;
  const state = store.state();
  const startEngine = (): void => void engine.start().catch(() => undefined);
  const batch = useRuns(props, store, messages, startEngine);
  const networks = useNetworks(engine, state.engine);
  useStart(props, store, startEngine);
  useEffect(() => {
    if (state.batch === null) batch.clearPrepared();
  }, [state.batch === null]);
  const { picture, thumbnails } = usePictures(host, engine, state, networks);
  const model: PanelModel = {
    ...{ state, dispatch, host, networks, picture, thumbnails, batch, keysShown, showKeys },
    store: writer.flush,
    showDiagnostics: onDiagnostics,
    changeLanguage() {
      const other = messagesOf(messages.otherLanguage.tag);
      if (other === null) return;
      onMessages(other);
      dispatch({ type: 'preferences-changed', change: { language: other.language } });
    },
    ...panelActions({ store, host, batch, networks, messages, flush: writer.flush }),
  };
  usePanelKeys(model);
  return model;
}

/** Runs, and what the panel says and shows after one. */
function useRuns(
  { host, engine }: PanelProps,
  store: Store<PanelState, PanelAction>,
  messages: Messages,
  startEngine: () => void,
): BatchControl {
  const { dispatch } = store;
  const [started] = useState<{ before: PanelState['batch'] }>({ before: null });
  return useBatch(host, engine, {
    onStart() {
      started.before = store.state().batch;
      dispatch({ type: 'run-started' });
    },
    onChange: (next) => dispatch({ type: 'run-changed', batch: next }),
    onEnd() {
      dispatch({ type: 'run-ended' });
      startEngine();
      const { batch } = store.state();
      const outcome = batch === null ? null : outcomeOf(batch, started.before);
      if (outcome === null) return;
      dispatch({ type: 'announced', text: messages.outcome(outcome) });
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      dispatch({ type: 'tools-used', change: { held: true } });
      setTimeout(() => dispatch({ type: 'tools-used', change: { held: false } }), FLASH_MS);
    },
  });
}

/** Subscribes to host and engine, and starts the engine after the first drawing with the selection. */
function useStart(
  { host, engine, started, onSelection, onBusy, onMessages }: PanelProps,
  { dispatch }: Store<PanelState, PanelAction>,
  startEngine: () => void,
): void {
  useEffect(() => {
    onSelection((selection) => dispatch({ type: 'selection-changed', selection }));
    onBusy((busy) => dispatch({ type: 'host-busy', busy }));
    engine.onStatus((status) => dispatch({ type: 'engine-changed', status }));
    void started.then(({ storedSettings, selection, window }) => {
      const preferences = parsePreferences(storedSettings);
      if (preferences.window !== null) void host.resize(preferences.window.width, preferences.window.height);
      const chosen = messagesOf(preferences.language);
      if (chosen !== null) onMessages(chosen);
      dispatch({ type: 'host-started', preferences, selection, resizable: window === 'own' });
      afterPaint(startEngine);
    });
  }, []);
}

/** The preview and the thumbnails; both wait while a run or the start of the engine is in progress. */
function usePictures(
  host: HostApi,
  engine: EngineClient,
  state: PanelState,
  { used: networks }: NetworksControl,
): Pick<PanelModel, 'picture' | 'thumbnails'> {
  const { region, view, maskShown: mask, batch } = state;
  const settings = shownSettings(state);
  const choices = shownChoices(state);
  const [reviewed, review] = useState<ViewedPicture>({ state: 'none' });
  const crops = cropsOf(state, reviewed);
  const tiles = state.presetsOpen ? tileSettings(state.preferences.presets) : [];
  const people = state.preferences.shapeAllowed && state.openRow === SHAPE;
  const request = { settings, networks, choices, region, view, mask, crops, tiles, people };
  const engineStarts = state.engine.state === 'starting' || state.engine.state === 'testing';
  const paused = engineStarts || (batch?.running ?? false);
  const pictureId = shownPicture(state);
  const picture = usePicture(host, engine, { pictureId, next: nextPicture(state) }, request, paused);
  useEffect(() => review(picture), [picture]);
  return { thumbnails: useThumbnails(host, state.selection?.pictures ?? [], paused), picture };
}

/** The places of the finds that are reviewed. */
function cropsOf(state: PanelState, picture: ViewedPicture) {
  const { review } = state;
  if (review === null || picture.state !== 'open') return [];
  const finds = findsOf(picture, shownSettings(state), shownChoices(state));
  return inGroup(finds, review).map(({ place }) => place);
}
