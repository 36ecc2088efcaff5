import { world } from './script-world';

/** Messages of the plugin's pages. All of them arrive at the window, without a reliable sender. */
export interface PageMessages {
  /** The next page that is not known yet belongs to this receiver. Returns the function that ends it. */
  expectPage(receive: (text: string) => void): () => void;
}

export function createPageMessages(): PageMessages {
  const pages = new Map<string, (text: string) => void>();
  const waiting: ((text: string) => void)[] = [];
  world.window.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;
    const space = data.indexOf(' ');
    const page = data.slice(0, space);
    if (space < 1) return;
    const receive = pages.get(page) ?? waiting.shift();
    if (receive === undefined) return;
    pages.set(page, receive);
    receive(data.slice(space + 1));
  });
  return {
    expectPage(receive) {
      waiting.push(receive);
      return () => {
        if (waiting.includes(receive)) waiting.splice(waiting.indexOf(receive), 1);
        for (const [page, receiver] of [...pages]) if (receiver === receive) pages.delete(page);
      };
    },
  };
}
