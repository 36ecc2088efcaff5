import type { EvenParts } from '../blend/even-parts';
import type { MapRows } from '../blend/map-rows';
import type { MapView } from '../blend/map-view';
import type { Face } from '../faces/face';
import type { FoundSpots } from '../heal/find/sort-finds';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { Spot } from '../heal/spot';
import type { Healing } from '../heal/heal';
import type { HoleMap } from '../heal/fill/hole-map';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { HealMode, NetworkSetName, SpotLimits } from '../api/settings';
import type { PixelKernels } from './pixel-kernels';

/** The evening of the faces of a picture. */
export interface Blend {
  /**
   * The blend layer's rows over a view of the picture.
   * @param base healed pixels beneath the layer, in the view
   * @param skin share of the layer that each pixel takes, 0–255, in the view
   * @param parts shares of the change; all 1 for the whole
   */
  rows(base: Picture, skin: Matte, view: MapView, parts: EvenParts): MapRows;
}

/**
 * Networks that find spots, inpaint them and even skin, and the method that goes with them. All sets share the
 * networks for faces and skin.
 */
export interface NetworkSet {
  readonly name: NetworkSetName;
  /**
   * The blemish network's maps of one face and of the skin around it.
   * @param faces all faces that are retouched
   */
  predictSpots(
    picture: Picture,
    face: Face,
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
  ): Promise<readonly SpotMaps[]>;
  /** The spots in the maps for a heal mode and limits. */
  findSpots(
    picture: Picture,
    maps: readonly SpotMaps[],
    skin: Matte,
    mode: HealMode,
    limits: SpotLimits,
    kernels: PixelKernels,
  ): Promise<FoundSpots>;
  /**
   * Inpaints spots in a copy of the picture.
   * @param onProgress gets the share that is done, 0–1
   */
  heal(
    picture: Picture,
    spots: readonly Spot[],
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
    onProgress: (done: number) => void,
  ): Promise<Healing>;
  /**
   * Inpaints holes on any ground, in place. Only pixels with a hole value above 0 change, and never their alpha.
   * @param onProgress gets the share that is done, 0–1
   */
  inpaint(picture: Picture, holes: HoleMap, runner: NetworkRunner, onProgress: (done: number) => void): Promise<void>;
  /**
   * Predicts the evening of the given faces.
   * @param healed the picture after healing
   * @param onProgress gets the share that is done, 0–1
   */
  predictBlend(
    healed: Picture,
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
    onProgress: (done: number) => void,
  ): Promise<Blend>;
}
