import { ownPartOf } from './earlier-retouch';
import type { Marks, RetouchGroup } from './marked-layers';
import { storeText } from './stored-data';

/**
 * Removes groups of ours and loose layers. A group with layers of the designer stays, with those layers, and becomes
 * theirs. Runs in the modal state.
 */
export async function removeEarlier(
  document: PsDocument,
  groups: readonly RetouchGroup[],
  loose: readonly PsLayer[],
  marks: Marks,
): Promise<void> {
  for (const group of groups) {
    const own = ownPartOf(group, marks);
    const stays = !own.some(({ id }) => id === group.layer.id);
    for (const layer of own) layer.delete();
    if (stays) await storeText(document.id, group.layer.id, '');
  }
  for (const layer of loose) layer.delete();
}
