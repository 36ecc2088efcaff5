import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { messageOf } from '../../ui/engine/api/message-of';

/** A program that develops a raw photo into a TIFF, and its arguments with `{in}` and `{out}`. */
export interface RawDeveloper {
  readonly program: string;
  readonly parameters: readonly string[];
}

export type RawOutcome = { readonly ok: true } | { readonly ok: false; readonly detail: string };

/** File names that `--raw-with` applies to. */
export const RAW_NAME = /\.(dng|cr2|cr3|nef|nrw|arw|srf|sr2|raf|orf|rw2|pef|srw|3fr|iiq|x3f)$/i;

const LONGEST_DETAIL = 500;

/**
 * Reads the value of `--raw-with`, such as `dcraw_emu -T -6 -Z {out} {in}`. Quotes keep spaces together. No shell is
 * involved, so a photo's name cannot run anything.
 * @returns null without a program, with an open quote, or where `{in}` or `{out}` is missing
 */
export function readRawDeveloper(template: string): RawDeveloper | null {
  const words = [...template.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)];
  const rest = words.reduce((text, [word]) => text.replace(word, ''), template);
  const [program, ...parameters] = words.map(([, double, single, bare]) => double ?? single ?? bare ?? '');
  const complete = ['{in}', '{out}'].every((hole) => parameters.some((parameter) => parameter.includes(hole)));
  return program === undefined || rest.trim() !== '' || !complete ? null : { program, parameters };
}

/**
 * Develops a raw photo into a TIFF. The program's error output, cut to a few lines, says why it failed.
 * @param input absolute path of the photo, so that no name is taken for an option
 * @param output absolute path of the TIFF to write
 */
export async function developRaw(developer: RawDeveloper, input: string, output: string): Promise<RawOutcome> {
  const parameters = developer.parameters.map((parameter) =>
    parameter.replace(/\{(in|out)\}/g, (_, hole) => (hole === 'in' ? input : output)),
  );
  const child = spawn(developer.program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => (errors = (errors + String(data)).slice(-LONGEST_DETAIL)));
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return code === 0
      ? { ok: true }
      : { ok: false, detail: errors.trim().replace(/\s+/g, ' ') || `ended with ${code ?? signal}` };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}
