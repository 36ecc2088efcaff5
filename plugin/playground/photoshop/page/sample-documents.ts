import type { FakeDocument } from '../model/fake-document';
import type { FakePhotoshop } from '../model/fake-photoshop';
import { emptyRaster } from '../model/raster';
import { fullValue, newLayer, type DocumentForm, type Raster } from '../model/state';

const PORTRAIT = '/playground/samples/portrait-30cm.jpg';
const SMALL = '/playground/samples/astronaut.png';

/** A picture as a raster of a document, from an image file. Values are stretched to the document's range. */
export async function rasterFrom(file: Blob, form: Pick<DocumentForm, 'depth' | 'mode'>): Promise<Raster> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const whole = { width, height, profile: '', ...form };
  const raster = emptyRaster(whole, { left: 0, top: 0, right: width, bottom: height });
  const full = fullValue(form.depth);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    for (let channel = 0; channel < raster.channels - 1; channel++)
      raster.data[to++] = Math.round((data[from + channel]! * full) / 255);
    raster.data[to++] = Math.round((data[from + 3]! * full) / 255);
  }
  return raster;
}

/** Opens a picture as a document with a Background. */
export async function openPicture(photoshop: FakePhotoshop, file: Blob, title: string): Promise<FakeDocument> {
  const raster = await rasterFrom(file, { depth: 8, mode: 'RGBColorMode' });
  const { width, height } = raster;
  const form: DocumentForm = { width, height, mode: 'RGBColorMode', depth: 8, profile: 'sRGB IEC61966-2.1' };
  const background = newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster });
  return photoshop.addDocument(title, form, [background]);
}

/** Opens the two sample documents: a Background in 8 bits, and a picture on a larger canvas in 16 bits. */
export async function openSamples(photoshop: FakePhotoshop): Promise<void> {
  const [large, file] = await Promise.all([PORTRAIT, SMALL].map(async (name) => (await fetch(name)).blob()));
  const colour = { mode: 'RGBColorMode', depth: 16 } as const;
  const picture = await rasterFrom(file!, colour);
  const form: DocumentForm = { ...colour, width: 720, height: 640, profile: 'Display P3' };
  const paper = emptyRaster(form, { left: 0, top: 0, right: form.width, bottom: form.height });
  paper.data.fill(fullValue(16));
  photoshop.addDocument('Layout.psd', form, [
    newLayer(photoshop.nextId(), 'Portrait', 'pixel', { raster: { ...picture, left: 104, top: 64 } }),
    newLayer(photoshop.nextId(), 'Background', 'pixel', { isBackground: true, raster: paper }),
  ]);
  const layout = photoshop.active!;
  photoshop.select(layout, [layout.state.layers[0]!.id]);
  await openPicture(photoshop, large!, 'Portrait.jpg');
}
