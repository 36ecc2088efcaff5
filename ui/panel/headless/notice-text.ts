import type { EngineProblem } from '../../engine/api/report';
import { LONGEST_NOTICE, type HostProblem } from '../../host-api/host-api';
import type { Messages } from '../../locales/messages';
import type { LayerRow } from '../batch/batch-state';
import { countsOf } from '../batch/count-rows';

/** A problem as a notice. A text that the host would cut gives way to the advice to open the window. */
export function problemNotice(problem: EngineProblem | HostProblem, messages: Messages): string {
  const text = messages.problem(problem);
  return fits(text) ? text : messages.openToSee;
}

/** The end of a run as a notice: its counts, and the first failure as far as there is room for it. */
export function endNotice(rows: readonly LayerRow[], messages: Messages): string {
  const failed = rows.find(({ state }) => state.state === 'failed');
  const summary = messages.runSummary(countsOf(rows));
  if (failed?.state.state !== 'failed') return summary;
  const texts = [
    `${summary} ${failed.name}: ${messages.problem(failed.state.problem)}`,
    `${summary} ${messages.openToSee}`,
  ];
  return texts.find(fits) ?? summary;
}

/** The layer of a run that is worked on, as a notice. A long name is shortened. */
export function progressNotice(rows: readonly LayerRow[], working: LayerRow, messages: Messages): string {
  const place = { number: rows.indexOf(working) + 1, of: rows.length };
  const room = LONGEST_NOTICE - messages.againProgress({ ...place, name: '' }).length;
  return messages.againProgress({ ...place, name: shortened(working.name, room) });
}

function fits(text: string): boolean {
  return text.length <= LONGEST_NOTICE;
}

/** A name of at most `room` characters. It is not cut inside a character of two code units. */
function shortened(name: string, room: number): string {
  if (name.length <= room) return name;
  let short = '';
  for (const character of name) {
    if (short.length + character.length >= room) break;
    short += character;
  }
  return `${short}…`;
}
