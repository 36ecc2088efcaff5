import { canBeSource, type Source } from './sources';
import { everyLayer, layerById, siblingsOf } from './layer-tree';
import { parseStored, type GroupData, type StoredData } from './retouch-data';
import { storedTexts } from './stored-data';

/** A group of ours in a document. */
export interface RetouchGroup {
  readonly layer: PsLayer;
  readonly data: GroupData;
}

/** Our marks on the layers of one document, by the id of the layer. */
export type Marks = ReadonlyMap<number, StoredData>;

/** Whether marks can be in a document at all: a retouch is a group, and a dissolved one leaves soft light. */
export function mayHoldMarks(document: PsDocument): boolean {
  for (const { kind, blendMode } of everyLayer(document.layers))
    if (kind === 'group' || blendMode !== 'normal') return true;
  return false;
}

/** Reads our marks of all layers that may have one. Runs in the modal state. */
export async function readMarks(document: PsDocument): Promise<Marks> {
  const ids = [...everyLayer(document.layers)]
    .filter(({ kind, isBackgroundLayer }) => (kind === 'group' || kind === 'pixel') && !isBackgroundLayer)
    .map(({ id }) => id);
  const texts = await storedTexts(document.id, ids);
  const marks = new Map<number, StoredData>();
  for (const [index, id] of ids.entries()) {
    const data = parseStored(texts[index] ?? '');
    if (data !== null) marks.set(id, data);
  }
  return marks;
}

/** The groups of ours in a document, top first. A group that was flattened is a layer of the designer's. */
export function retouchGroups(document: PsDocument, marks: Marks): RetouchGroup[] {
  const groups: RetouchGroup[] = [];
  for (const layer of everyLayer(document.layers)) {
    const data = marks.get(layer.id);
    if (layer.kind === 'group' && data?.kind === 'group') groups.push({ layer, data });
  }
  return groups;
}

/** The group of ours that is the layer or contains it; null if there is none. */
export function enclosingGroup(layer: PsLayer, marks: Marks): RetouchGroup | null {
  for (let at: PsLayer | null = layer; at !== null; at = at.parent) {
    const data = marks.get(at.id);
    if (at.kind === 'group' && data?.kind === 'group') return { layer: at, data };
  }
  return null;
}

/** Whether a layer is one of our layers or groups. Those are never sources. */
export function isOurs(layer: PsLayer, marks: Marks): boolean {
  const kind = marks.get(layer.id)?.kind;
  return kind === 'layer' ? layer.kind === 'pixel' : kind === 'group' && layer.kind === 'group';
}

/** A group or a layer of ours. */
interface MarkedLayer {
  readonly layer: PsLayer;
  readonly data: StoredData;
}

/**
 * The source that a group or a layer of ours belongs to; null if it is gone. Ids of layers are valid only while their
 * document is open, and a copied group has another id. In both cases it belongs to the layer on which it lies.
 */
export function ownerOf(
  document: PsDocument,
  { layer, data }: MarkedLayer,
  marks: Marks,
  session: string,
): Source | null {
  if (data.layerId === null) return { kind: 'composite', document };
  const isCopy = data.kind === 'group' && data.groupId !== layer.id;
  const knowsIds = data.session === sessionIn(document, session) && !isCopy;
  const owner = knowsIds ? layerById(document, data.layerId) : sourceBeneath(document, layer, marks);
  return owner !== null && canBeSource(owner) ? { kind: 'layer', document, layer: owner } : null;
}

/** The run of Photoshop and the document, as one text. */
export function sessionIn(document: PsDocument, session: string): string {
  return `${session}:${document.id}`;
}

function sourceBeneath(document: PsDocument, group: PsLayer, marks: Marks): PsLayer | null {
  const siblings = siblingsOf(document, group);
  const below = siblings.slice(siblings.findIndex(({ id }) => id === group.id) + 1);
  return below.find((layer) => !isOurs(layer, marks)) ?? null;
}
