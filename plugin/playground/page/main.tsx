import { render } from 'preact';
import { Editor } from './editor/editor';
import { fileUrl } from './file-url';
import { firstSamples } from './samples';
import { createPlayground } from './test-hook';
import { App } from './view/app';
import style from './view/style.css';
import { EditorContext } from './view/use-editor';

const sheet = document.createElement('style');
sheet.textContent = style;
document.head.append(sheet);

const editor = new Editor();
editor.setTheme(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
window.playground = createPlayground(editor, placeSamples());

render(
  <EditorContext.Provider value={editor}>
    <App />
  </EditorContext.Provider>,
  document.getElementById('app')!,
);

/** Puts the sample portraits on the page and shows them. */
async function placeSamples(): Promise<void> {
  for (const { file, name } of firstSamples(window.location.search)) {
    const response = await fetch(fileUrl(`playground/samples/${file}`));
    if (response.ok) await editor.addPhoto(new Uint8Array(await response.arrayBuffer()), name);
  }
  editor.fit();
}
