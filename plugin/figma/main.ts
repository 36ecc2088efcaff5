import { expose, wrap } from 'comlink';
import type { PanelApi } from '../../ui/channel/host-api';
import { createHost } from './host';
import { isCall } from './is-call';
import { scanSelection } from './scan-selection';
import { createUiEndpoint } from './ui-endpoint';

// Hidden layers of instances are many, slow to reach, and never retouched.
figma.skipInvisibleInstanceChildren = true;

figma.showUI(__html__, { themeColors: true, width: 720, height: 640, title: 'Softlight' });

const host = createHost();
expose(host, createUiEndpoint('host', (message) => isCall(host, message)));
const panel = wrap<PanelApi>(createUiEndpoint('panel'));

figma.on('selectionchange', () => {
  void panel.selectionChanged(scanSelection(figma.currentPage.selection, false));
});
