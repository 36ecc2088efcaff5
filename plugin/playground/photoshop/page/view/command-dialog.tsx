import type { FakeElement } from '../../api/elements';
import type { Studio } from '../studio';
import { Frame } from './frame';

/** The dialog of a command. It ends when the plugin removes it. */
export function CommandDialog({ studio, dialog }: { readonly studio: Studio; readonly dialog: FakeElement }) {
  if (dialog.parent === null) return null;
  const isSmall = dialog.children.length > 1;
  return (
    <div class={isSmall ? 'dialog small' : 'dialog'} role="dialog" aria-label="Softlight">
      <header>
        <span>Softlight</span>
        {!isSmall && (
          <button type="button" aria-label="Close" onClick={() => dialog.close()}>
            ×
          </button>
        )}
      </header>
      {dialog.children.map((child, index) =>
        child.kind === 'button' ? (
          <button key={index} type="button" onClick={() => child.click()}>
            {child.textContent}
          </button>
        ) : child.kind === 'div' ? (
          <p key={index}>{child.textContent}</p>
        ) : null,
      )}
      {studio.dialogFrame !== null && <Frame frame={studio.dialogFrame} />}
    </div>
  );
}
