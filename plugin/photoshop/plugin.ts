import type { Remote } from 'comlink';
import type { Command, HostTheme, PanelApi } from '../../ui/host-api/host-api';
import { runInDialog } from './command-dialog';
import { loadSettings } from './files';
import { createHost } from './host';
import { action, uxp } from './modules';
import { createPageMessages, type PageMessages } from './page-messages';
import { openPage } from './page-session';
import { scanDocuments, type Scope } from './scan-documents';
import { watchTheme } from './theme';
import { watchDocument } from './watch-document';

/** The manifest's id, which the build writes here: a marketplace gives another one. */
declare const PLUGIN_ID: string;
const PANEL_ID = 'softlight';
/** Entry of the panel's menu. */
const ALL_DOCUMENTS = 'all-documents';
/** The global function that a recorded step of an action calls. */
const RECORDED_METHOD = 'softlightRetouchAgain';

/** Sets up the panel and the commands. It must come at once: Photoshop raises an error after about 20 ms. */
export function startPlugin(): void {
  const plugin = new Plugin();
  Object.assign(globalThis, {
    [RECORDED_METHOD]: (_context: unknown, info: { readonly settings?: unknown }) =>
      plugin.run('again', info.settings ?? null),
  });
  uxp.entrypoints.setup({
    panels: {
      [PANEL_ID]: {
        show: (root) => plugin.open(root),
        menuItems: [{ id: ALL_DOCUMENTS, label: 'All open documents', checked: false }],
        invokeMenu: (id) => {
          if (id === ALL_DOCUMENTS) plugin.toggleScope();
        },
      },
    },
    commands: {
      retouch: { run: showPanel },
      again: { run: () => plugin.retouchAgain() },
      remove: { run: () => plugin.run('remove', null) },
      diagnostics: { run: () => plugin.run('diagnostics', null) },
    },
  });
  watchDocument(() => plugin.refresh());
  watchTheme((theme) => plugin.showTheme(theme));
}

async function showPanel(): Promise<void> {
  for (const plugin of uxp.pluginManager.plugins) if (plugin.id === PLUGIN_ID) await plugin.showPanel(PANEL_ID);
}

class Plugin {
  private scope: Scope = 'active';
  private panel: Remote<PanelApi> | null = null;
  private readonly messages: PageMessages = createPageMessages();
  /** Names this run of Photoshop: ids of layers and documents are valid only in it. */
  private readonly session = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;

  open(root: UxpElement): void {
    // Photoshop calls `show` once in some versions, and at every opening in others.
    if (this.panel !== null) return;
    const page = openPage(this.messages, (panel) => {
      this.panel = panel;
      return createHost({
        command: 'retouch',
        recordedSettings: null,
        session: this.session,
        scope: () => this.scope,
        onBusy: (busy) => void panel.hostBusy(busy),
        onNotice: () => undefined,
        onClose: () => undefined,
      });
    });
    root.appendChild(page.element);
  }

  /** Tells the panel what is selected now. While Photoshop is busy, the next change tells it. */
  refresh(): void {
    const { panel, scope, session } = this;
    if (panel === null) return;
    scanDocuments({ scope, session, onBusy: () => undefined, thorough: false, flatten: false }).then(
      (selection) => void panel.selectionChanged(selection),
      () => undefined,
    );
  }

  showTheme(theme: HostTheme): void {
    void this.panel?.themeChanged(theme);
  }

  async run(command: Command, recordedSettings: unknown): Promise<void> {
    const { session } = this;
    await runInDialog(command, {
      messages: this.messages,
      makeHost: (options) => createHost({ ...options, recordedSettings, session, scope: () => this.scope }),
    });
    // Photoshop tells nobody of changes that a script made in the modal state.
    this.refresh();
  }

  async retouchAgain(): Promise<void> {
    const settings = await loadSettings();
    await this.run('again', null);
    // A step of an action keeps the settings of its recording, whatever is chosen later.
    const step = { name: 'Softlight: Retouch with last settings', methodName: RECORDED_METHOD };
    await action.recordAction(step, { settings });
  }

  toggleScope(): void {
    this.scope = this.scope === 'all' ? 'active' : 'all';
    uxp.entrypoints.getPanel(PANEL_ID).menuItems.getItem(ALL_DOCUMENTS).checked = this.scope === 'all';
    this.refresh();
  }
}
