import { useEffect } from 'preact/hooks';
import { commandOf, releases } from '../keyboard/shortcuts';
import { redo, undo, type ChoicesHistory } from './choices-history';
import type { PreviewTools } from './preview-tools';

/** Keys that work wherever the focus is, except in text fields: undo, redo, and before while held. */
export function usePreviewKeys(
  history: ChoicesHistory,
  onHistory: (history: ChoicesHistory) => void,
  onTools: (change: Partial<PreviewTools>) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const command = isTyping(event) ? null : commandOf(event, 'panel');
      if (command === 'show-before') onTools({ held: true });
      else if (command === 'undo') onHistory(undo(history));
      else if (command === 'redo') onHistory(redo(history));
      else return;
      event.preventDefault();
    };
    const release = (event: KeyboardEvent): void => {
      if (releases(event, 'show-before')) onTools({ held: false });
    };
    const leave = (): void => onTools({ held: false });
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', leave);
    };
  });
}

/** Inputs in which a key types text. */
function isTyping({ target }: Event): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  return !['range', 'checkbox', 'radio'].includes(target.type);
}
