import { spawnSync } from 'node:child_process';

/** A layer as another program sees it in a file. */
export interface SeenLayer {
  /** 0 for a layer of the picture, 1 for one in a group. */
  readonly depth: number;
  readonly name: string;
  readonly mode: string;
  /** 0–255. */
  readonly opacity: number;
  readonly visible: boolean;
  readonly masked: boolean;
}

/** Longest time for one file; a program that waits in a dialog is ended then. */
const LIMIT_SECONDS = 180;

/** Whether a command is installed. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

/**
 * Runs a program without a person.
 * @throws Error if it does not end in time, and is then killed, or fails
 */
export function runJudge(command: string, args: readonly string[]): void {
  const { status, signal, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: LIMIT_SECONDS * 1000,
    killSignal: 'SIGKILL',
  });
  if (signal !== null) throw new Error(`${command} gave no answer in ${LIMIT_SECONDS} s and was ended`);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}
