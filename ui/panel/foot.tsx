import type { GivenUp } from '../engine-page/protocol/messages';
import type { EngineStatus } from './engine-client/engine-client';
import { useMessages } from './controls/use-messages';

export interface FootProps {
  readonly engine: EngineStatus;
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

/** Most machines in Figma have no GPU for a plugin: that is nothing to be told of. */
const ORDINARY: ReadonlySet<GivenUp> = new Set(['no-gpu', 'slow-gpu', 'small-gpu']);

export function Foot({ engine, running, timeLeft, action, reason, onRetouch, onCancel, onLanguage }: FootProps) {
  const messages = useMessages();
  const name = engine.state === 'running' ? engine.executionProvider : engine.state;
  const givenUp = engine.state === 'running' ? engine.givenUp : null;
  const trouble = givenUp === null || ORDINARY.has(givenUp) ? [] : [messages.givenUp[givenUp]];
  return (
    <footer class="foot">
      <span
        class="engine"
        data-engine={name}
        data-given-up={givenUp}
        title={givenUp === null ? undefined : messages.givenUp[givenUp]}
      >
        {timeLeft === null
          ? [messages.engine[name], ...trouble].join(' · ')
          : messages.timeLeft(Math.ceil(timeLeft / 1000))}
      </span>
      <span class="visually-hidden" role="status">
        {trouble.join()}
      </span>
      <button type="button" class="text-button" lang={messages.otherLanguage.tag} onClick={onLanguage}>
        {messages.otherLanguage.name}
      </button>
      {running ? (
        <button type="button" class="button" onClick={onCancel}>
          {messages.cancel}
        </button>
      ) : (
        <button
          type="button"
          class="button primary"
          disabled={reason !== null}
          title={reason ?? undefined}
          aria-describedby="retouch-reason"
          onClick={onRetouch}
        >
          {messages[action]}
        </button>
      )}
      <span id="retouch-reason" class="visually-hidden">
        {reason ?? ''}
      </span>
    </footer>
  );
}
