import { boundsOfRaster, intersect, NO_BOUNDS, opaqueBounds, type Bounds } from '../model/raster';
import type { BlendMode, LayerState } from '../model/state';
import { findLayer, flatLayers, insertAbove, parentOf, withLayer, withoutLayer } from '../model/tree';
import type { ApiWorld } from './world';

/** Bounds of rasters, which are never changed in place. */
const bounds = new WeakMap<object, Bounds>();

/** The box of a layer's pixels; that of its children for a group. Empty if there are none. */
export function boundsOfLayer(layer: LayerState): Bounds {
  if (layer.kind === 'group') {
    const boxes = layer.children.map(boundsOfLayer).filter(({ left, right }) => right > left);
    return boxes.length === 0
      ? NO_BOUNDS
      : {
          left: Math.min(...boxes.map(({ left }) => left)),
          top: Math.min(...boxes.map(({ top }) => top)),
          right: Math.max(...boxes.map(({ right }) => right)),
          bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
        };
  }
  if (layer.raster === null) return NO_BOUNDS;
  const known = bounds.get(layer.raster) ?? opaqueBounds(layer.raster);
  bounds.set(layer.raster, known);
  return intersect(known, boundsOfRaster(layer.raster));
}

/** A layer as a plugin sees it. It stays the same object while the layer changes, and throws once it is gone. */
export class LayerApi {
  readonly #world: ApiWorld;
  readonly #documentId: number;

  constructor(
    world: ApiWorld,
    documentId: number,
    readonly id: number,
  ) {
    this.#world = world;
    this.#documentId = documentId;
  }

  get name(): string {
    return this.#state.name;
  }

  set name(name: string) {
    this.#set('layer.name', { name });
  }

  get kind(): string {
    return this.#state.kind;
  }

  get bounds(): Bounds {
    return boundsOfLayer(this.#state);
  }

  get boundsNoEffects(): Bounds {
    return boundsOfLayer(this.#state);
  }

  get opacity(): number {
    return this.#state.opacity;
  }

  set opacity(opacity: number) {
    // Photoshop keeps opacity in 255 steps.
    this.#set('layer.opacity', { opacity: (Math.round((opacity * 255) / 100) * 100) / 255 });
  }

  get blendMode(): string {
    return this.#state.blendMode;
  }

  set blendMode(blendMode: string) {
    this.#set('layer.blendMode', { blendMode: blendMode as BlendMode });
  }

  get visible(): boolean {
    return this.#state.visible;
  }

  set visible(visible: boolean) {
    this.#set('layer.visible', { visible }, true);
  }

  get isClippingMask(): boolean {
    return this.#state.isClipped;
  }

  set isClippingMask(isClipped: boolean) {
    this.#set('layer.isClippingMask', { isClipped });
  }

  get isBackgroundLayer(): boolean {
    return this.#state.isBackground;
  }

  get parent(): LayerApi | null {
    const parent = parentOf(this.#world.documentOf(this.#documentId).state.layers, this.id);
    return parent === null ? null : this.#api(parent.id);
  }

  get layers(): readonly LayerApi[] | null {
    const { kind, children } = this.#state;
    return kind === 'group' ? children.map(({ id }) => this.#api(id)) : null;
  }

  move(other: LayerApi, placement: string): void {
    const moved = this.#state;
    if (moved.isBackground) throw new Error('The Background cannot be moved');
    if (flatLayers([moved]).some(({ id }) => id === other.id)) throw new Error('A layer cannot be moved into itself');
    const target = this.#world.layerOf(this.#documentId, other.id);
    if (placement === 'placeInside' && target.kind !== 'group') throw new Error('The target is not a group');
    this.#world.change(this.#documentId, 'layer.move', (state) => {
      const rest = withoutLayer(state.layers, this.id);
      const layers =
        placement === 'placeInside'
          ? withLayer(rest, other.id, (group) => ({ ...group, children: [moved, ...group.children] }))
          : insertAbove(rest, other.id, moved);
      return { ...state, layers };
    });
  }

  delete(): void {
    void this.#state;
    this.#world.change(this.#documentId, 'layer.delete', (state) => {
      const layers = withoutLayer(state.layers, this.id);
      return { ...state, layers, active: state.active.filter((id) => findLayer(layers, id) !== null) };
    });
  }

  get #state(): LayerState {
    return this.#world.layerOf(this.#documentId, this.id);
  }

  #api(id: number): LayerApi {
    return new LayerApi(this.#world, this.#documentId, id);
  }

  #set(name: string, values: Partial<LayerState>, mayBeBackground = false): void {
    if (this.#state.isBackground && !mayBeBackground) throw new Error(`${name} cannot be set on the Background`);
    this.#world.change(this.#documentId, name, (state) => ({
      ...state,
      layers: withLayer(state.layers, this.id, (layer) => ({ ...layer, ...values })),
    }));
  }
}
