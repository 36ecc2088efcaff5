import { useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import { NO_PREFERENCES, toStore, type Preferences } from './preferences';

export interface StoredPreferences {
  readonly now: Preferences;
  /** Takes what was stored, or what is to be shown, without storing it. */
  show(change: Partial<Preferences>): void;
  /** Changes it, here and in the host's storage. */
  store(change: Partial<Preferences>): void;
}

/** What the panel stores with the host. */
export function usePreferences(host: HostApi): StoredPreferences {
  const [now, setNow] = useState<Preferences>(NO_PREFERENCES);
  /** As it is now: two changes may come between two drawings. */
  const latest = useRef(NO_PREFERENCES);
  const show = (change: Partial<Preferences>): void => {
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
