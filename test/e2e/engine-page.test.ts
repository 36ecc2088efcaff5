import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ENGINE_PAGE_PROTOCOL } from '../../ui/channel/engine-page';
import { SAMPLE, Session } from './session';

// Who may talk to whom, in a Chromium without a GPU: the page then refuses as soon as it has heard its embedder.
let session: Session;
before(async () => {
  session = await Session.open('en-US', [], '?engine-page');
});
after(() => session.close());

test('the engine page answers its embedder, once; a stranger, and whoever comes later, is not heard', async () => {
  const answers = await session.page.evaluate(async ([address, protocol]) => {
    const page = document.createElement('iframe');
    const stranger = document.createElement('iframe');
    const greeted = new Promise<void>((resolve) => {
      addEventListener('message', ({ source, data }) => {
        if (source === page.contentWindow && (data as { softlightEnginePage?: unknown }).softlightEnginePage === protocol) resolve();
      });
    });
    page.src = address;
    document.body.append(stranger, page);
    await greeted;
    /** What the page says over a port handed over by `speak`. */
    const heard = { stranger: [] as unknown[], misshapen: [] as unknown[], embedder: [] as unknown[], later: [] as unknown[] };
    const portFor = (who: keyof typeof heard): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => heard[who].push((data as { state: unknown }).state);
      return port2;
    };
    const target = page.contentWindow!;
    // A window whose script posts is the source of the message.
    const strangers = stranger.contentWindow as Window & typeof globalThis;
    (strangers as unknown as { page: Window; port: MessagePort }).page = target;
    (strangers as unknown as { port: MessagePort }).port = portFor('stranger');
    (strangers as unknown as { eval(code: string): void }).eval(`page.postMessage({ softlightPanel: ${protocol} }, '*', [port])`);
    target.postMessage({ softlightPanel: protocol + 1 }, '*', [portFor('misshapen')]);
    target.postMessage({ softlightPanel: protocol }, '*', [portFor('misshapen'), portFor('misshapen')]);
    target.postMessage({ softlightPanel: protocol }, '*', [portFor('embedder')]);
    target.postMessage({ softlightPanel: protocol }, '*', [portFor('later')]);
    while (heard.embedder.at(-1) !== 'refused') await new Promise((resolve) => setTimeout(resolve, 20));
    return heard;
  }, [`${session.engineOrigin}/engine/`, ENGINE_PAGE_PROTOCOL] as const);
  assert.deepEqual(answers, { stranger: [], misshapen: [], embedder: ['starting', 'refused'], later: [] });
});

test('with the engine page a whole run asks nothing of anyone but the page; where it has no GPU, the CPU does the work and the panel says which runs', async () => {
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
  const before = session.requests.length;
  await session.runPlugin();
  assert.deepEqual((await session.retouch()).map(({ state }) => state), ['done']);
  const asked = session.requests.slice(before);
  assert.ok(asked.some((url) => url.startsWith(`${session.engineOrigin}/engine/`)), 'the page was tried');
  assert.deepEqual(asked.filter((url) => !url.startsWith(`${session.origin}/`) && !url.startsWith(`${session.engineOrigin}/engine/`)), []);
  await session.panel.getByText('On this machine · CPU').waitFor();
});
