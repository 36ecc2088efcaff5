import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { systemCode } from '../cli/find-photos';

/** A path that may not be used. The message is for the person who asked. */
export class PathRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PathRefused';
  }
}

/** The folders that the server was started with. Nothing outside them is read or written. */
export interface AllowedFolders {
  /** Real paths, in the order given. */
  readonly roots: readonly string[];
  /**
   * The path of a file to read. Relative paths start at the first folder.
   * @throws PathRefused for a path outside the folders, with "..", or with a symbolic link below a folder
   */
  file(path: string): string;
  /**
   * The path of a folder to write to; it need not exist yet.
   * @throws PathRefused as `file`
   */
  folder(path: string): string;
}

/**
 * Opens the folders that a server may use. A folder may itself be a symbolic link, because its owner named it.
 * @throws PathRefused if there is none, or if one is no folder
 */
export function openAllowedFolders(paths: readonly string[], base: string): AllowedFolders {
  if (paths.length === 0) throw new PathRefused('Name at least one folder that Softlight may read and write.');
  const roots = paths.map((path) => realFolder(resolve(base, path), path));
  const checked = (path: string): string => {
    // Windows accepts both separators.
    if (path.split(/[/\\]/).includes('..')) throw new PathRefused(`“${path}” has “..”: name the path itself.`);
    if (path.includes('\0')) throw new PathRefused('A path cannot hold a zero character.');
    const whole = isAbsolute(path) ? resolve(path) : resolve(roots[0]!, path);
    const root = roots.find((one) => isInside(one, whole));
    if (root === undefined)
      throw new PathRefused(`“${path}” is outside the folders that Softlight may use: ${roots.join(', ')}.`);
    refuseLinks(root, whole, path);
    return whole;
  };
  return {
    roots,
    file(path) {
      const whole = checked(path);
      if (statOf(whole) === null) throw new PathRefused(`There is no file “${path}”.`);
      return whole;
    },
    folder: checked,
  };
}

function realFolder(path: string, shown: string): string {
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch (error) {
    throw new PathRefused(`The folder “${shown}” cannot be opened (${systemCode(error)}).`);
  }
  throw new PathRefused(`“${shown}” is no folder.`);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && parse(way).root === '');
}

/** Checks every part of a path below its root. A part that does not exist yet is no link. */
function refuseLinks(root: string, path: string, shown: string): void {
  let current = root;
  for (const part of relative(root, path).split(sep)) {
    current = join(current, part);
    const stats = statOf(current);
    if (stats === null) return;
    if (stats.isSymbolicLink())
      throw new PathRefused(`“${shown}” leads through a symbolic link, which is not followed.`);
  }
}

/** Facts of a file, not of what a link points to; null: there is none. */
function statOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new PathRefused(`“${path}” cannot be looked at (${systemCode(error)}).`);
  }
}
