import { useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import { NOTHING_STORED, toStore, type StoredSettings } from './preferences';

export interface Stored {
  readonly now: StoredSettings;
  /** Takes what was stored, or what is to be shown, without storing it. */
  show(change: Partial<StoredSettings>): void;
  /** Changes it, here and in the host's storage. */
  store(change: Partial<StoredSettings>): void;
}

/** What the panel stores with the host. */
export function useStored(host: HostApi): Stored {
  const [now, setNow] = useState<StoredSettings>(NOTHING_STORED);
  /** As it is now: two changes may come between two drawings. */
  const latest = useRef(NOTHING_STORED);
  const show = (change: Partial<StoredSettings>): void => {
    latest.current = { ...latest.current, ...change };
    setNow(latest.current);
  };
  return {
    now,
    show,
    store(change) {
      show(change);
      void host.storeSettings(toStore(latest.current));
    },
  };
}
