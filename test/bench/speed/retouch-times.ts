import type { NetworkName } from '../../../ui/engine/networks/catalogue';
import type { Stage } from '../../../ui/engine/api/report';
import type { NetworkTimes } from './network-times';

/** What one retouch took, whose networks were loaded before. Milliseconds. */
export interface RetouchTimes {
  readonly spots: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  readonly networks: NetworkTimes;
}

/** Several such: the first, of which much is still being compiled, and the fastest. */
export interface RetouchRuns {
  readonly first: RetouchTimes;
  readonly fastest: RetouchTimes;
}

/** The stages from pixels to layers; decoding and encoding lie outside. */
export const ENGINE_STAGES: readonly Stage[] = ['faces', 'skin', 'heal', 'blend', 'compose'];

/** Which networks a stage runs. */
const STAGE_NETWORKS: Readonly<Partial<Record<Stage, readonly NetworkName[]>>> = {
  faces: ['face-short-range', 'face-full-range', 'landmarks'],
  skin: ['person', 'skin'],
  heal: ['blemish', 'inpainting'],
  blend: ['blend'],
};

/** Of a stage, the part spent in networks. */
export function networkTime({ networks }: RetouchTimes, stage: Stage): number {
  return (STAGE_NETWORKS[stage] ?? []).reduce((total, name) => total + networks.milliseconds[name], 0);
}

/** From pixels to layers: all of it, and what networks do not take. */
export function engineTime(times: RetouchTimes): { readonly total: number; readonly pixels: number } {
  const total = ENGINE_STAGES.reduce((sum, stage) => sum + (times.stages[stage] ?? 0), 0);
  return { total, pixels: total - ENGINE_STAGES.reduce((sum, stage) => sum + networkTime(times, stage), 0) };
}
