#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { readCommand, type RetouchCommand } from './arguments';
import { hasNativeRunner } from './native-runner';
import { outliveReader } from './progress-display';
import { runCommand } from './run-command';
import { runWatch } from './run-watch';
import { printable } from './terminal-text';
import type { UsageProblem } from './usage-problem';
import { helpText, USAGE_HINT, usageWords } from './words';
import { serveJobs } from './worker';

/** Signals within this time in milliseconds count as one. */
const SAME_SIGNAL = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(): Promise<number> {
  outliveReader(process.stdout);
  outliveReader(process.stderr);
  const command = readCommand(process.argv.slice(2));
  switch (command.command) {
    case 'help':
      process.stdout.write(helpText());
      return 0;
    case 'refused':
      return refuse(command.problem);
    case 'retouch':
      return await retouch(command);
  }
}

async function retouch(command: RetouchCommand): Promise<number> {
  if (command.engine === 'native' && !hasNativeRunner()) return refuse({ code: 'no-native' });
  const invocation = {
    command,
    base: shellFolder(),
    program: new URL(import.meta.url),
    output: { out: process.stdout, errors: process.stderr },
  };
  return command.watch ? runWatch(invocation, finishOnSignal) : runCommand(invocation, stopOnSignal);
}

function refuse(problem: UsageProblem): number {
  process.stderr.write(`${printable(usageWords(problem))}\n${USAGE_HINT}\n`);
  return 2;
}

/** The folder of the user's shell, where relative paths start. `npm run` changes to the package's folder. */
function shellFolder(): string {
  return (process.env['npm_lifecycle_event'] === 'retouch' ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

/** On a signal, removes unfinished files, prints a message and ends by the same signal, as shells expect. */
function stopOnSignal(stop: () => Promise<string>): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      void stop().then((words) => {
        writeSync(process.stderr.fd, `${words}\n`);
        // process.exit would wait for a worker that encodes. The handler ran once, so the signal now ends the process.
        process.kill(process.pid, signal);
      });
    });
  }
}

/** On a signal, lets the current photo be finished; on a later one, stops as `stopOnSignal`. */
function finishOnSignal(stop: () => Promise<string>, finish: () => void): void {
  let first: number | null = null;
  const onSignal = (): void => {
    const now = performance.now();
    first ??= now;
    finish();
    // npm passes on the Ctrl+C that the terminal has sent already.
    if (now - first < SAME_SIGNAL) return;
    for (const signal of SIGNALS) process.off(signal, onSignal);
    stopOnSignal(stop);
    process.kill(process.pid, 'SIGINT');
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

if (isMainThread) {
  process.exitCode = await main();
} else {
  serveJobs();
}
