/** All layers below these, each before its children; top first. */
export function* everyLayer(layers: readonly PsLayer[]): Generator<PsLayer> {
  for (const layer of layers) {
    yield layer;
    if (layer.kind === 'group') yield* everyLayer(layer.layers ?? []);
  }
}

/** The layer with this id; null if the document has none. */
export function layerById(document: PsDocument, id: number): PsLayer | null {
  for (const layer of everyLayer(document.layers)) if (layer.id === id) return layer;
  return null;
}

/** The layers beside this one, itself included; top first. */
export function siblingsOf(document: PsDocument, layer: PsLayer): readonly PsLayer[] {
  return layer.parent?.layers ?? document.layers;
}

/** Whether a layer and all groups around it are shown. */
export function isShown(layer: PsLayer): boolean {
  for (let at: PsLayer | null = layer; at !== null; at = at.parent) if (!at.visible) return false;
  return true;
}
