import type { EarlierWork, GroupChange } from '../../ui/host-api/host-api';
import { changesBetween } from './group-trace';
import { everyLayer } from './layer-tree';
import { enclosingGroup, isOurs, ownerOf, retouchGroups, type Marks, type RetouchGroup } from './marked-layers';
import { boxOf, sourceIdOf, type Source } from './sources';
import { traceGroup } from './trace-group';

/** The earlier retouches of one source. */
export interface EarlierRetouch {
  /** Groups that a new retouch replaces. */
  readonly groups: readonly RetouchGroup[];
  /** Layers of ours whose group was dissolved. */
  readonly loose: readonly PsLayer[];
  /** Groups that the designer keeps. */
  readonly aside: readonly RetouchGroup[];
}

/** Finds the earlier retouches of a source in its whole document. */
export function earlierOf(source: Source, marks: Marks, session: string): EarlierRetouch {
  const own = retouchGroups(source.document, marks).filter((group) => {
    const owner = ownerOf(source.document, group, marks, session);
    return owner !== null && sourceIdOf(owner) === sourceIdOf(source);
  });
  return {
    groups: own.filter(({ data }) => !data.aside),
    loose: looseLayers(source, marks, session),
    aside: own.filter(({ data }) => data.aside),
  };
}

function looseLayers(source: Source, marks: Marks, session: string): PsLayer[] {
  return [...everyLayer(source.document.layers)].filter((layer) => {
    const data = marks.get(layer.id);
    if (data?.kind !== 'layer' || layer.kind !== 'pixel' || enclosingGroup(layer, marks) !== null) return false;
    const owner = ownerOf(source.document, { layer, data }, marks, session);
    return owner !== null && sourceIdOf(owner) === sourceIdOf(source);
  });
}

/**
 * The designer's changes to groups that an update would replace; each kind once.
 * @param context see `traceGroup`
 */
export async function changesOf(
  context: PsExecutionContext | null,
  source: Source,
  { groups, loose }: EarlierRetouch,
  marks: Marks,
): Promise<readonly GroupChange[]> {
  const changes = new Set<GroupChange>(loose.length > 0 ? ['ungrouped'] : []);
  for (const { layer, data } of groups) {
    if (data.trace === null) continue;
    const now = await traceGroup(context, source, layer, marks);
    for (const change of changesBetween(data.trace, now)) changes.add(change);
  }
  return [...changes];
}

/** The earlier work of a source, for the panel; null if there is none. */
export async function earlierWork(
  context: PsExecutionContext | null,
  source: Source,
  marks: Marks,
  session: string,
): Promise<EarlierWork | null> {
  const earlier = earlierOf(source, marks, session);
  if (earlier.groups.length + earlier.loose.length + earlier.aside.length === 0) return null;
  const { width, height } = boxOf(source);
  // Another size means another picture, to which the choices by hand would not fit.
  const fitting = earlier.groups.find(({ data }) => data.width === width && data.height === height);
  const memory = fitting === undefined || fitting.data.memory === '' ? null : fitting.data.memory;
  return { changes: await changesOf(context, source, earlier, marks), memory };
}

/** The part of a group that may be removed: all of it, or only our layers if it contains layers of the designer. */
export function ownPartOf({ layer }: RetouchGroup, marks: Marks): readonly PsLayer[] {
  const children = layer.layers ?? [];
  const own = children.filter((child) => isOurs(child, marks));
  return own.length === children.length ? [layer] : own;
}
