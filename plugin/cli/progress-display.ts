import { basename } from 'node:path';
import type { Progress } from '../../ui/engine/api/report';
import { en } from '../../ui/locales/en';

/** Where lines and the bar are drawn. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressDisplay {
  /** How far a photo, known by its path, is. */
  progress(photo: string, progress: Progress): void;
  /** A photo has come to its end; `line` says how. Lines of failure go to the error output. */
  ended(photo: string, line: string, failed: boolean): void;
  /** Takes the bar off the screen. */
  close(): void;
}

const BAR_WIDTH = 24;
const ERASE_LINE = '\r\x1b[K';

/**
 * On a terminal: a bar over all photos on the error output, kept below the lines. Otherwise: one numbered
 * line a photo and nothing else, as a log wants it.
 */
export function createProgressDisplay(total: number, out: Terminal, errors: Terminal): ProgressDisplay {
  const running = new Map<string, Progress>();
  const bar = errors.isTTY === true;
  let ended = 0;
  let drawn = '';

  function draw(): void {
    if (!bar) return;
    const done = [...running.values()].reduce((sum, progress) => sum + progress.done, ended) / total;
    const filled = Math.round(BAR_WIDTH * done);
    const stages = [...running].map(([photo, { stage }]) => `${basename(photo)}: ${en.stages[stage]}`).join(', ');
    const text = `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}] ${Math.floor(100 * done)} %  ${ended}/${total}  ${stages}`;
    const line = text.slice(0, (errors.columns ?? 80) - 1);
    if (line === drawn) return;
    drawn = line;
    errors.write(ERASE_LINE + line);
  }

  function erase(): void {
    if (bar && drawn !== '') errors.write(ERASE_LINE);
    drawn = '';
  }

  return {
    progress(photo: string, progress: Progress): void {
      running.set(photo, progress);
      draw();
    },
    ended(photo: string, line: string, failed: boolean): void {
      running.delete(photo);
      ended++;
      erase();
      (failed ? errors : out).write(`${bar ? '' : `[${ended}/${total}] `}${line}\n`);
      if (ended < total) draw();
    },
    close: erase,
  };
}
