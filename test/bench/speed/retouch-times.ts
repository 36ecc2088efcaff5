import type { NetworkName } from '../../../ui/engine/networks/catalogue';
import type { Stage } from '../../../ui/engine/api/report';
import type { NetworkTimes } from './network-times';

/** The times of one retouch with loaded networks, in milliseconds. */
export interface RetouchTimes {
  readonly spots: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  readonly networks: NetworkTimes;
}

/** The times of several retouches: the first, while much is still being compiled, and the fastest. */
export interface RetouchRuns {
  readonly first: RetouchTimes;
  readonly fastest: RetouchTimes;
}

/** The stages from pixels to layers, without decoding and encoding. */
export const ENGINE_STAGES: readonly Stage[] = ['faces', 'skin', 'heal', 'blend', 'compose'];

/** Stage → the networks that it runs. */
const STAGE_NETWORKS: Readonly<Partial<Record<Stage, readonly NetworkName[]>>> = {
  faces: ['face-short-range', 'face-full-range', 'landmarks'],
  skin: ['person', 'skin'],
  heal: ['blemish', 'inpainting'],
  blend: ['blend'],
};

/** The milliseconds that a stage spends in networks. */
export function networkTime({ networks }: RetouchTimes, stage: Stage): number {
  return (STAGE_NETWORKS[stage] ?? []).reduce((total, name) => total + networks.milliseconds[name], 0);
}

/** The milliseconds from pixels to layers: in total, and outside networks. */
export function engineTime(times: RetouchTimes): { readonly total: number; readonly pixels: number } {
  const total = ENGINE_STAGES.reduce((sum, stage) => sum + (times.stages[stage] ?? 0), 0);
  return { total, pixels: total - ENGINE_STAGES.reduce((sum, stage) => sum + networkTime(times, stage), 0) };
}
