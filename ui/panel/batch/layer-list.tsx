import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Messages } from '../../locales/messages';
import type { RetouchReport, SkipReason } from '../../engine/api/report';
import type { LayerRow } from './batch-state';
import { IconButton } from '../controls/icon-button';
import { useMessages } from '../controls/use-messages';

export interface LayerListProps {
  readonly rows: readonly LayerRow[];
  /** The picture that is seen in the preview. */
  readonly chosen: string | null;
  readonly onChoose: (pictureId: string) => void;
  /** Shows a layer on the canvas. */
  readonly onReveal: (nodeId: string) => void;
  readonly thumbnails: ReadonlyMap<string, ImageBitmap>;
  /** Pictures that the next run leaves out, and whether that can be changed now. */
  readonly leftOut: ReadonlySet<string>;
  readonly onLeftOut: ((pictureId: string) => void) | null;
  /** Given when a run is over in which some failed. */
  readonly onRetry: (() => void) | null;
  /** Given when some of the layers are retouched. */
  readonly onRemove: (() => void) | null;
}

/** Every layer of the selection or of the run, and what has become of it. */
export function LayerList({
  rows,
  chosen,
  onChoose,
  onReveal,
  thumbnails,
  leftOut,
  onLeftOut,
  onRetry,
  onRemove,
}: LayerListProps) {
  const messages = useMessages();
  const pictures = new Set(rows.map((row) => row.pictureId ?? row.nodeId)).size;
  return (
    <section class="layers" aria-labelledby="layers-title">
      <h2 class="section-title list-title" id="layers-title">
        {messages.layers}
        <span>{messages.pictureCount(rows.length, pictures)}</span>
      </h2>
      {onRetry !== null && (
        <button type="button" class="button retry" onClick={onRetry}>
          {messages.retryFailed}
        </button>
      )}
      {onRemove !== null && (
        <button type="button" class="text-button remove" onClick={onRemove}>
          {messages.removeRetouch}
        </button>
      )}
      <ul class="list">
        {rows.map((row) => (
          <li
            key={row.nodeId}
            class={`row ${row.state.state}${row.pictureId !== null && row.pictureId === chosen ? ' chosen' : ''}`}
            data-state={row.state.state}
          >
            <RowThumbnail bitmap={row.pictureId === null ? undefined : thumbnails.get(row.pictureId)} />
            <button
              type="button"
              class="name"
              title={row.name}
              aria-current={row.pictureId !== null && row.pictureId === chosen ? 'true' : undefined}
              onClick={() => (row.pictureId === null ? onReveal(row.nodeId) : onChoose(row.pictureId))}
            >
              {row.name}
            </button>
            {onLeftOut !== null && row.pictureId !== null && pictures > 1 && (
              <IconButton
                icon="skip"
                label={messages.leaveOut(row.name)}
                pressed={leftOut.has(row.pictureId)}
                onClick={() => onLeftOut(row.pictureId!)}
              />
            )}
            <IconButton icon="target" label={messages.reveal(row.name)} onClick={() => onReveal(row.nodeId)} />
            <span class="what">
              {row.state.state === 'waiting' && row.pictureId !== null && leftOut.has(row.pictureId)
                ? messages.leftOut
                : sentence(row, messages)}
            </span>
            {row.state.state === 'working' && (
              <progress max="1" value={row.state.progress.done} aria-label={row.name} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The picture, small, with the state's mark at its corner. */
function RowThumbnail({ bitmap }: { readonly bitmap: ImageBitmap | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (bitmap === undefined || canvas.current === null) return;
    const { width, height } = canvas.current;
    const scale = Math.max(width / bitmap.width, height / bitmap.height);
    canvas.current
      .getContext('2d', { willReadFrequently: true })!
      .drawImage(
        bitmap,
        (width - scale * bitmap.width) / 2,
        (height - scale * bitmap.height) / 2,
        scale * bitmap.width,
        scale * bitmap.height,
      );
  }, [bitmap]);
  return (
    <span class="row-picture" aria-hidden="true">
      <canvas class="thumbnail" ref={canvas} width="64" height="64" />
      <span class="dot" />
    </span>
  );
}

function sentence({ state, target }: LayerRow, messages: Messages): string {
  switch (state.state) {
    case 'waiting':
      return target === null ? messages.waiting : size(target.width, target.height);
    case 'working':
      return `${messages.stages[state.progress.stage]} · ${Math.round(100 * state.progress.done)} ${messages.percent}`;
    case 'done':
      return state.write.flatten === null
        ? found(state.report, messages)
        : `${found(state.report, messages)} · ${messages.flattened[state.write.flatten]}`;
    case 'ready':
      return `${found(state.report, messages)} · ${messages.ready}`;
    case 'skipped':
      return messages.unchanged[state.reason];
    case 'failed':
      return messages.problem(state.problem);
    case 'left-out':
      return messages.leftOut;
    case 'left-alone':
      return messages.leftAlone;
    case 'cancelled':
      return messages.cancelled;
  }
}

function found({ faces, spots, spotsLeft }: RetouchReport, messages: Messages): string {
  const done = faces.filter((face) => face.state === 'done');
  const small = done.filter((face) => face.state === 'done' && face.note === 'small').length;
  const skipped = (reason: SkipReason): number =>
    faces.filter((face) => face.state === 'skipped' && face.reason === reason).length;
  return messages.done({
    faces: done.length,
    smallFaces: small,
    skippedFaces: skipped('too-small'),
    emptyBoxes: skipped('no-face'),
    spots: spots.length,
    spotsLeft,
  });
}

function size(width: number, height: number): string {
  return `${Math.round(width)} × ${Math.round(height)}`;
}
