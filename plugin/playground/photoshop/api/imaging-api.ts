import { compositeLayers } from '../model/composite';
import type { FakeDocument } from '../model/fake-document';
import {
  boundsOfRaster,
  cropRaster,
  emptyRaster,
  intersect,
  joinRasters,
  opaqueBounds,
  type Bounds,
} from '../model/raster';
import type { LayerState, Raster } from '../model/state';
import { withLayer } from '../model/tree';
import { ImageDataApi } from './image-data';
import { NumberedError } from './modal-state';
import type { ApiWorld } from './world';

/** Photoshop answers larger requests with reduced pixels, and says so only in `level` and in the size. */
const LARGEST_EXACT = 8_200_000;
const NO_PIXELS = ['indexedColorMode', 'bitmapMode'];

interface PixelsOptions {
  readonly documentID: number;
  readonly layerID?: number;
  readonly sourceBounds?: Bounds;
  readonly componentSize?: number;
}

interface Given {
  readonly imageData: ImageDataApi;
  readonly sourceBounds: Bounds;
  readonly level: number;
}

/** `require('photoshop').imaging`, with the traps of the real one. */
export class ImagingApi {
  readonly #world: ApiWorld;
  /** The next call of putPixels fails with Photoshop's transient error. */
  #failsNext = false;

  constructor(world: ApiWorld) {
    this.#world = world;
  }

  /** A switch for tests: the next putPixels fails once, with code −1. */
  failOnce(): void {
    this.#failsNext = true;
  }

