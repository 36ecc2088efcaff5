import { useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { useMessages } from '../controls/use-messages';
import { FACTS } from '../../locales/facts';
import { reportText } from './report-text';
import { useFacts } from './use-facts';

export interface DiagnosticsProps {
  readonly host: HostApi;
  readonly engine: EngineClient;
  /** Given where the panel can be shown again. */
  readonly onBack?: () => void;
}

/** The facts about this host, as text that the user can send on. */
export function Diagnostics({ host, engine, onBack }: DiagnosticsProps) {
  const messages = useMessages();
  const facts = useFacts(host, engine);
  const list = useRef<HTMLDListElement>(null);
  const [notice, setNotice] = useState('');
  const ready = FACTS.every((fact) => facts[fact] !== undefined);
  const select = (): void => {
    if (list.current !== null) getSelection()?.selectAllChildren(list.current);
    setNotice(messages.reportSelected);
  };
  const copy = (): void => {
    const done = copied(reportText(facts, messages.facts));
    select();
    if (done) setNotice(messages.reportCopied);
  };
  return (
    <main class="panel diagnostics">
      <h1>{messages.diagnostics}</h1>
      <p>{messages.diagnosticsHint}</p>
      <dl ref={list} tabIndex={0} aria-busy={!ready}>
        {FACTS.map((fact) => (
          <div key={fact} data-fact={fact}>
            <dt>{messages.facts[fact]}</dt>
            <dd>{facts[fact] ?? '…'}</dd>
          </div>
        ))}
      </dl>
      <footer class="foot">
        <span class="engine" role="status">
          {ready ? notice : messages.diagnosticsRunning}
        </span>
        {onBack !== undefined && (
          <button type="button" class="button" onClick={onBack}>
            {messages.back}
          </button>
        )}
        <button type="button" class="button" disabled={!ready} onClick={select}>
          {messages.selectReport}
        </button>
        <button type="button" class="button primary" disabled={!ready} onClick={copy}>
          {messages.copyReport}
        </button>
      </footer>
    </main>
  );
}

/** Copies text. A host may deny `navigator.clipboard` to this page; `execCommand` needs only a press of a button. */
function copied(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
