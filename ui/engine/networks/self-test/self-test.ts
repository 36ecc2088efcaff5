import { EngineError } from '../../api/report';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../catalogue';
import type { NetworkRunner } from '../runner';
import { goldenInputs } from './golden-inputs';
import { describeOutputs, findWrongOutput, goldenNetwork } from './golden-outputs';

export type SelfTestResult =
  | { readonly state: 'passed' }
  /** `detail`: what was wrong, for diagnostics. */
  | {
      readonly state: 'failed';
      readonly reason: 'wrong-numbers' | 'gpu-lost';
      readonly network: NetworkName;
      readonly detail: string;
    };

/**
 * Runs networks on their golden inputs and compares what comes out with what is stored. Graphics drivers have
 * been seen to give wrong numbers without any error; a runner that does, or throws, fails. A network that does in half
 * precision runs in single precision from then on, and is tested so. Never rejects.
 */
export async function selfTest(
  runner: NetworkRunner,
  networks: readonly NetworkName[] = NETWORK_NAMES,
): Promise<SelfTestResult> {
  for (const network of networks) {
    const fault = await findFaultInSingle(runner, network);
    if (fault !== null) return { state: 'failed', network, ...fault };
  }
  return { state: 'passed' };
}

type Fault = Pick<Extract<SelfTestResult, { state: 'failed' }>, 'reason' | 'detail'>;

/** A fault that half precision has no part in; null: there is none, in the precision that the runner is left with. */
async function findFaultInSingle(runner: NetworkRunner, network: NetworkName): Promise<Fault | null> {
  const fault = await findFault(runner, network);
  if (fault === null || runner.half?.networks().includes(network) !== true) return fault;
  await runner.half.leave(network);
  return findFault(runner, network);
}

async function findFault(runner: NetworkRunner, network: NetworkName): Promise<Fault | null> {
  const info = networkInfo(network);
  const expected = goldenNetwork(network, info);
  const wrongNumbers = (detail: string): Fault => ({ reason: 'wrong-numbers', detail });
  if (expected === null) return wrongNumbers('no outputs are stored for this file');
  try {
    const wrong = findWrongOutput(expected, describeOutputs(info, await runner.run(network, goldenInputs(info))));
    return wrong === null ? null : wrongNumbers(`output ${wrong} is wrong`);
  } catch (error) {
    if (!(error instanceof EngineError)) return wrongNumbers(error instanceof Error ? error.message : String(error));
    const { problem } = error;
    return {
      reason: problem.code === 'gpu-lost' ? 'gpu-lost' : 'wrong-numbers',
      detail: 'detail' in problem ? problem.detail : problem.code,
    };
  }
}
