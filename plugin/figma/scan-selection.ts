import type { EarlierWork, PictureJob, SelectionScan, SkippedLayer, Target } from '../../ui/host-api/host-api';
import { pictureIdOf, type Source } from './find-sources';
import { layerPlan, problemOf, type LayerPlan } from './layer-plan';
import type { NodeTree } from './node-tree';
import { mediaProblem } from './other-editors';
import { takesLayersInside } from './placement';
import { changesOf, type EarlierRetouch } from './retouch-index';
import { memoryOf } from './retouch-marks';
import { selectedSources } from './selected-sources';

/** How a selection is scanned. */
export interface ScanOptions {
  /** Whether all pictures shall be flattened. */
  readonly flatten: boolean;
  /**
   * Whether to look for changes of the designer to earlier layers, and at constraints. A run needs both; a change of
   * the selection does not, and every property costs a call.
   */
  readonly changes: boolean;
}

/** The pictures and targets of the selection on a page, and the layers that would look wrong with layers over them. */
export async function scanSelection(page: PageNode, { flatten, changes }: ScanOptions): Promise<SelectionScan> {
  const { chosen, sources, tree, index } = await selectedSources(page, changes);
  const jobs = new Map<string, { targets: Target[]; layers: PictureJob['layers'] }>();
  const skipped: SkippedLayer[] = [];
  for (const source of sources) {
    const earlier = index.earlierOf(source.node.id);
    const plan = layerPlan(source, tree);
    if (plan.state === 'refused') {
      const { id, name } = source.node;
      skipped.push({ nodeId: id, name, problem: problemOf(plan.obstacle, isRetouched(earlier)) });
      continue;
    }
    const pictureId = pictureIdOf(source);
    const job = jobs.get(pictureId) ?? { targets: [], layers: 'cropped' };
    jobs.set(pictureId, job);
    job.targets.push(targetOf(source, plan, flatten, earlierWork(source, earlier, changes)));
    if (!takesCroppedLayers(source, tree, changes)) job.layers = 'full';
  }
  const pictures = [...jobs].map(([pictureId, job]) => ({ pictureId, ...job }));
  return { pictures, skipped, problem: problemOfScan(chosen, pictures, skipped) };
}

/** Why nothing of a selection can be retouched: the obstacle of its first layer, if it holds pictures at all. */
function problemOfScan(
  chosen: readonly SceneNode[],
  pictures: readonly PictureJob[],
  skipped: readonly SkippedLayer[],
): SelectionScan['problem'] {
  if (pictures.length > 0) return null;
  if (skipped.length > 0) return skipped[0]!.problem;
  if (chosen.length === 0) return { code: 'nothing-selected' };
  return mediaProblem(chosen) ?? { code: 'no-image-in-selection' };
}

/**
 * Whether cropped layers can lie exactly as the picture does, now and after a resize of the frame around it. A tiled
 * picture repeats, so a part of it cannot. One that fills or fits its layer is placed anew for each size.
 * @param looksAround whether to ask for the layer's constraints; without it only a picture inside its frame counts
 */
function takesCroppedLayers(source: Source, tree: NodeTree, looksAround: boolean): boolean {
  if (source.kind === 'raster' || source.fill.paint.scaleMode === 'CROP') return true;
  if (source.fill.paint.scaleMode === 'TILE' || takesLayersInside(source.node, tree)) return false;
  return !looksAround || !isResizedByFrame(source.node);
}

/** Whether a resize of the frame around a node resizes the node. */
function isResizedByFrame(node: SceneNode): boolean {
  if (!('constraints' in node)) return false;
  const { horizontal, vertical } = node.constraints;
  return [horizontal, vertical].some((constraint) => constraint === 'STRETCH' || constraint === 'SCALE');
}

function targetOf(
  { node: { id, name, width, height } }: Source,
  plan: Exclude<LayerPlan, { readonly state: 'refused' }>,
  flatten: boolean,
  earlier: EarlierWork | null,
): Target {
  const reason = plan.state === 'flatten' ? plan.reason : null;
  const isAsked = flatten && (reason === null || reason === 'rasterised');
  return { nodeId: id, name, width, height, flatten: isAsked ? 'asked' : reason, earlier };
}

function isRetouched({ groups, loose, aside }: EarlierRetouch): boolean {
  return groups.length + loose.length + aside.length > 0;
}

function earlierWork(source: Source, earlier: EarlierRetouch, changes: boolean): EarlierWork | null {
  if (!isRetouched(earlier)) return null;
  const pictureId = pictureIdOf(source);
  const memories = earlier.groups.map(({ node, data }) => memoryOf(node, data, pictureId));
  return {
    changes: changes ? changesOf(earlier, source.node) : null,
    memory: memories.find((memory) => memory !== null) ?? null,
  };
}
