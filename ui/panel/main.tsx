import { expose, wrap } from 'comlink';
import { render } from 'preact';
import type { HostApi, PanelApi, SelectionScan } from '../channel/host-api';
import { createEngineBridge } from './engine/engine-bridge';
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

document.addEventListener('DOMContentLoaded', () => {
  const engine = createEngineBridge(readEngineSource(), readAssets);
  const words = chooseWords(navigator.languages);
  document.documentElement.lang = words.language;
  render(
    <WordsContext.Provider value={words}>
      <Panel host={host} engine={engine} onSelection={(listener) => { showSelection = listener; }} />
    </WordsContext.Provider>,
    document.getElementById('panel')!,
  );
});
