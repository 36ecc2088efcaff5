import type { Stage } from '../api/report';

/** Adds up the milliseconds spent in each stage. */
export interface Stopwatch {
  measure<Result>(stage: Stage, work: () => Result | Promise<Result>): Promise<Result>;
  totals(): Partial<Record<Stage, number>>;
}

export function createStopwatch(): Stopwatch {
  const spent: Partial<Record<Stage, number>> = {};
  return {
    async measure<Result>(stage: Stage, work: () => Result | Promise<Result>): Promise<Result> {
      const start = performance.now();
      try {
        return await work();
      } finally {
        spent[stage] = (spent[stage] ?? 0) + performance.now() - start;
      }
    },
    totals: () => Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(ms * 10) / 10])),
  };
}
