import type { FakeDocument } from '../../plugin/playground/photoshop/model/fake-document';
import type { FakePhotoshop } from '../../plugin/playground/photoshop/model/fake-photoshop';
import { emptyRaster, opaqueRaster } from '../../plugin/playground/photoshop/model/raster';
import {
  fullValue,
  newLayer,
  type DocumentForm,
  type LayerState,
  type Raster,
} from '../../plugin/playground/photoshop/model/state';
import { flatLayers } from '../../plugin/playground/photoshop/model/tree';

export const RGB8: DocumentForm = {
  width: 40,
  height: 30,
  mode: 'RGBColorMode',
  depth: 8,
  profile: 'sRGB IEC61966-2.1',
};
export const P3_16: DocumentForm = { ...RGB8, depth: 16, profile: 'Display P3' };
export const GREY16: DocumentForm = { ...RGB8, mode: 'grayscaleMode', depth: 16, profile: 'Dot Gain 20%' };

/** A picture without two equal rows or columns, over the whole canvas. */
export function photo(form: DocumentForm, seed = 1): Raster {
  const full = fullValue(form.depth);
  return opaqueRaster(form, (x, y, channel) => ((x * 37 + y * 101 + channel * 53 + seed * 7919) * 131) % (full + 1));
}

/** A document with one Background layer. */
export function addPhoto(photoshop: FakePhotoshop, form: DocumentForm = RGB8, title = 'Portrait.jpg'): FakeDocument {
  const background = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster: photo(form) });
  return photoshop.addDocument(title, form, [background]);
}

/** A pixel layer with a picture inside a box. */
export function photoLayer(
  photoshop: FakePhotoshop,
  form: DocumentForm,
  name: string,
  box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  values: Partial<LayerState> = {},
): LayerState {
  const raster = emptyRaster(form, box);
  raster.data.set(photo({ ...form, width: raster.width, height: raster.height }, name.length).data);
  return newLayer(photoshop.nextId(), name, 'pixel', { raster, ...values });
}

/** The tree as text: name, kind, opacity and blend mode of each layer, top first. */
export function outline(document: FakeDocument): string[] {
  return flatLayers(document.state.layers).map(({ name, kind, opacity, blendMode, mask, isClipped, visible }) =>
    [
      name,
      kind,
      Math.round(opacity),
      blendMode,
      ...(mask === null ? [] : ['masked']),
      ...(isClipped ? ['clipped'] : []),
      ...(visible ? [] : ['hidden']),
    ].join(' '),
  );
}

/** The first layer with this name. */
export function layerNamed(document: FakeDocument, name: string): LayerState {
  const found = flatLayers(document.state.layers).find((layer) => layer.name === name);
  if (found === undefined) throw new Error(`no layer ${name}`);
  return found;
}
