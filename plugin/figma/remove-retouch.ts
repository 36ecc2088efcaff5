import type { HostProblem } from '../../ui/host-api/host-api';
import { attempt } from './attempt';
import { canWrite } from './can-write';
import { messageOf } from '../../ui/engine/api/message-of';
import { withdrawRelaunch } from './relaunch-buttons';
import { removeEarlier } from './remove-earlier';
import { earlierOf, enclosingGroup, isOurs } from './retouch-group';
import { selectedSources } from './selected-sources';

export type Removed =
  | { readonly state: 'removed'; readonly retouches: number; readonly kept: number }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/**
 * Removes every retouch of the selected layers, as one undo step. Layers that a designer put into our groups stay, and
 * are counted. If a group of ours was selected, its source is selected afterwards.
 */
export async function removeRetouch(selection: readonly SceneNode[]): Promise<Removed> {
  const sources = (await selectedSources(selection)).map(({ node }) => node);
  const found = sources.map((source) => ({ source, ...earlierOf(source) }));
  // A group without a source is found only if it is selected itself.
  const orphans = selection
    .map(enclosingGroup)
    .filter((group) => group !== null)
    .filter((group) => !found.some(({ groups, aside }) => [...groups, ...aside].some(({ id }) => id === group.id)));
  const ours = [...found.flatMap((each) => [...each.groups, ...each.aside, ...each.loose]), ...orphans].filter(isFirst);
  const groups = ours.filter((node) => node.type === 'GROUP');
  const loose = ours.filter((node) => node.type !== 'GROUP');
  if (ours.length === 0) return { state: 'failed', problem: { code: 'nothing-to-remove' } };
  if (!canWrite()) return { state: 'failed', problem: { code: 'read-only' } };

  const retouched = found
    .filter((each) => each.groups.length + each.aside.length + each.loose.length > 0)
    .map(({ source }) => source);
  const kept = groups.reduce((sum, group) => sum + group.children.filter((layer) => !isOurs(layer)).length, 0);
  figma.commitUndo();
  try {
    removeEarlier(groups, loose);
    for (const source of retouched) withdrawRelaunch(source);
    attempt(() => {
      if (selection.some((node) => node.removed)) figma.currentPage.selection = retouched.filter(isOnCurrentPage);
    });
    return { state: 'removed', retouches: retouched.length + orphans.length, kept };
  } catch (error) {
    return { state: 'failed', problem: { code: 'remove-failed', detail: messageOf(error) } };
  } finally {
    attempt(() => figma.commitUndo());
  }
}

function isFirst(node: SceneNode, index: number, all: readonly SceneNode[]): boolean {
  return all.findIndex(({ id }) => id === node.id) === index;
}

function isOnCurrentPage(node: SceneNode): boolean {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.id === figma.currentPage.id) return true;
  return false;
}
