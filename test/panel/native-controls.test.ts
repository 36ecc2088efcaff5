import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../../', import.meta.url)) });

/** Lines of a source that the project's lint refuses in a folder. */
async function refusedLines(filePath: string, source: string): Promise<number[]> {
  const [result] = await eslint.lintText(source, { filePath });
  return result!.messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ line }) => line);
}

const SOURCE = `export const field = (type: string) => (
  <div title="a tooltip">
    <select />
    <input type="color" />
    <input type="file" />
    <input type={type} />
    <input type="text" aria-label="allowed" />
    <b dangerouslySetInnerHTML={{ __html: '' }} />
  </div>
);
export const hidden = (): HTMLElement => document.createElement('select');
`;

describe('lint', () => {
  test('keeps controls that Photoshop paints black out of the panel, and markup out of everything', async () => {
    assert.deepEqual(await refusedLines('ui/panel/probe.tsx', SOURCE), [2, 3, 4, 5, 6, 8, 11]);
    assert.deepEqual(await refusedLines('plugin/playground/page/probe.tsx', SOURCE), [8]);
  });
});
