import { useState } from 'preact/hooks';
import { useMessages } from '../controls/use-messages';

export interface SplitHandleProps {
  /** Place of the split, 0–1 of the width. */
  readonly at: number;
  /** Width of the canvas in CSS pixels. */
  readonly width: number;
  readonly onSplit: (at: number) => void;
}

/** Steps of the keys, as shares of the width. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

/** The line between before and after. A double click centres it. */
export function SplitHandle({ at, width, onSplit }: SplitHandleProps) {
  const messages = useMessages();
  const drag = useSplitDrag(width, onSplit);
  const percent = Math.round(at * 100);
  return (
    <div
      class="split"
      style={{ left: `${at * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={messages.splitHandle}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={messages.splitSaid(percent)}
      {...drag}
      onDblClick={(event) => {
        event.stopPropagation();
        onSplit(0.5);
      }}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onSplit(share(at + step));
      }}
    >
      <span class="grip" />
    </div>
  );
}

/** Pointer events of the handle. They do not reach the canvas below it. */
function useSplitDrag(width: number, onSplit: (at: number) => void) {
  const [held, setHeld] = useState(false);
  return {
    onPointerDown(event: PointerEvent) {
      event.stopPropagation();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      setHeld(true);
    },
    onPointerMove(event: PointerEvent) {
      event.stopPropagation();
      const { left } = (event.currentTarget as HTMLElement).parentElement!.getBoundingClientRect();
      if (held) onSplit(share((event.clientX - left) / width));
    },
    onPointerUp(event: PointerEvent) {
      event.stopPropagation();
      setHeld(false);
    },
    onPointerCancel: () => setHeld(false),
  };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}
