import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import type { HostNodeType, NodeValues } from '../../plugin/playground/host/index';
import type { NodeSnapshot, PhotoOptions } from '../../plugin/playground/page/test-hook';
import { createPlaygroundServer, LOOPBACK } from '../../plugin/playground/server/create-server';
import { launchChromium } from '../chromium';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A row of the panel's list of layers, as text. */
export interface Row {
  readonly name: string;
  readonly state: string;
  readonly text: string;
}

/** Rows of 8-bit RGBA pixels with straight alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * The playground as `npm start` serves it, in Chromium, with a designer's actions as methods. The plugin and its panel
 * are the built ones in dist/.
 */
export class Session {
  /** Every address that the page or a frame in it requested, except data: and blob:. */
  readonly requests: string[] = [];
  /** Errors that nothing caught, in the page and in the plugin's frames. */
  readonly errors: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly page: Page,
    readonly origin: string,
    /** The origin of the engine page. */
    readonly engineOrigin: string,
    private readonly stopServer: () => void,
  ) {
    page.on('request', (request) => {
      if (!/^(data|blob|about):/.test(request.url())) this.requests.push(request.url());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  /**
   * Starts the server and Chromium, and opens the playground. A failure ends both, so that the test file ends.
   *
   * @param search the query of the playground's address: '?engine-page' opens it with the engine page
   */
  static async open(locale = 'en-US', flags: readonly string[] = [], search = ''): Promise<Session> {
    const server = createPlaygroundServer(DIST);
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const stopServer = (): void => {
      server.closeAllConnections();
      server.close();
    };
    return Session.at(new URL(search, `http://localhost:${port}`), stopServer, locale, flags);
  }

  /** Starts Chromium and opens the playground at an address. A failure also stops the server. */
  static async at(
    address: URL,
    stopServer: () => void,
    locale = 'en-US',
    flags: readonly string[] = [],
  ): Promise<Session> {
    let browser: Browser | null = null;
    try {
      browser = await launchChromium(flags);
      // Without a GPU each frame of a spinner is painted by the processor that computes the picture.
      const view = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
      const page = await browser.newPage({ ...view, locale });
      // An action that takes this long hangs. A busy machine can need minutes for a picture.
      page.setDefaultTimeout(180_000);
      // tsx wraps functions in a helper, `__name`, which a function that runs in the page calls as well.
      await page.addInitScript('window.__name = (target) => target');
      const { origin } = address;
      const session = new Session(browser, page, origin, origin.replace('localhost', LOOPBACK), stopServer);
      // Tests start with the small portrait, unless they name another.
      if (!address.searchParams.has('sample')) address.searchParams.set('sample', 'astronaut');
      await page.goto(address.href);
      await page.evaluate(() => window.playground.ready);
      return session;
    } catch (error) {
      await browser?.close();
      stopServer();
      throw error;
    }
  }

  async close(): Promise<void> {
    try {
      await this.browser.close();
    } finally {
      this.stopServer();
    }
  }

  get panel(): FrameLocator {
    return this.page.frameLocator('iframe[name="Shim Plugin Iframe"]').frameLocator('iframe').frameLocator('iframe');
  }

  /** Closes the plugin and empties the page. */
  async clear(): Promise<void> {
    await this.page.evaluate(() => {
      window.playground.closePlugin();
      window.playground.clear();
    });
  }

  /** Empties the page and leaves the plugin open, with its engine and its cached pictures. */
  async empty(): Promise<void> {
    await this.page.evaluate(() => {
      window.playground.select([]);
      window.playground.clear();
    });
    await this.panel.locator('.empty').waitFor();
  }

  addPhoto(bytes: Uint8Array, name: string, options: PhotoOptions = {}): Promise<string> {
    const base64 = Buffer.from(bytes).toString('base64');
    return this.page.evaluate(([photo, title, more]) => window.playground.addPhoto(photo, title, more), [
      base64,
      name,
      options,
    ] as const);
  }

  addNode(type: HostNodeType, values: Partial<NodeValues> = {}, parentId?: string): Promise<string> {
    return this.page.evaluate(([kind, more, parent]) => window.playground.addNode(kind, more, parent), [
      type,
      values,
      parentId,
    ] as const);
  }

  select(ids: readonly string[]): Promise<void> {
    return this.page.evaluate((chosen) => window.playground.select(chosen), ids);
  }

  snapshot(id = 'page'): Promise<NodeSnapshot> {
    return this.page.evaluate((node) => window.playground.snapshot(node), id);
  }

  undo(): Promise<void> {
    return this.page.evaluate(() => window.playground.undo());
  }

  /** Opens the plugin with a command of its menu or of a relaunch button, and waits until its engine runs. */
  async runPlugin(command?: 'retouch' | 'edit', engine: 'wasm' | 'webgpu' = 'wasm'): Promise<void> {
    await this.page.evaluate((name) => window.playground.runPlugin(name), command);
    await this.panel.locator(`.engine[data-engine="${engine}"]`).waitFor({ timeout: 300_000 });
  }

  /** Waits until the open plugin lists these layers, in this order. */
  async shows(...names: readonly string[]): Promise<void> {
    for (const [index, name] of names.entries())
      await this.panel.locator(`.row:nth-child(${index + 1}) .name[data-tip=${JSON.stringify(name)}]`).waitFor();
  }

  /** Waits until the preview shows the latest request. */
  async settled(): Promise<void> {
    await this.panel.locator('.preview[aria-busy="false"]').waitFor();
  }

  /** The row of a tool: its layer's role. */
  row(role: string): Locator {
    return this.panel.locator(`.tool-row[data-role="${role}"]`);
  }

  /** Opens the row of a tool, unless it is open. */
  async openRow(role: string): Promise<Locator> {
    const head = this.row(role).locator('.tool-head');
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    return this.row(role);
  }

  /** Turns the layer of a tool on or off. */
  async turn(role: string, on: boolean): Promise<void> {
    const eye = this.row(role).locator('.eye');
    if ((await eye.getAttribute('aria-pressed')) !== String(on)) await eye.click();
  }

  /** Sets the number of a field in an open row. */
  async fill(name: string, value: number): Promise<void> {
    const field = this.panel.getByRole('spinbutton', { name });
    await field.fill(String(value));
    await field.press('Enter');
  }

  /** Presses an item of the panel's menu. */
  async command(name: string | RegExp): Promise<void> {
    await this.panel.getByRole('button', { name: 'More commands' }).click();
    await this.panel.locator('.menu button', { hasText: name }).click();
  }

  /** Checks or unchecks an item of the panel's menu. */
  async check(name: string | RegExp, on: boolean): Promise<void> {
    await this.panel.getByRole('button', { name: 'More commands' }).click();
    const item = this.panel.locator('.menu button', { hasText: name });
    if ((await item.getAttribute('aria-checked')) === String(on)) await this.page.keyboard.press('Escape');
    else await item.click();
  }

  async choose(settings: {
    readonly heal?: 'Off' | 'Blemishes' | 'All';
    readonly even?: number;
    readonly brighten?: number;
    readonly flatten?: boolean;
  }): Promise<void> {
    const { heal, even, brighten, flatten } = settings;
    if (heal !== undefined) {
      await this.turn('heal', heal !== 'Off');
      if (heal !== 'Off') {
        await this.openRow('heal');
        await this.fill('Reach', heal === 'All' ? 86 : 35);
      }
    }
    for (const [role, name, value] of [
      ['blend', 'Even tone', even],
      ['brighten', 'Brighten', brighten],
    ] as const) {
      if (value === undefined) continue;
      await this.openRow(role);
      await this.fill(name, value);
    }
    if (flatten !== undefined) await this.check('Also add a merged copy', flatten);
  }

  /** Drags the corner of the plugin's window until its content has this size in CSS pixels. */
  async resizeTo(width: number, height: number): Promise<void> {
    const page = this.panel.locator('html');
    const { x, y } = (await page.boundingBox())!;
    await this.panel.locator('.resize-handle').hover();
    await this.page.mouse.down();
    let [left, top] = [x + width - 6, y + height - 6];
    // The distance from the pointer to the corner is not known, so the pointer moves by what is missing.
    for (let attempt = 0; attempt < 40; attempt++) {
      await this.page.mouse.move(left, top);
      const [across, down] = await page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return [window.innerWidth, window.innerHeight] as const;
      });
      if (across === width && down === height) break;
      [left, top] = [left + width - across, top + height - down];
    }
    await this.page.mouse.up();
  }

  /** Keeps the preview's first spot unhealed, by keys. */
  async keepSpot(): Promise<void> {
    await this.panel.locator('.overlay .spot.healed').first().waitFor({ state: 'attached' });
    await this.panel.getByRole('application').focus();
    await this.page.keyboard.press('n');
    await this.page.keyboard.press('Enter');
    await this.panel.locator('.overlay .spot.kept').waitFor({ state: 'attached' });
  }

  /** Adds a spot at a point of the preview, as fractions (0–1) of its width and height. */
  async addSpot(x: number, y: number): Promise<void> {
    const stage = this.panel.getByRole('application');
    const { width, height } = (await stage.boundingBox())!;
    await this.panel.getByRole('toolbar').getByRole('button', { name: /^Spot/ }).click();
    await stage.click({ position: { x: width * x, y: height * y } });
    await this.panel.locator('.overlay .spot.added').waitFor({ state: 'attached' });
  }

  /** Brushes from one point of the preview to another, as fractions (0–1) of its width and height. */
  async brush(
    from: readonly [x: number, y: number],
    to: readonly [x: number, y: number],
    choosesTool = true,
  ): Promise<void> {
    const stage = this.panel.getByRole('application');
    const { width, height } = (await stage.boundingBox())!;
    if (choosesTool) await this.panel.getByRole('button', { name: /^Brush/ }).click();
    await stage.hover({ position: { x: width * from[0], y: height * from[1] } });
    await this.page.mouse.down();
    await stage.hover({ position: { x: width * to[0], y: height * to[1] } });
    await this.page.mouse.up();
  }

  /** Presses Retouch, Update or Apply, waits for the end of the run and returns the list as it then is. */
  async retouch(): Promise<Row[]> {
    await this.panel.getByRole('button', { name: /^(Retouch|Update|Apply)( \d+| all)?$/ }).click();
    return this.finished();
  }

  /** Waits for the end of the present run and returns the list as it then is. */
  async finished(): Promise<Row[]> {
    await this.panel
      .getByRole('status')
      .filter({ hasText: /done|ready|unchanged|failed|not started|left as/ })
      .waitFor({ state: 'attached', timeout: 300_000 });
    return this.rows();
  }

  async rows(): Promise<Row[]> {
    return this.panel.locator('.row').evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('.name')!.textContent,
        state: row.getAttribute('data-state')!,
        text: row.querySelector('.what')!.textContent,
      })),
    );
  }

  /** The pixels of a node, as Chromium's canvas paints them, at `scale` pixels a canvas unit. */
  async render(id = 'page', scale = 1): Promise<Pixels> {
    const { width, height, base64 } = await this.page.evaluate(
      async ([node, factor]) => {
        const pixels = await window.playground.renderNode(node, factor);
        let text = '';
        for (let start = 0; start < pixels.data.length; start += 0x8000)
          text += String.fromCharCode(...pixels.data.subarray(start, start + 0x8000));
        return { width: pixels.width, height: pixels.height, base64: btoa(text) };
      },
      [id, scale] as const,
    );
    return { width, height, data: new Uint8Array(Buffer.from(base64, 'base64')) };
  }
}

