import { useEffect } from 'preact/hooks';
import { commandOf, releases } from '../keyboard/shortcuts';
import type { PanelModel } from './panel-model';

type Keys = Pick<PanelModel, 'dispatch' | 'press' | 'moveHistory' | 'showKeys'>;

/** Keys that work everywhere but in text fields. When a key or the pointer is let go, a moved control rests. */
export function usePanelKeys({ dispatch, press, moveHistory, showKeys }: Keys): void {
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      const command =
        isTyping(event) || document.querySelector('dialog[open]') !== null ? null : commandOf(event, 'panel');
      if (command === 'show-before') dispatch({ type: 'tools-used', change: { held: true } });
      else if (command === 'undo' || command === 'redo') moveHistory(command);
      else if (command === 'retouch') press();
      else if (command === 'show-keys') showKeys(true);
      else return;
      event.preventDefault();
    };
    const rest = (): void => dispatch({ type: 'edit-settled' });
    const up = (event: KeyboardEvent): void => {
      if (releases(event, 'show-before')) dispatch({ type: 'tools-used', change: { held: false } });
      rest();
    };
    const leave = (): void => dispatch({ type: 'tools-used', change: { held: false } });
    const listeners = [
      ['keydown', down],
      ['keyup', up],
      ['pointerup', rest],
      ['pointercancel', rest],
      ['blur', leave],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener);
    };
  });
}

/** Inputs in which a key types text. */
function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['range', 'checkbox', 'radio'].includes(target.type);
}
