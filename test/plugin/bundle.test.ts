import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { SANDBOX_CODE } from './sandbox-code';

const root = new URL('../../', import.meta.url);

/**
 * Globals of Figma's sandbox: those of JavaScript and the plugin API. No window, document, fetch, URL or
 * TextDecoder.
 */
const SANDBOX_GLOBALS = new Set([
  'figma',
  '__html__',
  'console',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'undefined',
  'NaN',
  'Infinity',
  'globalThis',
  'arguments',
  'Object',
  'Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Symbol',
  'Promise',
  'Proxy',
  'Reflect',
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'JSON',
  'Math',
  'Number',
  'String',
  'Boolean',
  'RegExp',
  'Date',
  'Function',
  'BigInt',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'ArrayBuffer',
  'DataView',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
]);

const source = ts.createSourceFile('plugin.js', SANDBOX_CODE, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

const NEW_OPERATORS = ['??', '??=', '||=', '&&='];

/** Syntax that came after ES2017, by name: whether a node is of that kind. */
const NEWER_SYNTAX: Readonly<Record<string, (node: ts.Node) => boolean>> = {
  module: (node) =>
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword),
  '?.': (node) =>
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) &&
    node.questionDotToken !== undefined,
  'logical operator': (node) =>
    ts.isBinaryExpression(node) && NEW_OPERATORS.includes(node.operatorToken.getText(source)),
  'object spread': (node) =>
    ts.isSpreadAssignment(node) ||
    (ts.isBindingElement(node) && node.dotDotDotToken !== undefined && ts.isObjectBindingPattern(node.parent)),
  'catch without a name': (node) => ts.isCatchClause(node) && node.variableDeclaration === undefined,
  'class field': (node) => ts.isPropertyDeclaration(node) || ts.isPrivateIdentifier(node),
  'for await': (node) => ts.isForOfStatement(node) && node.awaitModifier !== undefined,
  'async generator': (node) =>
    (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) &&
    node.asteriskToken !== undefined &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true,
  'regular expression': (node) =>
    ts.isRegularExpressionLiteral(node) && /\(\?<|\\p\{|\/[a-z]*[sdv][a-z]*$/.test(node.text),
  'import.meta': (node) => ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword,
  bigint: (node) => node.kind === ts.SyntaxKind.BigIntLiteral,
};

describe('plugin bundle', () => {
  test('is one script without modules or syntax after ES2017', () => {
    const newer: string[] = [];
    visit(source, (node) => {
      for (const [name, is] of Object.entries(NEWER_SYNTAX))
        if (is(node)) newer.push(`${name}: ${node.getText(source)}`);
    });
    assert.deepEqual(newer, []);
  });

  test('uses only globals of the sandbox, or tests for them first', () => {
    const declared = new Set<string>();
    visit(source, (node) => {
      if (
        (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
        ts.isIdentifier(node.name)
      )
        declared.add(node.name.text);
      if (
        (ts.isFunctionDeclaration(node) ||
          ts.isFunctionExpression(node) ||
          ts.isClassDeclaration(node) ||
          ts.isClassExpression(node)) &&
        node.name !== undefined
      )
        declared.add(node.name.text);
    });
    const askedFor = new Set<string>();
    visit(source, (node) => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
        ts.isStringLiteral(node.left) &&
        node.right.getText(source) === 'globalThis'
      )
        askedFor.add(node.left.text);
    });
    const missing = new Set<string>();
    visit(source, (node) => {
      if (
        !ts.isIdentifier(node) ||
        declared.has(node.text) ||
        askedFor.has(node.text) ||
        SANDBOX_GLOBALS.has(node.text)
      )
        return;
      const { parent } = node;
      const isName =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        ts.isLabeledStatement(parent) ||
        ts.isBreakOrContinueStatement(parent) ||
        ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isGetAccessor(parent)) &&
          parent.name === node) ||
        ts.isBindingElement(parent);
      if (!isName && !ts.isTypeOfExpression(parent)) missing.add(node.text);
    });
    assert.deepEqual([...missing], []);
  });

  // Promise: N5
  test('has a manifest with existing files and no network access', () => {
    const manifest = JSON.parse(readFileSync(new URL('manifest.json', root), 'utf8')) as Record<string, unknown>;
    assert.equal(manifest['documentAccess'], 'dynamic-page');
    assert.deepEqual(manifest['editorType'], ['figma', 'slides', 'buzz']);
    assert.equal(manifest['api'], '1.0.0');
    for (const key of ['name', 'id']) assert.equal(typeof manifest[key], 'string');
    for (const key of ['main', 'ui']) assert.ok(existsSync(new URL(manifest[key] as string, root)), key);
    const { allowedDomains, devAllowedDomains } = manifest['networkAccess'] as Record<string, string[]>;
    assert.deepEqual(allowedDomains, ['none']);
    assert.deepEqual(devAllowedDomains, ['http://localhost:8417']);
  });

  test('has a panel of one file, at most 15 MB, without outside addresses', () => {
    const page = readFileSync(new URL('dist/ui.html', root), 'utf8');
    assert.ok(page.length <= 15_000_000, `${page.length} bytes`);
    assert.deepEqual(page.match(/(?:https?|wss?|ftp):\/\/[^\s"'`]*/g) ?? [], []);
    assert.equal(
      /<(?:script|img|iframe|source)[^>]*\ssrc=|<link[^>]*\shref=|@import|url\((?!["']?data:)/.test(page),
      false,
    );
  });
});
