import type { EarlierWork, PictureJob, SelectionScan, Target } from '../../ui/host-api/host-api';
import { earlierOf, changesOf, memoryOf, type EarlierRetouch } from './retouch-group';
import type { Source } from './find-sources';
import { flattenReason } from './flatten-reason';
import { selectedSources } from './selected-sources';

/** The id of the picture of a source. Layers with the same image share it. */
export function pictureIdOf(source: Source): string {
  return source.kind === 'image' ? source.fill.paint.imageHash : `raster:${source.node.id}`;
}

/** The pictures and targets of a selection. `flatten` requests flattened pictures for all of them. */
export async function scanSelection(selection: readonly SceneNode[], flatten: boolean): Promise<SelectionScan> {
  const jobs = new Map<string, PictureJob>();
  for (const source of await selectedSources(selection)) {
    const pictureId = pictureIdOf(source);
    const { targets, layers } = jobs.get(pictureId) ?? { targets: [], layers: 'cropped' };
    jobs.set(pictureId, {
      pictureId,
      targets: [...targets, targetOf(source, pictureId, flatten)],
      layers: takesCroppedLayers(source) ? layers : 'full',
    });
  }
  const pictures = [...jobs.values()];
  const problem =
    pictures.length > 0
      ? null
      : ({ code: selection.length === 0 ? 'nothing-selected' : 'no-image-in-selection' } as const);
  return { pictures, skipped: [], problem };
}

/** Whether cropped layers can lie exactly as the picture does. A tiled picture repeats, so a part of it cannot. */
function takesCroppedLayers(source: Source): boolean {
  return source.kind === 'raster' || source.fill.paint.scaleMode !== 'TILE';
}

function targetOf(source: Source, pictureId: string, flatten: boolean): Target {
  const { id, name, width, height } = source.node;
  const reason = source.kind === 'raster' ? 'rasterised' : flattenReason(source.node, source.fill);
  return {
    nodeId: id,
    name,
    width,
    height,
    flatten: flatten && (reason === null || reason === 'rasterised') ? 'asked' : reason,
    earlier: earlierWork(source.node, pictureId),
  };
}

function earlierWork(source: SceneNode, pictureId: string): EarlierWork | null {
  const earlier = earlierOf(source);
  const { groups, loose, aside } = earlier;
  if (groups.length + loose.length + aside.length === 0) return null;
  const memories = groups.map((group) => memoryOf(group, pictureId)).filter((memory) => memory !== null);
  return { changes: earlierChanges(earlier, source), memory: memories[0] ?? null };
}

/** The designer's changes to layers that an update would replace; each kind once. */
export function earlierChanges({ groups, loose }: EarlierRetouch, source: SceneNode): EarlierWork['changes'] {
  return [
    ...new Set([
      ...groups.flatMap((group) => changesOf(group, source)),
      ...(loose.length > 0 ? ['ungrouped' as const] : []),
    ]),
  ];
}
