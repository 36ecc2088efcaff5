import { attempt } from './attempt';
import { withdrawRelaunch } from './relaunch-buttons';
import { ownPartOf, releaseGroup } from './retouch-group';

/**
 * Removes groups of ours, and loose layers. A group with layers of the designer stays, with those layers, and becomes
 * theirs. Throws only before the first removal; later failures leave the node in place.
 */
export function removeEarlier(groups: readonly GroupNode[], loose: readonly SceneNode[]): void {
  const [first, ...others] = [...groups.flatMap(ownPartOf), ...loose];
  first?.remove();
  for (const layer of others)
    attempt(() => {
      if (!layer.removed) layer.remove();
    });
  for (const group of groups) {
    attempt(() => {
      if (group.removed) return;
      releaseGroup(group);
      withdrawRelaunch(group);
    });
  }
}
