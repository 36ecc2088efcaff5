import { messageOf } from '../../api/message-of';
import { EngineError } from '../../api/report';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../catalogue';
import type { NetworkRunner } from '../runner';
import { goldenInputs } from './golden-inputs';
import { describeOutputs, findWrongOutput, goldenNetwork } from './golden-outputs';

export type SelfTestResult =
  | { readonly state: 'passed' }
  /** `detail` describes the fault, for diagnostics. */
  | {
      readonly state: 'failed';
      readonly reason: 'wrong-numbers' | 'gpu-lost';
      readonly network: NetworkName;
      readonly detail: string;
    };

/**
 * Runs networks on their golden inputs and compares the outputs with the stored ones. It is needed because some
 * graphics drivers give wrong numbers without an error. A network with a fault in half precision changes to single
 * precision, and is tested again. Stops at the first fault. Never rejects.
 * @param networks left out: all shipped networks
 */
export async function selfTest(
  runner: NetworkRunner,
  networks: readonly NetworkName[] = NETWORK_NAMES,
): Promise<SelfTestResult> {
  for (const network of networks) {
    const fault = await findLastingFault(runner, network);
    if (fault !== null) return { state: 'failed', network, ...fault };
  }
  return { state: 'passed' };
}

type Fault = Pick<Extract<SelfTestResult, { state: 'failed' }>, 'reason' | 'detail'>;

/** Tests a network, and tests it again in single precision if half precision has a fault. Null: no fault. */
async function findLastingFault(runner: NetworkRunner, network: NetworkName): Promise<Fault | null> {
  const fault = await findFault(runner, network);
  if (fault === null || runner.half?.networks().includes(network) !== true) return fault;
  await runner.half.leave(network);
  return findFault(runner, network);
}

async function findFault(runner: NetworkRunner, network: NetworkName): Promise<Fault | null> {
  const wrongNumbers = (detail: string): Fault => ({ reason: 'wrong-numbers', detail });
  try {
    const info = networkInfo(network, runner.catalogue);
    const expected = goldenNetwork(network, info);
    if (expected === null) return wrongNumbers('no expected outputs are stored for this file');
    const wrong = findWrongOutput(expected, describeOutputs(info, await runner.run(network, goldenInputs(info))));
    return wrong === null ? null : wrongNumbers(`output ${wrong} is wrong`);
  } catch (error) {
    if (!(error instanceof EngineError)) return wrongNumbers(messageOf(error));
    const { problem } = error;
    return {
      reason: problem.code === 'gpu-lost' ? 'gpu-lost' : 'wrong-numbers',
      detail: 'detail' in problem ? problem.detail : problem.code,
    };
  }
}
