#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { readCommand } from './arguments';
import { outliveReader } from './progress-display';
import { runCommand } from './run-command';
import { helpText, USAGE_HINT, usageWords } from './words';
import { serveJobs } from './worker';

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
      process.stderr.write(`${usageWords(command.problem)}\n${USAGE_HINT}\n`);
      return 2;
    case 'retouch':
      return await runCommand(
        command,
        givenFrom(),
        new URL(import.meta.url),
        { out: process.stdout, errors: process.stderr },
        stopOnSignal,
      );
  }
}

/** npm moves to the package's folder; relative paths are meant from where the command was typed. */
function givenFrom(): string {
  return (process.env['npm_lifecycle_event'] === 'retouch' ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

/** On a signal: takes away what is unfinished, says so, and dies of that signal, as the shell expects. */
function stopOnSignal(stop: () => Promise<string>): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      void stop().then((words) => {
        writeSync(process.stderr.fd, `${words}\n`);
        // Not process.exit: that waits for whatever a worker is encoding. The handler is gone, so this ends it.
        process.kill(process.pid, signal);
      });
    });
  }
}

if (isMainThread) {
  process.exitCode = await main();
} else {
  serveJobs();
}
