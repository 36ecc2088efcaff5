import type { HostApi } from '../../host-api/host-api';
import { toStored, type Preferences } from './preferences';

/** Milliseconds without another change after which preferences are stored. */
export const STORE_DELAY_MS = 400;

/** Stores preferences with the host: once for many changes in a row. */
export interface PreferenceWriter {
  /** Stores these preferences soon, in place of those that wait. */
  schedule(preferences: Preferences): void;
  /** Stores at once what waits. */
  flush(): void;
}

export function createPreferenceWriter(host: Pick<HostApi, 'storeSettings'>): PreferenceWriter {
  let waiting: Preferences | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    if (waiting === null) return;
    const stored = toStored(waiting);
    waiting = null;
    void host.storeSettings(stored);
  };
  return {
    schedule(preferences) {
      waiting = preferences;
      clearTimeout(timer);
      timer = setTimeout(flush, STORE_DELAY_MS);
    },
    flush,
  };
}
