import { useEffect } from 'preact/hooks';
import type { HostApi, HostContext, SelectionScan } from '../../host-api/host-api';
import { messagesOf } from '../../locales/choose-locale';
import type { Messages } from '../../locales/messages';
import { useBatch, type BatchControl } from '../batch/use-batch';
import { useThumbnails } from '../batch/use-thumbnails';
import { afterPaint } from '../controls/after-paint';
import { useMessages } from '../controls/use-messages';
import type { EngineClient } from '../engine-client/engine-client';
import type { ViewedPicture } from '../preview/viewed-picture';
import { usePicture } from '../preview/use-picture';
import { parsePreferences } from '../saved/preferences';
import { useNetworks, type NetworksControl } from '../settings/use-networks';
import {
  INITIAL_STATE,
  reducePanel,
  shownHistory,
  shownPicture,
  shownSettings,
  type PanelAction,
  type PanelState,
} from './panel-state';
import { resumableRows, runRequests, shownRows, type Resume } from './run-requests';
import type { Store } from './store';
import { usePreferenceWriter } from './use-preference-writer';
import { useStore } from './use-store';

export interface PanelProps {
  readonly host: HostApi;
  readonly engine: EngineClient;
  /** The host's first message. The panel is drawn before it arrives. */
  readonly started: Promise<HostContext>;
  /** Subscribes to selections of the host; one listener at a time. */
  readonly onSelection: (listener: (selection: SelectionScan) => void) => void;
  /** Subscribes to the host's waiting for a tool or a dialog; one listener at a time. */
  readonly onBusy: (listener: (busy: boolean) => void) => void;
  /** Changes the language of the panel. */
  readonly onMessages: (messages: Messages) => void;
}

/** State of the panel, and what its parts can do. */
export interface PanelModel {
  readonly state: PanelState;
  readonly dispatch: (action: PanelAction) => void;
  readonly host: HostApi;
  readonly networks: NetworksControl;
  readonly picture: ViewedPicture;
  readonly thumbnails: ReadonlyMap<string, ImageBitmap>;
  readonly batch: BatchControl;
  /** Runs all pictures, or only those rows of the finished run that are in one state. */
  retouch(resume: Resume): void;
  removeRetouch(): Promise<void>;
  changeLanguage(): void;
  /** Stores preferences at once. */
  store(): void;
}

/** Connects the state with the host, the engine and storage. */
export function usePanel({ host, engine, started, onSelection, onBusy, onMessages }: PanelProps): PanelModel {
  const messages = useMessages();
  const store = useStore(reducePanel, INITIAL_STATE);
  const writer = usePreferenceWriter(host, store);
  const { dispatch } = store;
  const state = store.state();
  const startEngine = (): void => void engine.start().catch(() => undefined);
  const batch = useBatch(host, engine, {
    onStart: () => dispatch({ type: 'run-started' }),
    onChange: (next) => dispatch({ type: 'run-changed', batch: next }),
    onEnd: () => {
      dispatch({ type: 'run-ended' });
      startEngine();
    },
  });
  const networks = useNetworks(engine, state.engine);
  useStart({ host, engine, started, onSelection, onBusy, onMessages }, store, startEngine);
  useEffect(() => {
    if (state.batch === null) batch.clearPrepared();
  }, [state.batch === null]);
  const { picture, thumbnails } = usePictures(host, engine, state, networks);

  return {
    state,
    dispatch,
    host,
    networks,
    picture,
    thumbnails,
    batch,
    store: writer.flush,
    retouch(resume) {
      writer.flush();
      const now = store.state();
      batch.start({
        ...runRequests(now, networks.used, resume),
        listed: shownRows(now),
        earlier: resumableRows(now, resume),
        onSelection: (selection) => dispatch({ type: 'run-selected', selection }),
      });
    },
    async removeRetouch() {
      const removed = await host.removeRetouch();
      const selection = removed.state === 'removed' ? removed.selection : null;
      const announcement =
        removed.state === 'removed'
          ? messages.removed(removed.retouches, removed.kept)
          : messages.problem(removed.problem);
      dispatch({ type: 'retouch-removed', selection, announcement });
    },
    changeLanguage() {
      const other = messagesOf(messages.otherLanguage.tag);
      if (other === null) return;
      onMessages(other);
      dispatch({ type: 'preferences-changed', change: { language: other.language } });
    },
  };
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
  const { region, subject, batch } = state;
  const settings = shownSettings(state);
  const choices = shownHistory(state).now;
  const request = { settings, networks, choices, region, subject };
  const engineStarts = state.engine.state === 'starting' || state.engine.state === 'testing';
  const paused = engineStarts || (batch?.running ?? false);
  return {
    thumbnails: useThumbnails(host, state.selection?.pictures ?? [], paused),
    picture: usePicture(host, engine, shownPicture(state), request, paused),
  };
}
