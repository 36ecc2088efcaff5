import { boundsOfRaster, type Bounds } from '../model/raster';
import { newLayer, type LayerKind, type LayerState } from '../model/state';
import { insertAbove } from '../model/tree';
import { LayerApi } from './layer-api';
import type { ApiWorld } from './world';

/** A document as a plugin sees it. */
export class DocumentApi {
  readonly #world: ApiWorld;

  constructor(
    world: ApiWorld,
    readonly id: number,
  ) {
    this.#world = world;
  }

  get title(): string {
    return this.#world.documentOf(this.id).title;
  }

  get width(): number {
    return this.#world.documentOf(this.id).form.width;
  }

  get height(): number {
    return this.#world.documentOf(this.id).form.height;
  }

  get mode(): string {
    return this.#world.documentOf(this.id).form.mode;
  }

  get bitsPerChannel(): string {
    return `bitDepth${this.#world.documentOf(this.id).form.depth}`;
  }

  get colorProfileName(): string {
    return this.#world.documentOf(this.id).form.profile;
  }

  get layers(): readonly LayerApi[] {
    return this.#world.documentOf(this.id).state.layers.map(({ id }) => new LayerApi(this.#world, this.id, id));
  }

  get activeLayers(): readonly LayerApi[] {
    return this.#world.documentOf(this.id).state.active.map((id) => new LayerApi(this.#world, this.id, id));
  }

  get activeHistoryState(): { readonly id: number } {
    return { id: this.#world.documentOf(this.id).historyId };
  }

  get selection(): { readonly bounds: Bounds | null } {
    const { selection } = this.#world.documentOf(this.id).state;
    return { bounds: selection === null ? null : boundsOfRaster(selection) };
  }

  async createLayerGroup({ name }: { readonly name: string }): Promise<LayerApi> {
    return this.#add('createLayerGroup', name, 'group');
  }

  async createPixelLayer({ name }: { readonly name: string }): Promise<LayerApi> {
    return this.#add('createPixelLayer', name, 'pixel');
  }

  closeWithoutSaving(): void {
    this.#world.modal.enter('closeWithoutSaving');
    this.#world.photoshop.close(this.#world.documentOf(this.id));
  }

  /** A new layer lies above the selected one, and is selected. */
  #add(call: string, name: string, kind: LayerKind): LayerApi {
    const added: LayerState = newLayer(this.#world.photoshop.nextId(), name, kind);
    this.#world.change(this.id, call, (state) => {
      const [active] = state.active;
      const layers = active === undefined ? [added, ...state.layers] : insertAbove(state.layers, active, added);
      return { ...state, layers, active: [added.id] };
    });
    return new LayerApi(this.#world, this.id, added.id);
  }
}
