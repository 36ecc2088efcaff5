import { useState } from 'preact/hooks';
import type { Studio } from '../studio';
import { CanvasView } from './canvas-view';
import { CommandDialog } from './command-dialog';
import { Frame } from './frame';
import { HistoryPanel } from './history-panel';
import { LayersPanel } from './layers-panel';
import { MenuBar } from './menu-bar';
import { useStudio } from './use-studio';

/** The whole window: menus, tabs, canvas, and the panels at the right. */
export function App({ studio }: { readonly studio: Studio }) {
  useStudio(studio);
  const [seen, setSeen] = useState(0);
  const { photoshop, messages } = studio;
  const message = messages[seen];
  return (
    <div
      class="window"
      data-theme={studio.theme}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void studio.openFiles(event.dataTransfer?.files ?? []);
      }}
    >
      <MenuBar studio={studio} />
      <div class="tabs" role="tablist">
        {photoshop.documents.map((document) => (
          <button
            key={document.id}
            type="button"
            role="tab"
            aria-selected={document === photoshop.active}
            onClick={() => studio.activate(document)}
          >
            {`${document.title} (${document.form.mode === 'grayscaleMode' ? 'Gray' : 'RGB'}/${document.form.depth})`}
          </button>
        ))}
      </div>
      <div class="work">
        {photoshop.active === null ? <div class="stage" /> : <CanvasView document={photoshop.active} />}
        <section class="plugin" aria-label="Softlight">
          <header>
            <span>Softlight</span>
            <label>
              <input type="checkbox" checked={studio.allDocuments} onChange={() => studio.toggleAllDocuments()} />
              All open documents
            </label>
          </header>
          {studio.panelFrame !== null && <Frame frame={studio.panelFrame} />}
        </section>
        <aside>
          {photoshop.active !== null && <LayersPanel studio={studio} document={photoshop.active} />}
          {photoshop.active !== null && <HistoryPanel studio={studio} document={photoshop.active} />}
        </aside>
      </div>
      {studio.dialog !== null && <CommandDialog studio={studio} dialog={studio.dialog} />}
      {message !== undefined && (
        <div class="alert" role="alertdialog" aria-label="Adobe Photoshop">
          <p>{message}</p>
          <button type="button" onClick={() => setSeen(seen + 1)}>
            OK
          </button>
        </div>
      )}
    </div>
  );
}
