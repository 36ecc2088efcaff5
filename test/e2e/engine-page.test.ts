import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINE_PAGE_PROTOCOL } from '../../ui/engine-page/protocol/messages';
import { SAMPLE, Session } from './session';

// These tests use a Chromium without a GPU, where the page refuses as soon as it hears its embedder.
let session: Session;
before(async () => {
  session = await Session.open('en-US', [], '?engine-page');
});
after(() => session?.close());

describe('engine page', () => {
  // Promise: N9
  test('answers its embedder once, and ignores strangers and later messages', async () => {
    const answers = await session.page.evaluate(
      async ([address, protocol]) => {
        const page = document.createElement('iframe');
        const stranger = document.createElement('iframe');
        const greeted = new Promise<void>((resolve) => {
          addEventListener('message', ({ source, data }) => {
            if (
              source === page.contentWindow &&
              (data as { softlightEnginePage?: unknown }).softlightEnginePage === protocol
            )
              resolve();
          });
        });
        page.src = address;
        document.body.append(stranger, page);
        await greeted;
        /** The page's messages over the port that `speak` sends it. */
        const heard = {
          stranger: [] as unknown[],
          misshapen: [] as unknown[],
          embedder: [] as unknown[],
          later: [] as unknown[],
        };
        const portFor = (who: keyof typeof heard): MessagePort => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => heard[who].push((data as { state: unknown }).state);
          return port2;
        };
        const target = page.contentWindow!;
        // The source of a message is the window whose script posts it.
        const strangers = stranger.contentWindow as Window & typeof globalThis;
        (strangers as unknown as { page: Window; port: MessagePort }).page = target;
        (strangers as unknown as { port: MessagePort }).port = portFor('stranger');
        (strangers as unknown as { eval(code: string): void }).eval(
          `page.postMessage({ softlightPanel: ${protocol} }, '*', [port])`,
        );
        target.postMessage({ softlightPanel: protocol + 1 }, '*', [portFor('misshapen')]);
        target.postMessage({ softlightPanel: protocol }, '*', [portFor('misshapen'), portFor('misshapen')]);
        target.postMessage({ softlightPanel: protocol }, '*', [portFor('embedder')]);
        target.postMessage({ softlightPanel: protocol }, '*', [portFor('later')]);
        while (heard.embedder.at(-1) !== 'refused') await new Promise((resolve) => setTimeout(resolve, 20));
        return heard;
      },
      [`${session.engineOrigin}/engine/`, ENGINE_PAGE_PROTOCOL] as const,
    );
    assert.deepEqual(answers, { stranger: [], misshapen: [], embedder: ['starting', 'refused'], later: [] });
  });

  test('requests nothing outside itself in a whole run, and without a GPU the CPU does the work and the panel says so', async () => {
    await session.clear();
    await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
    const before = session.requests.length;
    await session.runPlugin();
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done'],
    );
    const asked = session.requests.slice(before);
    assert.ok(
      asked.some((url) => url.startsWith(`${session.engineOrigin}/engine/`)),
      'the page was tried',
    );
    assert.deepEqual(
      asked.filter(
        (url) => !url.startsWith(`${session.origin}/`) && !url.startsWith(`${session.engineOrigin}/engine/`),
      ),
      [],
    );
    await session.panel.getByText('On this machine · CPU').waitFor();
  });

  for (const [state, html] of [
    ['cannot be reached', null],
    ['stays silent', '<!doctype html>'],
    [
      'is a stranger at its address',
      `<!doctype html><script>parent.postMessage({ softlightEnginePage: ${ENGINE_PAGE_PROTOCOL + 1} }, "*"); parent.postMessage({ state: "started" }, "*")</script>`,
    ],
  ] as const) {
    // Promise: 24
    test(`that ${state} leaves the work to the CPU, and the panel says so`, async () => {
      const address = `${session.engineOrigin}/engine/`;
      await session.clear();
      await session.page.route(address, (route) =>
        html === null ? route.abort() : route.fulfill({ contentType: 'text/html', body: html }),
      );
      await session.runPlugin();
      await session.page.unroute(address);
      const engine = session.panel.locator('.engine[data-given-up="page-unreachable"]');
      assert.match(
        (await engine.textContent())!,
        /On this machine · CPU · The engine page for the GPU cannot be reached/,
      );
    });
  }

  // Promise: N9
  test('reaches only its own files, and so does its worker', async () => {
    const elsewhere = 'https://elsewhere.example/';
    const asked: string[] = [];
    await session.page.route(`${elsewhere}**`, (route) => {
      asked.push(route.request().url());
      return route.fulfill({
        contentType: 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
        body: '',
      });
    });
    await session.page.evaluate(
      (address) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.addEventListener('load', () => resolve());
          frame.src = address;
          document.body.append(frame);
        }),
      `${session.engineOrigin}/engine/`,
    );
    const page = session.page.frames().find((frame) => frame.url() === `${session.engineOrigin}/engine/`);
    const outcomes = await page!.evaluate(async (address) => {
      const outcome = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'done',
          () => 'blocked',
        );
      const loaded = (
        element: HTMLImageElement | HTMLScriptElement | HTMLIFrameElement,
        src: string,
      ): Promise<unknown> =>
        new Promise((resolve, reject) => {
          element.addEventListener('load', resolve);
          element.addEventListener('error', reject);
          document.addEventListener('securitypolicyviolation', reject);
          element.src = src;
          document.body.append(element);
        });
      const code = `fetch('${address}worker').then(() => 'done', () => 'blocked').then((fetched) => {
      try { importScripts('${address}script.js'); postMessage([fetched, 'done']); } catch { postMessage([fetched, 'blocked']); }
    })`;
      const worker = new Promise((resolve) => {
        new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))).onmessage = ({ data }) =>
          resolve(data);
      });
      navigator.sendBeacon(`${address}beacon`, 'x');
      return {
        own: await outcome(fetch('engine.js')),
        fetch: await outcome(fetch(`${address}fetch`)),
        image: await outcome(loaded(new Image(), `${address}image`)),
        script: await outcome(loaded(document.createElement('script'), `${address}script.js`)),
        frame: await outcome(loaded(document.createElement('iframe'), `${address}frame`)),
        worker: await worker,
      };
    }, elsewhere);
    assert.deepEqual(outcomes, {
      own: 'done',
      fetch: 'blocked',
      image: 'blocked',
      script: 'blocked',
      frame: 'blocked',
      worker: ['blocked', 'blocked'],
    });
    assert.deepEqual(asked, []);
  });
});
