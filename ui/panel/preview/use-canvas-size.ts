import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Size } from './viewport';

/** The present size of an element in CSS pixels, at least 32 × 32. */
export function useCanvasSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 300, height: 300 });
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(() =>
      setSize({ width: Math.max(32, target.clientWidth), height: Math.max(32, target.clientHeight) }),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  return size;
}
