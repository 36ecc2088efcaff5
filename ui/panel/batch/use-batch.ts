import { useRef, useState } from 'preact/hooks';
import type { ChangedLayers, HostApi, Target } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import type { BatchState } from './batch-state';
import { createPreparedResults } from './prepared-results';
import { runBatch, type Batch, type BatchOptions } from './run-batch';

/** The question of a run: what happens to layers that the designer has changed. */
export interface ChangedQuestion {
  readonly layers: readonly Target[];
  /** @param answer null cancels the run */
  readonly answer: (answer: ChangedLayers | null) => void;
}

export interface BatchEvents {
  readonly onStart: () => void;
  readonly onChange: (state: BatchState) => void;
  readonly onEnd: () => void;
}

export interface BatchControl {
  readonly question: ChangedQuestion | null;
  /** Starts a run, unless one is in progress. */
  start(options: Omit<BatchOptions, 'prepared' | 'onChanged'>): void;
  cancel(): void;
  /** Drops results that wait for the user to apply them. */
  clearPrepared(): void;
}

/** Runs of the panel, one at a time. */
export function useBatch(host: HostApi, engine: EngineClient, events: BatchEvents): BatchControl {
  const [question, setQuestion] = useState<ChangedQuestion | null>(null);
  const [prepared] = useState(createPreparedResults);
  const batch = useRef<Batch | null>(null);

  const ask = (layers: readonly Target[]): Promise<ChangedLayers | null> =>
    new Promise((resolve) => {
      const answer = (chosen: ChangedLayers | null): void => {
        setQuestion(null);
        resolve(chosen);
      };
      setQuestion({ layers, answer });
    });
  return {
    question,
    start(options) {
      // The button is disabled at the next drawing; a second press may come before.
      if (batch.current !== null) return;
      events.onStart();
      batch.current = runBatch(host, engine, { ...options, prepared, onChanged: ask }, events.onChange);
      void batch.current.finished.then(() => {
        batch.current = null;
        events.onEnd();
      });
    },
    cancel: () => batch.current?.cancel(),
    clearPrepared: () => prepared.clear(),
  };
}
