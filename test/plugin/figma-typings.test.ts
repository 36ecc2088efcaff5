import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { SOURCE_CASES } from './source-cases';

const TYPINGS = fileURLToPath(
  new URL('../../node_modules/@figma/plugin-typings/plugin-api-standalone.d.ts', import.meta.url),
);
const PAGE = readFileSync(new URL('../../docs/figma-sources.md', import.meta.url), 'utf8');

/** The text under each heading of the document. */
const sections = new Map(
  PAGE.split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part]),
);

/** Rows of a section's table: the property, then an outcome for each column. */
function rowsOf(section: string): string[][] {
  return [...(sections.get(section) ?? '').matchAll(/^\| (.+) \|$/gm)]
    .map(([, cells]) => cells!.split(' | ').map((cell) => cell.trim()))
    .filter(([property]) => property !== 'property' && !/^-+$/.test(property!));
}

const program = ts.createProgram([TYPINGS], { noLib: false, types: [], target: ts.ScriptTarget.ES2022 });

/** The string literals of a property, over all members of a union of the typings. */
function literalsOf(union: string, property: string): string[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(TYPINGS)!;
  const symbol = checker.resolveName(union, file, ts.SymbolFlags.Type, false);
  assert.ok(symbol !== undefined, `the typings have no ${union}`);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const members = type.isUnion() ? type.types : [type];
  return [
    ...new Set(
      members.flatMap((member) => {
        const declared = member.getProperty(property);
        if (declared === undefined) return [];
        const value = checker.getTypeOfSymbol(declared);
        return (value.isUnion() ? value.types : [value]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
      }),
    ),
  ];
}

describe('docs/figma-sources.md', () => {
  // Promise: F1
  test('has the rows that the comparison of renderings tests, with their outcomes', () => {
    for (const section of new Set(SOURCE_CASES.map((each) => each.section))) {
      assert.deepEqual(
        rowsOf(section),
        SOURCE_CASES.filter((each) => each.section === section).map(({ row, above, inside }) =>
          inside === null ? [row, above] : [row, above, inside],
        ),
        section,
      );
    }
  });

  // Promise: F1
  test('names every effect, paint, node type and stroke of the installed typings', () => {
    for (const [section, union, property] of [
      ['Effects', 'Effect', 'type'],
      ['Fills above the image', 'Paint', 'type'],
      ['The image itself', 'ImagePaint', 'scaleMode'],
      ['Strokes', 'MinimalStrokesMixin', 'strokeAlign'],
      ['Strokes', 'ComplexStrokeProperties', 'type'],
      ['Node types', 'SceneNode', 'type'],
    ] as const) {
      const names = literalsOf(union, property);
      assert.ok(names.length > 1, `${union} has ${names.length} members`);
      for (const name of names)
        assert.ok(sections.get(section)?.includes(`\`${name}\``), `${section} lacks ${name} of ${union}`);
    }
  });
});
