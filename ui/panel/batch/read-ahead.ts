import type { NetworkSetName } from '../../engine/api/settings';
import type { HostApi, ReadResult } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';

/** Reads the next picture of a run, and has it decoded, while the engine computes the present one. */
export interface ReadAhead {
  /** Begins to read a picture. Errors surface in `read`. */
  start(pictureId: string, networks: NetworkSetName): void;
  /** The picture: the one that was begun, or read now. */
  read(pictureId: string): Promise<ReadResult>;
  /** Sends nothing to the engine any more. */
  stop(): void;
}

export function createReadAhead(
  host: Pick<HostApi, 'readPicture'>,
  engine: Pick<EngineClient, 'decodeAhead'>,
): ReadAhead {
  let begun: { readonly pictureId: string; readonly result: Promise<ReadResult> } | null = null;
  let stopped = false;
  return {
    start(pictureId, networks) {
      const result = host.readPicture(pictureId);
      begun = { pictureId, result };
      result
        .then((read) => {
          if (read.state === 'read' && !stopped) engine.decodeAhead(read.picture, networks);
        })
        .catch(() => undefined);
    },
    read(pictureId) {
      const result = begun?.pictureId === pictureId ? begun.result : host.readPicture(pictureId);
      begun = null;
      return result;
    },
    stop() {
      stopped = true;
    },
  };
}
