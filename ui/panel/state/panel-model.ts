import type { HostApi, HostContext, SelectionScan } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';
import type { BatchControl } from '../batch/use-batch';
import type { EngineClient } from '../engine-client/engine-client';
import type { ViewedPicture } from '../preview/viewed-picture';
import type { NetworksControl } from '../settings/use-networks';
import type { PanelActions } from './panel-actions';
import type { PanelAction, PanelState } from './panel-state';

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
  readonly onDiagnostics: () => void;
}

/** State of the panel, and what its parts can do. */
export interface PanelModel extends PanelActions {
  readonly state: PanelState;
  readonly dispatch: (action: PanelAction) => void;
  readonly host: HostApi;
  readonly networks: NetworksControl;
  readonly picture: ViewedPicture;
  readonly thumbnails: ReadonlyMap<string, ImageBitmap>;
  readonly batch: BatchControl;
  readonly keysShown: boolean;
  changeLanguage(): void;
  showKeys(shown: boolean): void;
  showDiagnostics(): void;
  /** Stores preferences at once. */
  store(): void;
}
