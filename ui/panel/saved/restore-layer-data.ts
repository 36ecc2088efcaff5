import type { Choices } from '../../engine/api/choices';
import type { PictureJob } from '../../host-api/host-api';
import type { RetouchSettings } from '../../engine/api/settings';
import { sameSettings } from '../settings/presets';
import { parseLayerData, type LayerData } from './layer-data';

/** What earlier retouches of some pictures were made with. */
export interface RestoredData {
  /** For all pictures; null: as they are now. */
  readonly settings: RetouchSettings | null;
  /** Settings of pictures that have their own. */
  readonly own: ReadonlyMap<string, RetouchSettings>;
  readonly choices: ReadonlyMap<string, Choices>;
}

/**
 * Reads back what is stored with the layers of pictures. Settings that are not a picture's own come back for all
 * of them if they may and if all agree; otherwise, where they differ from `settings`, as the picture's own.
 * @param settings those for all pictures now @param mayChangeAll nothing has been set by hand yet
 */
export function restoreLayerData(
  pictures: readonly PictureJob[],
  settings: RetouchSettings,
  mayChangeAll: boolean,
): RestoredData {
  const memories = pictures.flatMap((picture) => {
    const memory = layerDataOf(picture);
    return memory === null ? [] : [{ pictureId: picture.pictureId, memory }];
  });
  const shared = memories.filter(({ memory }) => !memory.own).map(({ memory }) => memory.settings);
  const [first] = shared;
  const all =
    mayChangeAll &&
    first !== undefined &&
    shared.length === pictures.length &&
    shared.every((each) => sameSettings(each, first))
      ? first
      : null;
  const rest = memories.filter(({ memory }) => memory.own || !sameSettings(memory.settings, all ?? settings));
  return {
    settings: all,
    own: new Map(rest.map(({ pictureId, memory }) => [pictureId, memory.settings])),
    choices: new Map(memories.map(({ pictureId, memory }) => [pictureId, memory.choices])),
  };
}

/** What the picture's earlier retouch was made with; of several layers that show it, the first that knows counts. */
export function layerDataOf({ targets }: PictureJob): LayerData | null {
  for (const { earlier } of targets) {
    const memory = earlier === null || earlier.memory === null ? null : parseLayerData(earlier.memory);
    if (memory !== null) return memory;
  }
  return null;
}
