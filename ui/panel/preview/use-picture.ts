import { useEffect, useRef, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { createPictureViewer, type PictureViewer } from './picture-viewer';
import type { ViewedPicture, ViewRequest } from './viewed-picture';

/** The chosen picture as the latest request wants it. While `paused`, the engine gets no new calls. */
export function usePicture(
  host: HostApi,
  engine: EngineClient,
  pictureId: string | null,
  request: ViewRequest,
  paused: boolean,
): ViewedPicture {
  const [picture, setPicture] = useState<ViewedPicture>({ state: 'none' });
  const viewer = useRef<PictureViewer | null>(null);
  viewer.current ??= createPictureViewer(host, engine, setPicture);
  useEffect(() => viewer.current?.open(pictureId), [pictureId]);
  useEffect(
    () => viewer.current?.request(request),
    [request.settings, request.networks, request.choices, request.region, request.subject],
  );
  useEffect(() => viewer.current?.pause(paused), [paused]);
  return picture;
}