export const SAMPLE = readFileSync(new URL('../../plugin/playground/samples/astronaut.png', import.meta.url));

/** The sample's head as a PNG of 240 × 240 pixels: quick to retouch, with a face that is large enough. */
export function sampleHead(): Promise<Buffer> {
  return sharp(SAMPLE).extract({ left: 110, top: 0, width: 240, height: 240 }).png().toBuffer();
}

/** The same picture as a file that the engine has not cached: no decoder reads the bytes after a PNG's end. */
export function anotherFile(png: Uint8Array, mark: string | number): Buffer {
  return Buffer.concat([png, Buffer.from(`${mark}`)]);
}

/** The only group that the plugin made, with its layers bottom first. Throws unless there is exactly one. */
export function retouchGroup(page: NodeSnapshot): NodeSnapshot {
  const groups = page.children.filter((node) => node.type === 'GROUP' && node.pluginMade);
  if (groups.length !== 1) throw new Error(`${groups.length} Softlight groups, expected 1`);
  return groups[0]!;
}

/** Nodes without the relaunch buttons that the plugin adds to retouched layers. */
export function withoutButtons(nodes: readonly NodeSnapshot[]): unknown[] {
  return nodes.map(({ values: { relaunchData: _, ...values }, children, ...node }) => ({
    ...node,
    values,
    children: withoutButtons(children),
  }));
}
