import { render } from 'preact';
import { addEditorScene } from '../host/index';
import { Editor } from './editor/editor';
import { editorOf } from './editor-choice';
import { fileUrl } from './file-url';
import { firstSamples } from './samples';
import { createPlayground } from './test-hook';
import { App } from './view/app';
import style from './view/style.css';
import { EditorContext } from './view/use-editor';

const sheet = document.createElement('style');
sheet.textContent = style;
document.head.append(sheet);

const editor = new Editor(editorOf(window.location.search));
editor.setTheme(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
window.playground = createPlayground(editor, placeSamples());

render(
  <EditorContext.Provider value={editor}>
    <App />
  </EditorContext.Provider>,
  document.getElementById('app')!,
);

/** Puts the sample portraits on the page and shows them. Slides and assets hold the first one. */
async function placeSamples(): Promise<void> {
  const samples = firstSamples(window.location.search);
  for (const { file, name } of editor.kind === 'figma' ? samples : samples.slice(0, 1)) {
    const response = await fetch(fileUrl(`playground/samples/${file}`));
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (editor.kind === 'figma') await editor.addPhoto(bytes, name);
    else addEditorScene(editor.document, editor.document.addImage(bytes));
  }
  editor.fit();
}
