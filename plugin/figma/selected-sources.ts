import { findSources, type Source } from './find-sources';
import { createNodeTree, type NodeTree } from './node-tree';
import { CLONED_TYPES } from './node-types';
import { chosenNodes } from './other-editors';
import { pageOf } from './page-of';
import { createRetouchIndex, type RetouchGroup, type RetouchIndex } from './retouch-index';

/** From this number of selected nodes on, one search of the page is cheaper than asking each node for its type. */
const MANY = 8;

/** The sources of the selection on a page, with the tree and the index that found them. */
export interface SelectedSources {
  /** The chosen nodes, see `chosenNodes`. */
  readonly chosen: readonly SceneNode[];
  readonly sources: readonly Source[];
  readonly tree: NodeTree;
  readonly index: RetouchIndex;
}

/**
 * The sources in the selection on a page, see `findSources`. A group of ours, or a layer in it, stands for its source.
 * @param lookInside see `createRetouchIndex`
 */
export async function selectedSources(page: PageNode, lookInside: boolean): Promise<SelectedSources> {
  const chosen = chosenNodes(page);
  const tree = createNodeTree({ page, plainShapes: chosen.length < MANY ? new Set() : plainShapesOn(page) });
  const index = createRetouchIndex(page, tree, lookInside);
  const nodes = new Map<string, SceneNode>();
  for (const node of chosen) {
    const group = index.enclosingGroup(node);
    const owner = group === null ? node : await ownerOf(group, index, page);
    if (owner !== null) nodes.set(owner.id, owner);
  }
  return { chosen, sources: findSources([...nodes.values()], tree, index.isOurs), tree, index };
}

function plainShapesOn(page: PageNode): ReadonlySet<string> {
  return new Set(page.findAllWithCriteria({ types: [...CLONED_TYPES] }).map(({ id }) => id));
}

async function ownerOf(group: RetouchGroup, index: RetouchIndex, page: PageNode): Promise<SceneNode | null> {
  const node = await figma.getNodeByIdAsync(index.ownerIdOf(group));
  return node === null || node.type === 'DOCUMENT' || node.type === 'PAGE' || pageOf(node)?.id !== page.id
    ? null
    : node;
}
