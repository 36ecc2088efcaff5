import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EngineProblem } from '../../../ui/engine/api/report';
import { LONGEST_NOTICE, type HostProblem } from '../../../ui/host-api/host-api';
import { messagesOf } from '../../../ui/locales/choose-locale';
import type { LayerRow, LayerState } from '../../../ui/panel/batch/batch-state';
import { endNotice, problemNotice, progressNotice } from '../../../ui/panel/headless/notice-text';

type Problem = EngineProblem | HostProblem;
const LONG = 'A very long name 👩🏽‍🦱 '.repeat(12);
const retouched = true;

/** One problem for each code, with the longest details. A code that is missing here does not compile. */
const PROBLEMS: { readonly [Code in Problem['code']]: Extract<Problem, { readonly code: Code }> } = {
  'nothing-selected': { code: 'nothing-selected' },
  'no-image-in-selection': { code: 'no-image-in-selection' },
  'media-is-video': { code: 'media-is-video' },
  'media-is-empty': { code: 'media-is-empty' },
  'template-locked': { code: 'template-locked', detail: LONG },
  'image-missing': { code: 'image-missing' },
  'export-failed': { code: 'export-failed', detail: LONG },
  'layer-gone': { code: 'layer-gone' },
  'picture-replaced': { code: 'picture-replaced' },
  'image-refused': { code: 'image-refused', detail: LONG },
  'write-failed': { code: 'write-failed', detail: LONG },
  'nothing-to-remove': { code: 'nothing-to-remove' },
  'remove-failed': { code: 'remove-failed', detail: LONG },
  'read-only': { code: 'read-only' },
  'no-document': { code: 'no-document' },
  'colour-mode': { code: 'colour-mode', mode: 'Multichannel' },
  'bit-depth': { code: 'bit-depth' },
  'empty-layer': { code: 'empty-layer' },
  'hidden-layer': { code: 'hidden-layer' },
  'document-gone': { code: 'document-gone' },
  'host-busy': { code: 'host-busy' },
  'stopped-in-host': { code: 'stopped-in-host' },
  'read-failed': { code: 'read-failed', detail: LONG },
  'layer-changed': { code: 'layer-changed' },
  'layer-effects': { code: 'layer-effects', effect: 'other', retouched },
  'layer-strokes': { code: 'layer-strokes', retouched },
  'layer-fills': { code: 'layer-fills', retouched },
  'layer-opacity': { code: 'layer-opacity', retouched },
  'layer-blend-mode': { code: 'layer-blend-mode', retouched },
  'layer-is-mask': { code: 'layer-is-mask', retouched },
  'layer-type': { code: 'layer-type', retouched },
  'layer-in-instance': { code: 'layer-in-instance', retouched },
  'layer-in-template': { code: 'layer-in-template', retouched },
  'empty-file': { code: 'empty-file' },
  'unknown-format': { code: 'unknown-format' },
  'unsupported-format': { code: 'unsupported-format', format: 'webp' },
  animated: { code: 'animated', format: 'gif' },
  'damaged-file': { code: 'damaged-file', format: 'jpeg' },
  'too-large': { code: 'too-large', width: 120000, height: 120000, limit: 12000 },
  'too-small': { code: 'too-small', width: 1, height: 1, limit: 64 },
  'fully-transparent': { code: 'fully-transparent' },
  'network-missing': { code: 'network-missing', network: LONG },
  'network-damaged': { code: 'network-damaged', network: LONG },
  'imported-absent': { code: 'imported-absent' },
  'imported-unusable': { code: 'imported-unusable', network: LONG, reason: 'failed-test' },
  'out-of-memory': { code: 'out-of-memory' },
  'gpu-lost': { code: 'gpu-lost', detail: LONG },
  internal: { code: 'internal', detail: LONG },
};

const rowOf = (state: LayerState, name = LONG): LayerRow => ({
  pictureId: 'a',
  nodeId: '1:1',
  name,
  target: null,
  state,
});

describe('notices', () => {
  for (const language of ['en', 'zh-CN']) {
    const messages = messagesOf(language)!;

    // Promise: F4
    test(`are whole in ${language}, for every problem and with long names`, () => {
      for (const problem of Object.values(PROBLEMS)) {
        const failed = rowOf({ state: 'failed', problem });
        const mixed = [failed, rowOf({ state: 'cancelled' }), rowOf({ state: 'left-alone' })];
        const many = Array.from({ length: 12_000 }, (_, index) => mixed[index % mixed.length]!);
        for (const text of [
          problemNotice(problem, messages),
          endNotice([failed], messages),
          endNotice(many, messages),
          progressNotice(many, many[11_000]!, messages),
          progressNotice([failed], failed, messages),
        ]) {
          assert.ok(text.length > 5 && text.length <= LONGEST_NOTICE, `${problem.code}: ${text}`);
          assert.doesNotMatch(text, /[\ud800-\udbff](?![\udc00-\udfff])/, 'a character is whole');
        }
      }
      for (const text of [messages.againStarting, messages.openToSee, messages.removed(12_345, 12_345)])
        assert.ok(text.length <= LONGEST_NOTICE, text);
    });

    // Promise: F4
    test(`name the layer and its problem in ${language} where there is room`, () => {
      const row = rowOf({ state: 'failed', problem: PROBLEMS['image-missing'] }, 'Ann');
      assert.ok(endNotice([row], messages).endsWith(`Ann: ${messages.problem(PROBLEMS['image-missing'])}`.slice(-60)));
      assert.equal(progressNotice([row], row, messages), messages.againProgress({ number: 1, of: 1, name: 'Ann' }));
      assert.equal(
        problemNotice(PROBLEMS['nothing-selected'], messages),
        messages.problem(PROBLEMS['nothing-selected']),
      );
    });
  }
});
