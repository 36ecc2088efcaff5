import type { HostApi } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';
import type { BatchControl } from '../batch/use-batch';
import type { NetworksControl } from '../settings/use-networks';
import { shownPicture, type PanelAction, type PanelState } from './panel-state';
import {
  isRunning,
  isWaiting,
  mainAction,
  resumableRows,
  runObstacle,
  runRequests,
  shownRows,
  type RunScope,
} from './run-requests';
import type { Store } from './store';

/** Actions of the panel's parts beyond changes of its state. */
export interface PanelActions {
  /** Runs the pictures of a scope. */
  retouch(scope: RunScope): void;
  /** The main button. */
  press(): void;
  /** Undo or redo. Without an earlier step of the panel, undo is the document's. */
  moveHistory(direction: 'undo' | 'redo'): void;
  /** Shows the next picture of the selection, or the one before. */
  choosePicture(step: 1 | -1): void;
  removeRetouch(): Promise<void>;
}

export interface ActionContext {
  readonly store: Store<PanelState, PanelAction>;
  readonly host: Pick<HostApi, 'undoDocument' | 'removeRetouch'>;
  readonly batch: Pick<BatchControl, 'start'>;
  readonly networks: Pick<NetworksControl, 'chosen' | 'used'>;
  readonly messages: Messages;
  /** Stores preferences at once. */
  readonly flush: () => void;
}

export function panelActions({ store, host, batch, networks, messages, flush }: ActionContext): PanelActions {
  const { dispatch } = store;
  const retouch = (scope: RunScope): void => {
    flush();
    const now = store.state();
    batch.start({
      ...runRequests(now, networks.used, scope),
      listed: shownRows(now, networks.used),
      earlier: resumableRows(now, scope, networks.used),
      onSelection: (selection) => dispatch({ type: 'run-selected', selection }),
    });
  };
  return {
    retouch,
    press() {
      const now = store.state();
      if (isRunning(now) || runObstacle(now) !== null || networks.chosen !== networks.used) return;
      const { kind } = mainAction(now, networks.used);
      retouch(isWaiting(now) ? 'ready' : kind === 'update-all' ? 'all' : 'changed');
    },
    moveHistory(direction) {
      const { history } = store.state();
      const steps = direction === 'undo' ? history.past : history.future;
      if (steps.length > 0) dispatch({ type: 'history-moved', direction });
      else if (direction === 'undo') void host.undoDocument();
    },
    choosePicture(step) {
      const now = store.state();
      const ids = (now.selection?.pictures ?? []).map(({ pictureId }) => pictureId);
      const next = ids[ids.indexOf(shownPicture(now) ?? '') + step];
      if (next !== undefined) dispatch({ type: 'picture-chosen', pictureId: next });
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
  };
}
