import type { PictureJob, SelectionScan, Target } from '../../ui/channel/host-api';
import { findSources, type Source } from './find-sources';
import { flattenReason } from './flatten-reason';

/** The id of the picture a source shows: layers with the same image share it. */
export function pictureIdOf(source: Source): string {
  return source.kind === 'image' ? source.fill.paint.imageHash : `raster:${source.node.id}`;
}

/** What there is to do in a selection. With `flatten`, flattened pictures are asked for everywhere. */
export function scanSelection(selection: readonly SceneNode[], flatten: boolean): SelectionScan {
  const jobs = new Map<string, PictureJob & { targets: Target[] }>();
  for (const source of findSources(selection)) {
    const pictureId = pictureIdOf(source);
    const job = jobs.get(pictureId) ?? { pictureId, targets: [] };
    job.targets.push(targetOf(source, flatten));
    jobs.set(pictureId, job);
  }
  const pictures = [...jobs.values()];
  const problem = pictures.length > 0 ? null : ({ code: selection.length === 0 ? 'nothing-selected' : 'no-image-in-selection' } as const);
  return { pictures, skipped: [], problem };
}

function targetOf(source: Source, flatten: boolean): Target {
  const { id, name, width, height } = source.node;
  const reason = source.kind === 'raster' ? 'rasterised' : flattenReason(source.node, source.fill);
  return { nodeId: id, name, width, height, flatten: flatten && (reason === null || reason === 'rasterised') ? 'asked' : reason };
}
