import { useRef } from 'preact/hooks';
import { useMessages } from './use-messages';

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST_WINDOW: WindowSize = { width: 240, height: 320 };
const LARGEST_WINDOW: WindowSize = { width: 1600, height: 1200 };
const STEP = 32;

export interface ResizeHandleProps {
  /** Called during the drag. */
  readonly onResize: (size: WindowSize) => void;
  /** Called at the end of the drag. */
  readonly onSettled: (size: WindowSize) => void;
}

/** The lower right corner of the window. Figma gives plugin windows no handle. */
export function ResizeHandle({ onResize, onSettled }: ResizeHandleProps) {
  const messages = useMessages();
  // No state: a move may follow the press before the next drawing.
  const held = useRef(false);
  const sizeAt = (event: PointerEvent): WindowSize => bounded({ width: event.clientX + 6, height: event.clientY + 6 });
  return (
    <button
      type="button"
      class="resize-handle"
      aria-label={messages.resize}
      data-tip={messages.resize}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
      }}
      onPointerMove={(event) => {
        if (held.current) onResize(sizeAt(event));
      }}
      onPointerUp={(event) => {
        if (held.current) {
          onResize(sizeAt(event));
          onSettled(sizeAt(event));
        }
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[
          event.key
        ];
        if (by === undefined) return;
        event.preventDefault();
        const size = bounded({ width: window.innerWidth + by[0]!, height: window.innerHeight + by[1]! });
        onResize(size);
        onSettled(size);
      }}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden="true">
        <path d="M11 3 3 11M11 7l-4 4" />
      </svg>
    </button>
  );
}

export function bounded({ width, height }: WindowSize): WindowSize {
  return {
    width: Math.round(Math.min(LARGEST_WINDOW.width, Math.max(SMALLEST_WINDOW.width, width))),
    height: Math.round(Math.min(LARGEST_WINDOW.height, Math.max(SMALLEST_WINDOW.height, height))),
  };
}
