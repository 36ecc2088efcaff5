import { useEffect, useRef, useState } from 'preact/hooks';
import type { HostApi, PictureJob } from '../../host-api/host-api';

/** Longer side of a thumbnail in pixels. */
const SIDE = 64;

/**
 * Thumbnails for the list, read one after another; none are read while `paused`. A picture that cannot be drawn has no
 * thumbnail; its row says why after its run.
 */
export function useThumbnails(
  host: HostApi,
  pictures: readonly PictureJob[],
  paused: boolean,
): ReadonlyMap<string, ImageBitmap> {
  const [thumbnails, setThumbnails] = useState<ReadonlyMap<string, ImageBitmap>>(new Map());
  const tried = useRef(new Set<string>());
  // A host of raw pixels is stopped while it reads a whole picture: too long for a thumbnail.
  const ids = pictures.filter(({ output }) => output !== 'raw').map(({ pictureId }) => pictureId);
  useEffect(() => {
    let live = !paused;
    const work = async (): Promise<void> => {
      for (const id of ids) {
        if (!live) return;
        if (tried.current.has(id)) continue;
        tried.current.add(id);
        const bitmap = await read(host, id).catch(() => null);
        if (bitmap !== null) setThumbnails((known) => new Map(known).set(id, bitmap));
      }
    };
    void work();
    return () => {
      live = false;
    };
  }, [ids.join(), paused]);
  return thumbnails;
}

async function read(host: HostApi, pictureId: string): Promise<ImageBitmap | null> {
  const stored = await host.readPicture(pictureId);
  return stored.state === 'read' && stored.picture.kind === 'file'
    ? createImageBitmap(new Blob([new Uint8Array(stored.picture.bytes)]), {
        resizeWidth: SIDE,
        resizeQuality: 'medium',
      })
    : null;
}
