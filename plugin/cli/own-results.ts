import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A report takes a few kilobytes; a larger file is not one. */
const LARGEST_REPORT = 4_000_000;

/** The photo and the recipe of a result, each as SHA-256 in hexadecimal digits. */
export interface ResultSource {
  /** The bytes of the photo's file. */
  readonly sha256: string;
  readonly recipe: string;
}

/** The files that a report of an earlier run names, in the report's own folder. */
export interface OwnFiles {
  /** Path of the photo as the user wrote it; null if the report lacks it. */
  readonly photo: string | null;
  readonly result: string;
  /** Layers, masks and layered files. */
  readonly parts: readonly string[];
  /** Null while the files are being moved to their place, and in reports of earlier versions. */
  readonly source: ResultSource | null;
}

/** The files that a NAME.json of ours names; null if there is no such file, or if it is not a report. */
export function readOwnFiles(reportFile: string): OwnFiles | null {
  let report: unknown;
  try {
    if (statSync(reportFile).size > LARGEST_REPORT) return null;
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return null;
  }
  if (typeof report !== 'object' || report === null) return null;
  const { photo, result, layers, masks, layered, source } = report as Record<string, unknown>;
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const named = [
    ...list(layers).map((layer) => (layer as { file?: unknown } | null)?.file),
    ...list(masks),
    ...list(layered),
  ];
  const parts = named.filter((file) => typeof file === 'string');
  return typeof result === 'string' || parts.length > 0
    ? {
        photo: typeof photo === 'string' ? photo : null,
        result: typeof result === 'string' ? result : '',
        parts,
        source: sourceOf(source),
      }
    : null;
}

function sourceOf(value: unknown): ResultSource | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sha256, recipe } = value as Record<string, unknown>;
  return typeof sha256 === 'string' && typeof recipe === 'string' ? { sha256, recipe } : null;
}

/** Names of the files in a folder that earlier runs wrote there as results, layers, masks or layered files. */
export function ownResultsIn(folder: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.json')) continue;
    const own = readOwnFiles(join(folder, name));
    if (own === null) continue;
    for (const file of [own.result, ...own.parts]) names.add(file);
  }
  return names;
}
