import { predictBlendMap, type BlendMap } from '../blend/blend-map';
import { mapRows } from '../blend/map-rows';
import type { Face } from '../faces/face';
import { findFaces } from '../faces/find-faces';
import { heal } from '../heal/heal';
import { compose, type Composition } from '../layers/compose';
import { LARGEST_AREA, LARGEST_SIDE, SMALL_FACE, SMALLEST_FACE, SMALLEST_SIDE } from '../limits';
import { networkInfo, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner, Tensors } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { EngineError, type FaceReport, type Progress, type RetouchReport, type Stage, type UnchangedReason } from '../report';
import type { RetouchSettings } from '../settings';
import { skinMatte } from '../skin/skin-matte';
import { createStopwatch } from './stopwatch';

export type RetouchOutcome =
  | {
      readonly state: 'retouched';
      readonly layers: Pick<Composition, 'heal' | 'blend' | 'brighten'>;
      readonly retouched: Picture;
      readonly masks: RetouchMasks;
      readonly report: RetouchReport;
    }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport };

/** Where the retouch could act, full size. */
export interface RetouchMasks {
  readonly skin: Matte;
  /** Above 0 where a spot was inpainted; null if nowhere. */
  readonly holes: Matte | null;
}

/**
 * The whole retouch of one decoded picture: faces → skin → heal → blend maps → layers. The picture is not
 * changed. Throws EngineError: too-small, too-large, fully-transparent, and what the runner throws.
 */
export async function retouchPicture(
  picture: Picture, settings: RetouchSettings, runner: NetworkRunner, onProgress: (progress: Progress) => void,
): Promise<RetouchOutcome> {
  checkPicture(picture);
  const watch = createStopwatch();
  const { recorded, used } = recordNetworks(runner);
  const share = (stage: Stage, from: number, to: number) => (done: number): void =>
    onProgress({ stage, done: from + (to - from) * done });

  const found = await watch.measure('faces', () => findFaces(picture, recorded, share('faces', 0, 0.3)));
  const faces = found.filter((face) => face.size >= SMALLEST_FACE);
  const report = (spots: RetouchReport['spots']): RetouchReport => ({
    width: picture.width,
    height: picture.height,
    faces: found.map(faceReport),
    spots,
    milliseconds: watch.read(),
    executionProvider: runner.executionProvider,
    settings,
    networks: Object.fromEntries([...used].map((name) => [name, networkInfo(name).sha256])),
  });
  if (faces.length === 0) {
    return { state: 'unchanged', reason: found.length === 0 ? 'no-face' : 'faces-too-small', report: report([]) };
  }
  if (settings.heal === 'off' && settings.even === 0 && settings.brighten === 0) {
    return { state: 'unchanged', reason: 'nothing-to-change', report: report([]) };
  }

  onProgress({ stage: 'skin', done: 0.3 });
  const skin = await watch.measure('skin', () => skinMatte(picture, faces, recorded));
  const healing = await watch.measure('heal', () => heal(picture, faces, skin, settings.heal, recorded, share('heal', 0.45, 0.75)));
  const maps = await watch.measure('blend', async () => {
    const made: BlendMap[] = [];
    for (const [index, face] of settings.even > 0 ? faces.entries() : []) {
      share('blend', 0.75, 0.9)(index / faces.length);
      made.push(await predictBlendMap(healing.healed, face, skin, recorded));
    }
    return made;
  });
  onProgress({ stage: 'compose', done: 0.9 });
  const composition = await watch.measure('compose', () =>
    compose({ source: picture, healed: healing.healed, holes: healing.holes, skin, map: mapRows(maps, skin), settings }));
  const { heal: healLayer, blend, brighten, retouched } = composition;
  if (healLayer === null && blend === null && brighten === null) {
    return { state: 'unchanged', reason: 'nothing-to-change', report: report(healing.spots) };
  }
  return {
    state: 'retouched',
    layers: { heal: healLayer, blend, brighten },
    retouched,
    masks: { skin, holes: healing.holes },
    report: report(healing.spots),
  };
}

/** Throws EngineError if the picture is too small for a face, too large for memory, or fully transparent. */
export function checkPicture(picture: Picture): void {
  const { width, height } = picture;
  if (Math.min(width, height) < SMALLEST_SIDE) throw new EngineError({ code: 'too-small', width, height, limit: SMALLEST_SIDE });
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  }
  for (let index = 3; index < picture.data.length; index += 4) if (picture.data[index] !== 0) return;
  throw new EngineError({ code: 'fully-transparent' });
}

function faceReport(face: Face): FaceReport {
  const { box, score, angle, size } = face;
  if (size < SMALLEST_FACE) return { box, score, angle, state: 'skipped', reason: 'too-small' };
  return size < SMALL_FACE ? { box, score, angle, state: 'done', note: 'small' } : { box, score, angle, state: 'done' };
}

function recordNetworks(runner: NetworkRunner): { readonly recorded: NetworkRunner; readonly used: ReadonlySet<NetworkName> } {
  const used = new Set<NetworkName>();
  const recorded: NetworkRunner = {
    executionProvider: runner.executionProvider,
    run(network: NetworkName, inputs: Tensors): Promise<Tensors> {
      used.add(network);
      return runner.run(network, inputs);
    },
    release: () => runner.release(),
  };
  return { recorded, used };
}
