import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { PluginHooks } from '../../plugin/playground/host/index';
import { shown, type OpenPlugin, type Shown } from './open-plugin';

/** One attempt of the plugin, in which the host refused one of its calls. */
export interface Attempt<Result> {
  readonly failAt: number;
  /** The call that was refused; null if the plugin made fewer calls, so that none was refused. */
  readonly refused: string | null;
  readonly plugin: OpenPlugin;
  readonly result: Result;
  readonly before: Shown;
  readonly after: Shown;
}

/**
 * Has the plugin do something again and again: with the first of its calls to the host refused, then the second, and
 * so on. In the last attempt none is refused. A plugin that has left all as it was makes the next attempt too,
 * because opening a plugin takes longer than the attempt.
 * Whatever changes something is done by a plugin that was opened for it.
 */
export async function* refuseEachCall<Result>(
  open: (hooks: Pick<PluginHooks, 'beforeCall'>) => Promise<OpenPlugin>,
  act: (plugin: OpenPlugin) => Promise<Result>,
): AsyncGenerator<Attempt<Result>> {
  let again: ((failAt: number) => Promise<Attempt<Result>>) | null = null;
  for (let failAt = 0; ; failAt++) {
    let attempt: Attempt<Result> | null = again === null ? null : await again(failAt);
    if (attempt === null || changed(attempt)) {
      again = await refusable(open, act);
      attempt = await again(failAt);
      if (changed(attempt)) again = null;
    }
    yield attempt;
    if (attempt.refused === null) return;
  }
}

function changed({ before, after }: Attempt<unknown>): boolean {
  return !isDeepStrictEqual(before, after);
}

async function refusable<Result>(
  open: (hooks: Pick<PluginHooks, 'beforeCall'>) => Promise<OpenPlugin>,
  act: (plugin: OpenPlugin) => Promise<Result>,
): Promise<(failAt: number) => Promise<Attempt<Result>>> {
  let left = Infinity;
  let refused: string | null = null;
  const plugin = await open({
    beforeCall: (operation) => {
      // The answer to the panel comes after what was asked.
      if (operation.startsWith('ui.') || left-- !== 0) return;
      refused = operation;
      throw new Error('the host refused');
    },
  });
  const { page } = plugin.document;
  return async (failAt) => {
    const before = shown(page);
    refused = null;
    left = failAt;
    const result = await act(plugin);
    left = Infinity;
    assert.deepEqual(plugin.errors, []);
    return { failAt, refused, plugin, result, before, after: shown(page) };
  };
}
