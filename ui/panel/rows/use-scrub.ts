import { useRef } from 'preact/hooks';
import type { NumberAdjustment } from '../../engine/api/adjustments';

/** Pixels of a drag that change the value by a hundredth of its range. */
const PIXELS_A_STEP = 1.5;
/** Movement in pixels up to which a press is a click. */
const CLICK_DISTANCE = 3;
/** Factor of Shift. */
const LARGE_FACTOR = 10;

interface Scrub {
  readonly from: number;
  readonly value: number;
  moved: boolean;
}

/** Changes a value by a drag to the sides, as on a number in Figma. A press without movement stays a click. */
export function useScrub(
  adjustment: NumberAdjustment | null,
  value: number,
  onChange: (value: number) => void,
): {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onClick: (event: MouseEvent) => void;
} {
  const scrub = useRef<Scrub | null>(null);
  const dragged = useRef(false);
  return {
    onPointerDown(event) {
      if (adjustment === null || event.button !== 0) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      scrub.current = { from: event.clientX, value, moved: false };
      dragged.current = false;
    },
    onPointerMove(event) {
      const { current } = scrub;
      if (current === null || adjustment === null) return;
      const way = event.clientX - current.from;
      if (!current.moved && Math.abs(way) <= CLICK_DISTANCE) return;
      current.moved = true;
      dragged.current = true;
      const { min, max } = adjustment;
      const step = ((max - min) / 100) * (event.shiftKey ? LARGE_FACTOR : 1);
      onChange(Math.min(max, Math.max(min, Math.round(current.value + (way / PIXELS_A_STEP) * step))));
    },
    onPointerUp() {
      scrub.current = null;
    },
    onClick(event) {
      // The click at the end of a drag does not open the row.
      if (dragged.current) event.stopPropagation();
      dragged.current = false;
    },
  };
}
