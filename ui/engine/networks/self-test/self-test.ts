import { EngineError } from '../../report';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../catalogue';
import type { NetworkRunner } from '../runner';
import { goldenInputs } from './golden-inputs';
import { describeOutputs, findWrongOutput, goldenNetwork } from './golden-outputs';

export type SelfTestResult =
  | { readonly state: 'passed' }
  /** `detail`: what was wrong, for diagnostics. */
  | { readonly state: 'failed'; readonly network: NetworkName; readonly detail: string };

/**
 * Runs networks on their golden inputs and compares what comes out with what is stored. Graphics drivers have
 * been seen to give wrong numbers without any error; a runner that does, or throws, fails. Never rejects.
 */
export async function selfTest(runner: NetworkRunner, networks: readonly NetworkName[] = NETWORK_NAMES): Promise<SelfTestResult> {
  for (const network of networks) {
    const detail = await findFault(runner, network);
    if (detail !== null) return { state: 'failed', network, detail };
  }
  return { state: 'passed' };
}

async function findFault(runner: NetworkRunner, network: NetworkName): Promise<string | null> {
  const info = networkInfo(network);
  const expected = goldenNetwork(network, info);
  if (expected === null) return 'no outputs are stored for this file';
  try {
    const wrong = findWrongOutput(expected, describeOutputs(info, await runner.run(network, goldenInputs(info))));
    return wrong === null ? null : `output ${wrong} is wrong`;
  } catch (error) {
    if (error instanceof EngineError) return 'detail' in error.problem ? error.problem.detail : error.problem.code;
    return error instanceof Error ? error.message : String(error);
  }
}
