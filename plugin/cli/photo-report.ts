import type { RetouchReport, UnchangedReason } from '../../ui/engine/api/report';
import type { RetouchSettings } from '../../ui/engine/api/settings';
import type { ResultFiles } from './name-results';
import type { PhotoNote } from './read-photo';

/** A layer as written: stacked over the photo in this order, from the bottom, each at 100 % opacity. */
export interface LayerEntry {
  readonly file: string;
  readonly name: 'Heal' | 'Blend' | 'Brighten';
  readonly blendMode: 'normal' | 'soft-light';
}

/** What `NAME.json` holds: the engine's report, and what became of the file. */
export type PhotoReport = Omit<RetouchReport, 'settings'> & {
  readonly photo: string;
  readonly state: 'retouched' | 'unchanged';
  readonly reason?: UnchangedReason;
  readonly result: string;
  readonly layers: readonly LayerEntry[];
  /** Files of the masks, if asked for: skin, spots. */
  readonly masks: readonly string[];
  readonly notes: readonly PhotoNote[];
  readonly settings: RetouchSettings;
};

/** The layers of a retouched photo, from the bottom. */
export function layerEntries(files: ResultFiles, brighten: boolean): LayerEntry[] {
  const layers: LayerEntry[] = [
    { file: files.heal, name: 'Heal', blendMode: 'normal' },
    { file: files.blend, name: 'Blend', blendMode: 'soft-light' },
  ];
  if (brighten) layers.push({ file: files.brighten, name: 'Brighten', blendMode: 'soft-light' });
  return layers;
}
