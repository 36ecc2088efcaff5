import type { JSX } from 'preact';
import { addressFor, EDITORS } from '../editor-choice';
import { useEditor } from './use-editor';

/** Links to the playground of each of Figma's editors, and what differs in the present one. */
export function EditorSwitch(): JSX.Element {
  const { kind } = useEditor();
  return (
    <>
      <nav class="editor-switch" aria-label="Editor">
        {EDITORS.map((choice) => (
          <a
            key={choice.kind}
            href={addressFor(choice.kind, location.href)}
            {...(choice.kind === kind ? { 'aria-current': 'page' } : {})}
          >
            {choice.name}
          </a>
        ))}
      </nav>
      <p class="editor-note secondary">{EDITORS.find((choice) => choice.kind === kind)!.note}</p>
    </>
  );
}
