import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A member of the plugin API that some editor lacks, and the file of the sandbox that uses it. */
export interface RefusedMember {
  readonly file: string;
  readonly name: string;
}

const FOLDER = fileURLToPath(new URL('../../plugin/figma/', import.meta.url));
const NOTE = /(?:only available in|only work in)[^.]*/;
const EDITOR_NAMES = { figma: 'Figma Design', slides: 'Slides', buzz: 'Buzz' } as const;

/**
 * The members of the plugin API that the sandbox uses although the installed typings note that one of these editors
 * lacks them: "only available in Figma Slides", "only work in Figma Design". Each once for each file.
 */
export function refusedMembers(editors: readonly (keyof typeof EDITOR_NAMES)[]): RefusedMember[] {
  const config = path.join(FOLDER, 'tsconfig.json');
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    FOLDER,
  );
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const limited = limitedNames(program);
  const found = new Map<string, RefusedMember>();
  for (const file of program.getSourceFiles().filter(({ fileName }) => path.dirname(fileName) + path.sep === FOLDER)) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && limited.has(node.text)) {
        const note = noteOf(checker, node);
        const name = node.text;
        if (note !== '' && editors.some((editor) => !note.includes(EDITOR_NAMES[editor])))
          found.set(`${file.fileName} ${name}`, { file: path.basename(file.fileName), name });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return [...found.values()];
}

/** The names of members that some editor lacks. Only their uses are looked up, because each look-up checks types. */
function limitedNames(program: ts.Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeElement(node) && node.name !== undefined && NOTE.test(node.getFullText()))
      names.add(node.name.getText());
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (file.fileName.includes('plugin-typings')) visit(file);
  return names;
}

/** The sentence of a member's documentation that names its editors; '' if it has none. */
function noteOf(checker: ts.TypeChecker, node: ts.Identifier): string {
  const symbol = checker.getSymbolAtLocation(node);
  const declared = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
  if (!declared.includes('plugin-typings')) return '';
  const text = ts.displayPartsToString(symbol!.getDocumentationComment(checker));
  return NOTE.exec(text)?.[0] ?? '';
}
