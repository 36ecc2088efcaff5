import { predictBlendMap, type BlendMap } from '../blend/blend-map';
import { createMapEnlarger } from '../blend/enlarge-map';
import { createPartMaps } from '../blend/even-parts';
import { mapRows } from '../blend/map-rows';
import { findSpots } from '../heal/find/find-spots';
import { predictSpots } from '../heal/find/predict-spots';
import { heal } from '../heal/heal';
import { inpaint } from '../heal/fill/inpaint';
import { eachFace } from '../faces/each-face';
import type { MapView } from '../blend/map-view';
import type { NetworkSet } from './network-set';

/** Softlight's own networks. */
export const SOFTLIGHT: NetworkSet = {
  name: 'softlight',
  predictSpots,
  findSpots,
  heal: (picture, spots, _, skin, runner, onProgress) => heal(picture, spots, skin, runner, onProgress),
  inpaint,
  async predictBlend(healed, faces, skin, runner, onProgress) {
    const maps = await eachFace(faces, onProgress, (face) => predictBlendMap(healed, face, skin, runner));
    const enlarge = createMapEnlarger();
    const partMaps = createPartMaps(maps);
    return {
      rows: (_, matte, view, parts) =>
        mapRows(
          partMaps(parts).map((map) => inView(map, view)),
          matte,
          enlarge,
        ),
    };
  },
};

/** The map with its crop in the pixels of a view. */
function inView(map: BlendMap, { left, top, scale }: MapView): BlendMap {
  const { crop } = map;
  return {
    ...map,
    crop: {
      ...crop,
      centerX: (crop.centerX - left) * scale,
      centerY: (crop.centerY - top) * scale,
      side: crop.side * scale,
    },
  };
}
