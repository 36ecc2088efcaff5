import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PluginWindow } from '../editor/plugin-host';
import { Icon, SoftlightMark } from './icons';
import { useEditor } from './use-editor';

const MARGIN = 16;

/**
 * The plugin's window, if one is open. It floats over the canvas, and a drag of its title moves it. In Buzz it is
 * docked at the left, over the whole height.
 */
export function PluginWindowSlot(): JSX.Element | null {
  const editor = useEditor();
  const shown = editor.pluginWindow;
  // Each opening has its own element: an iframe that moves in the document loads again.
  if (shown === null) return null;
  const Window = editor.kind === 'buzz' ? DockedWindow : OpenWindow;
  return <Window key={shown.opening} shown={shown} onClose={() => editor.plugin.close()} />;
}

interface WindowProps {
  readonly shown: PluginWindow;
  readonly onClose: () => void;
}

function DockedWindow({ shown, onClose }: WindowProps): JSX.Element {
  const body = useFrame(shown);
  return (
    <div
      class="plugin-window docked"
      role="dialog"
      aria-label={shown.title}
      style={{ display: shown.visible ? undefined : 'none' }}
    >
      <div class="plugin-title">
        <WindowTitle shown={shown} onClose={onClose} />
      </div>
      <div class="plugin-body" ref={body} />
    </div>
  );
}

/** The element that holds the window's frame. */
function useFrame({ frame }: PluginWindow): { readonly current: HTMLDivElement | null } {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.append(frame.element);
  }, [frame]);
  return body;
}

function WindowTitle({ shown, onClose }: WindowProps): JSX.Element {
  return (
    <>
      <SoftlightMark size={16} />
      <span>{shown.title}</span>
      <button aria-label={`Close ${shown.title}`} onClick={onClose}>
        <Icon name="close" />
      </button>
    </>
  );
}

function OpenWindow({ shown, onClose }: WindowProps): JSX.Element {
  const editor = useEditor();
  const body = useFrame(shown);
  const grip = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [position, setPosition] = useState(() => ({
    x: Math.max(MARGIN, editor.canvasSize.width - shown.width - MARGIN),
    y: MARGIN,
  }));
  const [isDragged, setDragged] = useState(false);
  const drag = (event: PointerEvent): void => {
    if (grip.current === null) return;
    const { width, height } = editor.canvasSize;
    setPosition({
      x: Math.min(width - 60, Math.max(60 - shown.width, event.clientX - grip.current.x)),
      y: Math.min(height - 40, Math.max(0, event.clientY - grip.current.y)),
    });
  };
  const release = (): void => {
    grip.current = null;
    setDragged(false);
  };
  // The window is never taller than the canvas, so that the buttons at its bottom stay within reach.
  const height = Math.min(shown.height, Math.max(160, editor.canvasSize.height - 40 - 2 * MARGIN));
  return (
    <div
      class={`plugin-window${isDragged ? ' dragged' : ''}`}
      role="dialog"
      aria-label={shown.title}
      style={{ left: `${position.x}px`, top: `${position.y}px`, display: shown.visible ? undefined : 'none' }}
    >
      <div
        class="plugin-title"
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button') !== null) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX - position.x, y: event.clientY - position.y };
          setDragged(true);
        }}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <WindowTitle shown={shown} onClose={onClose} />
      </div>
      <div class="plugin-body" ref={body} style={{ width: `${shown.width}px`, height: `${height}px` }} />
    </div>
  );
}
