import { asksForLayer } from '../../ui/engine/api/adjustments';
import type { ClothesChoice } from '../../ui/engine/api/clothes';
import { LAYER_KINDS, type LayerBlendMode, type LayerKind } from '../../ui/engine/api/layer-kinds';
import type { RetouchReport, UnchangedReason } from '../../ui/engine/api/report';
import type { RetouchSettings } from '../../ui/engine/api/settings';
import { isShapeOff, type ShapeValues } from '../../ui/engine/api/shape';
import type { ResultFiles } from './name-results';
import type { ResultSource } from './own-results';
import type { PhotoNote } from './read-photo';

/** A layer file. Layers are stacked over the photo bottom first, each at 100 % opacity. */
export interface LayerEntry {
  readonly file: string;
  readonly name: string;
  readonly blendMode: LayerBlendMode;
}

/** The content of `NAME.json`: the engine's report and the files of the result. */
export type PhotoReport = Omit<RetouchReport, 'settings' | 'layers'> & {
  readonly photo: string;
  readonly state: 'retouched' | 'unchanged';
  readonly reason?: UnchangedReason;
  readonly result: string;
  readonly layers: readonly LayerEntry[];
  /** Files of the masks (see `MASKS`); empty without --masks. */
  readonly masks: readonly string[];
  /** Files that hold the photo with its layers; empty without --psd, --tiff and --ora, and without a retouch. */
  readonly layered: readonly string[];
  readonly notes: readonly PhotoNote[];
  readonly settings: RetouchSettings;
  /** The amount and the places of Clothes; left out if they stay as they are. */
  readonly clothes?: ClothesChoice;
  /** By it `--resume` knows whether the result is still the photo's. */
  readonly source: ResultSource;
};

/** The kinds of layers that are written for these settings, bottom first. Layers without pixels become empty files. */
export function writtenKinds(
  settings: RetouchSettings,
  shape: ShapeValues,
  { amount }: ClothesChoice,
  kinds: readonly LayerKind[] = LAYER_KINDS,
  isMatched = false,
): readonly LayerKind[] {
  const isWritten = (role: string): boolean => {
    if (role === 'shape') return !isShapeOff(shape);
    if (role === 'match') return isMatched;
    return role === 'clothes' ? amount > 0 : asksForLayer(role, settings);
  };
  return kinds.filter(({ role }) => isWritten(role));
}

/** The entries of the layers that are written, bottom first. */
export function layerEntries(files: ResultFiles, kinds: readonly LayerKind[]): LayerEntry[] {
  return kinds.map(({ role, name, blendMode }) => ({ file: files.layers[role]!, name, blendMode }));
}
