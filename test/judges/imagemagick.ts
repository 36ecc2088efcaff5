import { spawnSync } from 'node:child_process';

/** Larger than any picture that the tests let ImageMagick draw. */
const LARGEST_OUTPUT = 1 << 30;

/** The command of ImageMagick 7 or 6; null if neither is installed. */
function findCommand(): string | null {
  const answers = (command: string): boolean =>
    /^Version: ImageMagick/.test(spawnSync(command, ['-version'], { encoding: 'utf8' }).stdout ?? '');
  return ['magick', 'convert'].find(answers) ?? null;
}

const COMMAND = findCommand();

/** For the option `skip` of a test. */
export const NO_IMAGEMAGICK = COMMAND === null ? 'ImageMagick is not installed' : false;

/** Runs ImageMagick and returns its standard output. @throws Error with ImageMagick's words */
export function runImageMagick(args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(COMMAND ?? 'magick', args, { maxBuffer: LARGEST_OUTPUT });
  if (status !== 0) throw new Error(`ImageMagick: ${stderr.toString()}`);
  return stdout;
}

/** The stack of a layered file's layers, composited by ImageMagick: RGBA, 0–65535. The merged picture is not used. */
export function compositeLayers(file: string): Uint16Array {
  return samples([file, '-delete', '0', '-background', 'none', '-flatten']);
}

/** As `compositeLayers`, but rounded to 8 bits after each layer, as an editor of 8 bits stores it. */
export function compositeLayersIn8Bits(file: string): Uint16Array {
  const layers = runImageMagick([file, '-format', 'x', 'info:-']).length - 1;
  // A value of ImageMagick's is a whole number of 0–65535. Posterizing would also reduce a photo to 65 536 colours.
  const round = ['-channel', 'RGB', '-evaluate', 'Divide', '257', '-evaluate', 'Multiply', '257', '+channel'];
  const step = ['(', '-clone', '0,1', '-flatten', ...round, ')', '-delete', '0,1', '-insert', '0'];
  const steps = Array.from({ length: layers - 1 }, () => step).flat();
  return samples([file, '-delete', '0', '-background', 'none', ...steps]);
}

/** The merged picture of a layered file as ImageMagick reads it: RGBA, 0–65535. */
export function mergedPicture(file: string): Uint16Array {
  return samples([`${file}[0]`]);
}

function samples(args: readonly string[]): Uint16Array {
  const bytes = runImageMagick([...args, '-alpha', 'set', '-depth', '16', '-endian', 'LSB', 'rgba:-']);
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
