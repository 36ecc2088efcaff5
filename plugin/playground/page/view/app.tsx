import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CanvasView } from './canvas-view';
import { listenForPhotos } from './drop-photos';
import { listenForKeys } from './keyboard';
import { LayersPanel } from './layers-panel';
import { PluginWindowSlot } from './plugin-window';
import { PropertiesPanel } from './properties-panel';
import { Toasts } from './toasts';
import { Toolbar, type Tool } from './toolbar';
import { useEditor } from './use-editor';

/** The playground's page. */
export function App(): JSX.Element {
  const editor = useEditor();
  const [tool, setTool] = useState<Tool>('move');
  useEffect(() => listenForKeys(editor, setTool), [editor]);
  useEffect(() => listenForPhotos(editor, () => document.querySelector('.canvas-area')), [editor]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = editor.theme;
  }, [editor.theme]);
  return (
    <div class="app">
      <LayersPanel />
      <main class="stage">
        <CanvasView tool={tool} />
        <Toolbar tool={tool} onTool={setTool} />
        <Toasts />
        <PluginWindowSlot />
      </main>
      <PropertiesPanel />
    </div>
  );
}
