import type { GroupChange } from '../../ui/host-api/host-api';

/** The properties of a layer or group that every host traces. */
export interface Looks {
  readonly opacity: number;
  readonly blendMode: string;
  readonly visible: boolean;
}

/** The changes between the looks of one node. @param tolerance largest difference of opacity that is rounding */
export function looksChanged(then: Looks, now: Looks, tolerance: number): GroupChange[] {
  const changes: GroupChange[] = [];
  // Not a number counts as changed.
  if (!(Math.abs(then.opacity - now.opacity) < tolerance)) changes.push('opacity');
  if (then.blendMode !== now.blendMode) changes.push('blend-mode');
  if (then.visible !== now.visible) changes.push('visibility');
  return changes;
}

/**
 * The changes between the layers of a group as they were written and as they are. Layers are matched by their roles,
 * and those of one role in their order.
 * @param compare the changes of one layer
 */
export function layersChanged<Layer extends { readonly role: string }>(
  then: readonly Layer[],
  now: readonly Layer[],
  compare: (old: Layer, layer: Layer) => readonly GroupChange[],
): GroupChange[] {
  const left = [...now];
  const changes: GroupChange[] = [];
  for (const old of then) {
    const index = left.findIndex(({ role }) => role === old.role);
    const layer = left[index];
    if (layer === undefined) {
      changes.push('removed');
      continue;
    }
    left.splice(index, 1);
    changes.push(...compare(old, layer));
  }
  return left.length > 0 ? [...changes, 'added'] : changes;
}
