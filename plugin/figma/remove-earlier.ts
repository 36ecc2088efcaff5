import { attempt, removeAll } from './attempt';
import { withdrawRelaunch } from './relaunch-buttons';
import { ownPartOf } from './retouch-index';
import { releaseGroup } from './retouch-marks';

/**
 * Removes groups of ours, and loose layers. A group with layers of the designer stays, with those layers, and becomes
 * theirs. Throws only before the first removal; later failures leave the node in place.
 */
export function removeEarlier(groups: readonly GroupNode[], loose: readonly SceneNode[]): void {
  const [first, ...others] = [...groups.flatMap(ownPartOf), ...loose];
  first?.remove();
  removeAll(others);
  for (const group of groups) {
    attempt(() => {
      if (group.removed) return;
      releaseGroup(group);
      withdrawRelaunch(group);
    });
  }
}
