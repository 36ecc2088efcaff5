import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './icon-button';
import { useMessages } from './use-messages';

export interface SheetProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/** Lies over the whole panel until it is closed. */
export function Sheet({ title, children, onClose }: SheetProps) {
  const messages = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>{title}</h2>
        <IconButton icon="close" label={messages.close} onClick={onClose} />
      </header>
      <div class="sheet-body" tabIndex={0} role="region" aria-label={title}>
        {children}
      </div>
    </dialog>
  );
}
