import { enclosingGroup, isOurs, ownerOf, type Marks } from './marked-layers';
import { canBeSource, sourceIdOf, type Source } from './sources';

/**
 * The sources of a document: its selected pixel layers and smart objects, and the Background. A group of ours, or a
 * layer in it, stands for its source. If nothing that fits is selected, what is visible of the document.
 */
export function findSources(document: PsDocument, marks: Marks, session: string): Source[] {
  const sources: Source[] = [];
  for (const layer of document.activeLayers) {
    const source = sourceOf(document, layer, marks, session);
    if (source !== null && !sources.some((other) => sourceIdOf(other) === sourceIdOf(source))) sources.push(source);
  }
  return sources.length > 0 ? sources : [{ kind: 'composite', document }];
}

function sourceOf(document: PsDocument, layer: PsLayer, marks: Marks, session: string): Source | null {
  const group = enclosingGroup(layer, marks);
  if (group !== null) return ownerOf(document, group, marks, session);
  const data = marks.get(layer.id);
  if (data !== undefined && isOurs(layer, marks)) return ownerOf(document, { layer, data }, marks, session);
  return canBeSource(layer) ? { kind: 'layer', document, layer } : null;
}
