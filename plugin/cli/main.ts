#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { readCommand } from './arguments';
import { runCommand } from './run-command';
import { HELP, USAGE_HINT, usageWords } from './words';
import { serveJobs } from './worker';

/** What shells give a program that a signal ended: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** How long ending the workers may take, in milliseconds, before the program ends without waiting. */
const PATIENCE = 3000;

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  switch (command.command) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'refused':
      process.stderr.write(`${usageWords(command.problem)}\n${USAGE_HINT}\n`);
      return 2;
    case 'retouch':
      return await runCommand(command, givenFrom(), new URL(import.meta.url), { out: process.stdout, errors: process.stderr }, stopOnSignal);
  }
}

/** npm moves to the package's folder; relative paths are meant from where the command was typed. */
function givenFrom(): string {
  return (process.env['npm_lifecycle_event'] === 'retouch' ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

function stopOnSignal(stop: () => Promise<string>): void {
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      setTimeout(() => process.exit(code), PATIENCE).unref();
      void stop().then((words) => {
        process.stderr.write(`${words}\n`);
        process.exit(code);
      });
    });
  }
}

if (isMainThread) {
  process.exitCode = await main();
} else {
  serveJobs();
}
