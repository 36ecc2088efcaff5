import type { Point } from '../../../geometry/box';
import type { Editor } from '../editor/editor';
import { toPage } from '../editor/viewport';

/** Distance between photos that are dropped together, in canvas units. */
const STEP = 40;

/** Puts picture files on the page, around a page point or beside everything else, and selects them all. */
export async function addPhotoFiles(editor: Editor, files: readonly File[], centre?: Point): Promise<void> {
  const added: string[] = [];
  for (const [index, file] of files.entries()) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const placement =
      centre === undefined ? {} : { centre: { x: centre.x + index * STEP, y: centre.y + index * STEP } };
    const node = await editor.addPhoto(bytes, file.name, placement);
    if (node !== null) added.push(node.id);
  }
  if (added.length === 0) return;
  editor.document.select(added);
  if (centre === undefined) editor.fit();
}

/** Adds photos that are dropped anywhere on the page or pasted. Returns the function that ends it. */
export function listenForPhotos(editor: Editor, canvas: () => Element | null): () => void {
  const allow = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const box = canvas()?.getBoundingClientRect();
    const point =
      box === undefined ? undefined : toPage(editor.view, { x: event.clientX - box.left, y: event.clientY - box.top });
    void addPhotoFiles(editor, files, point);
  };
  const paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void addPhotoFiles(editor, files);
  };
  window.addEventListener('dragover', allow);
  window.addEventListener('drop', drop);
  window.addEventListener('paste', paste);
  return () => {
    window.removeEventListener('dragover', allow);
    window.removeEventListener('drop', drop);
    window.removeEventListener('paste', paste);
  };
}
