import type { Words } from '../../words/words';
import { useWords } from './use-words';

export type EngineState = keyof Words['engine'];

export interface FootProps {
  readonly engine: EngineState;
  readonly running: boolean;
  /** Of the run, in milliseconds; null: not known. */
  readonly timeLeft: number | null;
  /** What a press of the main button does. */
  readonly action: 'retouch' | 'update' | 'apply';
  readonly onLanguage: () => void;
  /** Why Retouch cannot be pressed; null if it can. */
  readonly reason: string | null;
  readonly onRetouch: () => void;
  readonly onCancel: () => void;
}

export function Foot({ engine, running, timeLeft, action, reason, onRetouch, onCancel, onLanguage }: FootProps) {
  const words = useWords();
  return (
    <footer class="foot">
      <span class="engine" data-engine={engine}>{timeLeft === null ? words.engine[engine] : words.timeLeft(Math.ceil(timeLeft / 1000))}</span>
      <button type="button" class="text-button" lang={words.otherLanguage.tag} onClick={onLanguage}>{words.otherLanguage.name}</button>
      {running
        ? <button type="button" class="button" onClick={onCancel}>{words.cancel}</button>
        : (
          <button type="button" class="button primary" disabled={reason !== null} title={reason ?? undefined} aria-describedby="retouch-reason" onClick={onRetouch}>
            {words[action]}
          </button>
        )}
      <span id="retouch-reason" class="visually-hidden">{reason ?? ''}</span>
    </footer>
  );
}
