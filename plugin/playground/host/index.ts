/**
 * The playground's Figma: a document, and plugins that run over it in a QuickJS VM, as Figma runs them.
 *
 *   const document = new HostDocument();
 *   const photo = document.create('RECTANGLE', { name: 'Photo', width: 512, height: 512,
 *     fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(bytes) }] });
 *   document.select([photo.id]);
 *   const plugin = runPlugin(document, { quickjs, code, html, command: '', storage: new Map(), hooks });
 *   document.subscribe((change) => …redraw, and on 'selection': plugin.selectionChanged()…);
 *
 * Nothing here needs a browser or Node: a page draws the document and shows the plugin's window, and a test answers
 * in place of the window. The caller passes QuickJS in, because a browser and Node load its wasm differently.
 */
export { assetOf, gridOf, type EditorKind } from './canvas-grid';
export { HostDocument } from './document';
export { addEditorScene } from './editor-scenes';
export { absoluteTransform, sizeOf, spaceOf } from './geometry';
export { hasValue, type HostNode, type HostNodeType, type NodeValues } from './node';
export type { PluginHooks, PluginNotice, PluginOptions, RunningPlugin } from './plugin-types';
export { runPlugin } from './run-plugin';
