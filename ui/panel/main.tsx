import { expose, wrap } from 'comlink';
import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { HostApi, HostContext, PanelApi, SelectionScan } from '../host-api/host-api';
import { createEngineClient, type EngineClient } from './engine-client/engine-client';
import { engineLaunchers } from './engine-client/launchers';
import { hostEndpoints } from './open-host';
import { chooseMessages, messagesOf } from '../locales/choose-locale';
import type { Messages } from '../locales/messages';
import { retouchAgain } from './headless/retouch-again';
import { removeRetouch } from './headless/remove-retouch';
import { Diagnostics } from './diagnostics/diagnostics';
import { Panel } from './panel';
import { MessagesContext } from './controls/use-messages';
import { parsePreferences } from './saved/preferences';
import { showTheme } from './show-theme';

const endpointOf = hostEndpoints();
const host = wrap<HostApi>(endpointOf('host'));

/** Listeners that the panel sets; they do nothing before. */
let showSelection: (selection: SelectionScan) => void = () => undefined;
let showBusy: (busy: boolean) => void = () => undefined;
let cancel: () => void = () => undefined;
const panelApi: PanelApi = {
  selectionChanged(selection) {
    showSelection(selection);
    return Promise.resolve();
  },
  cancelRequested() {
    cancel();
    return Promise.resolve();
  },
  hostBusy(busy) {
    showBusy(busy);
    return Promise.resolve();
  },
  themeChanged(theme) {
    showTheme(theme);
    return Promise.resolve();
  },
};
expose(panelApi, endpointOf('panel'));

/** The panel in the language of the browser, or in the one that the user chose. */
function LocalisedPanel({
  engine,
  started,
}: {
  readonly engine: EngineClient;
  readonly started: Promise<HostContext>;
}) {
  const [messages, setMessages] = useState(() => chooseMessages(navigator.languages));
  const [diagnosing, setDiagnosing] = useState(false);
  useLayoutEffect(() => {
    document.documentElement.lang = messages.language;
  }, [messages]);
  return (
    <MessagesContext.Provider value={messages}>
      {/* The panel keeps its state while the facts are shown. */}
      <div class="page" hidden={diagnosing}>
        <Panel
          host={host}
          engine={engine}
          started={started}
          onSelection={(listener) => {
            showSelection = listener;
          }}
          onBusy={(listener) => {
            showBusy = listener;
          }}
          onMessages={setMessages}
          onDiagnostics={() => setDiagnosing(true)}
        />
      </div>
      {diagnosing && <Diagnostics host={host} engine={engine} onBack={() => setDiagnosing(false)} />}
    </MessagesContext.Provider>
  );
}

function showDiagnostics(engine: EngineClient, messages: Messages): void {
  document.documentElement.lang = messages.language;
  render(
    <MessagesContext.Provider value={messages}>
      <Diagnostics host={host} engine={engine} />
    </MessagesContext.Provider>,
    document.getElementById('panel')!,
  );
}

/** Renders the panel. For headless commands and Diagnostics it stays inert: its `started` promise never resolves. */
async function open(engine: EngineClient): Promise<void> {
  const started = host.ready();
  const windowed = started.then((context) =>
    context.command === 'retouch' || context.command === 'edit' ? context : never,
  );
  render(<LocalisedPanel engine={engine} started={windowed} />, document.getElementById('panel')!);
  const context = await started;
  showTheme(context.theme);
  const messages = messagesOf(parsePreferences(context.storedSettings).language) ?? chooseMessages(navigator.languages);
  if (context.command === 'diagnostics') showDiagnostics(engine, messages);
  if (context.command === 'again')
    await retouchAgain(host, engine, context, messages, (work) => {
      cancel = work;
    });
  if (context.command === 'remove') await removeRetouch(host, messages);
}

const never = new Promise<never>(() => undefined);

document.addEventListener('DOMContentLoaded', () => {
  void open(createEngineClient(engineLaunchers()));
});
