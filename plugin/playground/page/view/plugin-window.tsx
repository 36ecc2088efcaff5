import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PluginWindow } from '../editor/plugin-host';
import { Icon, SoftlightMark } from './icons';
import { useEditor } from './use-editor';

const MARGIN = 16;

/** The plugin's window, if one is open: it floats over the canvas and is dragged by its title. */
export function PluginWindowSlot(): JSX.Element | null {
  const editor = useEditor();
  const shown = editor.pluginWindow;
  // A new frame is a new window: an iframe that moved in the document would load again.
  return shown === null ? null : (
    <OpenWindow key={windowKey(shown)} shown={shown} onClose={() => editor.plugin.close()} />
  );
}

const keys = new WeakMap<object, number>();
let nextKey = 1;

function windowKey({ frame }: PluginWindow): number {
  const key = keys.get(frame) ?? nextKey++;
  keys.set(frame, key);
  return key;
}

function OpenWindow({ shown, onClose }: { readonly shown: PluginWindow; readonly onClose: () => void }): JSX.Element {
  const editor = useEditor();
  const body = useRef<HTMLDivElement>(null);
  const grip = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [place, setPlace] = useState(() => ({
    x: Math.max(MARGIN, editor.canvasSize.width - shown.width - MARGIN),
    y: MARGIN,
  }));
  const [isDragged, setDragged] = useState(false);
  useEffect(() => {
    body.current?.append(shown.frame.element);
  }, [shown.frame]);

  const drag = (event: PointerEvent): void => {
    if (grip.current === null) return;
    const { width, height } = editor.canvasSize;
    setPlace({
      x: Math.min(width - 60, Math.max(60 - shown.width, event.clientX - grip.current.x)),
      y: Math.min(height - 40, Math.max(0, event.clientY - grip.current.y)),
    });
  };
  const release = (): void => {
    grip.current = null;
    setDragged(false);
  };
  // Never taller than the canvas: the buttons at the window's foot must be within reach.
  const height = Math.min(shown.height, Math.max(160, editor.canvasSize.height - 40 - 2 * MARGIN));
  return (
    <div
      class={`plugin-window${isDragged ? ' dragged' : ''}`}
      role="dialog"
      aria-label={shown.title}
      style={{ left: `${place.x}px`, top: `${place.y}px`, display: shown.visible ? undefined : 'none' }}
    >
      <div
        class="plugin-title"
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button') !== null) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX - place.x, y: event.clientY - place.y };
          setDragged(true);
        }}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <SoftlightMark size={16} />
        <span>{shown.title}</span>
        <button aria-label={`Close ${shown.title}`} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="plugin-body" ref={body} style={{ width: `${shown.width}px`, height: `${height}px` }} />
    </div>
  );
}
