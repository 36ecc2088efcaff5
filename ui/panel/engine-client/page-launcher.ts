import { wrap } from 'comlink';
import type { EngineApi } from '../../engine/api/engine-api';
import {
  ENGINE_PAGE_PROTOCOL,
  isPageGreeting,
  type PageMessage,
  type PanelGreeting,
} from '../../engine-page/protocol/messages';
import { LaunchRefused, type LaunchedEngine, type EngineLauncher, type LaunchEvents } from './launcher';

/** Milliseconds to wait: for the page to load, then for its greeting, then between messages of its start. */
const TIMEOUTS = { load: 10_000, greeting: 3000, message: 60_000 };

/** The engine page in a hidden frame of the panel. Its engine ends with the frame. */
export function pageLauncher(address: URL, timeouts = TIMEOUTS): EngineLauncher {
  return async ({ onTested, onCrash, signal }) => {
    const frame = document.createElement('iframe');
    frame.title = 'Softlight engine';
    frame.style.display = 'none';
    // The page needs its own origin for its files and its GPU. It gets no navigation, no windows and no forms.
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = address.href;
    const end = new AbortController();
    signal.addEventListener('abort', () => end.abort(new LaunchRefused('not-started')));
    end.signal.addEventListener('abort', () => frame.remove());
    try {
      await greeted(frame, address.origin, timeouts, end);
      const { port1, port2 } = new MessageChannel();
      const greeting: PanelGreeting = { softlightPanel: ENGINE_PAGE_PROTOCOL };
      frame.contentWindow?.postMessage(greeting, address.origin, [port2]);
      return await started(port1, timeouts.message, onTested, onCrash, end.signal);
    } catch (error) {
      end.abort();
      throw error;
    }
  };
}

/** Adds the frame and waits for the greeting of its page. Greetings from other frames or origins are ignored. */
function greeted(
  frame: HTMLIFrameElement,
  origin: string,
  { load, greeting }: typeof TIMEOUTS,
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

/** Follows the page's messages until its engine has started. A later `ended` message counts as a crash. */
function started(
  port: MessagePort,
  timeout: number,
  onTested: (done: number) => void,
  onCrash: LaunchEvents['onCrash'],
  signal: AbortSignal,
): Promise<LaunchedEngine> {
  return new Promise((resolve, reject) => {
    let limit: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(limit);
      limit = setTimeout(() => reject(new LaunchRefused('not-started')), timeout);
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
