import type { LayerState } from './state';

type Layers = readonly LayerState[];

/** The layer with this id, anywhere in the tree. */
export function findLayer(layers: Layers, id: number): LayerState | null {
  for (const layer of layers) {
    const found = layer.id === id ? layer : findLayer(layer.children, id);
    if (found !== null) return found;
  }
  return null;
}

/** The group around a layer; null at the top level. */
export function parentOf(layers: Layers, id: number, parent: LayerState | null = null): LayerState | null {
  for (const layer of layers) {
    if (layer.id === id) return parent;
    if (findLayer(layer.children, id) !== null) return parentOf(layer.children, id, layer);
  }
  return null;
}

/** The tree with one layer changed. */
export function withLayer(layers: Layers, id: number, change: (layer: LayerState) => LayerState): Layers {
  return layers.map((layer) => {
    if (layer.id === id) return change(layer);
    const children = withLayer(layer.children, id, change);
    return children.every((child, index) => child === layer.children[index]) ? layer : { ...layer, children };
  });
}

/** The tree without a layer. */
export function withoutLayer(layers: Layers, id: number): Layers {
  return layers
    .filter((layer) => layer.id !== id)
    .map((layer) => (layer.children.length === 0 ? layer : { ...layer, children: withoutLayer(layer.children, id) }));
}

/** The tree with a layer directly above another one. */
export function insertAbove(layers: Layers, id: number, added: LayerState): Layers {
  return layers.flatMap((layer) => {
    if (layer.id === id) return [added, layer];
    return [layer.children.length === 0 ? layer : { ...layer, children: insertAbove(layer.children, id, added) }];
  });
}

/** All layers, each before its children; top first. */
export function flatLayers(layers: Layers): LayerState[] {
  return layers.flatMap((layer) => [layer, ...flatLayers(layer.children)]);
}
