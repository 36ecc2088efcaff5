import { cancelledNote, doneSentence, flattenNote, pictureCount, problemSentence, stageName, unchangedSentence, WORDS } from '../../words/en';
import type { LayerRow, LayerState } from '../batch/batch-state';

export interface LayerListProps {
  readonly rows: readonly LayerRow[];
  /** Shows a layer on the canvas. */
  readonly onReveal: (nodeId: string) => void;
}

/** Every layer of the selection or of the run, and what has become of it. */
export function LayerList({ rows, onReveal }: LayerListProps) {
  const pictures = new Set(rows.map((row) => row.pictureId ?? row.nodeId)).size;
  return (
    <>
      <h2 class="list-title">{WORDS.layers}<span>{pictureCount(rows.length, pictures)}</span></h2>
      <ul class="list">
        {rows.map((row) => (
          <li key={row.nodeId} class={`row ${row.state.state}`} data-state={row.state.state}>
            <span class="dot" aria-hidden="true" />
            <button type="button" class="name" title={row.name} onClick={() => onReveal(row.nodeId)}>{row.name}</button>
            <span class="what">{sentence(row)}</span>
            {row.state.state === 'working' && <progress max="1" value={row.state.progress.done} aria-label={row.name} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function sentence({ state, target }: LayerRow): string {
  switch (state.state) {
    case 'waiting': return target === null ? WORDS.waiting : size(target.width, target.height);
    case 'working': return `${stageName(state.progress.stage)} · ${Math.round(100 * state.progress.done)} ${WORDS.percent}`;
    case 'done': return doneText(state);
    case 'skipped': return unchangedSentence(state.reason);
    case 'failed': return problemSentence(state.problem);
    case 'cancelled': return cancelledNote;
  }
}

function doneText({ report, write }: LayerState & { state: 'done' }): string {
  const done = report.faces.filter((face) => face.state === 'done');
  const small = done.filter((face) => face.state === 'done' && face.note === 'small').length;
  const text = doneSentence(done.length, small, report.faces.length - done.length, report.spots.length);
  return write.flatten === null ? text : `${text} · ${flattenNote(write.flatten)}`;
}

function size(width: number, height: number): string {
  return `${Math.round(width)} × ${Math.round(height)}`;
}
