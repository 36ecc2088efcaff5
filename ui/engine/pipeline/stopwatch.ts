import type { Stage } from '../api/report';

/** Adds up the milliseconds spent in each stage. */
export interface Stopwatch {
  /** Runs a task and adds its time to a stage, also if it fails. */
  measure<Result>(stage: Stage, task: () => Result | Promise<Result>): Promise<Result>;
  /** Milliseconds of each stage that was measured, rounded to tenths. */
  totals(): Partial<Record<Stage, number>>;
}

/** A stopwatch without any time yet. */
export function createStopwatch(): Stopwatch {
  const spent: Partial<Record<Stage, number>> = {};
  return {
    async measure<Result>(stage: Stage, task: () => Result | Promise<Result>): Promise<Result> {
      const start = performance.now();
      try {
        return await task();
      } finally {
        spent[stage] = (spent[stage] ?? 0) + performance.now() - start;
      }
    },
    totals: () => Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(ms * 10) / 10])),
  };
}
