import { doubleSize } from '../geometry/plane';
import { stackPlanes, unstackPlane, type PlaneStack } from '../geometry/plane-stack';

/** How often a map is doubled each way before it is read: pixels between cells that lie far apart would show the cells. */
export const DOUBLINGS = 2;

/** Kept as long as the map is: every preview and result reads it. */
const enlarged = new WeakMap<PlaneStack, PlaneStack>();

/** A map's colours on a grid of 2^DOUBLINGS times the cells each way, smooth between the given ones (see `doubleSize`). */
export function enlargeMap(colours: PlaneStack): PlaneStack {
  let large = enlarged.get(colours);
  if (large === undefined) {
    large = stackPlanes(
      Array.from({ length: colours.count }, (_, plane) => {
        let grown = unstackPlane(colours, plane);
        for (let time = 0; time < DOUBLINGS; time++) grown = doubleSize(grown);
        return grown;
      }),
    );
    enlarged.set(colours, large);
  }
  return large;
}
