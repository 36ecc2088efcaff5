import { ENGINE_PAGE_PROTOCOL, isPanelGreeting, type PageGreeting, type PageMessage } from './protocol/messages';
import { openGpuEngine } from './protocol/open-gpu-engine';

/**
 * Answers the panel that embeds this page. The engine page is a secure origin, and so can use the GPU. It accepts one
 * greeting with one port from its embedder, serves the engine over that port, and ignores later greetings.
 */
function meetEmbedder(): void {
  const embedder = window.parent;
  if (embedder === window) return;
  const onMessage = ({ source, data, ports }: MessageEvent<unknown>): void => {
    const port = ports[0];
    if (source !== embedder || !isPanelGreeting(data) || port === undefined || ports.length !== 1) return;
    window.removeEventListener('message', onMessage);
    void serve(port);
  };
  window.addEventListener('message', onMessage);
  // The target origin is '*' because a panel in a null origin has no other name. The greeting holds no secret.
  const greeting: PageGreeting = { softlightEnginePage: ENGINE_PAGE_PROTOCOL };
  embedder.postMessage(greeting, '*');
}

async function serve(port: MessagePort): Promise<void> {
  const send = (message: PageMessage, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  send({ state: 'starting', tested: 0 });
  const opened = await openGpuEngine(new URL('.', location.href), {
    onTested: (tested) => send({ state: 'starting', tested }),
    onEnd: (problem) => send({ state: 'ended', problem }),
  });
  if (opened.state === 'started') send(opened, [opened.engine]);
  else send(opened);
}

meetEmbedder();
