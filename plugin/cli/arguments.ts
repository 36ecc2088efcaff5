import { parseArgs } from 'node:util';
import {
  ADJUSTMENTS,
  initialValues,
  isOff,
  type Adjustment,
  type AdjustmentValues,
} from '../../ui/engine/api/adjustments';
import { NETWORK_SET_NAMES, type NetworkSetName, type RetouchSettings } from '../../ui/engine/api/settings';
import { CLOTHES_ADJUSTMENTS, NO_CLOTHES, type ClothesChoice } from '../../ui/engine/api/clothes';
import { isShapeOff, NO_SHAPE, SHAPE_ADJUSTMENTS, type ShapeValues } from '../../ui/engine/api/shape';
import { adjustmentOptions, adjustmentValues, optionName } from './adjustment-options';
import { readRawDeveloper, type RawDeveloper } from './develop-raw';
import type { ResultForm } from './encode-result';
import { LAYERED_FORMATS, type LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import { PHOTO_FORMATS } from './photo-format';
import { MOST_SHARDS, readShard, type Shard } from './shard';
import { Refusal, type UsageProblem } from './usage-problem';

/** `auto` selects the fastest execution provider; in Node that is wasm. */
export const ENGINES = ['auto', 'wasm', 'native'] as const;
export type EngineChoice = (typeof ENGINES)[number];

export interface RetouchCommand extends ResultForm {
  readonly command: 'retouch';
  /** Photos and folders, in the order of the command line. */
  readonly inputs: readonly string[];
  readonly out: string;
  readonly settings: RetouchSettings;
  readonly shape: ShapeValues;
  readonly clothes: ClothesChoice;
  readonly engine: EngineChoice;
  readonly networks: NetworkSetName;
  /** Folder of the imported networks; null: the default folder. */
  readonly models: string | null;
  /** ModelScope's method as published, without Softlight's guarantees. */
  readonly parity: boolean;
  /** A photo whose skin tone the others get; null: none. */
  readonly match: string | null;
  /** Also write the masks of the region that the retouch may change. */
  readonly masks: boolean;
  /** Also write the photo with its layers as a file of each of these formats. */
  readonly layered: readonly LayeredFormat[];
  /** The program that develops raw photos; null: they are refused. */
  readonly rawWith: RawDeveloper | null;
  /** The part of the photos to do; null: all. */
  readonly shard: Shard | null;
  /** Leave photos that an earlier run finished. */
  readonly resume: boolean;
  /** Wait for photos that arrive in the only input, a folder. */
  readonly watch: boolean;
  /** Number of photos at a time; null: the caller chooses. */
  readonly concurrency: number | null;
}

export type Command =
  RetouchCommand | { readonly command: 'help' } | { readonly command: 'refused'; readonly problem: UsageProblem };

/** Default of `--quality`. */
export const USUAL_QUALITY = 92;

/** Upper limit of `--concurrency`: more workers only wait for each other. */
const MOST_WORKERS = 64;

/** Options other than adjustments. */
const OPTIONS = {
  out: { type: 'string' },
  engine: { type: 'string' },
  networks: { type: 'string' },
  models: { type: 'string' },
  concurrency: { type: 'string' },
  match: { type: 'string' },
  'raw-with': { type: 'string' },
  format: { type: 'string' },
  quality: { type: 'string' },
  strip: { type: 'boolean' },
  parity: { type: 'boolean' },
  masks: { type: 'boolean' },
  psd: { type: 'boolean' },
  tiff: { type: 'boolean' },
  ora: { type: 'boolean' },
  shard: { type: 'string' },
  resume: { type: 'boolean' },
  watch: { type: 'boolean' },
  'allow-shape': { type: 'boolean' },
  'clothes-box': { type: 'string' },
  'allow-clothes': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Initial values with ModelScope's networks: their published degree of evening is 1, or 100 %. */
const MODELSCOPE_VALUES: Partial<RetouchSettings> = { even: 100 };
/** Adjustments that exist in ModelScope's own method. */
const PARITY_KEYS: ReadonlySet<string> = new Set(['heal', 'sensitivity', 'largest', 'even']);

type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;

/** The parts of a command line. */
interface CommandLine {
  readonly inputs: readonly string[];
  /** Option → value. */
  readonly values: ReadonlyMap<string, string>;
  /** Options without a value. */
  readonly flags: ReadonlySet<string>;
}

/** Reads a command line without the program's own name. Unknown options and values give a `refused` command. */
export function readCommand(argv: readonly string[], adjustments: readonly Adjustment[] = ADJUSTMENTS): Command {
  try {
    const line = readTokens(argv, {
      ...OPTIONS,
      ...adjustmentOptions([...adjustments, ...SHAPE_ADJUSTMENTS, ...CLOTHES_ADJUSTMENTS]),
    });
    return line.flags.has('help') ? { command: 'help' } : commandOf(line, adjustments);
  } catch (error) {
    if (error instanceof Refusal) return { command: 'refused', problem: error.problem };
    throw error;
  }
}

/**
 * Reads options up to the first --help.
 * @throws Refusal for an unknown option and for a missing or unexpected value
 */
function readTokens(argv: readonly string[], options: OptionTypes): CommandLine {
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const inputs: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') inputs.push(token.value);
    if (token.kind !== 'option') continue;
    const type = Object.hasOwn(options, token.name) ? options[token.name]!.type : null;
    if (type === null) throw new Refusal({ code: 'unknown-option', option: token.rawName });
    if (type === 'boolean') {
      if (token.value !== undefined) throw new Refusal({ code: 'unexpected-value', option: token.rawName });
      flags.add(token.name);
      if (token.name === 'help') break;
    } else values.set(token.name, valueOf(token));
  }
  return { inputs, values, flags };
}

/** The value of an option. `parseArgs` accepts any following text as the value, even the next option. */
function valueOf(token: {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}): string {
  const isNextOption = token.inlineValue !== true && token.value?.startsWith('--') === true;
  if (token.value === undefined || token.value === '' || isNextOption)
    throw new Refusal({ code: 'missing-value', option: token.rawName });
  return token.value;
}

function commandOf({ inputs, values, flags }: CommandLine, adjustments: readonly Adjustment[]): RetouchCommand {
  const networks = choice(values, 'networks', NETWORK_SET_NAMES, 'softlight');
  const initial = { ...initialValues(adjustments), ...(networks === 'modelscope' ? MODELSCOPE_VALUES : {}) };
  const settings = adjustmentValues(adjustments, withFlags(values, flags), initial) as RetouchSettings;
  const engine = choice(values, 'engine', ENGINES, 'auto');
  const concurrency = wholeNumber(values, 'concurrency', MOST_WORKERS);
  const form = { ...resultForm(values, flags), rawWith: rawDeveloper(values) };
  const models = values.get('models') ?? null;
  const parity = flags.has('parity');
  const layered = LAYERED_FORMATS.filter((format) => flags.has(format));
  const shape = adjustmentValues(SHAPE_ADJUSTMENTS, values, NO_SHAPE) as ShapeValues;
  const clothes = clothesChoice(values);
  refuseConflicts({ networks, models, parity, layered }, settings, adjustments);
  const out = values.get('out');
  const watch = flags.has('watch');
  if (watch) refuseBesideWatch(values);
  if (inputs.length === 0) throw new Refusal({ code: 'no-photos' });
  if (watch && inputs.length > 1) throw new Refusal({ code: 'one-folder' });
  if (out === undefined) throw new Refusal({ code: 'no-out' });
  if (!isShapeOff(shape)) refuseShape(shape, { flags, inputs });
  const match = values.get('match') ?? null;
  if (parity && match !== null) throw new Refusal({ code: 'excludes', option: '--parity', other: '--match' });
  if (clothes.amount > 0) refuseClothes(clothes, { flags, inputs });
  const masks = flags.has('masks');
  return {
    command: 'retouch',
    inputs,
    out,
    settings,
    shape,
    clothes,
    engine,
    networks,
    models,
    parity,
    match,
    masks,
    layered,
    shard: shardOf(values),
    // A watcher that is started again does no photo twice.
    resume: flags.has('resume') || watch,
    watch,
    concurrency,
    ...form,
  };
}

/** @throws Refusal for a command without a program, `{in}` or `{out}` */
function rawDeveloper(values: ReadonlyMap<string, string>): RawDeveloper | null {
  const value = values.get('raw-with');
  if (value === undefined) return null;
  const developer = readRawDeveloper(value);
  if (developer === null)
    throw new Refusal({ code: 'bad-value', option: '--raw-with', value, expected: '"PROGRAM {in} {out}"' });
  return developer;
}

/** @throws Refusal for options that a watcher cannot have: it does one photo at a time, and all of its folder */
function refuseBesideWatch(values: ReadonlyMap<string, string>): void {
  const other = ['shard', 'concurrency'].find((option) => values.has(option));
  if (other !== undefined) throw new Refusal({ code: 'excludes', option: '--watch', other: `--${other}` });
}

/**
 * Shape changes only a photo that somebody looked at, and only after a yes.
 * @throws Refusal without `--allow-shape`, and for anything but one photo
 */
function refuseShape(shape: ShapeValues, { flags, inputs }: Pick<CommandLine, 'flags' | 'inputs'>): void {
  const used = SHAPE_ADJUSTMENTS.find(({ key }) => shape[key] !== 0)!;
  const option = `--${optionName(used.key)}`;
  const other = (['watch', 'parity'] as const).find((flag) => flags.has(flag));
  if (other !== undefined) throw new Refusal({ code: 'excludes', option, other: `--${other}` });
  if (inputs.length > 1) throw new Refusal({ code: 'one-photo', option });
  if (!flags.has('allow-shape')) throw new Refusal({ code: 'ask-shape', option });
}

/** @throws Refusal for anything but four whole numbers, and for a place without an amount */
function clothesChoice(values: ReadonlyMap<string, string>): ClothesChoice {
  const amount = Number(adjustmentValues(CLOTHES_ADJUSTMENTS, values, { clothes: 0 })['clothes']);
  const value = values.get('clothes-box');
  if (value === undefined) return { ...NO_CLOTHES, amount };
  const [x, y, width, height] = /^\d+(,\d+){3}$/.test(value) ? value.split(',').map(Number) : [];
  if (!(width! > 0 && height! > 0))
    throw new Refusal({ code: 'bad-value', option: '--clothes-box', value, expected: 'X,Y,WIDTH,HEIGHT in pixels' });
  if (amount === 0) throw new Refusal({ code: 'needs', option: '--clothes-box', needed: '--clothes' });
  return { amount, boxes: [{ x: x!, y: y!, width: width!, height: height! }] };
}

/**
 * Clothes change in one photo, in a place that somebody named, and after a yes.
 * @throws Refusal otherwise
 */
function refuseClothes({ boxes }: ClothesChoice, { flags, inputs }: Pick<CommandLine, 'flags' | 'inputs'>): void {
  const option = '--clothes';
  const other = (['watch', 'parity'] as const).find((flag) => flags.has(flag));
  if (other !== undefined) throw new Refusal({ code: 'excludes', option, other: `--${other}` });
  if (inputs.length > 1) throw new Refusal({ code: 'one-photo', option });
  if (boxes.length === 0) throw new Refusal({ code: 'needs', option, needed: '--clothes-box' });
  if (!flags.has('allow-clothes')) throw new Refusal({ code: 'ask-clothes', option });
}

/** @throws Refusal for anything but K/N */
function shardOf(values: ReadonlyMap<string, string>): Shard | null {
  const value = values.get('shard');
  if (value === undefined) return null;
  const shard = readShard(value);
  if (shard === null) {
    const expected = `K/N with K from 1 to N, and N up to ${MOST_SHARDS}`;
    throw new Refusal({ code: 'bad-value', option: '--shard', value, expected });
  }
  return shard;
}

/** @throws Refusal for a format, a quality or a combination that does not exist */
function resultForm(values: ReadonlyMap<string, string>, flags: ReadonlySet<string>): ResultForm {
  const format = choice(values, 'format', PHOTO_FORMATS, 'png');
  const quality = wholeNumber(values, 'quality', 100);
  if (quality !== null && (format === 'png' || format === 'tiff'))
    throw new Refusal({ code: 'needs', option: '--quality', needed: '--format jpeg or webp' });
  return { format, quality: quality ?? USUAL_QUALITY, strip: flags.has('strip') };
}

function withFlags(values: ReadonlyMap<string, string>, flags: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map([...values, ...[...flags].map((flag) => [flag, 'true'] as const)]);
}

/** @throws Refusal for options that exclude each other */
function refuseConflicts(
  { networks, models, parity, layered }: Pick<RetouchCommand, 'networks' | 'models' | 'parity' | 'layered'>,
  settings: AdjustmentValues,
  adjustments: readonly Adjustment[],
): void {
  for (const [option, isUsed] of [
    ['--models', models !== null],
    ['--parity', parity],
  ] as const) {
    if (isUsed && networks !== 'modelscope')
      throw new Refusal({ code: 'needs', option, needed: '--networks modelscope' });
  }
  const isAsked = (one: Adjustment): boolean =>
    one.refines === undefined ? !isOff(one, settings) : settings[one.key] !== one.initial;
  const other = adjustments.find((one) => !PARITY_KEYS.has(one.key) && isAsked(one));
  if (parity && other !== undefined)
    throw new Refusal({ code: 'excludes', option: '--parity', other: `--${optionName(other.key)}` });
  if (parity && layered.length > 0)
    throw new Refusal({ code: 'excludes', option: '--parity', other: `--${layered[0]!}` });
}

function choice<Value extends string>(
  values: ReadonlyMap<string, string>,
  name: string,
  allowed: readonly Value[],
  fallback: Value,
): Value {
  const value = values.get(name);
  if (value === undefined) return fallback;
  const match = allowed.find((one) => one === value);
  if (match === undefined)
    throw new Refusal({ code: 'bad-value', option: `--${name}`, value, expected: allowed.join(', ') });
  return match;
}

/** A whole number from 1 to `largest`; null without the option. */
function wholeNumber(values: ReadonlyMap<string, string>, name: string, largest: number): number | null {
  const value = values.get(name);
  if (value === undefined) return null;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= 1 && number <= largest))
    throw new Refusal({ code: 'bad-value', option: `--${name}`, value, expected: `1–${largest}` });
  return number;
}
