import { useEffect, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import { createPreferenceWriter, type PreferenceWriter } from '../saved/preference-writer';
import type { PanelAction, PanelState } from './panel-state';
import type { Store } from './store';

/** Stores preferences after the user changes them. Returns a function that ends the subscription. */
export function storeEdits(store: Store<PanelState, PanelAction>, writer: PreferenceWriter): () => void {
  let stored = store.state().preferenceEdits;
  return store.subscribe(() => {
    const { preferenceEdits, preferences } = store.state();
    if (preferenceEdits === stored) return;
    stored = preferenceEdits;
    writer.schedule(preferences);
  });
}

/** Events that end an edit: a slider is left, a button pressed, a key or the pointer released. */
const ENDS = ['change', 'click', 'keyup', 'pointerup'] as const;

/**
 * Stores preferences of the panel a moment after the last change. Stores them at once at the end of an edit, when the
 * page is hidden, and when the caller flushes. A window that is closed right after a key loses nothing.
 */
export function usePreferenceWriter(host: HostApi, store: Store<PanelState, PanelAction>): PreferenceWriter {
  const [writer] = useState(() => createPreferenceWriter(host));
  useEffect(() => {
    const end = storeEdits(store, writer);
    // A microtask later: the handlers of the control come first.
    const settled = (): void => queueMicrotask(writer.flush);
    for (const name of ENDS) window.addEventListener(name, settled);
    window.addEventListener('pagehide', writer.flush);
    return () => {
      end();
      for (const name of ENDS) window.removeEventListener(name, settled);
      window.removeEventListener('pagehide', writer.flush);
    };
  }, []);
  return writer;
}
