import type { FlattenReason, HostProblem } from '../channel/host-api';
import type { EngineProblem, Stage, UnchangedReason } from '../engine/report';
import type { HealMode } from '../engine/settings';

/** What became of a finished picture, in numbers. */
export interface DoneCounts {
  readonly faces: number;
  /** Of these: under 100 px. */
  readonly smallFaces: number;
  /** Found, but under 64 px. */
  readonly skippedFaces: number;
  readonly spots: number;
}

export interface RunCounts {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Every word the panel shows, in one language. A language that lacks one does not compile. */
export interface Words {
  /** Language tag for the page, e.g. "en". */
  readonly language: string;
  /** What happened to a layer, and what to do: one or two sentences, to stand after the layer's name. */
  problem(problem: EngineProblem | HostProblem): string;
  readonly unchanged: Readonly<Record<UnchangedReason, string>>;
  /** Why a flattened picture was written; stands after what was done. */
  readonly flattened: Readonly<Record<FlattenReason, string>>;
  readonly stages: Readonly<Record<Stage, string>>;
  done(counts: DoneCounts): string;
  pictureCount(layers: number, pictures: number): string;
  runSummary(counts: RunCounts): string;
  readonly healModes: Readonly<Record<HealMode, string>>;
  readonly engine: Readonly<Record<'starting' | 'wasm' | 'webgpu' | 'failed', string>>;
  readonly heal: string;
  readonly healHint: string;
  readonly even: string;
  readonly evenHint: string;
  readonly brighten: string;
  readonly brightenHint: string;
  readonly flatten: string;
  readonly flattenHint: string;
  readonly retouch: string;
  readonly cancel: string;
  readonly waiting: string;
  readonly cancelled: string;
  readonly allOff: string;
  readonly running: string;
  readonly layers: string;
  readonly emptyTitle: string;
  readonly percent: string;
  readonly percentSpoken: string;
}
