import { findSources, type Source } from './find-sources';
import { enclosingGroup, ownerIdOf } from './retouch-group';

/** The sources in a selection, see `findSources`. A group of ours, or a layer in it, stands for its source. */
export async function selectedSources(selection: readonly SceneNode[]): Promise<Source[]> {
  const nodes: SceneNode[] = [];
  for (const node of selection) {
    const group = enclosingGroup(node);
    const owner = group === null ? node : await ownerOf(group);
    if (owner !== null && !nodes.some(({ id }) => id === owner.id)) nodes.push(owner);
  }
  return findSources(nodes);
}

async function ownerOf(group: GroupNode): Promise<SceneNode | null> {
  const node = await figma.getNodeByIdAsync(ownerIdOf(group) ?? '');
  return node === null || node.type === 'DOCUMENT' || node.type === 'PAGE' ? null : node;
}
