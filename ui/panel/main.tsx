import { expose, wrap } from 'comlink';
import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { HostApi, HostContext, PanelApi, SelectionScan } from '../host-api/host-api';
import { createEngineBridge, type EngineBridge } from './engine-client/engine-client';
import { engineHomes } from './engine-client/launchers';
import { createHostEndpoint } from './host-endpoint';
import { chooseWords, wordsOf } from '../locales/choose-locale';
import type { Words } from '../locales/messages';
import { retouchAgain } from './headless/retouch-again';
import { removeRetouch } from './headless/remove-retouch';
import { Diagnostics } from './diagnostics/diagnostics';
import { Panel } from './panel';
import { WordsContext } from './controls/use-messages';
import { parseStored } from './saved/preferences';

const host = wrap<HostApi>(createHostEndpoint('host'));

/** Selections that arrive before the panel is drawn wait here. */
let showSelection: (selection: SelectionScan) => void = () => undefined;
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
};
expose(panelApi, createHostEndpoint('panel'));

/** The panel in the browser's language, or in the one that was chosen. */
function SpokenPanel({ engine, started }: { readonly engine: EngineBridge; readonly started: Promise<HostContext> }) {
  const [words, setWords] = useState(() => chooseWords(navigator.languages));
  useLayoutEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  return (
    <WordsContext.Provider value={words}>
      <Panel
        host={host}
        engine={engine}
        started={started}
        onSelection={(listener) => {
          showSelection = listener;
        }}
        onWords={setWords}
      />
    </WordsContext.Provider>
  );
}

function showDiagnostics(engine: EngineBridge, words: Words): void {
  document.documentElement.lang = words.language;
  render(
    <WordsContext.Provider value={words}>
      <Diagnostics host={host} engine={engine} />
    </WordsContext.Provider>,
    document.getElementById('panel')!,
  );
}

/** Opens the panel; of other commands it is nothing to be seen of, or gives way, and `never` keeps it from working. */
async function open(engine: EngineBridge): Promise<void> {
  const started = host.ready();
  const windowed = started.then((context) =>
    context.command === 'retouch' || context.command === 'edit' ? context : never,
  );
  render(<SpokenPanel engine={engine} started={windowed} />, document.getElementById('panel')!);
  const context = await started;
  const words = wordsOf(parseStored(context.storedSettings).language) ?? chooseWords(navigator.languages);
  if (context.command === 'diagnostics') showDiagnostics(engine, words);
  if (context.command === 'again')
    await retouchAgain(host, engine, context, words, (work) => {
      cancel = work;
    });
  if (context.command === 'remove') await removeRetouch(host, words);
}

const never = new Promise<never>(() => undefined);

document.addEventListener('DOMContentLoaded', () => {
  void open(createEngineBridge(engineHomes()));
});
