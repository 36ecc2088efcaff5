import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Rows beside the visible ones that stand in the document, so that scrolling and the Tab key find them. */
const MARGIN_ROWS = 20;
/** Rows that are drawn before the list has been measured. */
const FIRST_ROWS = 80;

/** A range of rows: from `first` up to, not including, `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The rows of a list that a scrolling box shows, with a margin.
 *
 * @param listTop the list's top edge below the box's top edge, in css pixels; negative once it is scrolled
 * @param boxHeight the height of the scrolling box, in css pixels
 */
export function rowsInView(count: number, rowHeight: number, listTop: number, boxHeight: number): RowRange {
  const first = Math.floor(-listTop / rowHeight) - MARGIN_ROWS;
  const end = Math.ceil((boxHeight - listTop) / rowHeight) + MARGIN_ROWS;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/**
 * The rows of a list that have to be drawn, while the box around it scrolls or changes its size.
 *
 * @param box the scrolling box
 * @param list the list inside the box, whose rows are all `rowHeight` css pixels high
 */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowRange {
  const [view, setView] = useState({ listTop: 0, boxHeight: FIRST_ROWS * rowHeight });
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const measure = (): void => {
      const listTop = (list.current?.getBoundingClientRect().top ?? 0) - current.getBoundingClientRect().top;
      // Whole rows, so that a scroll by a few pixels draws nothing anew.
      setView((view) => {
        const next = { listTop: rowHeight * Math.floor(listTop / rowHeight), boxHeight: current.clientHeight };
        return next.listTop === view.listTop && next.boxHeight === view.boxHeight ? view : next;
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    current.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', measure);
    };
  }, [box, list, rowHeight]);
  return rowsInView(count, rowHeight, view.listTop, view.boxHeight);
}
