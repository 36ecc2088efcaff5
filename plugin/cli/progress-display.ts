import { basename } from 'node:path';
import type { Progress } from '../../ui/engine/api/report';
import { en } from '../../ui/locales/en';
import { clipToColumns, printable } from './terminal-text';

/** Where lines and the bar are drawn. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** Width in characters. */
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressDisplay {
  /** Adds photos to the total. */
  expect(more: number): void;
  /** Shows how far a photo is; photos are told apart by their paths. */
  progress(photo: string, progress: Progress): void;
  /** Writes the line of a finished photo, to the error output if it failed. */
  ended(photo: string, line: string, failed: boolean): void;
  /** Erases the bar. */
  close(): void;
}

const BAR_WIDTH = 24;
const USUAL_COLUMNS = 80;
const ERASE_LINE = '\r\x1b[K';

/**
 * Shows the progress of `known` photos, and of those added later. On a terminal: a bar on the error output, kept below
 * the lines. Otherwise one numbered line a photo and nothing else, as a log needs it. Control characters in names are
 * made visible.
 */
export function createProgressDisplay(known: number, out: Terminal, errors: Terminal): ProgressDisplay {
  const running = new Map<string, Progress>();
  const bar = errors.isTTY === true;
  let total = known;
  let ended = 0;
  let drawn = '';

  function draw(): void {
    if (!bar) return;
    const line = clipToColumns(barText(running, ended, total), (errors.columns ?? USUAL_COLUMNS) - 1);
    if (line === drawn) return;
    drawn = line;
    errors.write(ERASE_LINE + line);
  }

  function erase(): void {
    if (bar && drawn !== '') errors.write(ERASE_LINE);
    drawn = '';
  }

  return {
    expect(more: number): void {
      total += more;
    },
    progress(photo: string, progress: Progress): void {
      running.set(photo, progress);
      draw();
    },
    ended(photo: string, line: string, failed: boolean): void {
      running.delete(photo);
      ended++;
      erase();
      (failed ? errors : out).write(`${bar ? '' : `[${ended}/${total}] `}${printable(line)}\n`);
      if (ended < total) draw();
    },
    close: erase,
  };
}

function barText(running: ReadonlyMap<string, Progress>, ended: number, total: number): string {
  const done = [...running.values()].reduce((sum, progress) => sum + progress.done, ended) / total;
  const filled = Math.round(BAR_WIDTH * done);
  const cells = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const stages = [...running].map(([photo, { stage }]) => `${printable(basename(photo))}: ${en.stages[stage]}`);
  return `[${cells}] ${Math.floor(100 * done)} %  ${ended}/${total}  ${stages.join(', ')}`;
}

/** A stream whose reader may close it, as `| head` does. */
interface ClosableStream {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Keeps the program at work when the reader of its output goes away: what is written after that is lost, and photos
 * are still done. Other errors of the stream are thrown as before.
 */
export function outliveReader(stream: ClosableStream): void {
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
}
