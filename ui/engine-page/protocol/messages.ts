import type { EngineProblem } from '../../engine/api/report';
import type { NetworkSetName } from '../../engine/api/settings';
import type { ExecutionProvider, GpuUse, StartRefusal } from '../../engine/api/engine-api';

/**
 * Version of the handshake between panel and engine page. The page greets, the panel answers with one MessagePort, and
 * all later messages use that port. Both sides check the sender of the greetings. The panel ignores a page of another
 * version.
 */
export const ENGINE_PAGE_PROTOCOL = 2;

/** Window message from the page to the panel: the page's script runs. */
export interface PageGreeting {
  readonly softlightEnginePage: typeof ENGINE_PAGE_PROTOCOL;
}

/** Window message from the panel to the page, with exactly one port. */
export interface PanelGreeting {
  readonly softlightPanel: typeof ENGINE_PAGE_PROTOCOL;
}

/** A message from the page, over the port. */
export type PageMessage =
  /** The engine starts; `tested` is the share of the self-test that is done, 0–1. */
  | { readonly state: 'starting'; readonly tested: number }
  /** The engine is ready; `engine` is a comlink endpoint of EngineApi. */
  | {
      readonly state: 'started';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse;
      readonly engine: MessagePort;
    }
  | { readonly state: 'refused'; readonly reason: StartRefusal; readonly detail: string }
  /** The engine failed to start, or has crashed. */
  | { readonly state: 'ended'; readonly problem: EngineProblem };

/** The reason to stop using the GPU's engine. `stopped`: it started, and failed at a picture. */
export type GivenUp = StartRefusal | 'page-unreachable' | 'not-started' | 'stopped';

export function isPageGreeting(data: unknown): data is PageGreeting {
  return (
    typeof data === 'object' &&
    data !== null &&
    'softlightEnginePage' in data &&
    data.softlightEnginePage === ENGINE_PAGE_PROTOCOL
  );
}

export function isPanelGreeting(data: unknown): data is PanelGreeting {
  return (
    typeof data === 'object' &&
    data !== null &&
    'softlightPanel' in data &&
    data.softlightPanel === ENGINE_PAGE_PROTOCOL
  );
}
