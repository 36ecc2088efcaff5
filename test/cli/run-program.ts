import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** An ended run of the command line. */
export interface ProgramRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Lines of the output that are not empty. */
  readonly out: readonly string[];
  readonly errors: readonly string[];
}

/** A run that goes on. */
export interface StartedProgram {
  readonly ended: Promise<ProgramRun>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the output holds a text; rejects if the program ends without it. */
  says(text: string): Promise<void>;
}

/** Starts the built command line in a folder. */
export function startProgram(program: string, cwd: string, ...argv: readonly string[]): StartedProgram {
  const child = spawn(process.execPath, [program, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.errors += part));
  const lines = (all: string): string[] => all.split('\n').filter((line) => line !== '');
  const ended = once(child, 'close').then(([code, signal]): ProgramRun => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    out: lines(text.out),
    errors: lines(text.errors),
  }));
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.out.includes(wanted)) resolve();
        };
        child.stdout.on('data', look);
        void ended.then(() => reject(new Error(`ended without "${wanted}": ${text.out}${text.errors}`)));
        look();
      }),
  };
}
