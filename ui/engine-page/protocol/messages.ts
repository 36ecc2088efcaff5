import type { EngineProblem } from '../../engine/api/report';
import type { NetworkSetName } from '../../engine/api/settings';
import type { ExecutionProvider, GpuUse, StartRefusal } from '../../engine/api/engine-api';

/**
 * How panel and engine page meet: the page says that it is there, the panel answers with one MessagePort, and
 * everything from then on goes over that port. Both sides look at the sender of the first two messages. A page of
 * another protocol than the panel's is not spoken to.
 */
export const ENGINE_PAGE_PROTOCOL = 2;

/** Window message, page to panel: its script runs. */
export interface PageGreeting {
  readonly softlightEnginePage: typeof ENGINE_PAGE_PROTOCOL;
}

/** Window message, panel to page, with exactly one port. */
export interface PanelGreeting {
  readonly softlightPanel: typeof ENGINE_PAGE_PROTOCOL;
}

/** What the page says over the port. */
export type PageMessage =
  /** It is at work: `tested` is the share of the self-test that is done (0–1). */
  | { readonly state: 'starting'; readonly tested: number }
  /** `engine` speaks EngineApi; the engine behind it is started. */
  | {
      readonly state: 'started';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse;
      readonly engine: MessagePort;
    }
  | { readonly state: 'refused'; readonly reason: StartRefusal; readonly detail: string }
  /** The engine could not be started, or has ended. */
  | { readonly state: 'ended'; readonly problem: EngineProblem };

/** Why the engine of a GPU was given up; `stopped`: it had started, and failed at a picture. */
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
