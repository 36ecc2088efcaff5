import { attempt } from './attempt';
import { withdrawRelaunch } from './relaunch-buttons';
import { ownPartOf, releaseGroup } from './retouch-group';

/**
 * Takes away groups of ours, and loose layers. Layers that the designer put into a group stay, and it is theirs
 * from then on. Throws only while all are still there; after that, what cannot go is left.
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
