import { unionBox, type Box } from '../../geometry/box';

/** Fixed cost of a run of the network, in pixels of its window. */
const RUN_COST = 2500;

/**
 * Joins boxes for as long as a joint window costs less than separate ones. Empty boxes are dropped.
 *
 * @param boxes in picture pixels
 * @param limit largest width and height of a joint box, in pixels
 * @param windowSide side, in pixels, of the network's window for a box
 */
export function groupHoles(boxes: readonly Box[], limit: number, windowSide: (box: Box) => number): Box[] {
  const cost = (box: Box): number => windowSide(box) ** 2 + RUN_COST;
  const saved = (a: Box, b: Box): number => {
    const joint = unionBox(a, b);
    return Math.max(joint.width, joint.height) > limit ? 0 : cost(a) + cost(b) - cost(joint);
  };
  let groups = boxes.filter(({ width, height }) => width > 0 && height > 0);
  for (let joined = true; joined;) {
    joined = false;
    for (let index = 0; index < groups.length; index++) {
      const group = groups[index]!;
      let best: Box | null = null;
      let most = 0;
      for (const other of groups) {
        const saving = other === group ? 0 : saved(group, other);
        if (saving > most) [best, most] = [other, saving];
      }
      if (best === null) continue;
      const joint = unionBox(group, best);
      groups = groups.filter((other) => other !== best).map((other) => (other === group ? joint : other));
      joined = true;
    }
  }
  return groups;
}
