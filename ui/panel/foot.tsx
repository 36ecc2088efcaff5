import type { GivenUp } from '../engine-page/protocol/messages';
import type { EngineStatus } from './engine-client/engine-client';
import type { MainAction } from './state/run-requests';
import type { Messages } from '../locales/messages';
import { useMessages } from './controls/use-messages';

export interface FootProps {
  readonly engine: EngineStatus;
  /** The host waits until the user has ended a tool or a dialog. */
  readonly hostBusy: boolean;
  readonly running: boolean;
  /** Estimated milliseconds until the end of the run; null: unknown. */
  readonly timeLeft: number | null;
  /** Action of the main button. */
  readonly action: MainAction;
  readonly onLanguage: () => void;
  /** Why the main button is disabled; null if it is not. */
  readonly reason: string | null;
  readonly onRetouch: () => void;
  readonly onCancel: () => void;
}

/** Reasons that need no message: most machines give a plugin no GPU. */
const SILENT_REASONS: ReadonlySet<GivenUp> = new Set(['no-gpu', 'slow-gpu', 'small-gpu']);

export function Foot(props: FootProps) {
  const { engine, hostBusy, running, action, reason, onRetouch, onCancel, onLanguage } = props;
  const messages = useMessages();
  const name = engine.state === 'running' ? engine.executionProvider : engine.state;
  const givenUp = engine.state === 'running' ? engine.givenUp : null;
  const trouble = troubleOf(engine, messages);
  return (
    <footer class="foot">
      <span
        class="engine"
        data-engine={name}
        data-given-up={givenUp}
        title={givenUp === null ? undefined : messages.givenUp[givenUp]}
      >
        {hostBusy ? messages.hostBusy : footText(props, messages)}
      </span>
      <span class="visually-hidden" role="status">
        {hostBusy ? messages.hostBusy : trouble.join()}
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

/** The remaining time of a run, or else the engine's state. */
function footText({ engine, timeLeft }: FootProps, messages: Messages): string {
  if (timeLeft !== null) return messages.timeLeft(Math.ceil(timeLeft / 1000));
  const name = engine.state === 'running' ? engine.executionProvider : engine.state;
  return [messages.engine[name], ...troubleOf(engine, messages)].join(' · ');
}

/** Why the engine does not run on a GPU, where that is worth a message. */
function troubleOf(engine: EngineStatus, messages: Messages): string[] {
  const givenUp = engine.state === 'running' ? engine.givenUp : null;
  return givenUp === null || SILENT_REASONS.has(givenUp) ? [] : [messages.givenUp[givenUp]];
}
