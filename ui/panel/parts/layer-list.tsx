import type { Words } from '../../words/words';
import type { LayerRow, LayerState } from '../batch/batch-state';
import { useWords } from './use-words';

export interface LayerListProps {
  readonly rows: readonly LayerRow[];
  /** Shows a layer on the canvas. */
  readonly onReveal: (nodeId: string) => void;
}

/** Every layer of the selection or of the run, and what has become of it. */
export function LayerList({ rows, onReveal }: LayerListProps) {
  const words = useWords();
  const pictures = new Set(rows.map((row) => row.pictureId ?? row.nodeId)).size;
  return (
    <>
      <h2 class="list-title">{words.layers}<span>{words.pictureCount(rows.length, pictures)}</span></h2>
      <ul class="list">
        {rows.map((row) => (
          <li key={row.nodeId} class={`row ${row.state.state}`} data-state={row.state.state}>
            <span class="dot" aria-hidden="true" />
            <button type="button" class="name" title={row.name} onClick={() => onReveal(row.nodeId)}>{row.name}</button>
            <span class="what">{sentence(row, words)}</span>
            {row.state.state === 'working' && <progress max="1" value={row.state.progress.done} aria-label={row.name} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function sentence({ state, target }: LayerRow, words: Words): string {
  switch (state.state) {
    case 'waiting': return target === null ? words.waiting : size(target.width, target.height);
    case 'working': return `${words.stages[state.progress.stage]} · ${Math.round(100 * state.progress.done)} ${words.percent}`;
    case 'done': return doneText(state, words);
    case 'skipped': return words.unchanged[state.reason];
    case 'failed': return words.problem(state.problem);
    case 'cancelled': return words.cancelled;
  }
}

function doneText({ report, write }: LayerState & { state: 'done' }, words: Words): string {
  const done = report.faces.filter((face) => face.state === 'done');
  const small = done.filter((face) => face.state === 'done' && face.note === 'small').length;
  const text = words.done({ faces: done.length, smallFaces: small, skippedFaces: report.faces.length - done.length, spots: report.spots.length });
  return write.flatten === null ? text : `${text} · ${words.flattened[write.flatten]}`;
}

function size(width: number, height: number): string {
  return `${Math.round(width)} × ${Math.round(height)}`;
}
