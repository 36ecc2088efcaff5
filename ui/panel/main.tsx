import { expose, wrap } from 'comlink';
import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { HostApi, PanelApi, SelectionScan } from '../channel/host-api';
import { createEngineBridge, type EngineBridge } from './engine/engine-bridge';
import { readAssets, readEngineSource } from './engine/read-assets';
import { createHostEndpoint } from './host-endpoint';
import { chooseWords } from '../words/choose-words';
import { Panel } from './panel';
import { WordsContext } from './parts/use-words';

const host = wrap<HostApi>(createHostEndpoint('host'));

/** Selections that arrive before the panel is drawn wait here. */
let showSelection: (selection: SelectionScan) => void = () => undefined;
const panelApi: PanelApi = {
  selectionChanged(selection) {
    showSelection(selection);
    return Promise.resolve();
  },
};
expose(panelApi, createHostEndpoint('panel'));

/** The panel in the browser's language, or in the one that was chosen. */
function SpokenPanel({ engine }: { readonly engine: EngineBridge }) {
  const [words, setWords] = useState(() => chooseWords(navigator.languages));
  useLayoutEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  return (
    <WordsContext.Provider value={words}>
      <Panel host={host} engine={engine} onSelection={(listener) => { showSelection = listener; }} onWords={setWords} />
    </WordsContext.Provider>
  );
}

document.addEventListener('DOMContentLoaded', () => {
  render(<SpokenPanel engine={createEngineBridge(readEngineSource(), readAssets)} />, document.getElementById('panel')!);
});
