// Writes the tables of tools and keys into the guide, from the tables that the panel uses: `npm run guide`.
// A table stands between `<!-- table:NAME -->` and `<!-- /table -->`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { loadSource } from './load-source.mjs';

const ROOT = path.dirname(import.meta.dirname);
const GUIDE = path.join(ROOT, 'docs/guide');
const SPAN = /(<!-- table:([\w-]+) -->\n)([\s\S]*?)(<!-- \/table -->)/g;

/** Names of all pages of the guide, relative to its folder, with `/`. */
export function guidePages() {
  return readdirSync(GUIDE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

/** The panel's tables and texts, as the source has them now. */
const loadTables = () =>
  loadSource(`export { ADJUSTMENTS } from './ui/engine/api/adjustments';
    export { layerKind } from './ui/engine/api/layer-kinds';
    export { SHORTCUTS, labelOf } from './ui/panel/keyboard/shortcuts';
    export { TOOLS } from './ui/panel/preview/tools';
    export { optionName } from './plugin/cli/adjustment-options';
    export { en } from './ui/locales/en';
    export { zh } from './ui/locales/zh';`);

const HEADS = {
  en: {
    adjustments: ['Tool', 'Values', 'At the start', 'Layer', 'Option', 'Use'],
    tools: ['Tool', 'Key'],
    keys: ['Key', 'Use'],
  },
  zh: {
    adjustments: ['工具', '取值', '初始值', '图层', '选项', '作用'],
    tools: ['工具', '按键'],
    keys: ['按键', '作用'],
  },
};

function rowsOf(tables, language) {
  const { ADJUSTMENTS, SHORTCUTS, TOOLS, labelOf, layerKind, optionName } = tables;
  const texts = tables[language];
  const words = ({ key, kind }, value) => {
    if (kind === 'choice') return texts.adjustments[key].options[value];
    return kind === 'number' ? `${value} ${texts.percent}`.replace('-', '−') : value ? '✓' : '–';
  };
  const values = (one) => {
    if (one.kind === 'choice') return one.options.map((option) => words(one, option)).join(' · ');
    return one.kind === 'number' ? `${words(one, one.min)} … ${words(one, one.max)}` : '– · ✓';
  };
  const keys = (scope) =>
    SHORTCUTS.filter((shortcut) => shortcut.scope === scope).map(({ command, label }) => [
      `\`${label}\``,
      texts.commandNames[command],
    ]);
  return {
    adjustments: ADJUSTMENTS.map((one) => [
      texts.adjustments[one.key].name,
      values(one),
      words(one, one.initial),
      layerKind(one.layer).name,
      `\`--${optionName(one.key)}\``,
      texts.adjustments[one.key].hint,
    ]),
    tools: TOOLS.map((tool) => [texts.toolNames[tool], `\`${labelOf(`choose-${tool}`)}\``]),
    'keys-panel': keys('panel'),
    'keys-canvas': keys('canvas'),
    'keys-review': keys('review'),
  };
}

function tableText(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * The text of every page of the guide with its tables as the panel has them: name → text.
 * @throws {RangeError} if a page asks for a table that does not exist
 */
export async function makeGuide() {
  const tables = await loadTables();
  const options = JSON.parse(readFileSync(path.join(ROOT, '.prettierrc.json'), 'utf8'));
  const pages = guidePages().map(async (name) => {
    const language = name.startsWith('zh-CN/') ? 'zh' : 'en';
    const rows = rowsOf(tables, language);
    const text = readFileSync(path.join(GUIDE, name), 'utf8').replace(SPAN, (_, open, table, _old, close) => {
      if (rows[table] === undefined) throw new RangeError(`docs/guide/${name} asks for a table "${table}"`);
      return `${open}\n${tableText(HEADS[language][table.split('-')[0]], rows[table])}\n\n${close}`;
    });
    return [name, await format(text, { ...options, parser: 'markdown' })];
  });
  return new Map(await Promise.all(pages));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of await makeGuide()) {
    const file = path.join(GUIDE, name);
    if (readFileSync(file, 'utf8') === text) continue;
    writeFileSync(file, text);
    console.log(`tables written into docs/guide/${name}`);
  }
}
