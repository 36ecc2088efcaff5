import { WORDS } from '../../words/en';

export type EngineState = keyof typeof WORDS.engine;

export interface FootProps {
  readonly engine: EngineState;
  readonly running: boolean;
  /** Why Retouch cannot be pressed; null if it can. */
  readonly reason: string | null;
  readonly onRetouch: () => void;
  readonly onCancel: () => void;
}

export function Foot({ engine, running, reason, onRetouch, onCancel }: FootProps) {
  return (
    <footer class="foot">
      <span class="engine" data-engine={engine}>{WORDS.engine[engine]}</span>
      {running
        ? <button type="button" onClick={onCancel}>{WORDS.cancel}</button>
        : (
          <button type="button" class="primary" disabled={reason !== null} title={reason ?? undefined} aria-describedby="retouch-reason" onClick={onRetouch}>
            {WORDS.retouch}
          </button>
        )}
      <span id="retouch-reason" class="visually-hidden">{reason ?? ''}</span>
    </footer>
  );
}
