import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { createPlaygroundServer, LOOPBACK } from '../../plugin/playground/server/create-server';
import type {} from '../../plugin/playground/photoshop/page/test-hook';
import { launchChromium } from '../chromium';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The small Photoshop as `npm start -- --photoshop` serves it, in Chromium, with a designer's actions as methods. */
export class PhotoshopSession {
  /** Errors that nothing caught, in the page and in the plugin's frames. */
  readonly errors: string[] = [];
  readonly panel: FrameLocator;

  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    private readonly stopServer: () => void,
  ) {
    this.panel = page.frameLocator('section.plugin iframe');
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(): Promise<PhotoshopSession> {
    const server = createPlaygroundServer(DIST);
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    const stopServer = (): void => {
      server.closeAllConnections();
      server.close();
    };
    try {
      const browser = await launchChromium();
      const page = await browser.newPage({ viewport: { width: 1600, height: 960 }, locale: 'en-US' });
      page.setDefaultTimeout(180_000);
      await page.addInitScript('window.__name = (target) => target');
      const session = new PhotoshopSession(browser, page, stopServer);
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/photoshop/`);
      return session;
    } catch (error) {
      stopServer();
      throw error;
    }
  }

  /** The panel shows the preview of the selected picture. */
  async previewReady(): Promise<void> {
    await this.panel.locator('.preview[aria-busy="false"]').waitFor();
  }

  /** Presses the main button, and waits for the end of the run. */
  async retouch(): Promise<void> {
    await this.panel.locator('.foot .button.primary:not([disabled])').click();
    await this.panel.locator('.row[data-state="done"]').waitFor();
  }

  async openDocument(title: string): Promise<void> {
    await this.page.getByRole('tab', { name: title }).click();
  }

  async command(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Plugins ▸ Softlight' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** The facts of the Diagnostics dialog, once all are there. */
  async diagnostics(): Promise<string> {
    const facts = this.page.frameLocator('.dialog iframe').locator('dl[aria-busy="false"]');
    await facts.waitFor();
    return facts.innerText();
  }

  /** The layers of the active document as text, top first, and the names of its history states. */
  documentFacts(): Promise<{ readonly layers: readonly string[]; readonly history: readonly string[] }> {
    return this.page.evaluate(() => {
      const document = window.studio.photoshop.active!;
      const flat = (layers: typeof document.state.layers): string[] =>
        layers.flatMap(({ name, blendMode, opacity, mask, isClipped, children }) => [
          [name, blendMode, Math.round(opacity), mask === null ? '' : 'masked', isClipped ? 'clipped' : '']
            .join(' ')
            .trim(),
          ...flat(children),
        ]);
      return { layers: flat(document.state.layers), history: document.history.map(({ name }) => name) };
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.stopServer();
  }
}
