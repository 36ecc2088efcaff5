import figma from '@figma/eslint-plugin-figma-plugins';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

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
      // Names of layers and words of files are text, never markup.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
          message: 'Set text, not markup.',
        },
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Set text, not markup.' },
      ],
    },
  },
  {
    files: ['plugin/figma/**/*.ts'],
    plugins: { '@figma/figma-plugins': figma },
    languageOptions: { parserOptions: { project: 'plugin/figma/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: figma.configs.recommended.rules,
  },
  {
    // A describe block holds all tests of a unit; its length says nothing about the length of a test.
    files: ['test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
