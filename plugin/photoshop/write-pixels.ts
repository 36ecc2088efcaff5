import type { LayerBlendMode } from '../../ui/engine/api/layer-kinds';
import type { RawPicture } from '../../ui/engine/api/picture-data';
import { bandsOf, type CanvasBox } from './box';
import { layerValues, type PixelForm } from './layer-values';
import { throwIfCancelled } from './modal';
import { imaging } from './modules';

/** A layer of the document and the pixels that it gets. */
export interface PixelTarget {
  readonly documentID: number;
  readonly layerID: number;
  readonly box: CanvasBox;
  readonly form: PixelForm;
  readonly blendMode: LayerBlendMode;
  readonly commandName: string;
}

const RETRY_MS = 60;

/** Writes RGBA pixels into an empty layer, band by band; bands without any pixel are left out. */
export async function writePixels(context: PsExecutionContext, target: PixelTarget, layer: RawPicture): Promise<void> {
  for (const band of bandsOf(target.box)) {
    throwIfCancelled(context);
    const rows = [band.y - target.box.y, band.y - target.box.y + band.height] as const;
    if (!isEmpty(layer, rows)) await writeBand(target, band, layerValues(layer, target.blendMode, target.form, rows));
  }
}

function isEmpty({ width, data }: RawPicture, [from, to]: readonly [number, number]): boolean {
  for (let at = from * width * 4 + 3; at < to * width * 4; at += 4) if (data[at] !== 0) return false;
  return true;
}

async function writeBand(
  { documentID, layerID, form, commandName }: PixelTarget,
  { x, y, width, height }: CanvasBox,
  values: Uint8Array | Uint16Array,
): Promise<void> {
  const imageData = await imaging.createImageDataFromBuffer(values, {
    width,
    height,
    components: form.isGrey ? 2 : 4,
    chunky: true,
    colorSpace: form.isGrey ? 'Grayscale' : 'RGB',
  });
  const put = (): Promise<void> =>
    imaging.putPixels({
      documentID,
      layerID,
      imageData,
      replace: false,
      targetBounds: { left: x, top: y },
      commandName,
    });
  try {
    // Photoshop refuses the first pixels after some commands with code −1, and takes them a moment later.
    await put().catch(async () => {
      await new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS));
      await put();
    });
  } finally {
    imageData.dispose();
  }
}
