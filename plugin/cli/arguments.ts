import { parseArgs } from 'node:util';
import { NETWORK_SET_NAMES, type NetworkSetName } from '../../ui/engine/api/settings';
import { DEFAULT_SETTINGS, HEAL_MODES, type RetouchSettings } from '../../ui/engine/api/settings';

/** `auto` takes the fastest execution provider there is; in Node that is wasm. */
export const ENGINES = ['auto', 'wasm'] as const;
export type EngineChoice = (typeof ENGINES)[number];

export interface RetouchCommand {
  readonly command: 'retouch';
  /** Photos and folders as given, in order. */
  readonly inputs: readonly string[];
  readonly out: string;
  readonly settings: RetouchSettings;
  readonly engine: EngineChoice;
  readonly networks: NetworkSetName;
  /** Folder of the imported networks as given; null: not asked, the usual one. */
  readonly models: string | null;
  /** The original system as it is, without what we promise. */
  readonly parity: boolean;
  /** Also write where the retouch could act. */
  readonly masks: boolean;
  /** Photos worked on at a time; null: not asked, the caller chooses. */
  readonly concurrency: number | null;
}

export type Command =
  RetouchCommand | { readonly command: 'help' } | { readonly command: 'refused'; readonly problem: UsageProblem };

/** Why a command line cannot be carried out. */
export type UsageProblem =
  | { readonly code: 'unknown-option'; readonly option: string }
  | { readonly code: 'missing-value'; readonly option: string }
  | { readonly code: 'unexpected-value'; readonly option: string }
  | { readonly code: 'bad-value'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly code: 'needs'; readonly option: string; readonly needed: string }
  | { readonly code: 'excludes'; readonly option: string; readonly other: string }
  | { readonly code: 'no-photos' }
  | { readonly code: 'no-out' };

/** More workers than this only wait for each other. */
const MOST_WORKERS = 64;

const OPTIONS = {
  out: { type: 'string' },
  heal: { type: 'string' },
  even: { type: 'string' },
  brighten: { type: 'string' },
  engine: { type: 'string' },
  networks: { type: 'string' },
  models: { type: 'string' },
  concurrency: { type: 'string' },
  parity: { type: 'boolean' },
  masks: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type OptionName = keyof typeof OPTIONS;
/** How far the original evens unless told otherwise, its degree of 1, in per cent. */
const ORIGINAL_EVEN = 100;

/** Thrown while reading values, caught in `readCommand`. */
class Refusal extends Error {
  constructor(readonly problem: UsageProblem) {
    super(problem.code);
  }
}

/** Reads a command line (without the program's own name). Nothing is guessed: what is not understood is refused. */
export function readCommand(argv: readonly string[]): Command {
  try {
    return readTokens(argv);
  } catch (error) {
    if (error instanceof Refusal) return { command: 'refused', problem: error.problem };
    throw error;
  }
}

function readTokens(argv: readonly string[]): Command {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<OptionName, string>();
  const inputs: string[] = [];
  const given = { masks: false, parity: false };
  for (const token of tokens) {
    if (token.kind === 'positional') inputs.push(token.value);
    if (token.kind !== 'option') continue;
    const option = token.rawName;
    if (!isOption(token.name)) throw new Refusal({ code: 'unknown-option', option });
    if (token.name === 'help' || token.name === 'masks' || token.name === 'parity') {
      if (token.value !== undefined) throw new Refusal({ code: 'unexpected-value', option });
      if (token.name === 'help') return { command: 'help' };
      given[token.name] = true;
      continue;
    }
    // parseArgs takes whatever follows as the value, the next option too.
    const swallowed = !token.inlineValue && token.value?.startsWith('--') === true;
    if (token.value === undefined || token.value === '' || swallowed)
      throw new Refusal({ code: 'missing-value', option });
    values.set(token.name, token.value);
  }
  const networks = choice(values, 'networks', NETWORK_SET_NAMES, 'softlight');
  const settings: RetouchSettings = {
    heal: choice(values, 'heal', HEAL_MODES, DEFAULT_SETTINGS.heal),
    even: percent(values, 'even', networks === 'modelscope' ? ORIGINAL_EVEN : DEFAULT_SETTINGS.even),
    brighten: percent(values, 'brighten', DEFAULT_SETTINGS.brighten),
  };
  const engine = choice(values, 'engine', ENGINES, 'auto');
  const concurrency = workers(values);
  const models = values.get('models') ?? null;
  for (const [option, asked] of [
    ['--models', models !== null],
    ['--parity', given.parity],
  ] as const) {
    if (asked && networks !== 'modelscope')
      throw new Refusal({ code: 'needs', option, needed: '--networks modelscope' });
  }
  if (given.parity && settings.brighten > 0)
    throw new Refusal({ code: 'excludes', option: '--parity', other: '--brighten' });
  const out = values.get('out');
  if (inputs.length === 0) throw new Refusal({ code: 'no-photos' });
  if (out === undefined) throw new Refusal({ code: 'no-out' });
  return { command: 'retouch', inputs, out, settings, engine, networks, models, ...given, concurrency };
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function choice<Value extends string>(
  values: ReadonlyMap<OptionName, string>,
  name: OptionName,
  allowed: readonly Value[],
  fallback: Value,
): Value {
  const value = values.get(name);
  if (value === undefined) return fallback;
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new Refusal({ code: 'bad-value', option: `--${name}`, value, expected: allowed.join(', ') });
  return found;
}

function percent(values: ReadonlyMap<OptionName, string>, name: OptionName, fallback: number): number {
  const value = values.get(name);
  if (value === undefined) return fallback;
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  if (!(number <= 100)) throw new Refusal({ code: 'bad-value', option: `--${name}`, value, expected: '0–100' });
  return number;
}

function workers(values: ReadonlyMap<OptionName, string>): number | null {
  const value = values.get('concurrency');
  if (value === undefined) return null;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= 1 && number <= MOST_WORKERS)) {
    throw new Refusal({ code: 'bad-value', option: '--concurrency', value, expected: `1–${MOST_WORKERS}` });
  }
  return number;
}
