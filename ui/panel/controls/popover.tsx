import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

export interface PopoverProps {
  /** The button that opens it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly class?: string;
  readonly role: 'menu' | 'dialog';
  readonly label: string;
  readonly children: ComponentChildren;
  /** Called by Escape, by a press outside, and when the focus leaves. */
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** Distance to the button and to the edges of the window, in CSS pixels. */
const GAP = 4;

/** A small window beside its button. The browser's own lists and dialogs paint black boxes in Photoshop. */
export function Popover({ anchor, class: name = '', role, label, children, onClose, onKeyDown }: PopoverProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (anchor.current !== null && element.current !== null) place(element.current, anchor.current);
  });
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('[autofocus], [tabindex="0"], button:enabled, input')?.focus();
    const press = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (element.current?.contains(target) !== true && anchor.current?.contains(target) !== true) onClose();
    };
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('resize', onClose);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      window.removeEventListener('resize', onClose);
    };
  }, []);
  return (
    <div
      ref={element}
      class={`popover ${name}`}
      role={role}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          event.preventDefault();
          onClose();
          anchor.current?.focus();
        } else onKeyDown?.(event);
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && element.current?.contains(to) !== true && anchor.current?.contains(to) !== true)
          onClose();
      }}
    >
      {children}
    </div>
  );
}

/** Below its button, or above it where there is more room, and inside the window. */
function place(popover: HTMLElement, anchor: HTMLElement): void {
  const from = anchor.getBoundingClientRect();
  const below = window.innerHeight - from.bottom - 2 * GAP;
  const above = from.top - 2 * GAP;
  const isBelow = popover.scrollHeight <= below || below >= above;
  popover.style.maxHeight = `${isBelow ? below : above}px`;
  const height = Math.min(popover.offsetHeight, isBelow ? below : above);
  const left = Math.min(window.innerWidth - popover.offsetWidth - GAP, Math.max(GAP, from.left));
  popover.style.left = `${Math.max(GAP, left)}px`;
  popover.style.top = `${isBelow ? from.bottom + GAP : from.top - GAP - height}px`;
}
