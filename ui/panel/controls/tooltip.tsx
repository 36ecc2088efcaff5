import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Milliseconds before a tooltip under the pointer appears. */
const DELAY_MS = 350;
const GAP = 6;

/**
 * The tooltips of the page: the `data-tip` of the element under the pointer or with the keyboard's focus. One element
 * serves all. Screen readers have the labels; they do not read it.
 */
export function Tooltip() {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (next: HTMLElement | null, delay: number): void => {
      clearTimeout(timer);
      if (next === null) setTarget(null);
      else timer = setTimeout(() => setTarget(next), delay);
    };
    const over = (event: Event): void => show(tipped(event), DELAY_MS);
    const focus = (event: Event): void => {
      const next = tipped(event);
      if (next?.matches(':focus-visible') === true) show(next, 0);
    };
    const hide = (): void => show(null, 0);
    /** The pointer has left the page. */
    const out = (event: PointerEvent): void => {
      if (event.relatedTarget === null) hide();
    };
    const listeners = [
      ['pointerover', over],
      ['focusin', focus],
      ['focusout', hide],
      ['pointerout', out],
      ['pointerdown', hide],
      ['keydown', hide],
      ['scroll', hide],
    ] as const;
    for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener, true);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener, true);
    };
  }, []);
  useLayoutEffect(() => {
    if (target === null || element.current === null) return;
    const from = target.getBoundingClientRect();
    const { offsetWidth, offsetHeight, style } = element.current;
    const left = from.left + from.width / 2 - offsetWidth / 2;
    style.left = `${Math.min(window.innerWidth - offsetWidth - GAP, Math.max(GAP, left))}px`;
    const below = from.bottom + GAP;
    style.top = `${below + offsetHeight > window.innerHeight ? from.top - GAP - offsetHeight : below}px`;
  });
  const text = target?.isConnected === true ? target.dataset['tip'] : undefined;
  if (text === undefined || text === '') return null;
  return (
    <div class="tooltip" ref={element} aria-hidden="true">
      {text}
    </div>
  );
}

function tipped({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}
