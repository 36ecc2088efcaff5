import { doubleSize } from '../geometry/plane';
import { stackPlanes, unstackPlane, type PlaneStack } from '../geometry/plane-stack';

/** Number of doublings of a map's size before it is read. Without them the coarse cells would show in the picture. */
export const DOUBLINGS = 2;

/** Enlarges a map (see `enlargeMap`). The result belongs to the enlarger and must not be written to. */
export type MapEnlarger = (colours: PlaneStack) => PlaneStack;

/**
 * An enlarger that remembers its results: a map that does not change is enlarged once, for all previews and results.
 */
export function createMapEnlarger(): MapEnlarger {
  const enlarged = new WeakMap<PlaneStack, PlaneStack>();
  return (colours) => {
    const earlier = enlarged.get(colours);
    if (earlier !== undefined) return earlier;
    const large = enlargeMap(colours);
    enlarged.set(colours, large);
    return large;
  };
}

/** A map's planes on a grid with 2^DOUBLINGS times the cells each way, interpolated smoothly (see `doubleSize`). */
export function enlargeMap(colours: PlaneStack): PlaneStack {
  return stackPlanes(
    Array.from({ length: colours.count }, (_, plane) => {
      let grown = unstackPlane(colours, plane);
      for (let time = 0; time < DOUBLINGS; time++) grown = doubleSize(grown);
      return grown;
    }),
  );
}
