import { wrap } from 'comlink';
import type { EngineApi } from '../../engine/api/engine-api';
import {
  ENGINE_PAGE_PROTOCOL,
  isPageGreeting,
  type PageMessage,
  type PanelGreeting,
} from '../../engine-page/protocol/messages';
import { LaunchRefused, type LaunchedEngine, type EngineLauncher } from './launcher';

/** Milliseconds to wait: for the page to load, for its greeting once it has, and for a word of one that is at work. */
const PATIENCE = { load: 10_000, greeting: 3000, word: 60_000 };

/** The engine page as a hidden frame of the panel. Its engine ends with the frame. */
export function pageLauncher(address: URL, patience = PATIENCE): EngineLauncher {
  return async ({ onTested, onCrash, signal }) => {
    const frame = document.createElement('iframe');
    frame.title = 'Softlight engine';
    frame.style.display = 'none';
    // Its own origin, for its own files and its GPU; nothing else: no navigation of others, no windows, no forms.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = address.href;
    const end = new AbortController();
    signal.addEventListener('abort', () => end.abort(new LaunchRefused('not-started')));
    end.signal.addEventListener('abort', () => frame.remove());
    try {
      await greeted(frame, address.origin, patience, end);
      const { port1, port2 } = new MessageChannel();
      const greeting: PanelGreeting = { softlightPanel: ENGINE_PAGE_PROTOCOL };
      frame.contentWindow?.postMessage(greeting, address.origin, [port2]);
      return await started(port1, patience.word, onTested, onCrash, end.signal);
    } catch (error) {
      end.abort();
      throw error;
    }
  };
}

/** Puts the frame into the page and waits for the greeting of the page in it: from this very frame, and of its origin. */
function greeted(
  frame: HTMLIFrameElement,
  origin: string,
  { load, greeting }: typeof PATIENCE,
  end: AbortController,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => end.abort(new LaunchRefused('page-unreachable'));
    let limit = setTimeout(refuse, load);
    frame.addEventListener('load', () => {
      clearTimeout(limit);
      limit = setTimeout(refuse, greeting);
    });
    window.addEventListener(
      'message',
      (event: MessageEvent<unknown>) => {
        if (event.source !== frame.contentWindow || event.origin !== origin || !isPageGreeting(event.data)) return;
        finish();
        resolve();
      },
      { signal: end.signal },
    );
    const finish = (): void => {
      clearTimeout(limit);
      frame.addEventListener('load', () => clearTimeout(limit));
    };
    end.signal.addEventListener('abort', () => {
      clearTimeout(limit);
      reject(reasonOf(end.signal));
    });
    document.body.append(frame);
  });
}

/** Follows what the page says over its port, until its engine has started; from then on, that it has ended. */
function started(
  port: MessagePort,
  patience: number,
  onTested: (done: number) => void,
  onCrash: Parameters<EngineLauncher>[0]['onCrash'],
  signal: AbortSignal,
): Promise<LaunchedEngine> {
  return new Promise((resolve, reject) => {
    let limit: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(limit);
      limit = setTimeout(() => reject(new LaunchRefused('not-started')), patience);
    };
    wait();
    signal.addEventListener('abort', () => {
      clearTimeout(limit);
      port.close();
      reject(reasonOf(signal));
    });
    port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      wait();
      if (data.state === 'starting') return onTested(data.tested);
      clearTimeout(limit);
      if (data.state === 'refused') return reject(new LaunchRefused(data.reason, data.detail));
      if (data.state === 'started') return resolve({ ...data, engine: wrap<EngineApi>(data.engine) });
      reject(new LaunchRefused('not-started'));
      onCrash(data.problem);
    };
  });
}

function reasonOf(signal: AbortSignal): LaunchRefused {
  return signal.reason instanceof LaunchRefused ? signal.reason : new LaunchRefused('not-started');
}
