import { expose, wrap } from 'comlink';
import { render } from 'preact';
import type { HostApi, PanelApi, SelectionScan } from '../channel/host-api';
import { createEngineBridge } from './engine/engine-bridge';
import { readAssets, readEngineSource } from './engine/read-assets';
import { createHostEndpoint } from './host-endpoint';
import { Panel } from './panel';

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
  render(
    <Panel host={host} engine={engine} onSelection={(listener) => { showSelection = listener; }} />,
    document.getElementById('panel')!,
  );
});
