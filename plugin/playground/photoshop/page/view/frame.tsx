import { useEffect, useRef } from 'preact/hooks';

/** Shows a frame that lives on while it is not shown elsewhere. */
export function Frame({ frame }: { readonly frame: HTMLIFrameElement }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.parentElement !== place.current) place.current?.append(frame);
  }, [frame]);
  return <div class="frame" ref={place} />;
}
