import type { Choices } from '../../engine/api/choices';
import type { PictureJob } from '../../host-api/host-api';
import type { RetouchSettings } from '../../engine/api/settings';
import { sameSettings } from '../settings/presets';
import { parseLayerData, type LayerData } from './layer-data';

/** Settings and choices of earlier retouches, by picture. */
export interface RestoredData {
  /** Settings for all pictures; null: unchanged. */
  readonly settings: RetouchSettings | null;
  /** Settings of pictures that have their own. */
  readonly own: ReadonlyMap<string, RetouchSettings>;
  readonly choices: ReadonlyMap<string, Choices>;
}

/**
 * Reads the layer data of pictures. Shared settings become those for all pictures if `mayChangeAll` and all pictures
 * agree. Otherwise settings that differ from `settings` become the picture's own.
 * @param settings present settings for all pictures @param mayChangeAll the user has changed no setting yet
 */
export function restoreLayerData(
  pictures: readonly PictureJob[],
  settings: RetouchSettings,
  mayChangeAll: boolean,
): RestoredData {
  const stored = pictures.flatMap((picture) => {
    const data = layerDataOf(picture);
    return data === null ? [] : [{ pictureId: picture.pictureId, data }];
  });
  const shared = stored.filter(({ data }) => !data.own).map(({ data }) => data.settings);
  const [first] = shared;
  const all =
    mayChangeAll &&
    first !== undefined &&
    shared.length === pictures.length &&
    shared.every((each) => sameSettings(each, first))
      ? first
      : null;
  const rest = stored.filter(({ data }) => data.own || !sameSettings(data.settings, all ?? settings));
  return {
    settings: all,
    own: new Map(rest.map(({ pictureId, data }) => [pictureId, data.settings])),
    choices: new Map(stored.map(({ pictureId, data }) => [pictureId, data.choices])),
  };
}

/** Layer data of a picture: that of its first layer with any; null if there is none. */
export function layerDataOf({ targets }: PictureJob): LayerData | null {
  for (const { earlier } of targets) {
    const data = earlier === null || earlier.memory === null ? null : parseLayerData(earlier.memory);
    if (data !== null) return data;
  }
  return null;
}
