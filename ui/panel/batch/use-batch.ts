import { useRef, useState } from 'preact/hooks';
import type { ChangedLayers, HostApi, Target } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import type { BatchState } from './batch-state';
import { createPreparedResults } from './prepared-results';
import { runBatch, type Batch, type BatchOptions } from './run-batch';

/** A question that a run waits for: what to do with layers that the designer has changed. */
export interface ChangedQuestion {
  readonly layers: readonly Target[];
  /** @param answer null calls the run off */
  readonly answer: (answer: ChangedLayers | null) => void;
}

export interface BatchControl {
  /** Of the run, or of the last one; null: there was none for this selection. */
  readonly state: BatchState | null;
  readonly question: ChangedQuestion | null;
  /** Starts a run, unless one goes on; `onFinished` is called at its end. */
  start(options: Omit<BatchOptions, 'prepared' | 'onChanged'>, onFinished: () => void): void;
  cancel(): void;
  /** Forgets a finished run, and what waited to be applied. */
  forget(): void;
}

/** The panel's runs, one at a time. */
export function useBatch(host: HostApi, engine: EngineClient): BatchControl {
  const [state, setState] = useState<BatchState | null>(null);
  const [question, setQuestion] = useState<ChangedQuestion | null>(null);
  const [prepared] = useState(createPreparedResults);
  const batch = useRef<Batch | null>(null);

  const ask = (layers: readonly Target[]): Promise<ChangedLayers | null> =>
    new Promise((resolve) => {
      setQuestion({
        layers,
        answer: (answer) => {
          setQuestion(null);
          resolve(answer);
        },
      });
    });
  return {
    state,
    question,
    start(options, onFinished) {
      // The button is off as soon as the panel is drawn again; a second press may come before.
      if (batch.current !== null) return;
      batch.current = runBatch(host, engine, { ...options, prepared, onChanged: ask }, setState);
      void batch.current.finished.then(() => {
        batch.current = null;
        onFinished();
      });
    },
    cancel: () => batch.current?.cancel(),
    forget() {
      if (batch.current !== null) return;
      prepared.clear();
      setState(null);
    },
  };
}
