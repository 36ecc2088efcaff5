import type { KeptSpot } from '../api/report';
import type { MapRows } from '../blend/map-rows';
import type { MapView } from '../blend/map-view';
import type { Face } from '../faces/face';
import type { CappedSpots } from '../heal/find/cap-area';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { Spot } from '../heal/spot';
import type { Healing } from '../heal/heal';
import type { HoleMap } from '../heal/fill/hole-map';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { HealMode, NetworkSetName, SpotLimits } from '../api/settings';
import type { PixelKernels } from './pixel-kernels';

/** What evens the faces of a picture. */
export interface Blend {
  /** The blend layer's rows over a view of the picture: `base` is what it lies on (healed), `skin` what it may change. */
  rows(base: Picture, skin: Matte, view: MapView): MapRows;
}

/** The spots to heal, the number that exceeds the largest area, and the finds that are kept. */
export interface PlannedSpots extends CappedSpots {
  readonly kept: readonly KeptSpot[];
}

/** The networks that find spots, fill them and even skin, and how they are used. Faces and skin are found the same way for all. */
export interface NetworkSet {
  readonly name: NetworkSetName;
  /** What the blemish network sees of one face, and of the skin around it. `faces`: all that are retouched. */
  predictSpots(
    picture: Picture,
    face: Face,
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
  ): Promise<readonly SpotMaps[]>;
  /** Of that, what these settings take for spots. */
  findSpots(
    picture: Picture,
    maps: readonly SpotMaps[],
    skin: Matte,
    mode: HealMode,
    limits: SpotLimits | undefined,
    stages: PixelKernels,
  ): Promise<PlannedSpots>;
  /** Fills spots of the given faces. The picture is not changed. */
  heal(
    picture: Picture,
    spots: readonly Spot[],
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
    onProgress: (done: number) => void,
  ): Promise<Healing>;
  /** Fills holes wherever they lie, in the picture itself: only pixels whose hole value is above 0, and nothing of their alpha. */
  inpaint(picture: Picture, holes: HoleMap, runner: NetworkRunner, onProgress: (done: number) => void): Promise<void>;
  predictBlend(
    healed: Picture,
    faces: readonly Face[],
    skin: Matte,
    runner: NetworkRunner,
    onProgress: (done: number) => void,
  ): Promise<Blend>;
}
