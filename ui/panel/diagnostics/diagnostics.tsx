import { useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { useMessages } from '../controls/use-messages';
import { FACTS } from '../../locales/facts';
import { reportText } from './report-text';
import { useFacts } from './use-facts';

/** What this host allows, as text that can be sent on. */
export function Diagnostics({ host, engine }: { readonly host: HostApi; readonly engine: EngineClient }) {
  const messages = useMessages();
  const facts = useFacts(host, engine);
  const list = useRef<HTMLDListElement>(null);
  const [told, setTold] = useState('');
  const ready = FACTS.every((fact) => facts[fact] !== undefined);
  const select = (): void => {
    if (list.current !== null) getSelection()?.selectAllChildren(list.current);
    setTold(messages.reportSelected);
  };
  const copy = (): void => {
    const done = copied(reportText(facts, messages.facts));
    select();
    if (done) setTold(messages.reportCopied);
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
          {ready ? told : messages.diagnosticsRunning}
        </span>
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

/** Puts text on the clipboard. Hosts may deny the newer way to pages like this one; the older one needs a press of a button only. */
function copied(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
