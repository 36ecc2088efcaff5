import { action } from './modules';

/** Events after which the selection, or what it shows, may be another. "all" is refused outside developer mode. */
const EVENTS = ['select', 'make', 'delete', 'set', 'move', 'open', 'close', 'hide', 'show', 'historyStateChanged'];
const QUIET_MS = 200;

/** Calls back once after each burst of changes. Photoshop reports none while a script is in the modal state. */
export function watchDocument(onChange: () => void): void {
  let waiting: number | null = null;
  void action.addNotificationListener(EVENTS, () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = null;
      onChange();
    }, QUIET_MS);
  });
}
