import { ENGINE_PAGE_PROTOCOL, isPanelGreeting, type PageGreeting, type PageMessage } from './protocol/messages';
import { openGpuEngine } from './protocol/open-gpu-engine';

/**
 * The engine page: the engine's second home, a secure origin that Softlight's panel embeds, where there is a GPU. It
 * hears whoever embeds it, once; whatever anybody says later is not for it. The port that it is given then goes with it.
 */
function meetEmbedder(): void {
  const embedder = window.parent;
  if (embedder === window) return;
  const hear = ({ source, data, ports }: MessageEvent<unknown>): void => {
    const port = ports[0];
    if (source !== embedder || !isPanelGreeting(data) || port === undefined || ports.length !== 1) return;
    window.removeEventListener('message', hear);
    void serve(port);
  };
  window.addEventListener('message', hear);
  // Anybody may know that there is such a page: a panel in a null origin cannot be named as the only addressee.
  const greeting: PageGreeting = { softlightEnginePage: ENGINE_PAGE_PROTOCOL };
  embedder.postMessage(greeting, '*');
}

async function serve(port: MessagePort): Promise<void> {
  const tell = (message: PageMessage, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  tell({ state: 'starting', tested: 0 });
  const opened = await openGpuEngine(new URL('.', location.href), {
    onTested: (tested) => tell({ state: 'starting', tested }),
    onEnd: (problem) => tell({ state: 'ended', problem }),
  });
  if (opened.state === 'started') tell(opened, [opened.engine]);
  else tell(opened);
}

meetEmbedder();