  async getPixels(options: PixelsOptions): Promise<Given> {
    const { photoshop, modal } = this.#world;
    modal.enter('getPixels');
    const document = this.#world.documentOf(options.documentID);
    const { form } = document;
    if (form.mode === 'CMYKColorMode') {
      photoshop.crash = 'getPixels of a CMYK document';
      throw new Error('Photoshop has crashed');
    }
    if (NO_PIXELS.includes(form.mode)) throw new Error('The colour mode is not supported');
    if (form.depth === 16 && options.componentSize === 8) throw new NumberedError('code -1', -1);
    const source = this.#sourceOf(document, options.layerID);
    const canvas = { left: 0, top: 0, right: form.width, bottom: form.height };
    const asked = options.sourceBounds ?? canvas;
    const bounds = intersect(intersect(asked, boundsOfRaster(source)), opaqueBounds(source));
    const part = cropRaster(source, form, bounds);
    const reduced = (bounds.right - bounds.left) * (bounds.bottom - bounds.top) > LARGEST_EXACT;
    return { imageData: this.#imageOf(reduced ? halved(part) : part), sourceBounds: bounds, level: reduced ? 1 : 0 };
  }

  async getLayerMask(options: PixelsOptions & { readonly layerID: number }): Promise<Given> {
    this.#world.modal.enter('getLayerMask');
    const { mask } = this.#world.layerOf(options.documentID, options.layerID);
    if (mask === null) throw new Error('The layer has no user mask');
    const bounds = options.sourceBounds ?? boundsOfRaster(mask);
    const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
    const data = new Uint8Array(width * height).fill(mask.outside);
    const { left, top, right, bottom } = intersect(bounds, boundsOfRaster(mask));
    for (let y = top; y < bottom; y++) {
      const start = (y - mask.top) * mask.width + left - mask.left;
      data.set(mask.data.subarray(start, start + right - left), (y - bounds.top) * width + left - bounds.left);
    }
    const imageData = new ImageDataApi(this.#world.photoshop, data, width, height, 1, 'Grayscale');
    return { imageData, sourceBounds: bounds, level: 0 };
  }

  async createImageDataFromBuffer(
    buffer: Uint8Array | Uint16Array,
    options: {
      readonly width: number;
      readonly height: number;
      readonly components: number;
      readonly colorSpace: string;
      readonly fullRange?: boolean;
    },
  ): Promise<ImageDataApi> {
    this.#world.modal.enter('createImageDataFromBuffer');
    const { width, height, components, colorSpace } = options;
    if (buffer.length !== width * height * components) throw new Error('The buffer does not have the stated size');
    if (options.fullRange !== true && buffer instanceof Uint16Array && buffer.some((value) => value > 32768))
      throw new Error('A value lies above 32768');
    return new ImageDataApi(this.#world.photoshop, buffer.slice(), width, height, components, colorSpace);
  }

  async putPixels(options: {
    readonly documentID: number;
    readonly layerID: number;
    readonly imageData: ImageDataApi;
    readonly replace?: boolean;
    readonly targetBounds: { readonly left: number; readonly top: number };
  }): Promise<void> {
    this.#world.modal.enter('putPixels');
    if (this.#failsNext) {
      this.#failsNext = false;
      throw new NumberedError('code -1', -1);
    }
    const { documentID, layerID, imageData } = options;
    const { form } = this.#world.documentOf(documentID);
    const layer = this.#world.layerOf(documentID, layerID);
    if (layer.kind === 'smartObject') throw new Error('Pixels of a smart object cannot be written');
    if (layer.kind !== 'pixel') throw new Error('The layer has no pixels');
    if (layer.isLocked) throw new Error('The layer is protected');
    const content = imageData.content();
    const channels = form.mode === 'grayscaleMode' ? 2 : 4;
    const fits = imageData.components === channels && content.BYTES_PER_ELEMENT * 8 === form.depth;
    if (!fits) throw new Error('The image data do not fit the document');
    const { left, top } = options.targetBounds;
    const { width, height } = imageData;
    const added: Raster = { left, top, width, height, channels, data: content.slice() };
    this.#world.documentOf(documentID).change('putPixels', {
      ...this.#world.documentOf(documentID).state,
      layers: withLayer(this.#world.documentOf(documentID).state.layers, layerID, (one) => ({
        ...one,
        raster: options.replace === false ? joinRasters(one.raster, added, form) : added,
      })),
    });
  }

  async encodeImageData({ imageData }: { readonly imageData: ImageDataApi }): Promise<never> {
    this.#world.modal.enter('encodeImageData');
    throw new Error(imageData.hasAlpha ? 'JPEG has no alpha' : 'the fake Photoshop encodes no JPEG');
  }

  #sourceOf(document: FakeDocument, layerId: number | undefined): Raster {
    if (layerId === undefined) return compositeLayers(document.state.layers, document.form);
    const layer: LayerState = this.#world.layerOf(document.id, layerId);
    if (layer.kind !== 'pixel' && layer.kind !== 'smartObject') throw new Error('The layer has no pixels');
    return layer.raster ?? emptyRaster(document.form, { left: 0, top: 0, right: 0, bottom: 0 });
  }

  /** Pixels that are all opaque come without alpha. */
  #imageOf({ width, height, channels, data }: Raster): ImageDataApi {
    const full = data instanceof Uint16Array ? 32768 : 255;
    let isOpaque = true;
    for (let at = channels - 1; at < data.length && isOpaque; at += channels) isOpaque = data[at] === full;
    const space = channels === 2 ? 'Grayscale' : 'RGB';
    if (!isOpaque) return new ImageDataApi(this.#world.photoshop, data, width, height, channels, space);
    const colours = channels - 1;
    const bare =
      data instanceof Uint16Array
        ? new Uint16Array(width * height * colours)
        : new Uint8Array(width * height * colours);
    for (let from = 0, to = 0; from < data.length; from += channels)
      for (let channel = 0; channel < colours; channel++) bare[to++] = data[from + channel]!;
    return new ImageDataApi(this.#world.photoshop, bare, width, height, colours, space);
  }
}

/** Every other pixel of every other row. */
function halved({ left, top, width, height, channels, data }: Raster): Raster {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const out = data instanceof Uint16Array ? new Uint16Array(w * h * channels) : new Uint8Array(w * h * channels);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let c = 0; c < channels; c++)
        out[(y * w + x) * channels + c] = data[(2 * y * width + 2 * x) * channels + c]!;
  return { left, top, width: w, height: h, channels, data: out };
}
