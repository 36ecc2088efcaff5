import { eachFace } from '../faces/each-face';
import type { NetworkSet } from '../pipeline/network-set';
import { modelscopeRows, predictMap, type ModelscopeMap } from './blend-map';
import { readPlanes } from './crop-planes';
import { faceCrop } from './face-crop';
import { findModelscopeSpots, predictModelscopeSpots } from './find-spots';
import { fillPicture, healCrops } from './heal';

/**
 * The networks of ModelScope's cv_unet_skin-retouching, with its crops, sizes, thresholds, windows, feather and soft
 * light. The engine's promises still hold: only skin changes, levels are rounded, overlapping faces do not undo each
 * other, and the layers give the picture.
 */
export const MODELSCOPE: NetworkSet = {
  name: 'modelscope',
  predictSpots: async (picture, face, _, __, runner) => [await predictModelscopeSpots(picture, face, runner)],
  findSpots: (picture, maps, skin, mode, limits) =>
    Promise.resolve({ spots: findModelscopeSpots(picture, maps, skin, mode, limits), left: 0, finds: [] }),
  heal: healCrops,
  inpaint: fillPicture,
  async predictBlend(healed, faces, _, runner, onProgress) {
    const maps = await eachFace(faces, onProgress, async (face): Promise<ModelscopeMap> => {
      const box = faceCrop(face, healed);
      return { box, map: await predictMap(readPlanes(healed, box), box, runner) };
    });
    return { rows: (base, skin, view, parts) => modelscopeRows(maps, base, skin, view, parts) };
  },
};
