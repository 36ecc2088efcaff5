import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { isInstalled, runJudge, type SeenLayer } from './run-judge';
import { mergedPicture } from './imagemagick';

/** The reason to skip Krita; false if it is here. It needs a display: a real one or the variable DISPLAY of Xvfb. */
export const NO_KRITA = isInstalled('krita') ? false : 'Krita is not installed, or there is no display';

const exportTo = (file: string, target: string): void =>
  runJudge('krita', ['--export', '--export-filename', target, file]);

/** A layered file composited by Krita: RGBA, 0–65535. @param scratch path of a file to write, without extension */
export function compositeInKrita(file: string, scratch: string): Uint16Array {
  exportTo(file, `${scratch}.png`);
  return mergedPicture(`${scratch}.png`);
}

/** The layers that Krita sees, topmost first. @param scratch path of a file to write, without extension */
export function layersInKrita(file: string, scratch: string): SeenLayer[] {
  exportTo(file, `${scratch}.kra`);
  const xml = strFromU8(unzipSync(readFileSync(`${scratch}.kra`))['maindoc.xml']!);
  const seen: SeenLayer[] = [];
  let depth = -1;
  for (const [tag, name, attributes] of xml.matchAll(/<(\/?layers|layer|mask)\b([^>]*)>/g)) {
    if (name === 'layers') depth++;
    else if (name === '/layers') depth--;
    else if (name === 'mask') seen.push({ ...seen.pop()!, masked: true });
    else seen.push(seenLayer(attributes ?? tag, depth));
  }
  return seen;
}

function seenLayer(attributes: string, depth: number): SeenLayer {
  const value = (key: string): string => new RegExp(` ${key}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  const mode = value('passthrough') === '1' ? 'pass-through' : value('compositeop');
  return {
    depth,
    name: value('name'),
    mode: mode.startsWith('soft_light') ? 'soft-light' : mode,
    opacity: Number(value('opacity')),
    visible: value('visible') === '1',
    masked: false,
  };
}
