import { useEffect, useRef } from 'preact/hooks';
import { compositeLayers } from '../../model/composite';
import type { FakeDocument } from '../../model/fake-document';
import { fullValue } from '../../model/state';

/** The picture of a document, and its marching ants. */
export function CanvasView({ document }: { readonly document: FakeDocument }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { layers, selection } = document.state;
  const { width, height, depth } = document.form;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const { data, channels } = compositeLayers(layers, document.form);
    const image = new ImageData(width, height);
    const scale = 255 / fullValue(depth);
    const step = channels === 2 ? 0 : 1;
    for (let from = 0, to = 0; to < image.data.length; from += channels, to += 4) {
      for (let c = 0; c < 3; c++) image.data[to + c] = Math.round(data[from + c * step]! * scale);
      image.data[to + 3] = Math.round(data[from + channels - 1]! * scale);
    }
    context.putImageData(image, 0, 0);
  }, [document, layers]);
  return (
    <div class="stage">
      <div class="sheet" style={{ '--ratio': width / height }}>
        <canvas ref={canvas} width={width} height={height} aria-label={document.title} />
        {selection !== null && (
          <div
            class="ants"
            style={{
              left: `${(selection.left / width) * 100}%`,
              top: `${(selection.top / height) * 100}%`,
              width: `${(selection.width / width) * 100}%`,
              height: `${(selection.height / height) * 100}%`,
            }}
          />
        )}
      </div>
    </div>
  );
}
