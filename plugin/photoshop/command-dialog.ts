import type { Remote } from 'comlink';
import type { Command, HostApi, PanelApi } from '../../ui/host-api/host-api';
import { core } from './modules';
import type { HostOptions } from './host';
import type { PageMessages } from './page-messages';
import { openPage } from './page-session';
import { world } from './script-world';

/** The parts that a command needs: its page runs in a dialog, because the panel may be closed. */
export interface CommandOptions {
  readonly messages: PageMessages;
  readonly makeHost: (options: Pick<HostOptions, 'command' | 'onBusy' | 'onNotice' | 'onClose'>) => HostApi;
}

const SIZES = { page: { width: 720, height: 640 }, notice: { width: 360, height: 120 } } as const;

/** Runs a command in a dialog, and resolves when the dialog is closed. Without a window of its own it shows notices. */
export async function runInDialog(command: Command, { messages, makeHost }: CommandOptions): Promise<void> {
  const showsPage = command === 'diagnostics';
  const dialog = world.document.createElement('dialog');
  const notice = world.document.createElement('div');
  const button = world.document.createElement('button');
  let lastWord = '';
  let panel: Remote<PanelApi> | null = null;
  const session = openPage(messages, (remote) => {
    panel = remote;
    return makeHost({
      command,
      onBusy: (busy) => void remote.hostBusy(busy),
      onNotice(text, cancel) {
        notice.textContent = text;
        button.textContent = cancel;
      },
      onClose(message) {
        lastWord = message;
        dialog.close();
      },
    });
  });
  button.addEventListener('click', () => void panel?.cancelRequested());
  if (!showsPage) {
    // The page must exist, but has nothing to show.
    session.element.style['width'] = '1px';
    session.element.style['height'] = '1px';
    dialog.appendChild(notice);
    dialog.appendChild(button);
  }
  dialog.appendChild(session.element);
  world.document.body.appendChild(dialog);
  await dialog.uxpShowModal({ title: 'Softlight', resize: 'none', size: showsPage ? SIZES.page : SIZES.notice });
  session.end();
  dialog.remove();
  if (lastWord !== '') await core.showAlert({ message: lastWord });
}
