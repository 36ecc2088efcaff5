import { useEffect, useReducer } from 'preact/hooks';
import type { Studio } from '../studio';

/** Draws the component again after each change in the studio, once a frame. */
export function useStudio(studio: Studio): void {
  const [, draw] = useReducer<number, null>((count: number) => count + 1, 0);
  useEffect(() => {
    let waiting = 0;
    const stop = studio.subscribe(() => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => draw(null));
    });
    return () => {
      stop();
      cancelAnimationFrame(waiting);
    };
  }, [studio]);
}
