import { viewOfProfile } from '../../ui/engine/codec/srgb-view';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { createAnalysis, type Analysis } from '../../ui/engine/pipeline/analysis';
import type { NetworkSet } from '../../ui/engine/pipeline/network-set';
import { CPU_KERNELS } from '../../ui/engine/pipeline/pixel-kernels';
import { checkPicture } from '../../ui/engine/pipeline/retouch-picture';
import { profileOf } from './png-chunks';
import type { Photo } from './read-photo';

/**
 * An analysis of a photo, whose networks see it in sRGB.
 * @throws EngineError too-large, too-small, fully-transparent
 */
export function analysePhoto({ picture, chunks }: Photo, runner: NetworkRunner, set: NetworkSet): Analysis {
  checkPicture(picture);
  return createAnalysis(picture, runner, set, CPU_KERNELS, viewOfProfile(profileOf(chunks)));
}
