/**
 * Measures one run of each network on one wasm thread: `npm run bench:networks`. Prints the median of RUNS runs after
 * a first one, in milliseconds of wall time and of CPU time. Other work on the machine stretches CPU time less.
 */
import { loadAssets } from '../../plugin/cli/load-assets';
import { NETWORK_NAMES, networkInfo } from '../../ui/engine/networks/catalogue';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';

const RUNS = 9;

const runner = createWasmRunner(loadAssets());
for (const name of NETWORK_NAMES) {
  const inputs = (): Record<string, Float32Array> =>
    Object.fromEntries(
      networkInfo(name).inputs.map((input) => {
        const size = input.shape.reduce((product, side) => product * side, 1);
        return [input.name, Float32Array.from({ length: size }, (_, index) => ((index * 7919) % 256) / 255)];
      }),
    );
  await runner.run(name, inputs());
  const times: number[] = [];
  const worked: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const given = inputs();
    const start = performance.now();
    const before = process.cpuUsage();
    await runner.run(name, given);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
  }
  console.log(`${name.padEnd(18)} ${median(times)} ms, ${median(worked)} ms of the processor`);
}
await runner.release();

function median(times: number[]): string {
  return times
    .sort((a, b) => a - b)
    [RUNS >> 1]!.toFixed(0)
    .padStart(5);
}
