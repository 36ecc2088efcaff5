import { predictBlendMap, type BlendMap } from '../blend/blend-map';
import type { Face } from '../faces/face';
import { findFaces } from '../faces/find-faces';
import { heal, type Healing } from '../heal/heal';
import { SMALLEST_FACE } from '../limits';
import { runnerFor } from '../networks/grey-runner';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { HealMode } from '../settings';
import { skinMatte } from '../skin/skin-matte';
import { createPart, type Part } from './part';

/**
 * Everything about a picture that networks are needed for. None of it depends on a strength, so that a picture
 * is analysed once and composed as often as a slider moves. The parts are made when first read; each reads the
 * ones before it.
 */
export interface Analysis {
  readonly picture: Picture;
  readonly executionProvider: NetworkRunner['executionProvider'];
  /** All faces, with those that are too small. */
  readonly found: Part<readonly Face[]>;
  /** Of the faces that are large enough, as all that follows. */
  readonly skin: Part<Matte>;
  readonly healing: Readonly<Record<HealMode, Part<Healing>>>;
  /** In the faces' order, from the picture healed in this mode. */
  readonly blend: Readonly<Record<HealMode, Part<readonly BlendMap[]>>>;
}

/** An analysis of which nothing is made yet. The picture must not be changed as long as it is used. */
export function createAnalysis(picture: Picture, anyRunner: NetworkRunner): Analysis {
  const runner = runnerFor(picture, anyRunner);
  const found = createPart(runner, (recorded, onProgress) => findFaces(picture, recorded, onProgress));
  const skin = createPart(runner, async (recorded) => skinMatte(picture, largeEnough(await found.read()), recorded));

  const healingIn = (mode: HealMode): Part<Healing> => createPart(runner, async (recorded, onProgress) =>
    heal(picture, largeEnough(await found.read()), await skin.read(), mode, recorded, onProgress));
  const healing = { off: healingIn('off'), blemishes: healingIn('blemishes'), all: healingIn('all') };

  const blendIn = (mode: HealMode): Part<readonly BlendMap[]> => createPart(runner, async (recorded, onProgress) => {
    const faces = largeEnough(await found.read());
    const { healed } = await healing[mode].read();
    const maps: BlendMap[] = [];
    for (const [index, face] of faces.entries()) {
      onProgress(index / faces.length);
      maps.push(await predictBlendMap(healed, face, await skin.read(), recorded));
    }
    return maps;
  });
  const blend = { off: blendIn('off'), blemishes: blendIn('blemishes'), all: blendIn('all') };

  return { picture, executionProvider: runner.executionProvider, found, skin, healing, blend };
}

/** The faces that are retouched. */
export function largeEnough(found: readonly Face[]): readonly Face[] {
  return found.filter((face) => face.size >= SMALLEST_FACE);
}
