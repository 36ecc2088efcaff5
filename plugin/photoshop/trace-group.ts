import { bandsOf, boundsOf, onCanvas, type CanvasBox } from './box';
import { fingerprint } from './fingerprint';
import type { GroupTrace, LayerTrace } from './group-trace';
import { siblingsOf } from './layer-tree';
import type { Marks } from './marked-layers';
import { imaging } from './modules';
import { readPixels } from './read-pixels';
import { boxOf, type Source } from './sources';

/**
 * The trace of a group. `context`: also reads pixels and masks, in the modal state, so that a painted change is found;
 * null: looks at properties only.
 */
export async function traceGroup(
  context: PsExecutionContext | null,
  source: Source,
  group: PsLayer,
  marks: Marks,
): Promise<GroupTrace> {
  const origin = boxOf(source);
  const layers: LayerTrace[] = [];
  for (const layer of group.layers ?? []) layers.push(await traceLayer(context, source, layer, marks, origin));
  return { group: await traceLayer(context, source, group, marks, origin), beside: isBeside(source, group), layers };
}

async function traceLayer(
  context: PsExecutionContext | null,
  { document }: Source,
  layer: PsLayer,
  marks: Marks,
  origin: CanvasBox,
): Promise<LayerTrace> {
  const mark = marks.get(layer.id);
  const { opacity, blendMode, visible, bounds } = layer;
  const place = [bounds.left - origin.x, bounds.top - origin.y, bounds.right - origin.x, bounds.bottom - origin.y];
  const box = onCanvas(bounds, document);
  const hasPixels = layer.kind === 'pixel' && box.width > 0 && box.height > 0;
  return {
    role: mark?.kind === 'layer' ? mark.role : '',
    opacity,
    blendMode,
    visible,
    place: layer.kind === 'group' ? [] : place,
    pixels:
      context === null || !hasPixels
        ? ''
        : fingerprint(await readPixels(context, { documentID: document.id, layerID: layer.id, box })),
    mask: context === null || box.width === 0 || box.height === 0 ? '' : await maskOf(document, layer, box),
  };
}

/** The fingerprint of a mask over the layer's pixels: elsewhere it hides nothing. '' if there is none. */
async function maskOf(document: PsDocument, layer: PsLayer, box: CanvasBox): Promise<string> {
  const prints: string[] = [];
  for (const band of bandsOf(box)) {
    const read = await imaging
      .getLayerMask({ documentID: document.id, layerID: layer.id, kind: 'user', sourceBounds: boundsOf(band) })
      // Photoshop has no other way to say that a layer has no mask.
      .catch(() => null);
    if (read === null) return '';
    const { imageData } = read;
    try {
      const data = await imageData.getData({ chunky: true, fullRange: false });
      const { left, top } = read.sourceBounds;
      prints.push(`${left} ${top} ${fingerprint({ width: imageData.width, height: imageData.height, data })}`);
    } finally {
      imageData.dispose();
    }
  }
  return prints.join();
}

/** Whether the group lies among the layers of its source, or at the top level if it retouches the whole document. */
function isBeside(source: Source, group: PsLayer): boolean {
  if (source.kind === 'composite') return group.parent === null;
  return siblingsOf(source.document, source.layer).some(({ id }) => id === group.id);
}
