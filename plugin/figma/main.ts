import { expose, wrap } from 'comlink';
import type { PanelApi } from '../../ui/host-api/host-api';
import { createHost } from './host';
import { onChosen, windowSize } from './other-editors';
import { isCall } from '../../ui/host-api/is-call';
import { scanSelection } from './scan-selection';
import { createUiEndpoint } from './ui-endpoint';

// Instances have many hidden layers. They are slow to reach, and never retouched.
figma.skipInvisibleInstanceChildren = true;

// The networks run in the page of the window, so a command without a window gets a hidden one.
const visible = figma.command !== 'again' && figma.command !== 'remove';
figma.showUI(__html__, { themeColors: true, ...windowSize(), title: 'Softlight', visible });

const panel = wrap<PanelApi>(createUiEndpoint('panel'));
const host = createHost(() => void panel.cancelRequested());
expose(
  host,
  createUiEndpoint('host', (message) => isCall(host, message)),
);

let changes = 0;
onChosen(() => {
  const change = ++changes;
  void scanSelection(figma.currentPage, { flatten: false, changes: false }).then((selection) => {
    // The selection may have changed again during the scan.
    if (change === changes) void panel.selectionChanged(selection);
  });
});
