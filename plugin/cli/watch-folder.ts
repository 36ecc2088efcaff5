import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { NamedPhoto } from './name-results';
import type { FoundPhoto, FoundPhotos } from './find-photos';
import type { RunEvents } from './run-jobs';

/** Time between two looks at the folder, in milliseconds. */
const BETWEEN_LOOKS = 1000;

/** Size in bytes and time of the last change in milliseconds of a file. */
export interface FileState {
  readonly size: number;
  readonly changed: number;
}

/** The photos in a folder at one moment: path → state. */
export type Look = ReadonlyMap<string, FileState>;

/**
 * Paths of the photos to do now, in the order of the last look. Their size and time are the same in both looks, they
 * are not empty, and they were not taken before in this state.
 * @param taken state in which each photo was taken
 */
export function readyPhotos(before: Look, now: Look, taken: Look): string[] {
  return [...now.entries()]
    .filter(([path, state]) => state.size > 0 && isSame(state, before.get(path)) && !isSame(state, taken.get(path)))
    .map(([path]) => path);
}

function isSame(state: FileState, other: FileState | undefined): boolean {
  return state.size === other?.size && state.changed === other.changed;
}

/** Gives the photos of a folder as they arrive, each once for every state it rests in. */
export interface FolderWatcher {
  /** Resolves to the next photo, or to undefined after `finish`. The last photo must be done before the next call. */
  next(run: RunEvents): Promise<NamedPhoto | undefined>;
  /** No further photo is given. */
  finish(): void;
}

/**
 * Watches a folder by looking at it every second, which works on network drives too.
 * @param find finds the photos in the folder
 * @param name names the results of a photo
 */
export function watchFolder(find: () => FoundPhotos, name: (photo: FoundPhoto) => NamedPhoto): FolderWatcher {
  const finished = new AbortController();
  const ready: FoundPhoto[] = [];
  const taken = new Map<string, FileState>();
  const named = new Map<string, NamedPhoto>();
  const told = new Set<string>();
  let before: Look = new Map();

  function look(run: RunEvents): void {
    const { photos, failed } = find();
    const now = lookAt(photos);
    for (const path of readyPhotos(before, now, taken)) {
      taken.set(path, now.get(path)!);
      ready.push(photos.find((photo) => photo.path === path)!);
      run.expect(1);
    }
    for (const { shown, problem } of failed) {
      // A folder without photos is no error here: they are still to come.
      if (problem.code === 'empty-folder' || told.has(shown)) continue;
      told.add(shown);
      run.expect(1);
      run.fail(shown, problem);
    }
    before = now;
  }

  async function lookLater(run: RunEvents): Promise<void> {
    // An abort only ends the pause.
    await setTimeout(BETWEEN_LOOKS, null, finished).catch(() => null);
    if (!finished.signal.aborted) look(run);
  }

  function nameOf(photo: FoundPhoto): NamedPhoto {
    const known = named.get(photo.path) ?? name(photo);
    named.set(photo.path, known);
    return known;
  }

  return {
    async next(run) {
      while (!finished.signal.aborted) {
        const photo = ready.shift();
        if (photo !== undefined) return nameOf(photo);
        await lookLater(run);
      }
      return undefined;
    },
    finish: () => finished.abort(),
  };
}

/** The states of photos. A photo that is gone meanwhile is left out. */
function lookAt(photos: readonly FoundPhoto[]): Look {
  const look = new Map<string, FileState>();
  for (const { path } of photos) {
    const state = statSync(path, { throwIfNoEntry: false });
    if (state !== undefined) look.set(path, { size: state.size, changed: state.mtimeMs });
  }
  return look;
}
