import figma from '@figma/eslint-plugin-figma-plugins';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Names of layers and words of files are text, never markup. */
const MARKUP = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
    message: 'Set text, not markup.',
  },
  { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Set text, not markup.' },
];

/** Photoshop paints these as black boxes. */
const NATIVE_CONTROLS = [
  { selector: 'JSXOpeningElement[name.name=/^(select|datalist)$/]', message: 'Use the list of controls/menu.tsx.' },
  {
    selector:
      'JSXOpeningElement[name.name="input"] > JSXAttribute[name.name="type"][value.value=/^(color|file|date|time)$/]',
    message: 'Photoshop cannot show this input.',
  },
  {
    selector:
      'JSXOpeningElement[name.name="input"] > JSXAttribute[name.name="type"][value.type="JSXExpressionContainer"]',
    message: 'Write the type of an input as text, so that this rule can see it.',
  },
  {
    selector: 'JSXOpeningElement[name.name=/^[a-z]/] > JSXAttribute[name.name="title"]',
    message: 'Use the tooltip of controls/tooltip.tsx.',
  },
  {
    selector: 'CallExpression[callee.property.name="createElement"] > Literal[value=/^(select|input)$/]',
    message: 'Photoshop cannot show this element.',
  },
];

export default defineConfig(
  { ignores: ['dist/', '.cache/', 'node_modules/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Typed arrays are indexed in loops whose bounds are known; `!` there says so without a run-time test.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `const { left, ...rest }` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
      complexity: ['error', 15],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
      'no-console': 'off',
      'no-restricted-syntax': ['error', ...MARKUP],
    },
  },
  {
    files: ['ui/panel/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...MARKUP, ...NATIVE_CONTROLS] },
  },
  {
    files: ['plugin/figma/**/*.ts'],
    plugins: { '@figma/figma-plugins': figma },
    languageOptions: { parserOptions: { project: 'plugin/figma/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: figma.configs.recommended.rules,
  },
  {
    // A kernel keeps its sums in registers, so a function cannot be cut into parts.
    files: ['ui/engine/networks/core/assembly/convolve.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // A describe block holds all tests of a unit; its length says nothing about the length of a test.
    files: ['test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
