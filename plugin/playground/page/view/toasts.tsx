import type { JSX } from 'preact';
import { Icon } from './icons';
import { useEditor } from './use-editor';

/** Messages at the bottom of the canvas, as figma.notify shows them. */
export function Toasts(): JSX.Element {
  const editor = useEditor();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {editor.toasts.map((toast) => (
        <div key={toast.id} class={`toast${toast.error ? ' error' : ''}`}>
          <span>{toast.message}</span>
          {toast.button !== null && (
            <button class="toast-action" onClick={() => editor.plugin.pressNotice()}>
              {toast.button}
            </button>
          )}
          <button aria-label="Dismiss" onClick={() => editor.dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
