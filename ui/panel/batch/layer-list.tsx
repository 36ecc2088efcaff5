import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Messages } from '../../locales/messages';
import type { RetouchReport, SkipReason } from '../../engine/api/report';
import type { LayerRow } from './batch-state';
import { IconButton } from '../controls/icon-button';
import { useMessages } from '../controls/use-messages';

export interface LayerListProps extends Omit<RowProps, 'row' | 'mayExclude'> {
  readonly rows: readonly LayerRow[];
  /** Given when a run is over in which some failed. */
  readonly onRetry: (() => void) | null;
}

/** Every layer of the selection or of the run, with its state. */
export function LayerList({ rows, onRetry, ...rowProps }: LayerListProps) {
  const messages = useMessages();
  const pictures = new Set(rows.map((row) => row.pictureId ?? row.nodeId)).size;
  return (
    <section class="layers" aria-labelledby="layers-title">
      <h2 class={rows.length === 1 ? 'visually-hidden' : 'section-title list-title'} id="layers-title">
        {messages.layers}
        <span>{messages.pictureCount(rows.length, pictures)}</span>
      </h2>
      {onRetry !== null && (
        <button type="button" class="button retry" onClick={onRetry}>
          {messages.retryFailed}
        </button>
      )}
      <ul class="list">
        {rows.map((row) => (
          <Row key={row.nodeId} row={row} mayExclude={pictures > 1} {...rowProps} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly row: LayerRow;
  /** The picture in the preview. */
  readonly chosen: string | null;
  readonly thumbnails: ReadonlyMap<string, ImageBitmap>;
  /** Pictures that the next run leaves out. */
  readonly excluded: ReadonlySet<string>;
  /** Pictures with settings of their own. */
  readonly own: ReadonlyMap<string, unknown>;
  readonly mayExclude: boolean;
  readonly onChoose: (pictureId: string) => void;
  /** Shows a layer on the canvas. */
  readonly onReveal: (nodeId: string) => void;
  /** Null while exclusion cannot change. */
  readonly onExclude: ((pictureId: string) => void) | null;
}

function Row({ row, chosen, thumbnails, excluded, own, mayExclude, onChoose, onReveal, onExclude }: RowProps) {
  const messages = useMessages();
  const { pictureId, nodeId, name, state } = row;
  const isChosen = pictureId !== null && pictureId === chosen;
  const isExcluded = pictureId !== null && excluded.has(pictureId);
  return (
    <li class={`row ${state.state}${isChosen ? ' chosen' : ''}`} data-state={state.state}>
      <RowThumbnail bitmap={pictureId === null ? undefined : thumbnails.get(pictureId)} />
      <button
        type="button"
        class="name"
        data-tip={name}
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => (pictureId === null ? onReveal(nodeId) : onChoose(pictureId))}
      >
        {name}
      </button>
      {onExclude !== null && pictureId !== null && mayExclude && (
        <IconButton
          icon="skip"
          label={messages.leaveOut(name)}
          pressed={isExcluded}
          onClick={() => onExclude(pictureId)}
        />
      )}
      <IconButton icon="canvas" label={messages.reveal(name)} onClick={() => onReveal(nodeId)} />
      <span class="what">
        {(state.state === 'waiting' || state.state === 'changed') && isExcluded
          ? messages.leftOut
          : sentence(row, messages)}
        {pictureId !== null && own.has(pictureId) && ` · ${messages.ownSettings}`}
      </span>
      {state.state === 'working' && <progress max="1" value={state.progress.done} aria-label={name} />}
    </li>
  );
}

/** A small picture with a dot for the state in its corner. */
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
        ? reportText(state.report, messages)
        : `${reportText(state.report, messages)} · ${messages.flattened[state.write.flatten]}`;
    case 'ready':
      return `${reportText(state.report, messages)} · ${messages.ready}`;
    case 'skipped':
      return messages.unchanged[state.reason];
    case 'failed':
      return messages.problem(state.problem);
    case 'left-out':
      return messages.leftOut;
    case 'left-alone':
      return messages.leftAlone;
    case 'changed':
      return messages.changedRow;
    case 'up-to-date':
      return messages.upToDate;
    case 'cancelled':
      return messages.cancelled;
  }
}

function reportText({ faces, spots, spotsLeft }: RetouchReport, messages: Messages): string {
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
