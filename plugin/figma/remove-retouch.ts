import type { HostProblem } from '../../ui/host-api/host-api';
import { attempt } from './attempt';
import { canWrite } from './can-write';
import { messageOf } from '../../ui/engine/api/message-of';
import { withdrawRelaunch } from './relaunch-buttons';
import { removeEarlier } from './remove-earlier';
import { selectedSources } from './selected-sources';

export type Removed =
  | { readonly state: 'removed'; readonly retouches: number; readonly kept: number }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/**
 * Removes every retouch of the layers selected on a page, as one undo step. Layers that a designer put into our groups
 * stay, and are counted. If a group of ours was selected, its source is selected afterwards.
 */
export async function removeRetouch(page: PageNode): Promise<Removed> {
  const { chosen, sources, index } = await selectedSources(page, true);
  const found = sources.map(({ node: source }) => ({ source, ...index.earlierOf(source.id) }));
  const ofSources = found.flatMap(({ groups, aside, loose }) => [
    ...groups.map(({ node }) => node),
    ...aside,
    ...loose,
  ]);
  const known = new Set(ofSources.map(({ id }) => id));
  // A group without a source is found only if it is selected itself.
  const orphans = chosen
    .map((node) => index.enclosingGroup(node)?.node ?? null)
    .filter((group) => group !== null && !known.has(group.id)) as GroupNode[];
  const ours = [...new Map([...ofSources, ...orphans].map((node) => [node.id, node])).values()];
  const groups = ours.filter((node) => node.type === 'GROUP');
  const loose = ours.filter((node) => node.type !== 'GROUP');
  if (ours.length === 0) return { state: 'failed', problem: { code: 'nothing-to-remove' } };
  if (!canWrite()) return { state: 'failed', problem: { code: 'read-only' } };

  const retouched = found
    .filter((each) => each.groups.length + each.aside.length + each.loose.length > 0)
    .map(({ source }) => source);
  const kept = groups.reduce((sum, group) => sum + group.children.filter((layer) => !index.isOurs(layer)).length, 0);
  figma.commitUndo();
  try {
    removeEarlier(groups, loose);
    for (const source of retouched) withdrawRelaunch(source);
    attempt(() => {
      if (chosen.some((node) => node.removed)) page.selection = retouched;
    });
    return { state: 'removed', retouches: retouched.length + orphans.length, kept };
  } catch (error) {
    return { state: 'failed', problem: { code: 'remove-failed', detail: messageOf(error) } };
  } finally {
    attempt(() => figma.commitUndo());
  }
}
