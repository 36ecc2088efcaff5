import { render } from 'preact';
import { Editor } from './editor/editor';
import { createPlayground } from './test-hook';
import { App } from './view/app';
import style from './view/style.css';
import { EditorContext } from './view/use-editor';

const SAMPLE = '/playground/samples/astronaut.png';

const sheet = document.createElement('style');
sheet.textContent = style;
document.head.append(sheet);

const editor = new Editor();
editor.setTheme(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
window.playground = createPlayground(editor, placeSample());

render(
  <EditorContext.Provider value={editor}>
    <App />
  </EditorContext.Provider>,
  document.getElementById('app')!,
);

/** Puts the sample portrait on the page and shows it. */
async function placeSample(): Promise<void> {
  const response = await fetch(SAMPLE);
  if (!response.ok) return;
  await editor.addPhoto(new Uint8Array(await response.arrayBuffer()), 'Astronaut.png');
  editor.fit();
}
