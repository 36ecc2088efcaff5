import { useEffect } from 'preact/hooks';

export interface ToastProps {
  /** '' for none. */
  readonly text: string;
  /** Called when it has been shown long enough to be read. */
  readonly onOver: () => void;
}

/** Milliseconds for which a message stays. */
const SHOWN_MS = 6000;

/** The result of the last action, over the lower edge of the panel for a while. */
export function Toast({ text, onOver }: ToastProps) {
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(onOver, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class={text === '' ? 'visually-hidden' : 'toast-line'} role="status">
      {text}
    </div>
  );
}
