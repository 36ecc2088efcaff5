import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Makes a toolbar one Tab stop: arrow keys, Home and End move between its buttons, and Tab comes back to the last one.
 * It follows the toolbar pattern of the ARIA Authoring Practices.
 */
export function useRoving(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const toolbar = element.current;
    if (toolbar === null) return undefined;
    const buttons = (): HTMLElement[] => [...toolbar.querySelectorAll<HTMLElement>('button:enabled')];
    const makeStop = (chosen: HTMLElement | undefined): void => {
      for (const button of toolbar.querySelectorAll<HTMLElement>('button'))
        button.tabIndex = button === chosen ? 0 : -1;
    };
    const all = buttons();
    makeStop(all.find(({ tabIndex }) => tabIndex === 0) ?? all[0]);
    const onKey = (event: KeyboardEvent): void => {
      const move = STEPS[event.key];
      const items = buttons();
      const at = items.indexOf(event.target as HTMLElement);
      if (move === undefined || at === -1) return;
      event.preventDefault();
      event.stopPropagation();
      const next = items[move(at, items.length)];
      makeStop(next);
      next?.focus();
    };
    const onFocus = (event: FocusEvent): void => {
      if (buttons().includes(event.target as HTMLElement)) makeStop(event.target as HTMLElement);
    };
    toolbar.addEventListener('keydown', onKey);
    toolbar.addEventListener('focusin', onFocus);
    return () => {
      toolbar.removeEventListener('keydown', onKey);
      toolbar.removeEventListener('focusin', onFocus);
    };
  });
}
