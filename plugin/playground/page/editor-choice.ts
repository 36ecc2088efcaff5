import type { EditorKind } from '../host/index';

/** One of Figma's editors, as the playground offers it. */
export interface EditorChoice {
  readonly kind: EditorKind;
  readonly name: string;
  /** The difference to the other editors, for people. */
  readonly note: string;
}

export const EDITORS: readonly EditorChoice[] = [
  { kind: 'figma', name: 'Design', note: 'A small Figma on this machine' },
  { kind: 'slides', name: 'Slides', note: 'Layers live on slides. Asset View shows one alone.' },
  { kind: 'buzz', name: 'Buzz', note: 'Assets in rows, templates with locked parts, the plugin docked.' },
];

/** The editor that a page's address asks for: `?editor=slides` or `?editor=buzz`; Figma Design otherwise. */
export function editorOf(search: string): EditorKind {
  const asked = new URLSearchParams(search).get('editor');
  return EDITORS.find(({ kind }) => kind === asked)?.kind ?? 'figma';
}

/** The address of the playground with another editor; everything else in it stays. */
export function addressFor(kind: EditorKind, href: string): string {
  const address = new URL(href);
  address.searchParams.set('editor', kind);
  return address.href;
}
