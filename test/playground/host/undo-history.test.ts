import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument, type HostNode } from '../../../plugin/playground/host/index';
import { makeNode } from '../../../plugin/playground/host/node';
import { UndoHistory } from '../../../plugin/playground/host/undo-history';

/** A page with layers, outside any document. */
function pageOf(count: number): HostNode {
  const page = makeNode('0:1', 'PAGE', {});
  for (let index = 0; index < count; index++) {
    const node = makeNode(`1:${index}`, 'RECTANGLE', { name: `Layer ${index}` });
    node.parent = page;
    page.children.push(node);
  }
  return page;
}

describe('UndoHistory', () => {
  test('keeps one snapshot of a layer that no step changed', () => {
    const page = pageOf(3);
    const history = new UndoHistory(page);
    const changed = page.children[1]!;
    changed.values = { ...changed.values, opacity: 0.5 };
    history.commit([]);
    changed.values = { ...changed.values, opacity: 0.25 };
    history.commit([]);
    const earlier = history.back()!.page.children;
    const first = history.back()!.page.children;
    assert.equal(earlier[0], first[0]);
    assert.equal(earlier[2], first[2]);
    assert.deepEqual([first[1]!.values.opacity, earlier[1]!.values.opacity], [1, 0.5]);
  });

  test('makes no step of equal values or of a folded layer', () => {
    const page = pageOf(1);
    const history = new UndoHistory(page);
    const node = page.children[0]!;
    node.values = { ...node.values, expanded: false };
    history.commit([]);
    assert.equal(history.back(), null);
  });

  test('drops undone steps at the next change', () => {
    const page = pageOf(1);
    const history = new UndoHistory(page);
    const node = page.children[0]!;
    node.values = { ...node.values, opacity: 0.5 };
    history.commit([]);
    history.back();
    node.values = { ...node.values, opacity: 0.1 };
    history.commit([]);
    assert.equal(history.forward(), null);
  });
});

describe('HostDocument undo', () => {
  test('gives back nodes, values, order and selection, and redo repeats the step', () => {
    const document = new HostDocument();
    const one = document.create('RECTANGLE', { name: 'One' });
    const two = document.create('RECTANGLE', { name: 'Two' });
    document.select([one.id]);
    document.commitUndo();
    document.set(two, { opacity: 0.5 });
    document.remove(one);
    document.commitUndo();
    assert.equal(document.undo(), true);
    assert.deepEqual(
      document.page.children.map(({ id, values }) => [id, values.name, values.opacity]),
      [
        [one.id, 'One', 1],
        [two.id, 'Two', 1],
      ],
    );
    assert.deepEqual(document.selection, [document.find(one.id)]);
    assert.equal(document.redo(), true);
    assert.deepEqual(
      document.page.children.map(({ id, values }) => [id, values.opacity]),
      [[two.id, 0.5]],
    );
  });

  test('takes back the move of a group, which only its children store', () => {
    const document = new HostDocument();
    const node = document.create('RECTANGLE', {});
    const group = document.group([node], document.page, 0);
    document.commitUndo();
    document.transform(group, [
      [1, 0, 30],
      [0, 1, 40],
    ]);
    assert.deepEqual(node.values.relativeTransform, [
      [1, 0, 30],
      [0, 1, 40],
    ]);
    document.undo();
    assert.deepEqual(document.find(node.id)!.values.relativeTransform, [
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  test('does not move a group in a view-only file', () => {
    const document = new HostDocument();
    const group = document.group([document.create('RECTANGLE', {})], document.page, 0);
    document.editable = false;
    assert.throws(
      () =>
        document.transform(group, [
          [1, 0, 30],
          [0, 1, 40],
        ]),
      /view-only/,
    );
  });
});
